/// A piece of an HTML document. Its texts are escaped when it is written, whatever they hold.
indirect enum HTML {
  case text(String)
  case element(String, [(name: String, value: String)], [HTML])
  case group([HTML])
  /// What is HTML already and comes from here: drawings, the style and the script.
  case written(String)

  static func tag(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: HTML...) -> HTML {
    .element(name, attributes.map { (name: $0.key, value: $0.value) }, children)
  }

  static func tag(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [HTML]) -> HTML {
    .element(name, attributes.map { (name: $0.key, value: $0.value) }, children)
  }

  static func tag(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ text: String) -> HTML {
    .element(name, attributes.map { (name: $0.key, value: $0.value) }, [.text(text)])
  }
}

extension HTML {
  /// Elements that have no end tag.
  private static let voidElements: Set<String> = ["meta", "br"]

  /// Appends the text of the document.
  func write(to text: inout String) {
    switch self {
    case .text(let content): HTML.write(content, to: &text)
    case .written(let content): text += content
    case .group(let children):
      for child in children { child.write(to: &text) }
    case .element(let name, let attributes, let children):
      text += "<\(name)"
      for attribute in attributes {
        text += " \(attribute.name)=\""
        HTML.write(attribute.value, to: &text)
        text += "\""
      }
      text += ">"
      guard !HTML.voidElements.contains(name) else { return }
      for child in children { child.write(to: &text) }
      text += "</\(name)>"
    }
  }

  /// Appends a text so that it is shown as it is, in an element or an attribute. What a browser would not show, or what
  /// would change how the rest is shown, is replaced by a picture of it: control characters and marks of direction.
  static func write(_ content: String, to text: inout String) {
    var isAfterReturn = false
    for scalar in content.unicodeScalars {
      // A return before the end of a line is a part of that.
      if isAfterReturn, scalar != "\n" { text += "\u{240D}" }
      isAfterReturn = scalar == "\r"
      switch scalar.value {
      case 0x0D: break
      case 0x09, 0x0A: text.unicodeScalars.append(scalar)
      case 0..<0x20: text.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: text += "\u{2421}"
      case 0x80..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: text += "\u{FFFD}"
      case 0x26: text += "&amp;"
      case 0x3C: text += "&lt;"
      case 0x3E: text += "&gt;"
      case 0x22: text += "&quot;"
      case 0x27: text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    if isAfterReturn { text += "\u{240D}" }
  }
}
