/// Reads what this package writes of XML 1.0: elements, attributes in double quotes, text, and the predefined entities.
/// Anything else is an error.
struct MarkupReader {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  struct Node {
    let name: String
    let attributes: [String: String]
    var children: [Node] = []
    var text = ""

    /// The node and all within it.
    var all: [Node] { [self] + children.flatMap(\.all) }
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0

  static func document(_ text: String) throws -> Node {
    var reader = MarkupReader(scalars: Array(text.unicodeScalars))
    let root = try reader.element()
    while reader.position < reader.scalars.count {
      guard reader.scalars[reader.position] == "\n" else { throw Failure(description: "text after the root") }
      reader.position += 1
    }
    return root
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func expect(_ word: String) throws {
    for scalar in word.unicodeScalars {
      guard next == scalar else { throw Failure(description: "expected \(word) at \(position)") }
      position += 1
    }
  }

  private mutating func name() throws -> String {
    var name = ""
    while let scalar = next, scalar.properties.isAlphabetic || scalar == "-" || "0"..."9" ~= scalar {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard !name.isEmpty else { throw Failure(description: "expected a name at \(position)") }
    return name
  }

  private mutating func element() throws -> Node {
    try expect("<")
    let name = try name()
    var attributes: [String: String] = [:]
    while next == " " {
      position += 1
      let key = try self.name()
      try expect("=\"")
      guard attributes.updateValue(try characters(until: "\""), forKey: key) == nil else {
        throw Failure(description: "\(key) twice at \(position)")
      }
      try expect("\"")
    }
    var node = Node(name: name, attributes: attributes)
    if next == "/" {
      try expect("/>")
      return node
    }
    try expect(">")
    while true {
      node.text += try characters(until: "<")
      if position + 1 < scalars.count, scalars[position + 1] == "/" { break }
      node.children.append(try element())
    }
    try expect("</" + name + ">")
    return node
  }

  private mutating func characters(until end: Unicode.Scalar) throws -> String {
    var text = ""
    while let scalar = next, scalar != end {
      position += 1
      switch scalar {
      case "<", ">": throw Failure(description: "markup in text at \(position)")
      case "&":
        let entities: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\""]
        guard let character = entities[try name()] else {
          throw Failure(description: "an unknown entity at \(position)")
        }
        try expect(";")
        text.unicodeScalars.append(character)
      case "\n", "\t", "\r", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        text.unicodeScalars.append(scalar)
      default: throw Failure(description: "a character that XML does not allow at \(position)")
      }
    }
    guard next != nil else { throw Failure(description: "the end of the text") }
    return text
  }
}
