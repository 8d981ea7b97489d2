/// Dictionaries and sets: they come in another order in every run and for every capacity, and are written in one that
/// depends on what they hold only.
protocol UnorderedEncodable {
  /// - Throws: ``ShapeMismatch`` when there is no such order, or what an element throws.
  func encodeInOrder(to encoder: TreeEncoder) throws
}

extension Dictionary: UnorderedEncodable where Key: Encodable, Value: Encodable {
  /// A mapping in the order of its keys, integers by value. The dictionary itself would write keys that are neither
  /// texts nor integers, such as those of an enum, as elements among the values.
  func encodeInOrder(to encoder: TreeEncoder) throws {
    let members = try map { key, value in (key: try DictionaryKey(key, of: encoder), value: value) }
      .sorted { $0.key < $1.key }
    for (first, second) in zip(members, members.dropFirst()) where first.key.text == second.key.text {
      throw ShapeMismatch(
        at: encoder.path, found: "a dictionary with two keys that are encoded as '\(first.key.text)'",
        expected: "one whose keys are encoded as different texts or integers")
    }
    encoder.kind = .mapping
    encoder.children = try members.map { key, value in
      (key.text, try encoder.write(value, at: .key(key.text)))
    }
  }
}

extension Set: UnorderedEncodable where Element: Encodable {
  func encodeInOrder(to encoder: TreeEncoder) throws {
    var elements: [(constants: [ParameterTree.Constant], content: TreeEncoder.Content)] = []
    for (i, element) in enumerated() {
      let content = try encoder.write(element, at: .index(i))
      var written = WrittenTree()
      let tree = written.append(content)
      guard written.numbers.isEmpty else {
        throw ShapeMismatch(
          at: encoder.path, found: "a set that contains numbers",
          expected: "an array: the elements of a set have no order")
      }
      elements.append((tree.constants, content))
    }
    elements.sort { $0.constants.lexicographicallyPrecedes($1.constants, by: ParameterTree.Constant.areInOrder) }
    encoder.kind = .sequence
    encoder.children = elements.map { ("", $0.content) }
  }
}

/// The key of a dictionary as the key of a mapping.
struct DictionaryKey: Comparable {
  let text: String
  private let integer: Int?

  /// - Throws: ``ShapeMismatch`` when the key is not encoded as one text or integer.
  init<Key: Encodable>(_ key: Key, of encoder: TreeEncoder) throws {
    if let key = key as? String {
      self.init(text: key)
    } else if let key = key as? any CodingKeyRepresentable {
      self.init(text: key.codingKey.stringValue, integer: key.codingKey.intValue)
    } else {
      var written = WrittenTree()
      let keyEncoder = TreeEncoder()
      try keyEncoder.write(key)
      switch written.append(.other(keyEncoder)) {
      case .constant(.text(let text)): self.init(text: text)
      case .constant(.integer(let integer)): self.init(text: String(integer), integer: Int(exactly: integer))
      case .constant(.unsigned(let integer)): self.init(text: String(integer))
      case .mapping(let members) where members.count == 1 && members[0].value == .mapping([]):
        // An enum without raw values writes its case as a member that holds nothing.
        self.init(text: members[0].key)
      default:
        throw ShapeMismatch(
          at: encoder.path, found: "a dictionary whose keys are of the type \(Key.self)",
          expected: "one whose keys are encoded as one text or integer each")
      }
    }
  }

  init(text: String, integer: Int? = nil) {
    self.text = text
    self.integer = integer
  }

  /// A key that was written already.
  init(written text: String) { self.init(text: text, integer: Int(text)) }

  /// Integers before texts.
  static func < (first: DictionaryKey, second: DictionaryKey) -> Bool {
    switch (first.integer, second.integer) {
    case (let one?, let other?) where one != other: one < other
    case (_?, nil): true
    case (nil, _?): false
    default: first.text < second.text
    }
  }

  /// The type of the keys with which a dictionary asks an encoder for a container, when a type that wraps it hands the
  /// encoder on.
  static let codingKey: ObjectIdentifier? = {
    let encoder = TreeEncoder()
    try? ["": 0].encode(to: encoder)
    return encoder.keyType
  }()
}
