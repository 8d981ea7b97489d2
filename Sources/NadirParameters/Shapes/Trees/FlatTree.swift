/// A tree laid flat in the order of a walk through it, so that a decoder goes from node to node by their positions: the
/// first child stands behind its parent, and the next child behind the last descendant of the one before.
struct FlatTree: Sendable {
  struct Node: Sendable {
    var content: Content
    /// The name of a member of a mapping; empty otherwise.
    var key: String
    var parent: Int
    /// The position behind the last descendant.
    var end: Int
  }

  enum Content: Sendable {
    case number(Int)
    case numbers(Range<Int>)
    case constant(ParameterTree.Constant)
    case sequence(count: Int)
    case mapping(count: Int)
  }

  private(set) var nodes: [Node] = []

  /// A tree to which nodes will be appended.
  init() {}

  init(_ tree: ParameterTree) { append(tree, key: "", parent: -1) }

  private mutating func append(_ tree: ParameterTree, key: String, parent: Int) {
    let position = nodes.count
    switch tree {
    case .number(let number): appendLeaf(.number(number), key: key, parent: parent)
    case .numbers(let range): appendLeaf(.numbers(range), key: key, parent: parent)
    case .constant(let constant): appendLeaf(.constant(constant), key: key, parent: parent)
    case .sequence(let elements):
      appendLeaf(.sequence(count: elements.count), key: key, parent: parent)
      for element in elements { append(element, key: "", parent: position) }
    case .mapping(let members):
      appendLeaf(.mapping(count: members.count), key: key, parent: parent)
      for member in members { append(member.value, key: member.key, parent: position) }
    }
    end(position)
  }

  /// Appends a node without descendants.
  mutating func appendLeaf(_ content: Content, key: String, parent: Int) {
    nodes.append(Node(content: content, key: key, parent: parent, end: nodes.count + 1))
  }

  /// Makes all nodes behind a node its descendants.
  mutating func end(_ node: Int) { nodes[node].end = nodes.count }

  /// The child of a mapping with a name. Members are mostly asked for in the order in which they were written: where
  /// the next one should stand is looked at first.
  func member(_ key: String, of mapping: Int, near guess: Int) -> Int? {
    if guess < nodes.count, nodes[guess].parent == mapping, nodes[guess].key == key { return guess }
    return children(of: mapping).first { nodes[$0].key == key }
  }

  /// The children of a node in their order.
  func children(of node: Int) -> some Sequence<Int> {
    let end = nodes[node].end
    return sequence(state: node + 1) { (next: inout Int) -> Int? in
      guard next < end else { return nil }
      defer { next = nodes[next].end }
      return next
    }
  }

  /// The steps from the root to a node.
  func path(of node: Int) -> ParameterPath {
    var components: [ParameterPath.Component] = []
    var node = node
    while nodes[node].parent >= 0 {
      let parent = nodes[node].parent
      if case .mapping = nodes[parent].content {
        components.append(.key(nodes[node].key))
      } else {
        components.append(.index(children(of: parent).prefix { $0 < node }.count))
      }
      node = parent
    }
    return ParameterPath(components.reversed())
  }

  /// The steps from the root to a number.
  func path(ofNumber number: Int) -> ParameterPath {
    for (i, node) in nodes.enumerated() {
      switch node.content {
      case .number(number): return path(of: i)
      case .numbers(let range) where range.contains(number):
        return path(of: i).appending(.index(number - range.lowerBound))
      default: continue
      }
    }
    return ParameterPath()
  }
}
