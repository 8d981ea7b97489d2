import Testing

@testable import NadirJSON

@Suite struct JSONTests {
  @Test func doublesSurviveToTheBit() throws {
    var state: UInt64 = 1
    var values = [0, -0.0, 3, 1e20, 1e-5, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 0.1 + 0.2]
    for _ in 0..<10_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      values.append(Double(bitPattern: state ^ (state >> 29)))
    }
    for value in values {
      let back = try #require(try JSON(parsing: JSON.number(value).description).asNumber)
      #expect(back.bitPattern == value.bitPattern || (back.isNaN && value.isNaN))
    }
  }

  @Test func numbersThatAreNoneAreWords() throws {
    let numbers = JSON.numbers([.nan, .infinity, -.infinity])
    #expect(numbers.description == #"["NaN","Infinity","-Infinity"]"#)
    let back = try #require(try JSON(parsing: numbers.description).asNumbers)
    #expect(back[0].isNaN && back[1] == .infinity && back[2] == -.infinity)
    #expect(try JSON(parsing: "[NaN, Infinity, -Infinity]").asNumbers?[2] == -.infinity)
    #expect(JSON.string("nan").asNumber == nil)
  }

  @Test func integersKeepAllTheirDigits() throws {
    let integers = JSON.array([.integer(.min), .integer(9_007_199_254_740_993), .integer(3), .unsigned(.max)])
    #expect(integers.description == "[-9223372036854775808,9007199254740993,3,18446744073709551615]")
    #expect(integers.asNumbers == [-0x1p63, 0x1p53, 3, 0x1p64])
    let back = try JSON(parsing: integers.description)
    #expect(back.asNumbers == integers.asNumbers)
    #expect(back == .array([.number(-0x1p63), .integer(9_007_199_254_740_993), .number(3), .unsigned(.max)]))
    #expect(try JSON(parsing: "[18446744073709551616,-9223372036854775809]") == .numbers([0x1p64, -0x1p63]))
    #expect(JSON.integer(3) == .integer(3) && JSON.integer(3) != .number(3) && JSON.unsigned(3) == .unsigned(3))
  }

  @Test func membersKeepTheirOrder() throws {
    let text = #"{"z":1.0,"a":[true,false,null],"m":{"k":"v"}}"#
    let json = try JSON(parsing: text)
    #expect(json.description == text)
    #expect(json.asObject?.map(\.key) == ["z", "a", "m"])
    #expect(json["m"]?["k"]?.asString == "v")
    #expect(json["none"] == nil && json["a"]?["k"] == nil)
    #expect(json == json && json != .null)
  }

  @Test(arguments: [#""a\"b\\c\/d\n\t\r\b\f""#, #""\u00e9\u20AC\ud83d\ude00""#, "\"é€😀\"", #""\u0001""#])
  func stringsWithEscapes(text: String) throws {
    let json = try JSON(parsing: text)
    #expect(try JSON(parsing: json.description) == json)
  }

  @Test func escapesMeanCharacters() throws {
    #expect(try JSON(parsing: #""\u00e9\ud83d\ude00\/\n""#).asString == "é😀/\n")
  }

  @Test(arguments: [
    ("", 0), ("  ", 2), ("[1,]", 3), ("[1 2]", 3), ("{\"a\" 1}", 5), ("{a:1}", 1), ("01", 1), ("1.", 2), ("-", 1),
    ("+1", 0), (".5", 0), ("1e", 2), ("nul", 0), ("\"a", 2), ("\"\\x\"", 2), ("\"\\ud800\"", 7), ("1 1", 2), ("{", 1),
    ("\"a\nb\"", 2), ("nan", 0), ("'a'", 0), ("[1", 2), ("{\"a\":1,}", 7), ("\"\\u12\"", 3),
  ])
  func errorsSayWhere(text: String, offset: Int) {
    let error = #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: text) }
    #expect(error?.offset == offset, "\(text): \(String(describing: error))")
  }

  @Test func invalidUTF8IsRefused() {
    #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test func hostileDepthIsRefused() throws {
    #expect(throws: JSON.SyntaxError.self) {
      try JSON(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))
    }
    #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: String(repeating: "{\"a\":", count: 100_000)) }
    _ = try JSON(parsing: String(repeating: "[", count: 500) + String(repeating: "]", count: 500))
  }
}
