public import Nadir

/// The parameters of a study: names in the order of the file, each with a number, a list or a mapping.
///
/// Their paths are such as `rate`, `beta[0]` and `net.layers[1].bias`.
public struct StudyParameters: Parameters, Equatable {
  /// A number, a list of values or a mapping from names to values, as deep as it may be.
  public indirect enum Value: Sendable, Equatable {
    case number(Double)
    case list([Value])
    case mapping([Member])

    /// A list of numbers.
    public static func numbers(_ numbers: [Double]) -> Value { .list(numbers.map { .number($0) }) }

    /// A mapping of these values by their names, all different.
    public static func mapping(_ values: [(name: String, value: Value)]) -> Value {
      .mapping(values.map { Member(name: $0.name, value: $0.value) })
    }
  }

  /// A named value.
  public struct Member: Sendable, Equatable {
    public var name: String
    public var value: Value

    public init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// The shape; numbers stand in it in the order of the file.
  public let tree: ParameterTree
  public let paths: [String]
  public private(set) var coordinates: [Double]

  /// The parameters with these names, all different, in this order.
  public init(_ values: [(name: String, value: Value)]) {
    var numbers: [Double] = []
    let tree = Value.mapping(values).tree(appendingTo: &numbers)
    self.init(tree, numbers)
  }

  /// The parameters of this shape, whose root is a mapping, with these numbers by their positions.
  init(_ tree: ParameterTree, _ numbers: [Double]) {
    self.tree = tree
    paths = tree.paths.map(\.description)
    coordinates = numbers
  }

  public func with(coordinates: [Double]) -> StudyParameters {
    var parameters = self
    parameters.coordinates = coordinates
    return parameters
  }

  /// The parameters as the object that programs see.
  public var json: JSON { ParameterLayout(tree).json(coordinates) }
}

extension StudyParameters.Value {
  /// The shape of the value, whose numbers take the next positions.
  fileprivate func tree(appendingTo numbers: inout [Double]) -> ParameterTree {
    switch self {
    case .number(let number):
      numbers.append(number)
      return .number(numbers.count - 1)
    case .list(let elements):
      let first = numbers.count
      let isPlain = elements.allSatisfy { if case .number = $0 { true } else { false } }
      let trees = elements.map { $0.tree(appendingTo: &numbers) }
      return isPlain ? .numbers(first..<numbers.count) : .sequence(trees)
    case .mapping(let members):
      return .mapping(members.map { .init($0.name, $0.value.tree(appendingTo: &numbers)) })
    }
  }
}
