
extension ParameterTree {
  /// The tree whose numbers have these paths, in their order; paths that make no tree are the names of a flat mapping.
  public init(paths: [String]) {
    let steps = paths.map { ParameterPath($0)?.components ?? [.key($0)] }
    self =
      Self.nested(steps[...], depth: 0)
      ?? .mapping(paths.enumerated().map { Member($0.element, .number($0.offset)) })
  }

  /// The tree of paths that share their first steps, as many as `depth`; `nil` where they contradict each other.
  private static func nested(_ paths: ArraySlice<[ParameterPath.Component]>, depth: Int) -> ParameterTree? {
    if paths.count == 1, paths[paths.startIndex].count == depth { return .number(paths.startIndex) }
    var heads: [ParameterPath.Component] = []
    var children: [ParameterTree] = []
    var rest = paths
    while let first = rest.first {
      guard first.count > depth else { return nil }
      let head = first[depth]
      let group = rest.prefix { $0.count > depth && $0[depth] == head }
      guard let child = nested(group, depth: depth + 1) else { return nil }
      heads.append(head)
      children.append(child)
      rest = rest[group.endIndex...]
    }
    if !heads.isEmpty, heads == heads.indices.map({ .index($0) }) {
      let isPlain = children.allSatisfy { if case .number = $0 { true } else { false } }
      return isPlain ? .numbers(paths.indices) : .sequence(children)
    }
    let keys = heads.compactMap { if case .key(let key) = $0 { key } else { nil } }
    guard keys.count == heads.count, Set(keys).count == keys.count else { return nil }
    return .mapping(zip(keys, children).map { Member($0, $1) })
  }
}
