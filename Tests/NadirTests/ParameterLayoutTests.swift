import Nadir
import Testing

@Suite struct ParameterLayoutTests {
  private let flat = ParameterLayout(
    .mapping([.init("rate", .number(0)), .init("beta", .numbers(1..<3)), .init("size", .number(3))]))

  /// Numbers in everything that can hold some, with a constant beside each.
  private let nested = ParameterLayout(
    .mapping([
      .init("steps", .constant(.integer(9_007_199_254_740_993))),
      .init("net", .mapping([.init("rate", .number(0)), .init("kind", .constant(.text("deep")))])),
      .init("layers", .sequence([.numbers(1..<3), .numbers(3..<4), .constant(.unsigned(.max))])),
      .init("units", .sequence([.mapping([.init("on", .constant(.boolean(true))), .init("bias", .number(4))])])),
      .init("notes", .mapping([.init("author", .constant(.null)), .init("tags", .sequence([]))])),
      .init("none", .numbers(5..<5)),
    ]))

  @Test func numbersAndArraysGoByName() throws {
    let json = flat.json([1, 2, 3, 4])
    #expect(json.description == #"{"rate":1.0,"beta":[2.0,3.0],"size":4.0}"#)
    #expect(try flat.coordinates(of: json) == [1, 2, 3, 4])
    #expect(flat.names == ["rate", "beta", "size", "beta[0]", "beta[1]"])
    #expect(flat == ParameterLayout(paths: ["rate", "beta[0]", "beta[1]", "size"]))
  }

  @Test func anyShapeIsWrittenWithItsConstantsAndReadBack() throws {
    let json = nested.json([1, 2, 3, 4, 5])
    #expect(
      json.description == """
        {"steps":9007199254740993,"net":{"rate":1.0,"kind":"deep"},\
        "layers":[[2.0,3.0],[4.0],18446744073709551615],"units":[{"on":true,"bias":5.0}],\
        "notes":{"author":null,"tags":[]},"none":[]}
        """)
    #expect(try nested.coordinates(of: json) == [1, 2, 3, 4, 5])
    #expect(
      nested.names == [
        "steps", "net", "layers", "units", "notes", "none", "net.rate", "net.kind", "layers[0]", "layers[1]",
        "layers[2]", "units[0]", "notes.author", "notes.tags", "layers[0][0]", "layers[0][1]", "layers[1][0]",
        "units[0].on", "units[0].bias",
      ])
  }

  @Test(arguments: [
    #"{"net":{"rate":1},"layers":[[2,3],[4],null],"units":[{"bias":5}]}"#,
    #"{"units":[{"bias":5,"on":7}],"layers":[[2,3],[4],{}],"notes":3,"none":"?","net":{"kind":0,"rate":1,"more":[]}}"#,
  ])
  func gradientsNeedNoConstantsAndNoOrder(text: String) throws {
    #expect(try nested.coordinates(of: JSON(parsing: text)) == [1, 2, 3, 4, 5])
  }

  @Test func plainArraysAreX() throws {
    let plain = ParameterLayout(paths: [1.0, 2].paths)
    #expect(plain.json([1, 2]).description == #"{"x":[1.0,2.0]}"#)
    #expect(try plain.coordinates(of: .numbers([3, 4])) == [3, 4])
    #expect(try plain.coordinates(of: plain.json([3, 4])) == [3, 4])
    #expect(plain.names == ["x", "x[0]", "x[1]"])
  }

  @Test func nestedArraysAndSingleNumbersAreX() throws {
    let rows = ParameterLayout(.sequence([.numbers(0..<2), .numbers(2..<3)]))
    #expect(rows.json([1, 2, 3]).description == #"{"x":[[1.0,2.0],[3.0]]}"#)
    #expect(try rows.coordinates(of: JSON(parsing: "[[1, 2], [3]]")) == [1, 2, 3])
    #expect(rows.names == ["x", "x[0]", "x[1]", "x[0][0]", "x[0][1]", "x[1][0]"])
    let one = ParameterLayout(.number(0))
    #expect(one.json([1]).description == #"{"x":1.0}"#)
    #expect(try one.coordinates(of: one.json([2])) == [2])
    #expect(try one.coordinates(of: .number(3)) == [3])
  }

  @Test(arguments: [
    (#"{"rate":1,"beta":[2,3]}"#, "the gradient has no component 'size'"),
    (#"{"rate":1,"beta":[2],"size":4}"#, "the component 'beta' of the gradient has 1 elements, not 2"),
    (#"{"rate":[1],"beta":[2,3],"size":4}"#, "the component 'rate' of the gradient is no number"),
    (#"{"rate":1,"beta":2,"size":4}"#, "the component 'beta' of the gradient is no array"),
    (#"{"rate":1,"beta":[2,"3"],"size":4}"#, "the component 'beta[1]' of the gradient is no number"),
    (#"{"rate":1,"beta":[2,null],"size":4}"#, "the component 'beta[1]' of the gradient is null"),
    ("[1,2,3,4]", "the gradient is no object"), ("7", "the gradient is no object"),
  ])
  func otherShapesAreUnreadable(text: String, message: String) throws {
    try expectUnreadable(text, flat, message)
  }

  @Test(arguments: [
    (#"{"layers":[[2,3],[4],0],"units":[{"bias":5}]}"#, "the gradient has no component 'net'"),
    (#"{"net":{},"layers":[[2,3],[4],0],"units":[{"bias":5}]}"#, "the gradient has no component 'net.rate'"),
    (#"{"net":[1],"layers":[[2,3],[4],0],"units":[{"bias":5}]}"#, "the component 'net' of the gradient is no object"),
    (
      #"{"net":{"rate":1},"layers":[[2,3,4],[4],0],"units":[{"bias":5}]}"#,
      "the component 'layers[0]' of the gradient has 3 elements, not 2"
    ),
    (
      #"{"net":{"rate":1},"layers":[[2,3],[true],0],"units":[{"bias":5}]}"#,
      "the component 'layers[1][0]' of the gradient is no number"
    ),
    (#"{"net":{"rate":1},"layers":[[2,3],[4],0],"units":[{}]}"#, "the gradient has no component 'units[0].bias'"),
  ])
  func theErrorNamesThePath(text: String, message: String) throws { try expectUnreadable(text, nested, message) }

  @Test func theErrorNamesPathsBelowX() throws {
    let rows = ParameterLayout(.sequence([.numbers(0..<2), .numbers(2..<3)]))
    try expectUnreadable("[[1, 2]]", rows, "the component 'x' of the gradient has 1 elements, not 2")
    try expectUnreadable("[[1, 2], 3]", rows, "the component 'x[1]' of the gradient is no array")
    try expectUnreadable("{}", rows, "the gradient has no component 'x'")
  }

  @Test func whatIsOptionalMayBeMissing() throws {
    let coordinates = try flat.coordinates(of: JSON(parsing: #"{"rate":1,"size":4}"#), optional: [1, 2])
    #expect(coordinates[0] == 1 && coordinates[1].isNaN && coordinates[3] == 4)
    let text = #"{"layers":[[null,3],null,0],"units":[{"bias":5}]}"#
    let some = try nested.coordinates(of: JSON(parsing: text), optional: [0, 1, 3])
    #expect(some[0].isNaN && some[1].isNaN && some[2] == 3 && some[3].isNaN && some[4] == 5)
    try expectUnreadable(#"{"rate":1,"size":4}"#, flat, "the gradient has no component 'beta'", optional: [1])
  }

  @Test func manyNamesAreCutOff() {
    let wide = ParameterLayout(.mapping([.init("a", .numbers(0..<100_000)), .init("b", .number(100_000))]))
    #expect(wide.names.count == 1000)
    #expect(wide.names.prefix(3) == ["a", "b", "a[0]"])
  }

  private func expectUnreadable(
    _ text: String, _ layout: ParameterLayout, _ message: String, optional: Set<Int> = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let json = try JSON(parsing: text)
    let failure = #expect(throws: EvaluationFailure.self, sourceLocation: sourceLocation) {
      try layout.coordinates(of: json, optional: optional)
    }
    #expect(failure?.kind == .unreadable, sourceLocation: sourceLocation)
    #expect(failure?.message == message, sourceLocation: sourceLocation)
  }
}
