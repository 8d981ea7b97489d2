import Foundation
import Nadir

/// What the program is told.
struct Options: Sendable {
  var evaluations = 1500
  var runs = 12
  var iterations = 400
  var workers = 2
  var picture = FileManager.default.temporaryDirectory.appending(path: "pendulum.svg")

  static let help = """
    Trains a controller that swings up a pendulum, with a reward without a derivative and with a smooth cost.

    usage: pendulum [--quick] [--workers N] [PICTURE]

      PICTURE      where the picture goes, an SVG; pendulum.svg in the folder for temporary files unless given
      --quick      fewer evaluations and runs
      --workers N  evaluations at the same time, 2 unless given; the results are the same for any number
      --help       shows this

    """

  /// What is told by the arguments of the program, which ends where they ask for help or mean nothing.
  static func read(_ arguments: [String]) -> Options {
    var options = Options()
    var rest = arguments[...]
    var hasPicture = false
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h":
        print(help, terminator: "")
        exit(0)
      case "--quick": (options.evaluations, options.runs, options.iterations) = (200, 3, 60)
      case "--workers":
        guard let count = rest.popFirst().flatMap({ Int($0) }), count > 0 else {
          refuse("--workers wants a number, 1 or more")
        }
        options.workers = count
      case _ where argument.hasPrefix("-"): refuse("there is no option \(argument)")
      default:
        if hasPicture { refuse("one picture is written, and '\(argument)' is a second one") }
        hasPicture = true
        options.picture = URL(filePath: argument)
      }
    }
    let folder = options.picture.deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      refuse("there is no folder '\(folder)' to write to")
    }
    return options
  }

  private static func refuse(_ reason: String) -> Never {
    Progress.write("pendulum: \(reason)\n\(help)")
    exit(64)
  }
}
