/// What is measured, and how often.
struct Options {
  static let parts = [
    "cost", "history", "startup", "evaluators", "runs", "processes", "shapes", "derivatives", "curvefits",
    "leastsquares", "profiles", "optimizers", "training",
  ]

  private var wanted: [String] = []
  private(set) var rounds = 15
  /// The path of the `nadir` command; without it, its start-up is not measured.
  private(set) var nadir: String?
  /// The folder that pictures are written to; without it, there are none.
  private(set) var plots: String?
  /// Whether processes evaluate for long, to see whether they grow.
  private(set) var soaks = false

  init(_ arguments: some Sequence<String>) throws {
    var arguments = arguments.makeIterator()
    while let argument = arguments.next() {
      switch argument {
      case "--rounds":
        guard let rounds = arguments.next().flatMap({ Int($0) }), rounds > 0 else { throw Usage() }
        self.rounds = rounds
      case "--nadir":
        guard let path = arguments.next() else { throw Usage() }
        nadir = path
      case "--plots":
        guard let path = arguments.next() else { throw Usage() }
        plots = path
      case "--soak": soaks = true
      case let part where Options.parts.contains(part): wanted.append(part)
      default: throw Usage()
      }
    }
  }

  func includes(_ part: String) -> Bool { wanted.isEmpty || wanted.contains(part) }

  struct Usage: Error, CustomStringConvertible {
    var description: String {
      "benchmarks [\(Options.parts.joined(separator: "] ["))] [--rounds N] [--nadir PATH] [--plots FOLDER] [--soak]"
    }
  }
}
