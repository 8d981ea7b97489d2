extension String {
  /// The text as a terminal may show it. Programs say of themselves what they want, often in colors: escape sequences
  /// and what turns the direction of writing are left out, other control characters are spaces. Lines and tabs stay.
  var printable: String {
    var text = String.UnicodeScalarView()
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar.value {
      case 0x1B: rest.dropEscapeSequence()
      case 0x9B: rest.dropControlSequence()
      case 0x202A...0x202E, 0x2066...0x2069: break
      case 0x09, 0x0A: text.append(scalar)
      case 0x00...0x1F, 0x7F...0x9F: text.append(" ")
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}

// ECMA-48, sections 5.3 to 5.6.
extension Substring.UnicodeScalarView {
  /// What follows an escape character and belongs to it.
  fileprivate mutating func dropEscapeSequence() {
    guard let first else { return }
    switch first.value {
    case 0x5B:
      removeFirst()
      dropControlSequence()
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F:
      // A string for the terminal, such as its title, up to BEL or ESC \; where neither follows it is none.
      guard let end = dropFirst().firstIndex(where: { $0.value == 0x07 || $0.value == 0x1B }) else { return }
      self = self[index(after: end)...]
      if self.first?.value == 0x5C { removeFirst() }
    case 0x20...0x2F:
      while let scalar = popFirst(), scalar.value < 0x30 {}
    case 0x30...0x7E: removeFirst()
    default: break
    }
  }

  /// Parameters, and the letter that ends them.
  fileprivate mutating func dropControlSequence() {
    while let scalar = first, 0x20...0x3F ~= scalar.value { removeFirst() }
    if let scalar = first, 0x40...0x7E ~= scalar.value { removeFirst() }
  }
}
