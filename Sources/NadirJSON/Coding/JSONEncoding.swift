/// Writes an encodable value as JSON: what is written at one place.
///
/// What stands there may be complete only after its siblings are, because containers live on in the hands of the type that
/// asked for them; so it is put together at the end.
final class JSONEncoding: Encoder {
  /// What is written at a place below.
  enum Content {
    case complete(JSON)
    /// What another encoder writes, or will.
    case open(JSONEncoding)
  }

  private enum Kind {
    case leaf(JSON)
    case array, object
  }

  let place: CodingPlace?
  // What writes nothing reads as an object without members.
  private var kind = Kind.object
  /// The elements of an array, whose keys are empty, or the members of an object.
  private(set) var children: [(key: String, content: Content)] = []

  var codingPath: [any CodingKey] { CodingPlace.path(to: place) }

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(at place: CodingPlace?) { self.place = place }

  /// What a value encodes.
  @inline(__always)
  static func json<Value: Encodable>(_ value: Value, at place: @autoclosure () -> CodingPlace?) throws -> JSON {
    if let json = plain(value) { return json }
    let encoding = JSONEncoding(at: place())
    try encoding.write(value)
    return encoding.json
  }

  /// What is so common that it is not asked to encode itself, which costs a container each.
  @inline(__always) private static func plain<Value: Encodable>(_ value: Value) -> JSON? {
    if let number = retyped(value, as: Double.self) { return .number(number) }
    if let number = retyped(value, as: Float.self) { return .number(Double(number)) }
    if let integer = retyped(value, as: Int.self) { return .integer(Int64(integer)) }
    if let boolean = retyped(value, as: Bool.self) { return .bool(boolean) }
    if let text = retyped(value, as: String.self) { return .string(text) }
    if let numbers = retyped(value, as: [Double].self) { return .numbers(numbers) }
    if let numbers = retyped(value, as: [Float].self) { return .array(numbers.map { .number(Double($0)) }) }
    return nil
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    become(.object)
    return KeyedEncodingContainer(JSONObjectWriter<Key>(encoding: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    become(.array)
    return JSONArrayWriter(encoding: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { JSONValueWriter(encoding: self) }

  /// A class and its superclass ask for the same container one after the other; the second goes on where the first was.
  private func become(_ container: Kind) {
    switch (kind, container) {
    case (.object, .object), (.array, .array): break
    default:
      kind = container
      children = []
    }
  }

  func write<Value: Encodable>(_ value: Value) throws {
    if let json = Self.plain(value) {
      kind = .leaf(json)
    } else if let unordered = value as? any UnorderedEncodable {
      kind = .leaf(try unordered.json(at: place))
    } else {
      try value.encode(to: self)
    }
  }

  func write(_ json: JSON) { kind = .leaf(json) }

  func append(_ content: Content, _ key: String = "") { children.append((key, content)) }

  /// What has been written here.
  var json: JSON {
    switch kind {
    case .leaf(let json): json
    case .array: .array(children.map { Self.json($0.content) })
    case .object: .object(children.map { ($0.key, Self.json($0.content)) })
    }
  }

  private static func json(_ content: Content) -> JSON {
    switch content {
    case .complete(let json): json
    case .open(let encoding): encoding.json
    }
  }
}

/// A value as a type that generic code knows by another name; `nil` when it is another type.
///
/// A cast would do the same, but looks at every element of an array.
@inline(__always) func retyped<Source, Target>(_ value: Source, as target: Target.Type) -> Target? {
  Source.self == Target.self ? unsafeBitCast(value, to: target) : nil
}
