import Foundation
import Nadir

/// What is told on the standard error while the controllers are trained.
enum Progress {
  /// Tells how a method gets on, every 25 iterations.
  static func observer(
    _ method: String, _ measure: String, ofMany: Bool = false
  ) -> Observer<Controller<Double>> {
    .watching(.every(25)) { state in
      let run = ofMany ? ", start \(state.run)" : ""
      write("\(method)\(run): \(state.counts.evaluations) evaluations, \(measure) \(state.bestValue.digits(3))\n")
    }
  }

  static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

extension Double {
  /// The number with so many decimals.
  func digits(_ count: Int) -> String { String(format: "%.\(count)f", self) }
}
