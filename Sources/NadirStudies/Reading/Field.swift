import Nadir

/// A value in a study file, with what it is called.
struct Field {
  /// Where it belongs, such as `parameters.rate.lower`.
  let path: String
  let node: Node

  /// Whether there is nothing: `null`, `~`, or not a word.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = node.content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  var isMapping: Bool { if case .mapping = node.content { true } else { false } }

  /// The text, as it is written.
  var text: String? { if case .scalar(let text, _) = node.content { text } else { nil } }

  /// A number in decimal or scientific notation, or an infinity: `.inf` as in YAML, `Infinity` as in JSON's strings, or
  /// `inf` as in most tables.
  var number: Double? {
    guard case .scalar(let text, let isPlain) = node.content else { return nil }
    switch text {
    case "Infinity", "+Infinity", ".inf", "+.inf", ".Inf", ".INF", "inf": return .infinity
    case "-Infinity", "-.inf", "-.Inf", "-.INF", "-inf": return -.infinity
    default: break
    }
    // Swift would also read hexadecimal numbers and words such as `nan`.
    guard isPlain, text.utf8.allSatisfy({ Self.digits.contains($0) }) else { return nil }
    return Double(text)
  }

  private static let digits = Set("0123456789+-.eE".utf8)

  var bool: Bool? {
    switch node.content {
    case .scalar("true", isPlain: true), .scalar("True", isPlain: true), .scalar("TRUE", isPlain: true): true
    case .scalar("false", isPlain: true), .scalar("False", isPlain: true), .scalar("FALSE", isPlain: true): false
    default: nil
    }
  }

  /// The elements of a list.
  var elements: [Field]? {
    guard case .list(let nodes) = node.content else { return nil }
    return nodes.enumerated().map { i, node in Field(path: "\(path)[\(i)]", node: node) }
  }

  /// The keys and values of a mapping, in their order.
  var pairs: [(key: Field, value: Field)]? {
    guard case .mapping(let pairs) = node.content else { return nil }
    return pairs.map { key, value in
      let name = Field(path: "", node: key).text ?? "?"
      let path = path.isEmpty ? name : "\(path).\(name)"
      return (Field(path: path, node: key), Field(path: path, node: value))
    }
  }

  /// ` (did you mean 'word'?)` where one of the words is near to what is there; empty otherwise.
  func suggestion(among words: [String]) -> String {
    text.flatMap { Spelling.nearest(to: $0, among: words) }.map { " (did you mean '\($0)'?)" } ?? ""
  }

  /// What is there, for a message.
  var shown: String {
    switch node.content {
    case .scalar(let text, _):
      if isNull { return "empty" }
      let short = text.count > 60 ? text.prefix(60) + "…" : text[...]
      return number == nil && bool == nil ? "\"\(short)\"" : String(short)
    case .list(let nodes): return "a list of \(nodes.count)"
    case .mapping: return "a mapping"
    }
  }
}
