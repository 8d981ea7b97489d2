import Foundation
import Nadir
import NadirStudies
import Testing
import _TestSupport

@Suite(.alone) struct StudyRecordTests {
  private let folder: StudyFolder

  init() throws {
    folder = try StudyFolder()
    try folder.write(
      """
      import sys
      a, b = float(sys.argv[1]), float(sys.argv[2])
      print('{"up": %s, "down": %s}' % ([a + b * t for t in (0, 1, 2, 4)], [a - b * t for t in (0, 1, 2, 4)]))
      """, to: "line.py")
    try folder.write("t,up,down,sd\n0,1.1,0.9,1\n1,2.8,,1\n2,5.2,-3.1,2\n4,8.9,-7.2,2\n", to: "lines.csv")
  }

  private func study(_ more: String) throws -> Study {
    try Study(
      yaml: """
        name: lines
        objective: {command: [python3, line.py, '{a}', '{b}']}
        parameters: {a: 0, b: 1}
        data:
          - {file: lines.csv, observed: up, errors: sd}
          - {file: lines.csv, observed: down, weights: 4, at: sd}
        workers: 1
        \(more)
        """, file: folder.path + "/study.yaml")
  }

  private func outcome(_ study: Study) async throws -> Outcome<StudyParameters> {
    try await study.objective.run(try study.run(), on: .threads(1)) { _ in }
  }

  @Test func seriesAreLaidAlongTheirData() async throws {
    let study = try study("algorithm: lm")
    let record = study.record(of: try await outcome(study))
    #expect(record.name == "lines" && record.success && record.fits.map(\.name) == ["up", "down"])
    let (up, down) = (record.fits[0], record.fits[1])
    #expect(up.places == [0, 1, 2, 4] && up.placeName == "t")
    #expect(down.places == [1, 1, 2, 2] && down.placeName == "sd")
    #expect(up.deviations == [1, 1, 2, 2] && down.deviations.allSatisfy { $0.isNaN })
    let (a, b) = (record.rows[0].best, record.rows[1].best)
    for (t, fitted) in zip([0.0, 1, 2, 4], up.fitted) { #expect(abs(fitted - (a + b * t)) < 1e-9) }
    #expect(down.observed[1].isNaN && down.fitted[1].isNaN && down.standardErrors[1].isNaN)
    for i in [0, 2, 3] { #expect(abs(down.fitted[i] - (a - b * [0, 1, 2, 4][i])) < 1e-9) }
    // Both lines begin at a, whose standard error is that of the model there, with either weight.
    let error = record.rows[0].standardError
    #expect(abs(up.standardErrors[0] / error - 1) < 1e-5 && abs(down.standardErrors[0] / error - 1) < 1e-5)
    #expect(up.degreesOfFreedom == 5 && down.degreesOfFreedom == 5)
  }

  @Test func methodsOfValuesKnowNoErrors() async throws {
    let study = try study("algorithm: Nelder-Mead\nbudget: {evaluations: 30}")
    let fits = study.record(of: try await outcome(study)).fits
    #expect(fits.count == 2 && fits[0].observed == [1.1, 2.8, 5.2, 8.9])
    #expect(fits[0].standardErrors.allSatisfy { $0.isNaN } && fits[0].confidenceIntervals()[0].lower.isNaN)
  }
}
