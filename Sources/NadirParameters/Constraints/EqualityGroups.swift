import NadirEvaluation

/// Numbers that are the same: the first of each group leads, the others follow it.
struct EqualityGroups {
  /// The position of the leader of each number; its own where it follows none.
  private(set) var leader: [Int]

  /// Whether each number shares a group with others.
  private(set) var isShared: [Bool]

  /// Every number for itself.
  init(count: Int) {
    leader = Array(0..<count)
    isShared = [Bool](repeating: false, count: count)
  }

  /// The numbers that follow, with their leaders.
  var followers: [(number: Int, leader: Int)] {
    leader.indices.filter { leader[$0] != $0 }.map { ($0, leader[$0]) }
  }

  /// Takes the numbers together that the equality constraints among the given ones name.
  ///
  /// - Throws: ``InvalidArgument`` where the start, or the sizes of nodes, differ.
  mutating func join(
    _ constraints: [Constraint], start: [Double], index: ParameterIndex
  ) throws(InvalidArgument) {
    for constraint in constraints {
      guard constraint.kind == .equal || constraint.kind == .pairwiseEqual else { continue }
      let nodes = try index.groups(constraint.references, argument: "a parameter of an equality")
      if constraint.kind == .equal {
        try join(nodes.flatMap { $0 }, start: start, index: index)
      } else {
        try joinPairwise(nodes, start: start, index: index)
      }
    }
  }

  private mutating func joinPairwise(
    _ nodes: [[Int]], start: [Double], index: ParameterIndex
  ) throws(InvalidArgument) {
    guard let first = nodes.first else { return }
    for node in nodes where node.count != first.count {
      throw InvalidArgument(
        "a pairwise equality",
        is: "of \(first.count) numbers, \(Spelling.list(first.map { index.names[$0] })), "
          + "and \(node.count), \(Spelling.list(node.map { index.names[$0] }))",
        expected: "of as many numbers in every node")
    }
    for position in first.indices { try join(nodes.map { $0[position] }, start: start, index: index) }
  }

  private mutating func join(_ numbers: [Int], start: [Double], index: ParameterIndex) throws(InvalidArgument) {
    guard let first = numbers.first else { return }
    for number in numbers where start[number] != start[first] {
      throw InvalidArgument(
        "the start", is: "\(index.names[first]) = \(start[first]) and \(index.names[number]) = \(start[number])",
        expected: "the same number in both, by an equality")
    }
    let joined = Set(numbers.map { leader[$0] })
    guard joined.count > 1, let least = joined.min() else { return }
    for i in leader.indices where joined.contains(leader[i]) {
      leader[i] = least
      isShared[i] = true
    }
  }
}
