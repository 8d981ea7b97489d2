import Nadir
import Testing
import _TestSupport

@Suite struct HistoryTextTests {
  /// Two rows in which everything occurs that must be written with care.
  private static var columns: HistoryColumns {
    var columns = HistoryColumns(paths: ["x", "value", "weights[0], \"a\""])
    columns.runs = [1, 2]
    columns.evaluations = [1, 7]
    columns.rounds = [1, 3]
    columns.kinds = [.exploration, .value]
    columns.starts = [0, 0.5]
    columns.ends = [0.125, 1e-7]
    columns.workers = [3, nil]
    columns.values = [.nan, 0.1 + 0.2]
    columns.failures = ["it said: \"no\",\nand left", nil]
    columns.parameters = [[.infinity, -.infinity], [1, .leastNonzeroMagnitude], [-0.0, 1e300]]
    return columns
  }

  @Test func csvIsQuotedWhereItMustBe() {
    #expect(
      Self.columns.csv == """
        run,evaluation,round,kind,start,end,worker,value,failure,x,parameters.value,"weights[0], ""a""\"
        1,1,1,exploration,0.0,0.125,3,,"it said: ""no"",
        and left",Inf,1.0,-0.0
        2,7,3,value,0.5,1e-07,,0.30000000000000004,,-Inf,5e-324,1e+300

        """)
  }

  @Test func jsonLinesAreObjects() throws {
    let text = Self.columns.jsonLines
    #expect(
      text == #"""
        {"run":1,"evaluation":1,"round":1,"kind":"exploration","start":0.0,"end":0.125,"worker":3,"value":null,"failure":"it said: \"no\",\nand left","x":null,"parameters.value":1.0,"weights[0], \"a\"":-0.0}
        {"run":2,"evaluation":7,"round":3,"kind":"value","start":0.5,"end":1e-07,"worker":null,"value":0.30000000000000004,"failure":null,"x":null,"parameters.value":5e-324,"weights[0], \"a\"":1e+300}

        """#)
    for line in text.split(separator: "\n") { #expect(try JSON(parsing: String(line)).asObject?.count == 12) }
  }

  @Test func withoutRowsThereAreNames() {
    let columns = HistoryColumns(paths: ["x"])
    #expect(columns.csv == "run,evaluation,round,kind,start,end,worker,value,failure,x\n")
    #expect(columns.jsonLines == "")
  }

  /// A failure is told from what did not fail also where it says nothing, and no byte stops a reader.
  @Test func failuresAreNeverEmptyInCSV() {
    var columns = Self.columns
    columns.failures = ["", "a\0b"]
    let lines = columns.csv.split(separator: "\n")
    #expect(lines[1].hasPrefix("1,1,1,exploration,0.0,0.125,3,,failed,"))
    #expect(lines[2].contains(",\"a\u{FFFD}b\","))
    #expect(columns.jsonLines.contains(#""failure":"""#))
  }

  @Test func aPathThatIsTakenGetsAnotherPrefix() {
    var columns = HistoryColumns(paths: ["kind", "parameters.kind", "end"])
    columns.parameters = [[], [], []]
    #expect(columns.csv.hasSuffix(",failure,parameters.parameters.kind,parameters.kind,parameters.end\n"))
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func numbersReadBackToTheSameBits(seed: UInt64) throws {
    print("HistoryTextTests.numbersReadBackToTheSameBits: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let numbers = (0..<500).map { _ in Double(bitPattern: generator.next()) }.filter(\.isFinite)
    var columns = HistoryColumns(paths: ["x"])
    for (i, number) in numbers.enumerated() {
      columns.runs.append(1)
      columns.evaluations.append(i + 1)
      columns.rounds.append(1)
      columns.kinds.append(.value)
      columns.starts.append(0)
      columns.ends.append(0)
      columns.workers.append(nil)
      columns.values.append(1)
      columns.failures.append(nil)
      columns.parameters[0].append(number)
    }
    let cells = columns.csv.split(separator: "\n").dropFirst().map { $0.split(separator: ",").last ?? "" }
    #expect(cells.map { Double($0)?.bitPattern } == numbers.map(\.bitPattern))
    let members = try columns.jsonLines.split(separator: "\n").map { try JSON(parsing: String($0))["x"]?.asNumber }
    #expect(members.map { $0?.bitPattern } == numbers.map(\.bitPattern))
  }

  /// What is written piece by piece is the same text, in whole lines.
  @Test func piecesAreWholeLines() throws {
    var columns = Self.columns
    columns.failures = [String(repeating: "long ", count: 20_000), nil]
    for (text, write) in [
      (columns.csv, columns.writeCSV(_:) as ((String) throws(Never) -> Void) -> Void),
      (columns.jsonLines, columns.writeJSONLines(_:)),
    ] {
      var pieces: [String] = []
      write { pieces.append($0) }
      #expect(pieces.count == 2 && pieces.joined() == text)
      #expect(pieces.allSatisfy { $0.hasSuffix("\n") })
    }
  }

  @Test func whatWritingThrowsComesThrough() {
    struct Full: Error {}
    #expect(throws: Full.self) { try Self.columns.writeCSV { _ throws(Full) in throw Full() } }
    #expect(throws: Full.self) { try Self.columns.writeJSONLines { _ throws(Full) in throw Full() } }
  }
}
