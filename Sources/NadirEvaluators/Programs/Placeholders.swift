public import NadirJSON

extension Program {
  /// The placeholders that look as if they were meant for a parameter, `{word}`, `{word[3]}` or `{word.word}`, but name
  /// none of these.
  ///
  /// An evaluation leaves them as they are; a caller can refuse to begin with them. In the order of their appearance,
  /// without the braces.
  ///
  /// - Parameter parameters: The object of the named parameters, as ``ParameterCodec/encode`` gives it.
  public func unknownPlaceholders(in parameters: JSON) -> [String] {
    var unknown: [String] = []
    for argument in arguments.dropFirst() {
      _ = fill(argument) { name in
        let value = parameters.text(ofParameter: name)
        if value == nil, looksLikeParameter(name), !unknown.contains(name) { unknown.append(name) }
        return value
      }
    }
    return unknown
  }

  /// The arguments with every placeholder replaced by its parameter, and whether there was any.
  func arguments(filledWith parameters: JSON) -> (arguments: [String], hasPlaceholders: Bool) {
    var hasPlaceholders = false
    let filled = arguments.dropFirst().map { argument in
      fill(argument) { name in
        let value = parameters.text(ofParameter: name)
        if value != nil { hasPlaceholders = true }
        return value
      }
    }
    return (arguments.prefix(1) + filled, hasPlaceholders)
  }
}

/// Replaces each `{name}` for which there is a value.
///
/// `{{` is a literal brace, and so is the `}}` that belongs to it. All other text is kept as it is, so that code in an
/// argument, as of awk or JSON, needs no quoting; `${name}` is the shell's.
private func fill(_ text: String, with value: (String) -> String?) -> String {
  var filled = ""
  var literalBraces = 0
  var rest = text[...]
  while let character = rest.first {
    if rest.hasPrefix("{{") {
      filled += "{"
      literalBraces += 1
      rest = rest.dropFirst(2)
    } else if literalBraces > 0, rest.hasPrefix("}}") {
      filled += "}"
      literalBraces -= 1
      rest = rest.dropFirst(2)
    } else if character == "{", filled.last != "$", let name = placeholder(at: rest), let value = value(name) {
      filled += value
      rest = rest.dropFirst(name.count + 2)
    } else {
      filled.append(character)
      rest = rest.dropFirst()
    }
  }
  return filled
}

/// The text between the brace that `text` begins with and the next brace, if that is a closing one.
private func placeholder(at text: Substring) -> String? {
  let inner = text.dropFirst()
  guard let end = inner.firstIndex(where: { $0 == "{" || $0 == "}" }), inner[end] == "}" else { return nil }
  return String(inner[..<end])
}

/// Words of letters, digits and underscores that begin with no digit, joined by dots, with or without indices.
private func looksLikeParameter(_ name: String) -> Bool {
  name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
    var rest = part
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard let first = word.first, first.isLetter || first == "_" else { return false }
    rest = rest.dropFirst(word.count)
    while takeIndex(from: &rest) != nil {}
    return rest.isEmpty
  }
}

/// Takes `[3]` off the beginning; `nil` where there is no such thing.
private func takeIndex(from path: inout Substring) -> Int? {
  guard path.first == "[", let close = path.firstIndex(of: "]"),
    let index = Int(path[..<close].dropFirst()), index >= 0
  else { return nil }
  path = path[close...].dropFirst()
  return index
}

/// The keys that `.a.b[0]` may begin with, the longest first, each with the path behind it: a key may hold a dot. What
/// is in brackets and quotes is a key as it stands.
private func keys(in path: Substring) -> [(key: String, rest: Substring)] {
  if path.hasPrefix("[\""), let end = path.firstRange(of: "\"]") {
    return [(String(path[..<end.lowerBound].dropFirst(2)), path[end.upperBound...])]
  }
  guard path.first == "." else { return [] }
  let name = path.dropFirst()
  let ends = name.indices.filter { name[$0] == "." || name[$0] == "[" } + [name.endIndex]
  return ends.reversed().map { (String(name[..<$0]), name[$0...]) }
}

extension JSON {
  /// What stands for the parameter of this name, such as `rate`, `layers[0][1]` or `net.rate`, in an argument: a number
  /// as its shortest exact decimal, text as it is, anything else as JSON. `nil` when there is no such parameter.
  fileprivate func text(ofParameter name: String) -> String? {
    let path = name.first == "[" ? name : "." + name
    guard let value = self[name] ?? value(at: path[...]) else { return nil }
    return value.asString ?? value.description
  }

  /// What a path of steps `.name`, `[3]` and `["name"]` leads to.
  private func value(at path: Substring) -> JSON? {
    if path.isEmpty { return self }
    if let elements = asArray {
      var rest = path
      guard let index = takeIndex(from: &rest), index < elements.count else { return nil }
      return elements[index].value(at: rest)
    }
    guard asObject != nil else { return nil }
    for (key, rest) in keys(in: path) {
      if let value = self[key]?.value(at: rest) { return value }
    }
    return nil
  }
}
