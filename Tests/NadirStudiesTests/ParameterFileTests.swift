import Foundation
import Nadir
import NadirStudies
import Testing

@Suite struct ParameterFileTests {
  private let folder: StudyFolder

  init() throws { folder = try StudyFolder() }

  private let none = Double.infinity

  private func study(_ parameters: String) throws(StudyErrors) -> Study {
    try Study(yaml: "objective: {shell: 'true'}\nparameters: " + parameters, file: folder.path + "/study.yaml")
  }

  @Test func aTableIsATreeOfParametersInTheOrderOfItsRows() throws {
    try folder.write(
      """
      path,start,lower,upper,soft_lower,soft_upper,fixed,scale,transform\r
      rate,1,0,,0.5,2,,,positive\r
      "net.bias",2.5,,3,,,True,,\r
      "layers[0][0]",3,,,,,,10,\r
      layers[0][1],4,-inf,inf,,,false,start_values,\r
      \r
      layers[1],5,0,10,,,,bounds,interval\r
      net.rate,6,,,,,,,
      """, to: "p.csv")
    let study = try study("p.csv")
    #expect(
      study.start.json.description
        == #"{"rate":1.0,"net":{"bias":2.5,"rate":6.0},"layers":[[3.0,4.0],5.0]}"#)
    #expect(study.lower.coordinates == [0, -none, -none, -none, -none, 0])
    #expect(study.upper.coordinates == [none, 3, none, none, none, 10])
    #expect(study.softLower.coordinates.first == 0.5 && study.softUpper.coordinates.first == 2)
    #expect(study.fixed == ["net.bias"])
    #expect(study.scale.coordinates == [1, 1, 1, 10, 4, 10])
    #expect(study.constraints == [.positive("rate"), .interval(0...10, "layers[1]")])
  }

  @Test(arguments: ["name,value\na,1", "parameter, start\n a , 1 "])
  func columnsHaveOtherNames(table: String) throws {
    try folder.write(table, to: "p.csv")
    #expect(try study("p.csv").start == StudyParameters([("a", .number(1))]))
  }

  @Test(arguments: [
    ("1\n2\n3", "[1.0,2.0,3.0]"), ("1,2\n", "[1.0,2.0]"), ("1,2\n3,4", "[[1.0,2.0],[3.0,4.0]]"), ("7", "[7.0]"),
  ])
  func aTableOfNumbersIsAListOrAListOfRows(table: String, json: String) throws {
    try folder.write(table, to: "w.CSV")
    let study = try study("{w: {start: w.CSV, lower: 0}}")
    #expect(study.start.json.description == "{\"w\":\(json)}")
    #expect(study.lower.coordinates.allSatisfy { $0 == 0 })
  }

  @Test func aNodeMayBeATableOfPaths() throws {
    try folder.write("path,start,lower\n[0].a,1,\n[1].a,2,1", to: "w.csv")
    let study = try study("{w: {start: w.csv, lower: 0}, x: 1}")
    #expect(study.start.paths == ["w[0].a", "w[1].a", "x"])
    #expect(study.lower.coordinates == [0, 1, -none])
  }

  @Test func jsonAndYAMLAreReadAsTheStudyIs() throws {
    try folder.write("{\n\t\"layers\":[[1,2e0],[3]],\n\t\"bias\":{\"start\":4,\"lower\":0}}", to: "w.json")
    try folder.write("rate: {start: 1, upper: 2}\nsize: 5", to: "p.yml")
    #expect(try study("w.json").start.paths == ["layers[0][0]", "layers[0][1]", "layers[1][0]", "bias"])
    let study = try study("{net: {start: w.json, upper: 9}, all: p.yml}")
    #expect(
      study.start.json.description == #"{"net":{"layers":[[1.0,2.0],[3.0]],"bias":4.0},"all":{"rate":1.0,"size":5.0}}"#)
    #expect(study.upper.coordinates == [9, 9, 9, 9, 2, none])
  }

  @Test(arguments: [
    // At the key that names the file
    (
      "", "nowhere.csv", "study.yaml:2:13",
      "'parameters' is \"nowhere.csv\", but must be the name of a file that can be read: No"
    ),
    ("", "{w: {start: nowhere.json}}", "study.yaml:2:25", "'parameters.w.start' is \"nowhere.json\""),
    ("", "file.csv", "study.yaml:2:13", "must be the name of a file that is not empty"),
    ("# nothing", "file.yaml", "study.yaml:2:13", "must be the name of a file that is not empty"),
    // JSON and YAML
    ("{\"a\": [1,\n2}", "file.json", "file.json:2:2", "no YAML"),
    ("{\"a\": [1,\n\"x\"]}", "file.json", "file.json:2:1", "'parameters.a[1]' is \"x\", but must be a finite number"),
    ("[1, 2]", "file.json", "file.json:1:1", "must be a mapping from names to numbers"),
    (
      "{a: 1, b: {start: 1, lower: 3}}", "{n: {start: file.yaml}}", "file.yaml:1:19",
      "'parameters.n.start.b.start' is 1.0"
    ),
    ("a: file.yaml", "file.yaml", "file.yaml:1:4", "'parameters.a' is \"file.yaml\", but must be a finite number"),
    // Tables
    ("1\n2", "file.csv", "file.csv:1:1", "must be a mapping from names to numbers"),
    ("1,2\n3", "{w: {start: file.csv}}", "file.csv:2:1", "the row has 1 cells, but the first has 2"),
    ("1,2\n3,x", "{w: {start: file.csv}}", "file.csv:2:3", "'parameters.w.start[1][1]' is \"x\", but must be a finite"),
    ("1,2\n3,", "{w: {start: file.csv}}", "file.csv:2:3", "'parameters.w.start[1][1]' is empty, but must be a finite"),
    ("path,start\na,\"1", "file.csv", "file.csv:2:3", "no CSV: the quote that begins here does not end"),
    (
      "path,start,lowr\na,1,0", "file.csv", "file.csv:1:12",
      "unknown key 'lowr' (did you mean 'lower'? known here: path,"
    ),
    ("path,start,value\na,1,0", "file.csv", "file.csv:1:12", "'start' is given more than once"),
    ("path,lower\na,1", "file.csv", "file.csv:1:1", "'start' is missing; expected a column of this name"),
    ("start\n1", "file.csv", "file.csv:1:1", "'path' is missing; expected a column of this name"),
    ("path,start\na,1,2", "file.csv", "file.csv:2:1", "the row has 3 cells, but the header has 2"),
    ("path,start\na..b,1", "file.csv", "file.csv:2:1", "'path' is \"a..b\", but must be a path such as rate, net.bias"),
    ("path,start\na,1\n\na,2", "file.csv", "file.csv:4:1", "'a' is given more than once"),
    ("path,start\na.b,1\na,2", "file.csv", "file.csv:3:1", "must be a path that no other goes on from"),
    (
      "path,start\na,1\na.b,2", "file.csv", "file.csv:3:1",
      "must be a path that does not go on from 'a', which is a number"
    ),
    ("path,start\na[1],1", "file.csv", "file.csv:2:1", "must be 'a[0]' or one below it"),
    ("path,start\na[0],1\na.b,1", "file.csv", "file.csv:3:1", "an index where they have one"),
    ("path,start\n[0],1", "file.csv", "file.csv:1:1", "must be a mapping from names to numbers"),
    ("path,start\na b,1", "file.csv", "file.csv:2:1", "must be a name without spaces"),
    (
      "path,start\na" + String(repeating: "[0]", count: 5000) + ",1", "file.csv", "file.csv:2:1",
      "must be a path of at most 1000 steps"
    ),
    ("path,start\na,x", "file.csv", "file.csv:2:3", "'parameters.a.start' is \"x\", but must be a finite number"),
    ("path,start\na,", "file.csv", "file.csv:2:1", "'parameters.a.start' is missing"),
    ("path,start,upper\na,1,0", "file.csv", "file.csv:2:3", "1.0, but must be at most its upper bound 0.0"),
    ("path,start,fixed\na,1,yes", "file.csv", "file.csv:2:5", "must be true or false"),
    (
      "path,start,transform\na,1,simplex", "file.csv", "file.csv:2:5",
      "must be positive or interval; what moves several parameters together is said in the study, as {simplex: [a, b]}"
    ),
    ("path,start,transform\na,1,posative", "file.csv", "file.csv:2:5", "did you mean 'positive'?"),
  ])
  func errorsNameTheFileAndTheLine(contents: String, parameters: String, position: String, message: String) throws {
    for ending in ["csv", "json", "yaml"] { try folder.write(contents, to: "file.\(ending)") }
    let error = #expect(throws: StudyErrors.self) { try study(parameters) }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("\(folder.path)/\(position): error: "))
    #expect(text.contains(message))
  }

  @Test func allErrorsOfAllFilesAreToldTheStudyFirst() throws {
    try folder.write("path,start,lowr\na,1,2,3\nb..,2,3", to: "p.csv")
    let yaml = "objective: {comand: a}\nparameters: {p: {start: p.csv}, q: x}"
    let error = #expect(throws: StudyErrors.self) { try Study(yaml: yaml, file: folder.path + "/study.yaml") }
    #expect(
      error?.errors.map { "\($0.file.split(separator: "/").last ?? ""):\($0.line ?? 0)" } == [
        "study.yaml:1", "study.yaml:2", "p.csv:1", "p.csv:2", "p.csv:3",
      ])
  }
}

/// A new folder, removed with this.
final class StudyFolder: Sendable {
  let path = NSTemporaryDirectory() + "nadir-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
  }
}
