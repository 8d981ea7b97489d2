import NadirJSON
import Testing
import _TestSupport

@Suite struct JSONCodingTests {
  private func returned<Value: Codable>(_ value: Value) throws -> Value {
    try JSON(parsing: JSON(encoding: value).description).decode()
  }

  @Test(arguments: 0..<200)
  func anyValueComesBackFromItsText(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = Tree.random(depth: 4, using: &generator)
    let text = try JSON(encoding: value).description
    let back = try JSON(parsing: text).decode(Tree.self)
    #expect(back == value, "seed \(seed)")
    #expect(try JSON(encoding: back).description == text, "seed \(seed)")
    // Without the way over the text, too.
    #expect(try JSON(encoding: value).decode(Tree.self) == value, "seed \(seed)")
  }

  @Test func numbersComeBackToTheSameBits() throws {
    var generator = SeededGenerator(seed: 1)
    var doubles = [
      0, -0.0, 3, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNormalMagnitude, 0x1p53 + 2, 1e300,
    ]
    doubles += (0..<2_000).map { _ in Double(bitPattern: generator.next()) }.filter { !$0.isNaN }
    #expect(try returned(doubles).map(\.bitPattern) == doubles.map(\.bitPattern))
    var floats: [Float] = [-0.0, 0.1, .infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
    floats += (0..<2_000).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: generator.next())) }
      .filter { !$0.isNaN }
    #expect(try returned(floats).map(\.bitPattern) == floats.map(\.bitPattern))
    // One by one, and where the array's quick way does not lead.
    #expect(try returned(doubles.map { [$0] }).map { $0[0].bitPattern } == doubles.map(\.bitPattern))
    #expect(try returned(doubles.map { Optional($0) }).map { $0?.bitPattern } == doubles.map(\.bitPattern))
    let halves: [Float16] = [-0.0, 0.1, .infinity, .leastNonzeroMagnitude]
    #expect(try returned(halves).map(\.bitPattern) == halves.map(\.bitPattern))
    #expect(try returned([Double.nan])[0].isNaN && returned([Float.nan])[0].isNaN && returned(Double.nan).isNaN)
  }

  @Test func integersComeBackToTheLastDigit() throws {
    #expect(
      try returned([Int64.min, .max, 0, -1, 0x20_0000_0000_0001, -0x20_0000_0000_0001, 0x7FFF_FFFF_FFFF_FC00])
        == [.min, .max, 0, -1, 0x20_0000_0000_0001, -0x20_0000_0000_0001, 0x7FFF_FFFF_FFFF_FC00])
    #expect(
      try returned([UInt64.max, 0x8000_0000_0000_0000, 0x8000_0000_0000_0001])
        == [.max, 0x8000_0000_0000_0000, 0x8000_0000_0000_0001])
    #expect(try returned([Int8.min, .max]) == [.min, .max])
    #expect(try returned([Int128(UInt64.max), Int128(Int64.min)]) == [Int128(UInt64.max), Int128(Int64.min)])
    #expect(try returned(["n": UInt128(3)]) == ["n": 3])
    // A real with the value of an integer is one, whoever wrote it.
    #expect(try JSON(parsing: "[3.0, 1e2]").decode([Int].self) == [3, 100])
    #expect(try JSON(parsing: "[3, 9007199254740993]").decode([Double].self) == [3, 0x1p53])
  }

  @Test func theSameValueIsTheSameText() throws {
    let names = (0..<100).map { "key \($0)" }
    var other = Dictionary(uniqueKeysWithValues: names.reversed().map { ($0, $0.count) })
    other.reserveCapacity(5_000)
    let one = Dictionary(uniqueKeysWithValues: names.map { ($0, $0.count) })
    #expect(try JSON(encoding: one).description == JSON(encoding: other).description)
    var set = Set(0..<100)
    let text = try JSON(encoding: set).description
    set.reserveCapacity(5_000)
    #expect(try JSON(encoding: set).description == text)
    #expect(try JSON(encoding: ["b": 1, "a": 2]).description == #"{"a":2,"b":1}"#)
    #expect(try JSON(encoding: [Suit.b: 1, .a: 2]).description == #"[{"a":{}},2,{"b":{}},1]"#)
    #expect(try returned([Suit.b: 1, .a: 2]) == [.b: 1, .a: 2])
    #expect(try returned([2: "b", -1: "a"]) == [2: "b", -1: "a"])
  }

  @Test func membersStandAsTheTypeWritesThem() throws {
    let value = Settings(name: "a \"b\"\n", rate: 1, steps: 3, limit: nil, mode: .range(0.5, upTo: nil), on: true)
    let text = try JSON(encoding: value).description
    #expect(
      text == #"{"name":"a \"b\"\n","rate":1.0,"steps":3,"mode":{"range":{"_0":0.5}},"on":true}"#)
    #expect(try JSON(parsing: text).decode(Settings.self) == value)
    // As another program may have written it: in another order, with what nobody asks for.
    let foreign = #"{"on": true, "mode": {"fixed": {}}, "x": [], "steps": 3, "rate": 1, "name": "", "limit": null}"#
    #expect(
      try JSON(parsing: foreign).decode()
        == Settings(name: "", rate: 1, steps: 3, limit: nil, mode: .fixed, on: true))
  }

  @Test func aClassWritesWhatItInherits() throws {
    let value = Derived()
    value.below = 7
    let back = try returned(value)
    #expect(back.below == 7 && back.above == [1, 2])
  }

  @Test func whatWritesNothingIsAnEmptyObject() throws {
    struct Empty: Codable, Equatable {}
    #expect(try JSON(encoding: [Empty()]).description == "[{}]")
    #expect(try returned([Empty()]) == [Empty()])
    #expect(try returned([Double]()) == [] && returned([String: Int]()) == [:])
    #expect(try returned([nil, 3] as [Int?]) == [nil, 3])
  }

  @Test(arguments: [
    (#"{"rate": [1]}"#, "'name': missing"),
    (#"{"name": "", "rate": "1"}"#, #"'rate': "1" where a number is expected"#),
    (#"{"name": "", "rate": 1, "steps": 1.5}"#, "'steps': 1.5 where an integer of the type Int is expected"),
    (#"{"name": "", "rate": 1, "steps": 1e300}"#, "'steps': 1e+300 where an integer of the type Int is expected"),
    (
      #"{"name": "", "rate": 1, "steps": 1, "mode": {"range": {"_0": null}}}"#,
      "'mode.range._0': null where a number is expected"
    ),
    (#"{"name": {}}"#, "'name': an object where a text is expected"),
    ("[]", "an array where an object is expected"),
  ])
  func errorsNameThePath(text: String, message: String) throws {
    let json = try JSON(parsing: text)
    let failure = #expect(throws: JSON.CodingFailure.self) { try json.decode(Settings.self) }
    #expect(failure?.description == message)
  }

  @Test func errorsNameTheElement() throws {
    let numbers = try JSON(parsing: #"{"layers": [[1, 2], [3, true]]}"#)
    let failure = #expect(throws: JSON.CodingFailure.self) { try numbers.decode([String: [[Double]]].self) }
    #expect(failure?.path == "layers[1][1]" && failure?.message == "true where a number is expected")
    let short = #expect(throws: JSON.CodingFailure.self) { try JSON.array([.number(1)]).decode(Pair.self) }
    #expect(short?.description == "'[1]': missing")
    let wide = #expect(throws: JSON.CodingFailure.self) { try JSON(encoding: ["n": [Int128.max]]) }
    #expect(wide?.description == "'n[0]': \(Int128.max) has more than 64 bits")
    let refused = #expect(throws: JSON.CodingFailure.self) { try JSON(parsing: "[1, -1]").decode([Positive].self) }
    #expect(refused?.description == "'[1]': not positive")
  }
}

/// A value of any shape.
private indirect enum Tree: Codable, Equatable {
  case nothing
  case bits(UInt64)
  case integer(Int64, UInt64)
  case small(Int8, flag: Bool?)
  case text(String)
  case many([Tree])
  case named([String: Tree])
  case numbered([Int: Tree?])
  case numbers([Float], optional: [Int?])
  case number(Bits)
  case both(first: Tree, second: Tree)

  /// A number that equals itself to the bit.
  struct Bits: Codable, Equatable {
    var number: Double

    static func == (a: Bits, b: Bits) -> Bool { a.number.bitPattern == b.number.bitPattern }
  }

  static func random(depth: Int, using generator: inout SeededGenerator) -> Tree {
    let count = Int.random(in: 0...20, using: &generator)
    switch Int.random(in: depth > 0 ? 0...10 : 0...6, using: &generator) {
    case 0: return .nothing
    case 1: return .bits(generator.next())
    case 2: return .integer(Int64(bitPattern: generator.next()), generator.next() >> (generator.next() % 64))
    case 3: return .small(.random(in: .min ... .max, using: &generator), flag: count > 14 ? nil : count > 7)
    case 4:
      let scalars = (0..<count).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x1F600, using: &generator)) }
      return .text(String(String.UnicodeScalarView(scalars)))
    case 5:
      let floats = (0..<count).map { _ in Float.random(in: -1e30...1e30, using: &generator) }
      return .numbers(floats, optional: floats.map { $0 > 0 ? Int($0.bitPattern) : nil })
    case 6:
      let number = Double(bitPattern: generator.next())
      return .number(Bits(number: number.isNaN ? -0.0 : number))
    case 7: return .many((0..<count / 3).map { _ in random(depth: depth - 1, using: &generator) })
    case 8:
      let trees = (0..<count).map { _ in ("\(generator.next() % 1_000)", random(depth: depth - 2, using: &generator)) }
      return .named(Dictionary(trees) { first, _ in first })
    case 9:
      let trees = (0..<count / 2).map { i in
        (i * 7 - 20, i % 3 == 0 ? nil : random(depth: depth - 2, using: &generator))
      }
      return .numbered(Dictionary(trees) { first, _ in first })
    default:
      return .both(
        first: random(depth: depth - 1, using: &generator), second: random(depth: depth - 1, using: &generator))
    }
  }
}

private enum Suit: Codable, Hashable {
  case a, b
}

private struct Settings: Codable, Equatable {
  enum Mode: Codable, Equatable {
    case fixed
    case range(Double, upTo: Double?)
  }

  var name: String
  var rate: Double
  var steps: Int
  var limit: Double?
  var mode: Mode
  var on: Bool
}

private class Base: Codable {
  var above: [Int] = [1, 2]
}

private final class Derived: Base {
  var below = 0

  private enum CodingKeys: CodingKey { case below }

  override init() { super.init() }

  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    below = try container.decode(Int.self, forKey: .below)
    try super.init(from: container.superDecoder())
  }

  override func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(below, forKey: .below)
    try super.encode(to: container.superEncoder())
  }
}

private struct Pair: Decodable {
  var first: Double
  var second: Double

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    first = try container.decode(Double.self)
    second = try container.decode(Double.self)
  }
}

private struct Positive: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard try container.decode(Double.self) > 0 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not positive")
    }
  }
}
