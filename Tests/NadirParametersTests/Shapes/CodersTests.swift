import NadirEvaluation
import Testing

@testable import NadirParameters

@Suite struct CodersTests {
  class Base: Codable, @unchecked Sendable {
    var rate: Double

    init(rate: Double) { self.rate = rate }
  }

  /// Its superclass writes into the same container.
  final class Sharing: Base, @unchecked Sendable {
    var width: Double

    private enum Keys: CodingKey { case width }

    init(rate: Double, width: Double) {
      self.width = width
      super.init(rate: rate)
    }

    required init(from decoder: any Decoder) throws {
      width = try decoder.container(keyedBy: Keys.self).decode(Double.self, forKey: .width)
      try super.init(from: decoder)
    }

    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(width, forKey: .width)
      try super.encode(to: encoder)
    }
  }

  /// Its superclass has a place of its own.
  final class Nesting: Base, @unchecked Sendable {
    var width: Double

    private enum Keys: CodingKey { case width }

    init(rate: Double, width: Double) {
      self.width = width
      super.init(rate: rate)
    }

    required init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Keys.self)
      width = try container.decode(Double.self, forKey: .width)
      try super.init(from: try container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try super.encode(to: container.superEncoder())
      try container.encode(width, forKey: .width)
    }
  }

  @Test func classesAndTheirSuperclassesAreOneTree() throws {
    let sharing = try CodableLayout(Sharing(rate: 1, width: 2))
    #expect(sharing.paths == ["width", "rate"])
    #expect(try sharing.parameters([3, 4]).rate == 4)
    let nesting = try CodableLayout(Nesting(rate: 1, width: 2))
    #expect(nesting.paths == ["super.rate", "width"])
    #expect(try nesting.parameters([3, 4]).rate == 3)
  }

  /// Fills containers by turns, and reads them in another order than it writes.
  struct Woven: Codable, Equatable {
    var a: [Double]
    var b: Double
    var c: Double

    private enum Keys: CodingKey { case list, b, nested, c, none }

    init(a: [Double], b: Double, c: Double) {
      self.a = a
      self.b = b
      self.c = c
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Keys.self)
      b = try container.decode(Double.self, forKey: .b)
      c = try container.nestedContainer(keyedBy: Keys.self, forKey: .nested).decode(Double.self, forKey: .c)
      var list = try container.nestedUnkeyedContainer(forKey: .list)
      a = []
      #expect(list.count == 2 && container.allKeys.count == 4 && !container.contains(.c))
      while !list.isAtEnd {
        #expect(list.currentIndex == a.count)
        #expect(try !list.decodeNil())
        a.append(try list.decode(Double.self))
      }
      #expect(try container.decodeNil(forKey: .none))
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      var list = container.nestedUnkeyedContainer(forKey: .list)
      try list.encode(a[0])
      try container.encode(b, forKey: .b)
      var nested = container.nestedContainer(keyedBy: Keys.self, forKey: .nested)
      try list.encode(a[1])
      try nested.encode(c, forKey: .c)
      try container.encodeNil(forKey: .none)
      #expect(nested.codingPath.map(\.stringValue) == encoder.codingPath.map(\.stringValue) + ["nested"])
      #expect(list.count == 2)
    }
  }

  @Test func numbersStandInTheOrderOfTheTree() throws {
    let layout = try CodableLayout(Woven(a: [1, 2], b: 3, c: 4))
    #expect(layout.paths == ["list[0]", "list[1]", "b", "nested.c"])
    #expect(try layout.parameters([5, 6, 7, 8]) == Woven(a: [5, 6], b: 7, c: 8))
  }

  /// Every kind of integer, at its ends.
  struct Integers: Codable, Equatable {
    var rate = 1.0
    var a = Int8.min, b = Int16.min, c = Int32.min, d = Int64.min, e = Int.max
    var f = UInt8.max, g = UInt16.max, h = UInt32.max, i = UInt64.max, j = UInt.max
    var k: Int128 = 5, l: UInt128 = 6

    private enum CodingKeys: CodingKey { case rate, a, b, c, d, e, f, g, h, i, j, k, l }
  }

  /// Integers in a container without names, one by one.
  struct Wide: Codable, Equatable {
    var rate = 1.0
    var many: [Int128]

    init(rate: Double = 1, many: [Int128]) {
      self.rate = rate
      self.many = many
    }

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      rate = try container.decode(Double.self)
      many = []
      while !container.isAtEnd { many.append(try container.decode(Int128.self)) }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encode(rate)
      for integer in many { try container.encode(integer) }
    }
  }

  @Test func integersAreCarried() throws {
    let layout = try CodableLayout(Integers())
    #expect(layout.paths == ["rate"])
    #expect(try layout.parameters([2]) == Integers(rate: 2))
    #expect(try CodableLayout([Wide(many: [7])]).parameters([2]) == [Wide(rate: 2, many: [7])])
  }

  /// Tries one type after the other.
  enum Either: Codable, Equatable {
    case number(Double)
    case numbers([Double])
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let numbers = try? container.decode([Double].self) {
        self = .numbers(numbers)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .numbers(let numbers): try container.encode(numbers)
      case .text(let text): try container.encode(text)
      }
    }
  }

  @Test func typesMayTryWhatIsThere() throws {
    let layout = try CodableLayout([Either.number(1), .numbers([2, 3]), .text("t")])
    #expect(layout.paths == ["[0]", "[1][0]", "[1][1]"])
    #expect(try layout.parameters([4, 5, 6]) == [.number(4), .numbers([5, 6]), .text("t")])
  }
}
