/// Reads the elements of a sequence. A mapping has its keys and values as elements by turns: so are dictionaries read
/// whose keys are neither texts nor integers.
struct UnkeyedReader: UnkeyedDecodingContainer {
  private let reading: TreeReading
  private let container: TreeReading.Place
  private let alternates: Bool
  /// The next element.
  private var element: TreeReading.Place
  private(set) var currentIndex = 0
  let count: Int?

  init(_ reading: TreeReading, at place: TreeReading.Place) throws {
    guard case .node(let node) = place else {
      throw reading.mismatch(at: place, asked: (any UnkeyedDecodingContainer).self)
    }
    switch reading.enter(node) {
    case .sequence(let count):
      self.count = count
      element = .node(node + 1)
      alternates = false
    case .mapping(let count):
      self.count = 2 * count
      element = .key(node + 1)
      alternates = true
    case .numbers(let range):
      count = range.count
      element = .element(range.lowerBound)
      alternates = false
    case .number, .constant: throw reading.mismatch(at: place, asked: (any UnkeyedDecodingContainer).self)
    }
    self.reading = reading
    container = place
  }

  var codingPath: [any CodingKey] { reading.path(of: container).codingPath }

  var isAtEnd: Bool { currentIndex == count }

  mutating func decodeNil() throws -> Bool {
    let isNil = reading.isNil(at: try current(Never.self))
    if isNil { advance() }
    return isNil
  }

  @inline(__always) mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try read(type)
  }

  // The standard library has versions of its own for these, which throw.
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try read(type) }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try read(type) }

  @inline(__always) private mutating func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value = try reading.value(type, at: try current(type))
    advance()
    return value
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    let nested = try decoder().container(keyedBy: type)
    advance()
    return nested
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let nested = try decoder().unkeyedContainer()
    advance()
    return nested
  }

  mutating func superDecoder() throws -> any Decoder {
    let decoder = try decoder()
    advance()
    return decoder
  }

  private func decoder() throws -> TreeDecoder {
    TreeDecoder(reading: reading, place: try current((any Decoder).self))
  }

  private func current(_ type: Any.Type) throws -> TreeReading.Place {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        type,
        DecodingError.Context(
          codingPath: codingPath + [PathKey(.index(currentIndex))], debugDescription: "there is no such element"))
    }
    return element
  }

  private mutating func advance() {
    currentIndex += 1
    switch element {
    case .node(let node):
      let next = reading.flat.nodes[node].end
      element = alternates ? .key(next) : .node(next)
    case .key(let node): element = .node(node)
    case .element(let position): element = .element(position + 1)
    case .nothing: break
    }
  }
}
