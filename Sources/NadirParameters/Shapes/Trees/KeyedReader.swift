/// Reads the members of a mapping.
struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let reading: TreeReading
  let place: TreeReading.Place

  var codingPath: [any CodingKey] { reading.path(of: place).codingPath }

  var allKeys: [Key] { reading.keys(of: place).compactMap(Key.init(stringValue:)) }

  func contains(_ key: Key) -> Bool { reading.member(key.stringValue, of: place) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { reading.isNil(at: try member(key)) }

  // In the line of its caller, which is one function for each of the standard library's types.
  @inline(__always) func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try reading.value(type, at: try member(key))
  }

  // The standard library has versions of its own for these, which throw.
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try reading.integer(at: try member(key)) }
  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try reading.integer(at: try member(key)) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try decoder(PathKey(.key("super"))) }

  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  private func decoder(_ key: some CodingKey) throws -> TreeDecoder {
    TreeDecoder(reading: reading, place: try member(key))
  }

  private func member(_ key: some CodingKey) throws -> TreeReading.Place {
    guard let member = reading.member(key.stringValue, of: place) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "there is no such member"))
    }
    return member
  }
}
