/// A path with wildcards: `layers[*][0]`, `*.rate`. It selects every number at or below a place that it matches.
struct PathPattern {
  enum Step: Equatable {
    case component(ParameterPath.Component)
    /// `[*]`, or `*` for a name: any one step.
    case any
  }

  let steps: [Step]

  var hasWildcards: Bool { steps.contains(.any) }

  /// Reads a pattern; `nil` when brackets or quotes do not match or a name is empty.
  init?(_ text: String) {
    guard let steps = Self.steps(of: text) else { return nil }
    self.steps = steps
  }

  /// The part of a path that the pattern matches, the path of a node at or above it; `nil` where it does not match.
  func match(_ path: ParameterPath) -> ArraySlice<ParameterPath.Component>? {
    guard steps.count <= path.components.count else { return nil }
    for (step, component) in zip(steps, path.components) where step != .any && step != .component(component) {
      return nil
    }
    return path.components.prefix(steps.count)
  }

  /// The steps of `a.b[0]["quoted key"][*].*`.
  static func steps(of text: String) -> [Step]? {
    var steps: [Step] = []
    var rest = text[...]
    while let first = rest.first {
      if first == "[" {
        guard let (step, end) = bracketed(rest.dropFirst()) else { return nil }
        steps.append(step)
        rest = end
      } else {
        if !steps.isEmpty {
          guard first == "." else { return nil }
          rest = rest.dropFirst()
        }
        let name = rest.prefix { $0 != "." && $0 != "[" && $0 != "]" }
        guard !name.isEmpty else { return nil }
        steps.append(name == "*" ? .any : .component(.key(String(name))))
        rest = rest.dropFirst(name.count)
      }
    }
    return steps
  }

  /// What stands behind an opening bracket, and the text behind the closing one.
  private static func bracketed(_ text: Substring) -> (step: Step, rest: Substring)? {
    if text.first == "\"" {
      guard let end = text.dropFirst().firstRange(of: "\"]") else { return nil }
      return (.component(.key(String(text.dropFirst()[..<end.lowerBound]))), text[end.upperBound...])
    }
    guard let close = text.firstIndex(of: "]") else { return nil }
    let inner = text[..<close]
    let rest = text[text.index(after: close)...]
    if inner == "*" { return (.any, rest) }
    guard let index = Int(inner), index >= 0 else { return nil }
    return (.component(.index(index)), rest)
  }
}

extension PathPattern {
  /// The path down to as many steps as the pattern has, with the pattern's wildcards.
  func generalized(_ path: ParameterPath) -> String? {
    guard steps.count <= path.components.count else { return nil }
    var text = ""
    for (step, component) in zip(steps, path.components) {
      switch (step, component) {
      case (.any, .index): text += "[*]"
      case (.any, .key): text += text.isEmpty ? "*" : ".*"
      case (_, .index): text += ParameterPath([component]).description
      case (_, .key):
        let name = ParameterPath([component]).description
        text += text.isEmpty || name.hasPrefix("[") ? name : "." + name
      }
    }
    return text
  }
}
