import ArgumentParser
import Nadir
import NadirStudies

struct AlgorithmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "algorithms",
    abstract: "List the algorithms, what they need and can do, and their options.",
    discussion: """
      A round is what an algorithm asks for at once. Its level of reproducibility says what a run depends on, beside the \
      study and its seed: A, on nothing else; B, on the declared width, too. None depends on the number of workers or on \
      which of them is fast.

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

      many starts ('starts' of a study, 'nadir minimize --starts')
        Runs any of them from the best points of a sample, for functions with several minima.
        level:    \(level(.declaredWidth))
        papers:   Arnoud, Guvenen & Kleineberg 2019, Benchmarking Global Optimizers, doi:10.3386/w26340
      """)
  }

  private func level(_ reproducibility: AlgorithmTraits.Reproducibility) -> String {
    "\(reproducibility.rawValue), \(reproducibility.summary)"
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
      "  level:    \(level(traits.reproducibility))",
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
