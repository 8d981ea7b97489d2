import Foundation
import Nadir

/// What the program is told.
struct Options: Sendable {
  var seed: UInt64 = 1
  var workers = 2

  static let help = """
    Trains a network to tell three species of iris apart.

    usage: iris [--seed N] [--workers N]

      --seed N     decides which flowers are held out, and where the network begins; 1 unless given
      --workers N  gradients at the same time, 2 unless given; the result is the same for any number
      --help       shows this

    """

  /// What is told by the arguments of the program, which ends where they ask for help or mean nothing.
  static func read(_ arguments: [String]) -> Options {
    var options = Options()
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h":
        print(help, terminator: "")
        exit(0)
      case "--seed":
        guard let seed = rest.popFirst().flatMap({ UInt64($0) }) else { refuse("--seed wants a number, 0 or more") }
        options.seed = seed
      case "--workers":
        guard let count = rest.popFirst().flatMap({ Int($0) }), count > 0 else {
          refuse("--workers wants a number, 1 or more")
        }
        options.workers = count
      default: refuse("'\(argument)' means nothing here")
      }
    }
    return options
  }

  private static func refuse(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("iris: \(reason)\n\(help)".utf8))
    exit(64)
  }
}

extension Double {
  /// The number with so many decimals.
  func digits(_ count: Int) -> String { String(format: "%.\(count)f", self) }
}
