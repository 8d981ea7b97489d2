extension Element {
  /// The element as text.
  func write(to text: inout String) {
    text += "<" + name
    for attribute in attributes {
      text += " " + attribute.name + "=\""
      Element.escape(attribute.value, to: &text)
      text += "\""
    }
    guard !content.isEmpty else {
      text += "/>"
      return
    }
    text += ">"
    for part in content {
      switch part {
      case .element(let child): child.write(to: &text)
      case .text(let characters): Element.escape(characters, to: &text)
      }
    }
    text += "</" + name + ">"
  }

  /// Appends text in which nothing is markup. Characters that XML 1.0 does not allow are left out.
  static func escape(_ characters: String, to text: inout String) {
    for scalar in characters.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n", "\t", "\r": text += scalar == "\n" ? "\n" : " "
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": break
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
