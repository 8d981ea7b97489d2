extension ParameterTree {
  /// The first place where this tree has another shape than an expected one. Which constants they hold is no matter.
  func firstDifference(from expected: ParameterTree) -> ShapeMismatch? {
    difference(from: expected, at: ParameterPath())
  }

  private func difference(from expected: ParameterTree, at path: ParameterPath) -> ShapeMismatch? {
    switch (self, expected) {
    case (.number, .number), (.constant, .constant): return nil
    case (.numbers(let found), .numbers(let expected)) where found.count == expected.count: return nil
    case (.sequence(let found), .sequence(let expected)) where found.count == expected.count:
      for (i, (one, other)) in zip(found, expected).enumerated() {
        if let difference = one.difference(from: other, at: path.appending(.index(i))) { return difference }
      }
      return nil
    case (.mapping(let found), .mapping(let expected)): return Self.difference(of: found, from: expected, at: path)
    default: return ShapeMismatch(at: path, found: kind, expected: expected.kind)
    }
  }

  private static func difference(
    of found: [Member], from expected: [Member], at path: ParameterPath
  ) -> ShapeMismatch? {
    for (one, other) in zip(found, expected) {
      guard one.key == other.key else {
        return found.contains { $0.key == other.key }
          ? ShapeMismatch(
            at: path.appending(.key(one.key)), found: one.value.kind,
            expected: expected.contains { $0.key == one.key } ? "behind '\(other.key)'" : "nothing")
          : missing(other, at: path)
      }
      if let difference = one.value.difference(from: other.value, at: path.appending(.key(one.key))) {
        return difference
      }
    }
    if let extra = found.dropFirst(expected.count).first {
      return ShapeMismatch(
        at: path.appending(.key(extra.key)), found: extra.value.kind, expected: "nothing")
    }
    return expected.dropFirst(found.count).first.map { missing($0, at: path) }
  }

  private static func missing(_ member: Member, at path: ParameterPath) -> ShapeMismatch {
    ShapeMismatch(at: path.appending(.key(member.key)), found: "nothing", expected: member.value.kind)
  }

  /// What it is, in words.
  var kind: String {
    switch self {
    case .number: "a number"
    case .numbers(let range): "an array of \(range.count) numbers"
    case .constant(let constant): constant.kind
    case .sequence(let elements): "an array of \(elements.count) elements"
    case .mapping(let members): "a structure of \(Spelling.list(members.map(\.key)))"
    }
  }
}
