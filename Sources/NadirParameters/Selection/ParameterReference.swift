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
