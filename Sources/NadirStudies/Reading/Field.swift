import Nadir
import Yams

/// A value in a study file, with its place.
struct Field {
  /// Where it belongs, such as `parameters.rate.lower`.
  let path: String
  let node: Node

  var line: Int? { node.mark?.line }
  var column: Int? { node.mark?.column }

  /// Whether there is nothing: `null`, `~`, or not a word.
  var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.isPlain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// The text, as it is written.
  var text: String? { node.scalar?.string }

  /// A number in decimal or scientific notation, or an infinity: `.inf` as in YAML, or `Infinity` as in JSON's strings.
  var number: Double? {
    guard case .scalar(let scalar) = node else { return nil }
    switch scalar.string {
    case "Infinity", "+Infinity", ".inf", "+.inf", ".Inf", ".INF": return .infinity
    case "-Infinity", "-.inf", "-.Inf", "-.INF": return -.infinity
    default: break
    }
    // Swift would also read hexadecimal numbers and words such as `nan`.
    guard scalar.isPlain, scalar.string.utf8.allSatisfy({ Self.digits.contains($0) }) else { return nil }
    return Double(scalar.string)
  }

  private static let digits = Set("0123456789+-.eE".utf8)

  var bool: Bool? {
    guard case .scalar(let scalar) = node, scalar.isPlain else { return nil }
    switch scalar.string {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  /// The elements of a list.
  var elements: [Field]? {
    guard case .sequence(let sequence) = node else { return nil }
    return sequence.enumerated().map { i, node in Field(path: "\(path)[\(i)]", node: node) }
  }

  /// What is there, for a message.
  var shown: String {
    switch node {
    case .scalar(let scalar):
      if isNull { return "empty" }
      let text = scalar.string.count > 60 ? scalar.string.prefix(60) + "…" : scalar.string[...]
      return number == nil && bool == nil ? "\"\(text)\"" : String(text)
    case .sequence(let sequence): return "a list of \(sequence.count)"
    case .mapping: return "a mapping"
    case .alias: return "an alias"
    }
  }
}

extension Node.Scalar {
  /// Whether it is written without quotes, so that it may be something else than text.
  fileprivate var isPlain: Bool { style == .plain || style == .any }
}
