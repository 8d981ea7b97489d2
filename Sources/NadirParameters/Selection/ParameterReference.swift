import NadirEvaluation

/// Names one coordinate, by its path or by its position.
public enum ParameterReference: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case path(String)
  case index(Int)

  public init(stringLiteral path: String) { self = .path(path) }

  public init(integerLiteral index: Int) { self = .index(index) }

  /// The position of the coordinate among those with the given paths.
  func position(among paths: [String], argument: String) throws(InvalidArgument) -> Int {
    switch self {
    case .index(let index):
      guard paths.indices.contains(index) else {
        throw InvalidArgument(argument, is: "\(index)", expected: "an index from 0 to \(paths.count - 1)")
      }
      return index
    case .path(let path):
      guard let position = paths.firstIndex(of: path) else {
        let suggestion = Spelling.nearest(to: path, among: paths).map { "did you mean '\($0)'? " } ?? ""
        throw InvalidArgument(
          argument, is: "'\(path)'", expected: "the name of a parameter (\(suggestion)known: \(Spelling.list(paths)))")
      }
      return position
    }
  }
}
