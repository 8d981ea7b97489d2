/// The key of a dictionary as the key of a mapping.
struct DictionaryKey: Comparable {
  let text: String
  private let integer: Int?

  /// - Throws: ``ShapeMismatch`` when the key is not encoded as one text or integer.
  init<Key: Encodable>(_ key: Key, of encoder: TreeEncoder) throws {
    if let key = retyped(key, as: String.self) {
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
