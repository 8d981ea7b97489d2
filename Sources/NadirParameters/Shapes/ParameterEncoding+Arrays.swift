extension ParameterEncoding {
  /// Which of the numbers are one array of the parameters, such as the weights of a layer or its biases: the numbers below
  /// one member that has no members itself. They follow one another, and are all of the numbers.
  public var arrays: [Range<Int>] { tree.arrays }

  /// Whether other parameters have as many numbers in the same places.
  public func hasShape(of other: ParameterEncoding) -> Bool { tree.hasShape(of: other.tree) }
}

extension FlatTree {
  var arrays: [Range<Int>] {
    var arrays: [Range<Int>] = []
    var position = 0
    // The first mapping from the position on.
    var mapping = 0
    while position < nodes.count {
      mapping = max(mapping, position)
      while mapping < nodes.count, !nodes[mapping].isMapping { mapping += 1 }
      let end = nodes[position].end
      if mapping < end {
        position += 1
      } else {
        if let numbers = numbers(in: position..<end) { arrays.append(numbers) }
        position = end
      }
    }
    return arrays
  }

  /// The positions of the numbers of nodes that follow one another; `nil` where there are none.
  private func numbers(in range: Range<Int>) -> Range<Int>? {
    var positions: Range<Int>?
    for node in nodes[range] {
      guard let numbers = node.numbers else { continue }
      positions = (positions?.lowerBound ?? numbers.lowerBound)..<numbers.upperBound
    }
    return positions
  }

  func hasShape(of other: FlatTree) -> Bool {
    nodes.count == other.nodes.count && zip(nodes, other.nodes).allSatisfy { $0.hasShape(of: $1) }
  }
}

extension FlatTree.Node {
  var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }

  /// The positions of the numbers that it is itself; `nil` for what is none.
  var numbers: Range<Int>? {
    switch content {
    case .number(let position): position..<position + 1
    case .numbers(let range): range
    case .constant, .sequence, .mapping: nil
    }
  }

  func hasShape(of other: FlatTree.Node) -> Bool {
    guard key == other.key, end == other.end else { return false }
    return switch (content, other.content) {
    case (.number, .number), (.constant, .constant): true
    case (.numbers(let one), .numbers(let other)): one == other
    case (.sequence(let one), .sequence(let other)), (.mapping(let one), .mapping(let other)): one == other
    default: false
    }
  }
}
