/// Writes the members of a mapping.
struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: TreeEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil(forKey key: Key) { append(.constant(.null), key.stringValue) }

  @inline(__always) func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try write(value, key.stringValue)
  }

  // The standard library has versions of its own for these, which throw.
  func encode(_ value: Int128, forKey key: Key) throws { try write(value, key.stringValue) }
  func encode(_ value: UInt128, forKey key: Key) throws { try write(value, key.stringValue) }

  @inline(__always) private func write<Value: Encodable>(_ value: Value, _ key: String) throws {
    append(try encoder.write(value, at: .key(key)), key)
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

  private func nested(_ key: String) -> TreeEncoder {
    let nested = TreeEncoder(below: encoder, at: .key(key))
    append(.other(nested), key)
    return nested
  }

  private func append(_ content: TreeEncoder.Content, _ key: String) { encoder.children.append((key, content)) }
}

/// Writes the elements of a sequence.
struct UnkeyedWriter: UnkeyedEncodingContainer {
  let encoder: TreeEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  var count: Int { encoder.children.count }

  func encodeNil() { append(.constant(.null)) }

  @inline(__always) func encode<Value: Encodable>(_ value: Value) throws {
    append(try encoder.write(value, at: .index(count)))
  }

  // The standard library has versions of its own for these, which throw.
  func encode(_ value: Int128) throws { append(try encoder.write(value, at: .index(count))) }
  func encode(_ value: UInt128) throws { append(try encoder.write(value, at: .index(count))) }

  func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
    nested().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }

  func superEncoder() -> any Encoder { nested() }

  private func nested() -> TreeEncoder {
    let nested = TreeEncoder(below: encoder, at: .index(count))
    append(.other(nested))
    return nested
  }

  private func append(_ content: TreeEncoder.Content) { encoder.children.append(("", content)) }
}

/// Writes one number or constant, where every encoding ends.
struct SingleValueWriter: SingleValueEncodingContainer {
  let encoder: TreeEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil() { put(.null) }
  func encode(_ value: Bool) { put(.boolean(value)) }
  func encode(_ value: String) { put(.text(value)) }
  func encode(_ value: Double) { encoder.kind = .leaf(.number(value, .double)) }
  func encode(_ value: Float) { encoder.kind = .leaf(.number(Double(value), .single)) }
  func encode(_ value: Int) { put(.integer(Int64(value))) }
  func encode(_ value: Int8) { put(.integer(Int64(value))) }
  func encode(_ value: Int16) { put(.integer(Int64(value))) }
  func encode(_ value: Int32) { put(.integer(Int64(value))) }
  func encode(_ value: Int64) { put(.integer(value)) }
  func encode(_ value: UInt) { encode(UInt64(value)) }
  func encode(_ value: UInt8) { put(.integer(Int64(value))) }
  func encode(_ value: UInt16) { put(.integer(Int64(value))) }
  func encode(_ value: UInt32) { put(.integer(Int64(value))) }
  func encode(_ value: UInt64) { put(Int64(exactly: value).map { .integer($0) } ?? .unsigned(value)) }
  func encode(_ value: Int128) throws { try put(wide: value) }
  func encode(_ value: UInt128) throws { try put(wide: value) }
  func encode<Value: Encodable>(_ value: Value) throws { try encoder.write(value) }

  private func put(wide value: some FixedWidthInteger) throws {
    guard
      let constant: ParameterTree.Constant =
        Int64(exactly: value).map({ .integer($0) }) ?? UInt64(exactly: value).map({ .unsigned($0) })
    else {
      throw ShapeMismatch(
        at: encoder.path, found: "\(value)", expected: "an integer of at most 64 bits")
    }
    put(constant)
  }

  private func put(_ constant: ParameterTree.Constant) { encoder.kind = .leaf(.constant(constant)) }
}
