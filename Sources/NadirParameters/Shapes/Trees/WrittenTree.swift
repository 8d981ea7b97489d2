/// The numbers of a tree in the order of a walk through it, which is where they get their positions.
struct WrittenTree {
  private(set) var numbers: [Double] = []
  /// The format of each number.
  private(set) var formats: [NumberFormat] = []

  /// A value as a tree, its numbers and their formats.
  ///
  /// - Throws: The first place that cannot be written.
  static func write<Value: Encodable>(_ value: Value) throws(ShapeMismatch) -> (tree: ParameterTree, written: Self) {
    let encoder = try TreeEncoder.encoder(of: value)
    var written = WrittenTree()
    let tree = written.append(.other(encoder))
    return (tree, written)
  }

  /// The tree of what was written at a place, its numbers behind those before it.
  mutating func append(_ content: TreeEncoder.Content) -> ParameterTree {
    switch content {
    case .constant(let constant): return .constant(constant)
    case .number(let number, let format):
      numbers.append(number)
      formats.append(format)
      return .number(numbers.count - 1)
    case .numbers(let elements, let format):
      let first = numbers.count
      numbers += elements
      formats += repeatElement(format, count: elements.count)
      return .numbers(first..<numbers.count)
    case .other(let encoder): return append(encoder)
    }
  }

  private mutating func append(_ encoder: TreeEncoder) -> ParameterTree {
    switch encoder.kind {
    case .sequence: return .sequence(encoder.children.map { append($0.content) })
    case .mapping:
      return .mapping(encoder.orderedChildren.map { ParameterTree.Member($0.key, append($0.content)) })
    case .leaf(let content): return append(content)
    case .nothing: return .mapping([])
    }
  }
}
