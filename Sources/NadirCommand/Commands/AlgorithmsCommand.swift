import ArgumentParser
import Nadir
import NadirStudies

struct AlgorithmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "algorithms",
    abstract: "List the algorithms, what they need and can do, and their options.",
    discussion: """
      EXAMPLES:
        nadir algorithms
        nadir minimize study.yaml --algorithm nelder-mead
      """)

  func run() {
    for algorithm in AlgorithmCatalog.all { Console.say(text(algorithm)) }
    Console.say(
      """
      \(AlgorithmNames.automatic)
        What is chosen where no algorithm is named: \(choice(provides: .value, hasBounds: true)), and for residuals
        \(choice(provides: .residuals, hasBounds: false)) without bounds, \(choice(provides: .residuals, hasBounds: true)) \
      with bounds.
      """)
  }

  private func choice(provides: Demand, hasBounds: Bool) -> String {
    let features = ProblemFeatures(dimension: 2, hasBounds: hasBounds, provides: provides)
    return type(of: Automatic().algorithm(for: features)).traits.name
  }

  private func text(_ algorithm: any Algorithm) -> String {
    let traits = type(of: algorithm).traits
    let needs =
      switch traits.needs {
      case .gradient: "values; gradients, if not given, as 'differences' of a study says"
      case .residuals: "residuals"
      case [.residuals, .jacobian]: "residuals; their Jacobian, if not given, as 'differences' of a study says"
      case [.contributions, .scores]: "contributions or residuals; their derivatives, if not given, by differences"
      default: "values"
      }
    var lines = [
      "\(traits.name) (\(traits.family.rawValue))",
      "  \(traits.summary)",
      "  needs:    \(needs)",
      "  bounds:   " + (traits.handlesBounds ? "yes" : "no"),
      "  a round:  \(traits.batch)",
      "  also:     \(traits.aliases.joined(separator: ", "))",
      "  papers:   \(traits.references.joined(separator: ", "))",
      "  options:",
    ]
    let options = type(of: algorithm).optionDescriptions
    let width = options.map(\.name.count).max() ?? 0
    lines += options.map { "    \($0.name.padded(to: width))  \($0.summary) (\($0.expected))" }
    return lines.joined(separator: "\n") + "\n"
  }
}
