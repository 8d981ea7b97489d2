extension Program {
  /// The placeholders that look as if they were meant for a parameter, `{word}` or `{word[3]}`, but name none of these.
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

/// A word of letters, digits and underscores that begins with no digit, with or without indices.
private func looksLikeParameter(_ name: String) -> Bool {
  guard let (word, _) = nameAndIndices(name), let first = word.first else { return false }
  return (first.isLetter || first == "_") && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
}

/// The parts of `word[3][1]`; `nil` when the brackets hold no numbers.
private func nameAndIndices(_ text: String) -> (name: Substring, indices: [Int])? {
  var name = text[...]
  var indices: [Int] = []
  while name.last == "]", let open = name.lastIndex(of: "[") {
    guard let index = Int(name[name.index(after: open)...].dropLast()), index >= 0 else { return nil }
    indices.insert(index, at: 0)
    name = name[..<open]
  }
  return (name, indices)
}

extension JSON {
  /// What stands for the parameter of this name, such as `rate` or `weights[2]`, in an argument: a number as its
  /// shortest exact decimal, text as it is, anything else as JSON. `nil` when there is no such parameter.
  fileprivate func text(ofParameter name: String) -> String? {
    if let value = self[name] { return value.asString ?? value.description }
    guard let (word, indices) = nameAndIndices(name), var value = self[String(word)] else { return nil }
    for index in indices {
      guard let elements = value.asArray, index < elements.count else { return nil }
      value = elements[index]
    }
    return value.asString ?? value.description
  }
}
