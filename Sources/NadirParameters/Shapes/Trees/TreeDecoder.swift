import NadirEvaluation

/// Reads what stands at one place of a tree.
struct TreeDecoder: CarryingDecoder, SingleValueDecodingContainer {
  let reading: TreeReading
  let place: TreeReading.Place

  var codingPath: [any CodingKey] { reading.path(of: place).codingPath }

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    switch place {
    case .node(let node):
      guard case .mapping = reading.enter(node) else {
        throw reading.mismatch(at: place, asked: KeyedDecodingContainer<Key>.self)
      }
    case .key, .nothing: break
    case .element: throw reading.mismatch(at: place, asked: KeyedDecodingContainer<Key>.self)
    }
    return KeyedDecodingContainer(KeyedReader<Key>(reading: reading, place: place))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try UnkeyedReader(reading, at: place) }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func carried<Number>(_ type: Number.Type) -> Number? { reading.carried?.value(type, at: place, of: reading) }

  func decodeNil() -> Bool { reading.isNil(at: place) }
  func decode(_ type: Bool.Type) throws -> Bool { try reading.boolean(at: place) }
  func decode(_ type: String.Type) throws -> String { try reading.text(at: place) }
  func decode(_ type: Double.Type) throws -> Double { try reading.number(at: place) }
  func decode(_ type: Float.Type) throws -> Float { Float(try reading.number(at: place)) }
  func decode(_ type: Int.Type) throws -> Int { try reading.integer(at: place) }
  func decode(_ type: Int8.Type) throws -> Int8 { try reading.integer(at: place) }
  func decode(_ type: Int16.Type) throws -> Int16 { try reading.integer(at: place) }
  func decode(_ type: Int32.Type) throws -> Int32 { try reading.integer(at: place) }
  func decode(_ type: Int64.Type) throws -> Int64 { try reading.integer(at: place) }
  func decode(_ type: Int128.Type) throws -> Int128 { try reading.integer(at: place) }
  func decode(_ type: UInt.Type) throws -> UInt { try reading.integer(at: place) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try reading.integer(at: place) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try reading.integer(at: place) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try reading.integer(at: place) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try reading.integer(at: place) }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try reading.integer(at: place) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try reading.value(type, at: place) }
}
