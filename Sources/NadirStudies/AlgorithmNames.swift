public import Nadir

/// The algorithms as people name them in studies and on the command line.
public enum AlgorithmNames {
  /// The word that leaves the choice to the library.
  public static let automatic = "automatic"

  /// The algorithm of that name with its default options, or the automatic choice; `nil` when there is none.
  public static func choice(_ name: String) -> (any AlgorithmChoice)? {
    name.lowercased() == automatic ? .automatic : AlgorithmCatalog.named(name)
  }

  /// What is to be said when there is no algorithm of that name.
  public static func expected(insteadOf name: String) -> String {
    let known = AlgorithmCatalog.all.map { type(of: $0).traits.name } + [automatic]
    let aliases = AlgorithmCatalog.all.flatMap { type(of: $0).traits.aliases }
    let nearest = Spelling.nearest(to: name, among: known) ?? Spelling.nearest(to: name, among: aliases)
    let suggestion = nearest.map { "did you mean '\($0)'? " } ?? ""
    return "the name of an algorithm (\(suggestion)known: \(known.joined(separator: ", ")))"
  }
}
