/// The shape that parameters come in, with the constants that it carries along.
///
/// Numbers stand in it as positions among all numbers of the tree, in the order in which a walk through it meets them.
public indirect enum ParameterTree: Sendable, Hashable {
  /// The number at this position.
  case number(Int)
  /// An array of numbers that stand one after the other.
  case numbers(Range<Int>)
  /// What no algorithm moves.
  case constant(Constant)
  case sequence([ParameterTree])
  case mapping([Member])

  /// A named part of a mapping.
  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: ParameterTree

    public init(_ key: String, _ value: ParameterTree) {
      self.key = key
      self.value = value
    }
  }

  /// An integer, a boolean, a text or nothing.
  public enum Constant: Sendable, Hashable {
    case integer(Int64)
    /// An integer that is too large for the other case.
    case unsigned(UInt64)
    case boolean(Bool)
    case text(String)
    case null
  }

  /// The paths of all numbers, by their positions.
  public var paths: [ParameterPath] {
    var paths: [ParameterPath] = []
    collect(&paths, below: ParameterPath())
    return paths
  }

  private func collect(_ paths: inout [ParameterPath], below path: ParameterPath) {
    switch self {
    case .number: paths.append(path)
    case .numbers(let range): for i in range.indices { paths.append(path.appending(.index(i - range.lowerBound))) }
    case .constant: break
    case .sequence(let elements):
      for (i, element) in elements.enumerated() { element.collect(&paths, below: path.appending(.index(i))) }
    case .mapping(let members):
      for member in members { member.value.collect(&paths, below: path.appending(.key(member.key))) }
    }
  }
}
