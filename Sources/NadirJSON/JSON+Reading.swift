extension JSON {
  /// Why and where a text is no JSON.
  public struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The number of bytes before the place of the error.
    public let offset: Int
    /// What was expected there.
    public let message: String

    public var description: String { "\(message) at byte \(offset)" }
  }

  /// Reads a text that holds exactly one value.
  ///
  /// The grammar is that of RFC 8259, and beyond it the bare words `NaN`, `Infinity` and `-Infinity`, which Python's
  /// `json` module writes.
  ///
  /// - Throws: A ``SyntaxError`` for anything else, and for values nested more than 512 deep.
  public init(parsing text: String) throws(SyntaxError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads UTF-8 bytes that hold exactly one value.
  public init(parsing bytes: [UInt8]) throws(SyntaxError) {
    var reader = JSONReader(bytes: bytes)
    self = try reader.document()
  }
}

/// A recursive-descent reader, whose depth is limited so that no input can exhaust the stack.
struct JSONReader {
  private static let maximumDepth = 512

  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSON.SyntaxError) -> JSON {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw error("expected the end") }
    return value
  }

  private mutating func value(depth: Int) throws(JSON.SyntaxError) -> JSON {
    guard depth < JSONReader.maximumDepth else { throw error("nested more than \(JSONReader.maximumDepth) deep") }
    skipSpace()
    guard let byte = next else { throw error("expected a value") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take("true"): return .bool(true)
    case UInt8(ascii: "f") where take("false"): return .bool(false)
    case UInt8(ascii: "n") where take("null"): return .null
    case UInt8(ascii: "N") where take("NaN"): return .number(.nan)
    case UInt8(ascii: "I") where take("Infinity"): return .number(.infinity)
    case UInt8(ascii: "-") where take("-Infinity"): return .number(-.infinity)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error("expected a value")
    }
  }

  private mutating func object(depth: Int) throws(JSON.SyntaxError) -> JSON {
    position += 1
    var members: [(key: String, value: JSON)] = []
    skipSpace()
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("expected a key in quotes") }
      let key = try string()
      skipSpace()
      guard take(":") else { throw error("expected ':'") }
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw error("expected ',' or '}'") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSON.SyntaxError) -> JSON {
    position += 1
    var elements: [JSON] = []
    skipSpace()
    if take("]") { return .array(elements) }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw error("expected ',' or ']'") }
    return .array(elements)
  }

  private mutating func number() throws(JSON.SyntaxError) -> JSON {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    let wholeEnd = position
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text) else { throw error("expected a number") }
    // Every integer of 15 digits is a double.
    if position == wholeEnd, position - start > 15 {
      if let integer = Int64(text), Int64(exactly: value) != integer { return .integer(integer) }
      if let integer = UInt64(text), UInt64(exactly: value) != integer { return .unsigned(integer) }
    }
    return .number(value)
  }

  private mutating func digits() throws(JSON.SyntaxError) {
    let start = position
    while let digit = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit { position += 1 }
    if position == start { throw error("expected a digit") }
  }

  private mutating func string() throws(JSON.SyntaxError) -> String {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
    if next == UInt8(ascii: "\"") {
      position += 1
      return try text(bytes[start..<position - 1])
    }
    return try stringWithEscapes(beginning: bytes[start..<position])
  }

  private mutating func stringWithEscapes(beginning: ArraySlice<UInt8>) throws(JSON.SyntaxError) -> String {
    var content = beginning
    while let byte = next {
      guard byte >= 0x20 else { throw error("expected no control character in a string") }
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(content)
      case UInt8(ascii: "\\"): content.append(contentsOf: try escape())
      default: content.append(byte)
      }
    }
    throw error("expected the end of a string")
  }

  /// The UTF-8 bytes that an escape stands for, after its backslash.
  private mutating func escape() throws(JSON.SyntaxError) -> [UInt8] {
    let letter = next
    position += 1
    switch letter {
    case UInt8(ascii: "\""): return [0x22]
    case UInt8(ascii: "\\"): return [0x5C]
    case UInt8(ascii: "/"): return [0x2F]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var units = [try unit()]
      if UTF16.isLeadSurrogate(units[0]), take("\\u") { units.append(try unit()) }
      guard let character = String(validating: units, as: UTF16.self) else { throw error("expected a whole character") }
      return Array(character.utf8)
    default:
      position -= 1
      throw error("expected an escape")
    }
  }

  private mutating func unit() throws(JSON.SyntaxError) -> UInt16 {
    guard position + 4 <= bytes.count, bytes[position] != UInt8(ascii: "+"),
      let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw error("expected four hexadecimal digits") }
    position += 4
    return unit
  }

  private func text(_ content: ArraySlice<UInt8>) throws(JSON.SyntaxError) -> String {
    guard let text = String(validating: content, as: UTF8.self) else { throw error("expected UTF-8") }
    return text
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    for i in 0..<length where bytes[position + i] != word.utf8Start[i] { return false }
    position += length
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func error(_ message: String) -> JSON.SyntaxError {
    JSON.SyntaxError(offset: min(position, bytes.count), message: message)
  }
}
