extension ParameterTree {
  /// The tree of numbers with these paths: `rate`, `beta[0]`, `beta[1]`, `net.bias` are three members, of which one is an
  /// array and one has a member of its own.
  ///
  /// Paths that are no places of one tree, in the order of a walk through it, are names: the tree is a mapping from them.
  public init(paths: [String]) {
    self =
      Self.nested(paths)
      ?? .mapping(paths.enumerated().map { position, path in Member(path, .number(position)) })
  }

  private static func nested(_ paths: [String]) -> ParameterTree? {
    var parsed: [[ParameterPath.Component]] = []
    parsed.reserveCapacity(paths.count)
    for text in paths {
      guard let path = ParameterPath(text), path.description == text else { return nil }
      parsed.append(path.components)
    }
    return nested(parsed, 0..<parsed.count, below: 0)
  }

  /// The tree of the numbers in a range, whose paths agree in their first steps; `nil` where they contradict each other.
  private static func nested(
    _ paths: [[ParameterPath.Component]], _ range: Range<Int>, below depth: Int
  ) -> ParameterTree? {
    if range.count == 1, paths[range.lowerBound].count == depth { return .number(range.lowerBound) }
    var children: [(component: ParameterPath.Component, tree: ParameterTree)] = []
    var first = range.lowerBound
    while first < range.upperBound {
      guard paths[first].count > depth else { return nil }
      let component = paths[first][depth]
      let end =
        paths[first..<range.upperBound].firstIndex { $0.count <= depth || $0[depth] != component } ?? range.upperBound
      guard let tree = nested(paths, first..<end, below: depth + 1) else { return nil }
      children.append((component, tree))
      first = end
    }
    if case .index = children.first?.component { return sequence(children) }
    return mapping(children)
  }

  private static func sequence(_ children: [(component: ParameterPath.Component, tree: ParameterTree)])
    -> ParameterTree?
  {
    var elements: [ParameterTree] = []
    for (i, child) in children.enumerated() {
      guard child.component == .index(i) else { return nil }
      elements.append(child.tree)
    }
    guard case .number(let first) = elements.first, elements.allSatisfy(\.isNumber) else { return .sequence(elements) }
    return .numbers(first..<first + elements.count)
  }

  private static func mapping(_ children: [(component: ParameterPath.Component, tree: ParameterTree)]) -> ParameterTree?
  {
    var members: [Member] = []
    var keys: Set<String> = []
    for child in children {
      guard case .key(let key) = child.component, keys.insert(key).inserted else { return nil }
      members.append(Member(key, child.tree))
    }
    return .mapping(members)
  }

  private var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}
