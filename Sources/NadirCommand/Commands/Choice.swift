import ArgumentParser
import Nadir

extension RawRepresentable where Self: CaseIterable, RawValue == String {
  /// Reads one of the words from the command line, and suggests the nearest one where it is none.
  static func read(_ word: String) throws -> Self {
    if let choice = Self(rawValue: word.lowercased()) { return choice }
    let suggestion = Spelling.nearest(to: word, among: words).map { "; did you mean '\($0)'?" } ?? ""
    throw ValidationError("it must be one of \(words.joined(separator: ", "))\(suggestion)")
  }

  static var words: [String] { allCases.map(\.rawValue) }

  static var completion: CompletionKind { .list(words) }
}
