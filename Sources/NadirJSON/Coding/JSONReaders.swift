/// Reads the members of an object; of several with one key the last one, as everywhere.
struct JSONObjectReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let members: [(key: String, value: JSON)]
  private let place: CodingPlace?
  /// Where the members are, if there are many.
  private let positions: [String: Int]

  init(_ members: [(key: String, value: JSON)], at place: CodingPlace?) {
    self.members = members
    self.place = place
    positions =
      members.count <= 12 ? [:] : Dictionary(members.enumerated().map { ($1.key, $0) }, uniquingKeysWith: max)
  }

  var codingPath: [any CodingKey] { CodingPlace.path(to: place) }

  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try decoding(key).decodeNil() }

  // In the line of its caller, which is one function for each of the standard library's types.
  @inline(__always) func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try decoding(key).value(type)
  }

  // The standard library has versions of its own for these, which throw.
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try decoding(key).value(type) }
  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try decoding(key).value(type) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try decoding(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoding(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try decoding(CodingPlace.Key(stringValue: "super")) }

  func superDecoder(forKey key: Key) throws -> any Decoder { try decoding(key) }

  private func decoding(_ key: some CodingKey) throws -> JSONDecoding {
    guard let position = find(key.stringValue) else {
      throw DecodingError.keyNotFound(key, DecodingError.Context(codingPath: codingPath, debugDescription: "missing"))
    }
    return JSONDecoding(members[position].value, at: CodingPlace(.key(key.stringValue), below: place))
  }

  private func find(_ key: String) -> Int? {
    positions.isEmpty ? members.lastIndex { $0.key == key } : positions[key]
  }
}

/// Reads the elements of an array.
struct JSONArrayReader: UnkeyedDecodingContainer {
  private let elements: [JSON]
  private let place: CodingPlace?
  private(set) var currentIndex = 0

  init(_ elements: [JSON], at place: CodingPlace?) {
    self.elements = elements
    self.place = place
  }

  var codingPath: [any CodingKey] { CodingPlace.path(to: place) }

  var count: Int? { elements.count }

  var isAtEnd: Bool { currentIndex >= elements.count }

  mutating func decodeNil() throws -> Bool {
    let isNil = try current().decodeNil()
    if isNil { currentIndex += 1 }
    return isNil
  }

  @inline(__always) mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value = try current().value(type)
    currentIndex += 1
    return value
  }

  // The standard library has versions of its own for these, which throw.
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try next { try $0.value(type) } }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try next { try $0.value(type) } }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try next { try $0.container(keyedBy: type) }
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next { try $0.unkeyedContainer() }
  }

  mutating func superDecoder() throws -> any Decoder { try next { $0 } }

  private mutating func next<Value>(_ read: (JSONDecoding) throws -> Value) throws -> Value {
    let value = try read(try current())
    currentIndex += 1
    return value
  }

  private func current() throws -> JSONDecoding {
    let place = CodingPlace(.index(currentIndex), below: place)
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSON.self, DecodingError.Context(codingPath: CodingPlace.path(to: place), debugDescription: "missing"))
    }
    return JSONDecoding(elements[currentIndex], at: place)
  }
}
