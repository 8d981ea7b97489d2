import Foundation
import NadirCharts
import NadirJSON
import Testing
import _TestSupport

/// The specifications beside the schema of Vega-Lite, which Python's package altair holds. `PATH` says which python3.
@Suite(.alone, .enabled(if: Altair.isInstalled, "the python3 of this machine has no altair"))
struct VegaLiteSchemaTests {
  @Test func everySpecificationIsValid() throws {
    let specifications: JSON = .array(Gallery.all.map(\.chart.vegaLite))
    let complaints = try Altair.complaints(about: specifications)
    #expect(complaints.count == Gallery.all.count)
    for (chart, complaint) in zip(Gallery.all, complaints) {
      #expect(complaint.isEmpty, "\(chart.name)")
    }
  }

  @Test func whatIsWrongIsFound() throws {
    let complaints = try Altair.complaints(about: .array([.object([("mark", .string("teapot"))])]))
    #expect(complaints.count == 1 && !complaints[0].isEmpty)
  }
}

private enum Altair {
  static let isInstalled = (try? complaints(about: .array([]))) != nil

  /// What the schema says against each of some specifications; empty where it says nothing.
  static func complaints(about specifications: JSON) throws -> [String] {
    let script = """
      import altair, json, sys
      complaints = []
      for specification in json.load(open(sys.argv[1])):
          try:
              altair.Chart.from_dict(specification).to_dict()
              complaints.append("")
          except Exception as error:
              complaints.append(str(error) or "invalid")
      json.dump(complaints, open(sys.argv[1], "w"))
      """
    let file = FileManager.default.temporaryDirectory.appending(path: "nadir-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(specifications.description.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, file.path(percentEncoded: false)]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.featureUnsupported) }
    let answer = try JSON(parsing: String(decoding: try Data(contentsOf: file), as: UTF8.self))
    return (answer.asArray ?? []).map { $0.asString ?? "\($0)" }
  }
}
