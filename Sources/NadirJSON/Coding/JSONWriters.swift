/// Writes the members of an object.
struct JSONObjectWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoding: JSONEncoding

  var codingPath: [any CodingKey] { encoding.codingPath }

  func encodeNil(forKey key: Key) { encoding.append(.complete(.null), key.stringValue) }

  // In the line of its caller, which is one function for each of the standard library's types.
  @inline(__always) func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try write(value, key.stringValue)
  }

  // The standard library has versions of its own for these, which throw.
  func encode(_ value: Int128, forKey key: Key) throws { try write(value, key.stringValue) }
  func encode(_ value: UInt128, forKey key: Key) throws { try write(value, key.stringValue) }

  @inline(__always) private func write<Value: Encodable>(_ value: Value, _ key: String) throws {
    encoding.append(.complete(try JSONEncoding.json(value, at: place(key))), key)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    nested(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    nested(key.stringValue).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { nested("super") }

  func superEncoder(forKey key: Key) -> any Encoder { nested(key.stringValue) }

  private func nested(_ key: String) -> JSONEncoding {
    let nested = JSONEncoding(at: place(key))
    encoding.append(.open(nested), key)
    return nested
  }

  private func place(_ key: String) -> CodingPlace { CodingPlace(.key(key), below: encoding.place) }
}

/// Writes the elements of an array.
struct JSONArrayWriter: UnkeyedEncodingContainer {
  let encoding: JSONEncoding

  var codingPath: [any CodingKey] { encoding.codingPath }

  var count: Int { encoding.children.count }

  func encodeNil() { encoding.append(.complete(.null)) }

  @inline(__always) func encode<Value: Encodable>(_ value: Value) throws { try write(value) }

  // The standard library has versions of its own for these, which throw.
  func encode(_ value: Int128) throws { try write(value) }
  func encode(_ value: UInt128) throws { try write(value) }

  @inline(__always) private func write<Value: Encodable>(_ value: Value) throws {
    encoding.append(.complete(try JSONEncoding.json(value, at: place)))
  }

  func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
    nested().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }

  func superEncoder() -> any Encoder { nested() }

  private func nested() -> JSONEncoding {
    let nested = JSONEncoding(at: place)
    encoding.append(.open(nested))
    return nested
  }

  private var place: CodingPlace { CodingPlace(.index(count), below: encoding.place) }
}

/// Writes one value, where every encoding ends.
struct JSONValueWriter: SingleValueEncodingContainer {
  let encoding: JSONEncoding

  var codingPath: [any CodingKey] { encoding.codingPath }

  func encodeNil() { encoding.write(.null) }
  func encode(_ value: Bool) { encoding.write(.bool(value)) }
  func encode(_ value: String) { encoding.write(.string(value)) }
  func encode(_ value: Double) { encoding.write(.number(value)) }
  func encode(_ value: Float) { encoding.write(.number(Double(value))) }
  func encode(_ value: Int) throws { try write(value) }
  func encode(_ value: Int8) throws { try write(value) }
  func encode(_ value: Int16) throws { try write(value) }
  func encode(_ value: Int32) throws { try write(value) }
  func encode(_ value: Int64) throws { try write(value) }
  func encode(_ value: Int128) throws { try write(value) }
  func encode(_ value: UInt) throws { try write(value) }
  func encode(_ value: UInt8) throws { try write(value) }
  func encode(_ value: UInt16) throws { try write(value) }
  func encode(_ value: UInt32) throws { try write(value) }
  func encode(_ value: UInt64) throws { try write(value) }
  func encode(_ value: UInt128) throws { try write(value) }
  func encode<Value: Encodable>(_ value: Value) throws { try encoding.write(value) }

  private func write<Integer: FixedWidthInteger>(_ value: Integer) throws {
    if let value = Int64(exactly: value) {
      encoding.write(.integer(value))
    } else if let value = UInt64(exactly: value) {
      encoding.write(.unsigned(value))
    } else {
      throw EncodingError.invalidValue(
        value, EncodingError.Context(codingPath: codingPath, debugDescription: "\(value) has more than 64 bits"))
    }
  }
}
