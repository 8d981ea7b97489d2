import Testing

@testable import NadirStudies

@Suite struct TableTests {
  private func texts(_ text: String) throws -> [[String]] {
    try CSV.rows(of: text, file: "a.csv").map { $0.map(\.text) }
  }

  @Test func cellsAreApartByCommas() throws {
    #expect(try texts("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(try texts("a,,\n,") == [["a", "", ""], ["", ""]])
    #expect(try texts(" a ,\tb c \n") == [["a", "b c"]])
    #expect(try texts("") == [])
  }

  @Test func linesMayEndAsInOtherSystemsAndBeBlank() throws {
    #expect(try texts("\u{FEFF}a,b\r\n\r\n1,2\r\n\n3,4") == [["a", "b"], ["1", "2"], ["3", "4"]])
  }

  @Test func quotedCellsMayHoldAnything() throws {
    #expect(
      try texts("\"a,b\" , \"say \"\"x\"\"\"\r\n\"two\r\nlines\",\"\"") == [
        ["a,b", "say \"x\""], ["two\r\nlines", ""],
      ])
  }

  @Test func cellsHaveTheirPlaces() throws {
    let cells = try CSV.rows(of: "é,\"x\ny\", z\n w", file: "a.csv").joined()
    #expect(cells.map(\.line) == [1, 1, 2, 3])
    #expect(cells.map(\.column) == [1, 3, 5, 2])
  }

  @Test(arguments: [
    ("a,\"b\nc", "a.csv:1:3: error: no CSV: the quote that begins here does not end"),
    ("a\n\"b\" c,d", "a.csv:2:5: error: no CSV: a comma or the end of the line is expected"),
  ])
  func whatIsNoTableIsToldWithItsPlace(text: String, message: String) {
    let error = #expect(throws: StudyError.self) { try CSV.rows(of: text, file: "a.csv") }
    #expect(error?.description == message)
  }
}
