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

  /// A series along the first column of the table, under the name of its column.
  private func byDay(_ series: ObservedSeries, _ name: String? = nil) throws -> ObservedSeries {
    var series = try series.along("day", [0, 1, 2, 3])
    series.name = name ?? series.name
    return series
  }

  @Test func aColumnIsComparedWithTheSeriesOfItsName() throws {
    let study = try study("{file: cases.csv, observed: in_bed}")
    #expect(study.data == [try byDay(ObservedSeries("in_bed", observed: [3, nil, 26, 76]))])
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
        try byDay(ObservedSeries("infected", observed: inBed, errors: [1, 1, 2, 4]), "in_bed"),
        try byDay(ObservedSeries("gone", observed: [1, 2, nil, nil], weights: [2, 2, 2, 2])),
        try byDay(ObservedSeries("infected", observed: [3, nil, 26, nil], weights: [1, 1, 4, 1]), "in_bed"),
        try byDay(ObservedSeries("infected", observed: inBed, errors: [10, 10, 10, 10]), "in_bed"),
      ])
  }

  /// Places are the column that is named, else the first one if it is made of numbers and means nothing else, else the
  /// numbers of the rows.
  @Test(
    arguments: [
      ("observed: in_bed, at: sd", "sd", [1, 1, 2, 4]), ("observed: in_bed", "day", [2, 3, 5, 8]),
      ("observed: day", "row", [1, 2, 3, 4]), ("observed: in_bed, errors: day", "row", [1, 2, 3, 4]),
      ("observed: in_bed, weights: day", "row", [1, 2, 3, 4]), ("observed: day, at: day", "day", [2, 3, 5, 8]),
    ] as [(String, String, [Double])])
  func seriesLieAlongTheirPlaces(keys: String, name: String, places: [Double]) throws {
    try folder.write("day,in_bed,sd\n2,3,1\n3,,1\n5,26,2\n8,76,4\n", to: "places.csv")
    let series = try study("{file: places.csv, \(keys)}").data[0]
    #expect(series.placeName == name && series.places == places)
  }

  @Test func namesOfRowsAreNoPlaces() throws {
    try folder.write("city,v,x\nOslo,1,3\n,NA,\nRome,3,1\n", to: "cities.csv")
    let series = try study("{file: cities.csv, observed: v}").data[0]
    #expect(series.placeName == "row" && series.places == [1, 2, 3])
    // Where nothing was observed the place may be missing.
    let along = try study("{file: cities.csv, observed: v, at: x}").data[0]
    #expect(along.places[0] == 3 && along.places[1].isNaN && along.places[2] == 1)
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
    (
      "{file: cases.csv, observed: in_bed, at: dya}", "study.yaml:3:47",
      "'data.at' is \"dya\", but must be a column of 'cases.csv' (did you mean 'day'? known: day, in_bed, "
    ),
    ("{file: cases.csv, observed: in_bed, at: [day]}", "study.yaml:3:47", "must be the name of a column"),
    // In the table
    ("{file: wrong.csv, observed: b, at: a}", "wrong.csv:3:1", "'a' is \"x\", but must be a finite number"),
    ("{file: wrong.csv, observed: b, at: h}", "wrong.csv:3:18", "'h' is empty, but must be a finite number"),
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
