import Foundation
import Nadir
import NadirStudies
import Testing

@Suite struct DataTests {
  private let folder: StudyFolder

  init() throws {
    folder = try StudyFolder()
    try folder.write(
      """
      day,in_bed, gone ,sd,w
      0,3,1,1,1
      1,,2,,0
      2,26,NA,2,4
      3,"76",nan,4,0
      """, to: "cases.csv")
  }

  private func study(_ data: String, objective: String = "{shell: 'true'}") throws(StudyErrors) -> Study {
    try Study(
      yaml: "objective: \(objective)\nparameters: {x: 1}\ndata: \(data)", file: folder.path + "/study.yaml")
  }

  @Test func aColumnIsComparedWithTheSeriesOfItsName() throws {
    let study = try study("{file: cases.csv, observed: in_bed}")
    #expect(study.data == [try ObservedSeries("in_bed", observed: [3, nil, 26, 76])])
    #expect(study.provides == .residuals)
    #expect(study.objective.reading == ResidualReading(data: study.data))
  }

  @Test func severalColumnsAreAList() throws {
    let study = try study(
      """

        - {file: cases.csv, observed: in_bed, series: infected, errors: sd}
        - {file: cases.csv, observed: gone, weights: 2}
        - {file: cases.csv, observed: in_bed, series: infected, weights: w}
        - {file: cases.csv, observed: in_bed, series: infected, errors: 10}
      """)
    let inBed: [Double?] = [3, nil, 26, 76]
    #expect(
      study.data == [
        try ObservedSeries("infected", observed: inBed, errors: [1, 1, 2, 4]),
        try ObservedSeries("gone", observed: [1, 2, nil, nil], weights: [2, 2, 2, 2]),
        try ObservedSeries("infected", observed: [3, nil, 26, nil], weights: [1, 1, 4, 1]),
        try ObservedSeries("infected", observed: inBed, errors: [10, 10, 10, 10]),
      ])
  }

  @Test func workersHaveDataToo() throws {
    let study = try study("{file: cases.csv, observed: in_bed}", objective: "{worker: [./worker]}")
    #expect(study.provides == .residuals && study.data.count == 1)
  }

  /// A table of one column has no empty cells: its blank lines are none.
  @Test func oneColumnIsEnough() throws {
    try folder.write("\u{FEFF}m\r\n1\r\nNA\r\n3\r\n", to: "m.csv")
    #expect(try study("{file: m.csv, observed: m}").data == [try ObservedSeries("m", observed: [1, nil, 3])])
  }

  @Test(arguments: [
    // In the study
    ("cases.csv", "study.yaml:3:7", "'data' is \"cases.csv\", but must be a mapping with keys such as file, observed"),
    ("[]", "study.yaml:3:7", "'data' is a list of 0, but must be a mapping with 'file' and 'observed', or a list"),
    ("{observed: in_bed}", "study.yaml:3:7", "'data.file' is missing"),
    ("[{file: cases.csv}]", "study.yaml:3:8", "'data[0].observed' is missing; expected the name of the column"),
    ("{file: cases.csv, observd: a}", "study.yaml:3:25", "did you mean 'observed'?"),
    (
      "{file: nowhere.csv, observed: in_bed}", "study.yaml:3:14", "must be the name of a file that can be read: No such"
    ),
    ("{file: empty.csv, observed: in_bed}", "study.yaml:3:14", "must be the name of a file that is not empty"),
    (
      "{file: cases.csv, observed: in_bad}", "study.yaml:3:35",
      "'data.observed' is \"in_bad\", but must be a column of 'cases.csv' (did you mean 'in_bed'? known: day, in_bed, "
    ),
    ("{file: cases.csv, observed: [in_bed]}", "study.yaml:3:35", "must be the name of a column"),
    (
      "{file: cases.csv, observed: in_bed, errors: s}", "study.yaml:3:51",
      "'data.errors' is \"s\", but must be a column"
    ),
    (
      "{file: cases.csv, observed: in_bed, errors: 0}", "study.yaml:3:51",
      "the name of a column, or a finite number above 0"
    ),
    ("{file: cases.csv, observed: in_bed, weights: -1}", "study.yaml:3:52", "or a finite number that is not below 0"),
    (
      "{file: cases.csv, observed: in_bed, weights: 0}", "study.yaml:3:35",
      "one observation or more with a weight above 0"
    ),
    ("{file: cases.csv, observed: in_bed, errors: sd, weights: w}", "study.yaml:3:64", "contradicts 'data.errors'"),
    ("{file: cases.csv, observed: in_bed, series: value}", "study.yaml:3:51", "no other meaning in an answer"),
    (
      "{file: wrong.csv, observed: value}", "study.yaml:3:35",
      "no other meaning in an answer; say another with 'series'"
    ),
    // In the table
    (
      "{file: wrong.csv, observed: a}", "wrong.csv:3:1",
      "'a' is \"x\", but must be a finite number, or empty or NA where"
    ),
    ("{file: wrong.csv, observed: b, errors: c}", "wrong.csv:2:5", "'c' is 0, but must be a finite number above 0"),
    (
      "{file: wrong.csv, observed: b, weights: h}", "wrong.csv:3:18",
      "'h' is empty, but must be a finite number that is"
    ),
    ("{file: wrong.csv, observed: d}", "study.yaml:3:35", "must be one observation or more"),
    ("{file: wrong.csv, observed: e}", "wrong.csv:1:11", "'e' is given more than once"),
    ("{file: wrong.csv, observed: g}", "wrong.csv:2:14", "'g' is inf, but must be a finite number"),
    ("{file: ragged.csv, observed: a}", "ragged.csv:3:1", "the row has 1 cells, but the header has 2"),
    ("{file: open.csv, observed: a}", "open.csv:2:1", "no CSV: the quote that begins here does not end"),
  ])
  func errorsNameTheFileAndTheLine(data: String, position: String, message: String) throws {
    try folder.write("a,b,c,d,e,e,value,g,h\n1,2,0,,5,6,7,inf,1\nx,3,1,,5,6,7,890,", to: "wrong.csv")
    try folder.write("a,b\n1,2\n3", to: "ragged.csv")
    try folder.write("a\n\"1", to: "open.csv")
    try folder.write("\n", to: "empty.csv")
    let error = #expect(throws: StudyErrors.self) { try study(data) }
    #expect(error?.errors.count == 1, "\(String(describing: error))")
    let text = error?.description ?? ""
    #expect(text.hasPrefix("\(folder.path)/\(position): error: "), "\(text)")
    #expect(text.contains(message), "\(text)")
  }

  @Test func aWrongFileIsToldOnce() throws {
    try folder.write("a,b\n1,2\n3", to: "ragged.csv")
    let error = #expect(throws: StudyErrors.self) {
      try study("[{file: ragged.csv, observed: a}, {file: ragged.csv, observed: b}]")
    }
    #expect(error?.errors.count == 1)
  }
}
