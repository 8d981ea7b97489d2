extension FlatTree {
  /// A value as a tree that is laid flat while it is written, and its numbers.
  ///
  /// - Throws: The first place that cannot be written.
  static func write<Value: Encodable>(_ value: Value) throws(ShapeMismatch) -> (tree: FlatTree, numbers: [Double]) {
    let encoder = try TreeEncoder.encoder(of: value)
    var tree = FlatTree()
    var numbers: [Double] = []
    tree.append(.other(encoder), to: &numbers, key: "", parent: -1)
    return (tree, numbers)
  }

  /// Appends what was written at a place, its numbers behind those before it.
  private mutating func append(
    _ content: TreeEncoder.Content, to numbers: inout [Double], key: String, parent: Int
  ) {
    switch content {
    case .constant(let constant): appendLeaf(.constant(constant), key: key, parent: parent)
    case .number(let number, _):
      appendLeaf(.number(numbers.count), key: key, parent: parent)
      numbers.append(number)
    case .numbers(let elements, _):
      appendLeaf(.numbers(numbers.count..<numbers.count + elements.count), key: key, parent: parent)
      numbers += elements
    case .other(let encoder): append(encoder, to: &numbers, key: key, parent: parent)
    }
  }

  private mutating func append(_ encoder: TreeEncoder, to numbers: inout [Double], key: String, parent: Int) {
    let position = nodes.count
    switch encoder.kind {
    case .leaf(let content): append(content, to: &numbers, key: key, parent: parent)
    case .nothing: appendLeaf(.mapping(count: 0), key: key, parent: parent)
    case .sequence:
      appendLeaf(.sequence(count: encoder.children.count), key: key, parent: parent)
      for child in encoder.children { append(child.content, to: &numbers, key: "", parent: position) }
      end(position)
    case .mapping:
      appendLeaf(.mapping(count: encoder.children.count), key: key, parent: parent)
      for child in encoder.orderedChildren {
        append(child.content, to: &numbers, key: child.key, parent: position)
      }
      end(position)
    }
  }
}
