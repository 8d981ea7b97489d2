public import NadirEvaluation

/// Means some of the parameters: by path, by name or by position.
///
///     "rate"            // the number with this path or name, or all numbers below the node with this path
///     "layers[*][0]"    // with wildcards: the first number of every layer
///     2                 // the third of all numbers
public enum ParameterReference: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case path(String)
  case index(Int)

  public init(stringLiteral path: String) { self = .path(path) }

  public init(integerLiteral index: Int) { self = .index(index) }

  /// As people write it.
  var text: String {
    switch self {
    case .path(let path): path
    case .index(let index): "\(index)"
    }
  }
}

extension [ParameterReference] {
  /// The positions of the numbers that these mean, each once, in the order of the references.
  ///
  /// - Parameters:
  ///   - paths: The paths or names of all numbers.
  ///   - argument: What they are given for, as it is to be named in errors.
  /// - Throws: ``InvalidArgument`` with the nearest known name where one means nothing.
  public func positions(among paths: [String], for argument: String) throws(InvalidArgument) -> [Int] {
    try positions(in: try ParameterIndex(paths: paths, names: .paths), for: argument)
  }

  func positions(in index: ParameterIndex, for argument: String) throws(InvalidArgument) -> [Int] {
    var positions: [Int] = []
    var seen: Set<Int> = []
    for reference in self {
      for position in try index.positions(reference, argument: argument) where seen.insert(position).inserted {
        positions.append(position)
      }
    }
    return positions
  }
}
