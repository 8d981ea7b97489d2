public import NadirEvaluation
public import NadirEvaluators
public import NadirJSON
public import NadirParameters

/// How parameters become the JSON object that programs see, and how a gradient in the same shape is read.
///
/// The object has the shape of the parameters, their constants included: `net.rate` is a member of a member, and
/// `layers[0][1]` an element of an element. What has no names at its top, such as a plain array, is the member `x`.
public struct ParameterLayout: Sendable, Hashable {
  private let root: ParameterTree
  /// What a gradient must hold: the same without the constants.
  private let gradient: ParameterTree
  private let count: Int

  /// The layout of parameters with this shape.
  public init(_ tree: ParameterTree) {
    if case .mapping = tree { root = tree } else { root = .mapping([.init("x", tree)]) }
    gradient = root.withoutConstants
    count = tree.count
  }

  /// The layout of numbers with these paths.
  public init(paths: [String]) { self.init(ParameterTree(paths: paths)) }

  /// The object that holds these numbers, by their positions in the tree, and the constants.
  public func json(_ numbers: [Double]) -> JSON { root.json(numbers) }

  /// The numbers of a gradient with this layout, by their positions in the tree.
  ///
  /// Whatever stands in the place of a constant is ignored, and so are members that the parameters have not.
  ///
  /// - Parameters:
  ///   - json: The object; where only one member holds numbers, such as `x`, the value of that will do.
  ///   - optional: The positions of numbers that may be missing or null; they become NaN.
  /// - Throws: ``EvaluationFailure`` of kind `.unreadable` that says what is missing or of another shape.
  public func coordinates(of json: JSON, optional: Set<Int> = []) throws(EvaluationFailure) -> [Double] {
    var reader = GradientReader(count: count, optional: optional)
    try reader.read(json, as: gradient)
    return reader.numbers
  }
}

extension ParameterLayout {
  /// How many names there are at most.
  private static let mostNames = 1000

  /// What a placeholder in an argument can name, such as `layers`, `layers[0]`, `layers[0][1]` and `net.rate`: the
  /// first thousand, what is nearest to the root before what is deeper.
  public var names: [String] {
    var nodes = root.children(of: "", atMost: Self.mostNames)
    var parent = 0
    while parent < nodes.count, nodes.count < Self.mostNames {
      nodes += nodes[parent].tree.children(of: nodes[parent].name, atMost: Self.mostNames - nodes.count)
      parent += 1
    }
    return nodes.map(\.name)
  }
}

extension ParameterCodec {
  /// The codec of a space: all parameters as one object, gradients in the same shape, or as one array of all
  /// components. A gradient may leave out what is held fixed.
  public init<Shape>(for space: ParameterSpace<Shape>) {
    let layout = ParameterLayout(space.tree)
    let count = space.startNumbers.count
    let fixed = Set(0..<count).subtracting(space.free)
    self.init(
      encode: { x in layout.json(space.numbers(at: x)) },
      decodeGradient: { json, x throws(EvaluationFailure) in
        if let all = json.asNumbers, all.count == count { return space.freeCoordinates(ofNumbers: all, at: x) }
        return space.freeCoordinates(ofNumbers: try layout.coordinates(of: json, optional: fixed), at: x)
      })
  }
}

extension ParameterTree {
  fileprivate func json(_ numbers: [Double]) -> JSON {
    switch self {
    case .number(let position): .number(numbers[position])
    case .numbers(let positions): .array(numbers[positions].map { .number($0) })
    case .constant(let constant): constant.json
    case .sequence(let elements): .array(elements.map { $0.json(numbers) })
    case .mapping(let members): .object(members.map { ($0.key, $0.value.json(numbers)) })
    }
  }

  /// The number of numbers.
  fileprivate var count: Int {
    switch self {
    case .number: 1
    case .numbers(let positions): positions.count
    case .constant: 0
    case .sequence(let elements): elements.reduce(0) { $0 + $1.count }
    case .mapping(let members): members.reduce(0) { $0 + $1.value.count }
    }
  }

  /// The same where everything that holds no number is one and the same constant, and no member of a mapping.
  fileprivate var withoutConstants: ParameterTree {
    switch self {
    case .number: return self
    case .numbers(let positions): return positions.isEmpty ? .constant(.null) : self
    case .constant: return .constant(.null)
    case .sequence(let elements):
      let elements = elements.map(\.withoutConstants)
      return elements.allSatisfy { $0 == .constant(.null) } ? .constant(.null) : .sequence(elements)
    case .mapping(let members):
      let members = members.map { Member($0.key, $0.value.withoutConstants) }.filter { $0.value != .constant(.null) }
      return members.isEmpty ? .constant(.null) : .mapping(members)
    }
  }

  /// The first children, with their names below the name of this.
  fileprivate func children(of name: String, atMost limit: Int) -> [(name: String, tree: ParameterTree)] {
    switch self {
    case .number, .constant: []
    case .numbers(let positions):
      positions.prefix(limit).map { ("\(name)[\($0 - positions.lowerBound)]", .number($0)) }
    case .sequence(let elements): elements.prefix(limit).enumerated().map { ("\(name)[\($0)]", $1) }
    case .mapping(let members):
      members.prefix(limit).map { (name.isEmpty ? $0.key : "\(name).\($0.key)", $0.value) }
    }
  }
}

extension ParameterTree.Constant {
  fileprivate var json: JSON {
    switch self {
    case .integer(let value): .integer(value)
    case .unsigned(let value): .unsigned(value)
    case .boolean(let value): .bool(value)
    case .text(let text): .string(text)
    case .null: .null
    }
  }
}
