/// Reads what stands at one place of a JSON value.
struct JSONDecoding: Decoder, SingleValueDecodingContainer {
  let json: JSON
  let place: CodingPlace?

  init(_ json: JSON, at place: CodingPlace?) {
    self.json = json
    self.place = place
  }

  var codingPath: [any CodingKey] { CodingPlace.path(to: place) }

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let members = json.asObject else { throw mismatch([String: JSON].self, "an object") }
    return KeyedDecodingContainer(JSONObjectReader<Key>(members, at: place))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let elements = json.asArray else { throw mismatch([JSON].self, "an array") }
    return JSONArrayReader(elements, at: place)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { if case .null = json { true } else { false } }
  func decode(_ type: Bool.Type) throws -> Bool { try boolean() }
  func decode(_ type: String.Type) throws -> String { try text() }
  func decode(_ type: Double.Type) throws -> Double { try number() }
  func decode(_ type: Float.Type) throws -> Float { Float(try number()) }
  func decode(_ type: Int.Type) throws -> Int { try integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
  func decode(_ type: Int128.Type) throws -> Int128 { try integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try integer() }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try value(type) }

  /// Reads a value of any type. What is common is not asked to decode itself, which costs a container each.
  @inline(__always) func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if type == Double.self, let value = retyped(try number(), as: type) { return value }
    if type == Float.self, let value = retyped(Float(try number()), as: type) { return value }
    if type == Int.self, let value = retyped(try integer() as Int, as: type) { return value }
    if type == Bool.self, let value = retyped(try boolean(), as: type) { return value }
    if type == String.self, let value = retyped(try text(), as: type) { return value }
    // An array with anything else in it is read element by element, for the error to say which.
    if type == [Double].self, let value = json.asNumbers.flatMap({ retyped($0, as: type) }) { return value }
    if type == [Float].self, let value = json.asNumbers.flatMap({ retyped($0.map(Float.init), as: type) }) {
      return value
    }
    return try Value(from: self)
  }

  private func number() throws -> Double {
    guard let number = json.asNumber else { throw mismatch(Double.self, "a number") }
    return number
  }

  private func integer<Integer: FixedWidthInteger>() throws -> Integer {
    let integer: Integer? =
      switch json {
      case .number(let value): Integer(exactly: value)
      case .integer(let value): Integer(exactly: value)
      case .unsigned(let value): Integer(exactly: value)
      default: nil
      }
    guard let integer else { throw mismatch(Integer.self, "an integer of the type \(Integer.self)") }
    return integer
  }

  private func boolean() throws -> Bool {
    guard case .bool(let value) = json else { throw mismatch(Bool.self, "true or false") }
    return value
  }

  private func text() throws -> String {
    guard let text = json.asString else { throw mismatch(String.self, "a text") }
    return text
  }

  private func mismatch(_ type: Any.Type, _ expected: String) -> DecodingError {
    let found =
      switch json {
      case .null: "null"
      case .bool(let value): "\(value)"
      case .number, .integer, .unsigned: json.description
      case .string(let text): text.count > 20 ? "a text" : json.description
      case .array: "an array"
      case .object: "an object"
      }
    return DecodingError.typeMismatch(
      type,
      DecodingError.Context(codingPath: codingPath, debugDescription: "\(found) where \(expected) is expected"))
  }
}
