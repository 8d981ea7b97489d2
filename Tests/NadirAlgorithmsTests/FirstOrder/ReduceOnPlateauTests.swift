import Foundation
import NadirEvaluation
import Testing

@testable import NadirAlgorithms

@Suite struct ReduceOnPlateauTests {
  private func factors(_ plateau: ReduceOnPlateau, after losses: [Double]) -> [Double] {
    var plateau = plateau
    return losses.map { plateau.factor(after: $0) }
  }

  @Test func aPlateauOfAsManyLossesAsThePatienceEndsInAReduction() {
    let plateau = ReduceOnPlateau(factor: 0.5, patience: 2)
    #expect(factors(plateau, after: [3, 2, 2, 2, 2, 2, 1, 1, 1]) == [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125])
    #expect(factors(plateau, after: [3, 4, 2, 4, 1, 4, 0, 4]) == [Double](repeating: 1, count: 8))
  }

  /// What is better by less than the threshold is not better, also below 0.
  @Test func smallGainsAreNone() {
    let plateau = ReduceOnPlateau(factor: 0.5, patience: 1, threshold: 0.01)
    #expect(factors(plateau, after: [100, 99.5, 98.9, 98.5]) == [1, 0.5, 0.5, 0.25])
    #expect(factors(plateau, after: [-100, -100.5, -101.5]) == [1, 0.5, 0.5])
  }

  @Test func lossesOfTheCooldownDoNotCount() {
    let plateau = ReduceOnPlateau(factor: 0.5, patience: 1, cooldown: 2)
    #expect(factors(plateau, after: [1, 1, 1, 1, 1, 1, 1]) == [1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25])
  }

  @Test func theFactorStopsAtItsMinimum() {
    let plateau = ReduceOnPlateau(factor: 0.1, patience: 1, minimum: 0.05)
    #expect(factors(plateau, after: [1, 1, 1, 1]) == [1, 0.1, 0.05, 0.05])
  }

  @Test func notANumberAndInfinitiesAreNotBetter() {
    let plateau = ReduceOnPlateau(factor: 0.5, patience: 2)
    #expect(factors(plateau, after: [.nan, .nan, 1, -.infinity, 2]) == [1, 0.5, 0.5, 0.5, 0.25])
  }

  @Test func itGoesOnFromItsEncoding() throws {
    let losses = (0..<40).map { 1 / Double(1 + $0 / 9) }
    var whole = ReduceOnPlateau(patience: 3, cooldown: 1)
    var parts = whole
    for loss in losses {
      #expect(whole.factor(after: loss) == parts.factor(after: loss))
      parts = try JSONDecoder().decode(ReduceOnPlateau.self, from: JSONEncoder().encode(parts))
      #expect(parts == whole)
    }
  }

  @Test(arguments: [
    (ReduceOnPlateau(factor: 1), "the factor"), (ReduceOnPlateau(factor: 0), "the factor"),
    (ReduceOnPlateau(factor: .nan), "the factor"), (ReduceOnPlateau(patience: 0), "the patience"),
    (ReduceOnPlateau(threshold: -1), "the threshold"), (ReduceOnPlateau(threshold: 1), "the threshold"),
    (ReduceOnPlateau(cooldown: -1), "the cooldown"), (ReduceOnPlateau(minimum: 2), "the least factor"),
  ])
  func badOptionsAreRefused(_ plateau: ReduceOnPlateau, _ name: String) throws {
    try ReduceOnPlateau().validate()
    let error = #expect(throws: InvalidArgument.self) { try plateau.validate() }
    #expect("\(try #require(error))".contains(name))
  }
}
