import Nadir
import Testing
import _TestSupport

@testable import NadirStudies

@Suite struct SavedRunTests {
  /// The text decides: it has every bit, and NaN is the same as NaN in it.
  @Test func runsAreReadBackToTheSameBits() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("saved runs: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let saved = SavedRun.random(using: &random)
      let read = try SavedRun(json: saved.json, file: "result.json")
      #expect(read.json == saved.json, "seed \(seed)")
      #expect(read.provenance == saved.provenance, "seed \(seed)")
      #expect(read.record.rows.map(\.best.bits) == saved.record.rows.map(\.best.bits), "seed \(seed)")
      #expect(read.record.history.values.map(\.bits) == saved.record.history.values.map(\.bits), "seed \(seed)")
      #expect(read.record.history.kinds == saved.record.history.kinds, "seed \(seed)")
      #expect(read.record.history.failures == saved.record.history.failures, "seed \(seed)")
      #expect(read.record.termination == saved.record.termination, "seed \(seed)")
      #expect(read.record.localOptima.map(\.basin) == saved.record.localOptima.map(\.basin), "seed \(seed)")
      #expect(read.record.localOptima.map(\.counts) == saved.record.localOptima.map(\.counts), "seed \(seed)")
      #expect(read.record.basins.map(\.best.bits) == saved.record.basins.map(\.best.bits), "seed \(seed)")
    }
  }

  /// A file that was damaged is read or refused, and what was read can be written and read again.
  @Test func damagedResultsAreReadOrRefused() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("damaged runs: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let words = ["1e999", "-9e18", "9223372036854775807", "NaN", "null", "[", "{\"a\":1}", "\"\\ud800\"", "\0", "-0"]
    for _ in 0..<40 {
      let bytes = Array(SavedRun.random(using: &random).json.utf8)
      for _ in 0..<25 {
        var damaged = bytes
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: damaged.removeSubrange(place...)
        case 1: damaged[place] = .random(in: 0 ... .max, using: &random)
        case 2: damaged.remove(at: place)
        case 3: damaged.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
        default:
          // A number or a word in the place of a number.
          guard let digit = damaged[place...].firstIndex(where: { 0x30...0x39 ~= $0 }) else { continue }
          let word = words[.random(in: 0..<words.count, using: &random)]
          damaged.replaceSubrange(digit...digit, with: word.utf8)
        }
        let text = String(decoding: damaged, as: UTF8.self)
        guard let read = try? SavedRun(json: text, file: "result.json") else { continue }
        #expect(try SavedRun(json: read.json, file: "result.json").json == read.json, "seed \(seed)")
        let columns = read.record.history
        #expect(columns.parameters.allSatisfy { $0.count == columns.count }, "seed \(seed)")
      }
    }
  }

  @Test func everyReasonToEndHasItsName() {
    let reasons: [Termination] =
      [.gradient, .value, .step, .radius, .simplex, .target].map { .converged($0) }
      + [.evaluations, .iterations, .time, .callback, .cancelled, .repeated, .hopeless].map { .stopped($0) }
      + [.noDecrease, .noModel, .start].map { .failed($0) }
    for reason in reasons { #expect(Termination(name: reason.name) == reason) }
    for name in ["", "converged", "converged.", "converged.luck", "stopped.gradient", "converged.gradient.x"] {
      #expect(Termination(name: name) == nil)
    }
  }

  @Test func membersOfLaterVersionsAreLeftOut() throws {
    let text = SavedRun.small.json
    let later = try SavedRun(json: "{\"more\": [1]," + text.dropFirst(), file: "result.json")
    #expect(later.json == text)
  }

  /// As results were before there were many starts.
  @Test func aResultNeedNotTellOfRuns() throws {
    let read = try SavedRun(json: SavedRun.small.json, file: "result.json")
    #expect(!SavedRun.small.json.contains("basins"))
    #expect(read.record.localOptima.isEmpty && read.record.basins.isEmpty)
  }

  /// The parameters of a study keep their shape where a result tells of them.
  @Test func theParametersOfRunsHaveAnyShape() throws {
    var saved = SavedRun.small
    saved.record.rows = ["a", "b[0]", "b[1]", "c.d"].map { RunRecord.Row(path: $0, start: 0, best: 0) }
    saved.record.basins = [RunRecord.Basin(best: [1, 2, 3, .infinity], value: 3, runs: [1])]
    saved.record.localOptima = [
      RunRecord.LocalOptimum(
        run: 1, start: [0, 0, 0, 0], best: [1, 2, 3, .infinity], value: 3, termination: .stopped(.repeated),
        counts: Counts(), basin: 0)
    ]
    let flat = saved.json
    let shaped = flat.replacing("[1.0,2.0,3.0,\"Infinity\"]", with: #"{"a":1.0,"b":[2.0,3.0],"c":{"d":"Infinity"}}"#)
    #expect(shaped != flat)
    #expect(try SavedRun(json: shaped, file: "result.json").json == flat)
    for (member, wrong, message) in [
      ("[0.0,0.0,0.0,0.0]", "[0.0,0.0]", "'local_optima[0].start' is of 2 numbers, but must be of 4"),
      (
        "[0.0,0.0,0.0,0.0]", "[0,0,0,true]",
        "'local_optima[0].start' is an array of 4, but must be numbers in a list or a mapping"
      ),
      (
        "\"basin\":0", "\"basin\":1",
        "'local_optima[0].basin' is 1.0, but must be the index of one of 1 basins, or null"
      ),
    ] {
      let error = #expect(throws: ResultError.self) {
        try SavedRun(json: flat.replacing(member, with: wrong), file: "r.json")
      }
      #expect(error?.description == "r.json: \(message)")
    }
  }

  @Test func aRunWithoutStudyHasNoProvenance() throws {
    let text = SavedRun(SavedRun.small.record).json
    #expect(try SavedRun(json: text, file: "result.json").provenance == nil)
  }

  @Test(arguments: [
    ("{", "r.json: the result is no JSON: expected a key in quotes at byte 1"),
    ("[1]", "r.json: this is no result: it must be a JSON object"),
    (
      "{\"a\": 1}",
      "r.json: this is no result: 'nadir_result' is missing; 'nadir minimize … --output FILE' writes one"
    ),
    (
      "{\"value\": 1, \"termination\": \"x\"}",
      "r.json: the result has no history, as '--json' prints it; write it by 'nadir minimize … --output FILE'"
    ),
    (
      "{\"nadir_result\": 2}",
      "r.json: the result is of a later version of Nadir: its format is 2, but this one reads 1"
    ),
    ("{\"nadir_result\": \"x\"}", "r.json: 'nadir_result' is \"x\", but must be a whole number of 1 or more"),
    ("{\"nadir_result\": 1}", "r.json: 'evaluations' is missing"),
  ])
  func whatIsNoResultIsSaid(text: String, message: String) {
    let error = #expect(throws: ResultError.self) { try SavedRun(json: text, file: "r.json") }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    ("\"best\":2.0", "\"best\":true", "'rows[0].best' is true, but must be a number"),
    ("\"path\":\"x\",", "", "'rows[0].path' is missing"),
    (
      "\"direction\": \"minimize\"", "\"direction\": \"down\"",
      "'direction' is \"down\", but must be minimize or maximize"
    ),
    ("\"value\":[3.0]", "\"value\":[3.0,4.0]", "'history.value' is an array of 2, but must be one of 1"),
    (
      "\"kind\":[\"value\"]", "\"kind\":[\"guess\"]",
      "'history.kind[0]' is \"guess\", but must be a kind of evaluation, such as value or difference"
    ),
    ("\"worker\":[0]", "\"worker\":[-1]", "'history.worker[0]' is -1.0, but must be a whole number of 0 or more"),
    ("\"worker\":[0]", "\"worker\":[9e18]", "'history.worker[0]' is 9e+18, but must be a whole number of 0 or more"),
    ("\"x\":[2.0]", "\"x\":{}", "'history.parameters.x' is an object, but must be an array"),
    ("\"versions\":{", "\"versions\":{\"nadir\":5},\"v\":{", "'provenance.versions.nadir' is 5.0, but must be a text"),
    ("\"success\": true", "\"success\": \"yes\"", "'success' is \"yes\", but must be true or false"),
  ])
  func wrongMembersAreNamed(member: String, wrong: String, message: String) throws {
    let text = SavedRun.small.json
    let parts = text.split(separator: member, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(member) in \(text)")
    let error = #expect(throws: ResultError.self) {
      try SavedRun(json: parts.joined(separator: wrong), file: "r.json")
    }
    #expect(error?.description == "r.json: \(message)")
  }

  @Test func aFileThatIsNotThereIsSaid() {
    let error = #expect(throws: ResultError.self) { try SavedRun(file: "/nowhere/result.json") }
    #expect(error?.description == "/nowhere/result.json: the result cannot be read: No such file or directory")
  }
}

extension [Double] {
  fileprivate var bits: [UInt64] { map(\.bits) }
}

extension Double {
  /// The bits, with one NaN for all.
  fileprivate var bits: UInt64 { isNaN ? Double.nan.bitPattern : bitPattern }
}

extension SavedRun {
  /// One evaluation of one parameter.
  fileprivate static var small: SavedRun {
    var history = HistoryColumns(paths: ["x"])
    history.runs = [1]
    history.evaluations = [1]
    history.rounds = [1]
    history.kinds = [.value]
    history.starts = [0]
    history.ends = [0.5]
    history.workers = [0]
    history.values = [3]
    history.failures = [nil]
    history.parameters = [[2]]
    let record = RunRecord(
      name: "small", algorithm: "Nelder-Mead", value: 3, success: true, termination: .converged(.simplex),
      counts: Counts(), seconds: 0.5, rows: [RunRecord.Row(path: "x", start: 1, best: 2)], history: history)
    let provenance = Provenance(
      study: "study.yaml", text: "parameters: {x: 1}\n", directory: "/", commandLine: ["nadir", "minimize"], seed: 1,
      began: "2026-03-01T09:30:00Z")
    return SavedRun(record, provenance: provenance)
  }

  fileprivate static func random(using random: inout SeededGenerator) -> SavedRun {
    let paths = (0..<Int.random(in: 0...4, using: &random)).map { "p\($0)" + text(&random) }
    let rows = paths.map { path in
      RunRecord.Row(
        path: path, start: number(&random), best: number(&random), lower: number(&random), upper: number(&random),
        isFixed: .random(using: &random), standardError: number(&random), note: text(&random))
    }
    let runs = Int.random(in: 0...3, using: &random)
    let basins = runs == 0 ? 0 : Int.random(in: 0...2, using: &random)
    var counts = Counts()
    counts.evaluations = .random(in: 0...1_000_000, using: &random)
    counts.failures = .random(in: 0...9, using: &random)
    let record = RunRecord(
      name: text(&random), direction: .random(using: &random) ? .minimize : .maximize, algorithm: text(&random),
      value: number(&random), success: .random(using: &random),
      termination: .random(using: &random) ? .converged(.radius) : .stopped(.cancelled), counts: counts,
      seconds: number(&random), workers: .random(in: 1...64, using: &random), rows: rows,
      remarks: [text(&random), text(&random)], history: history(paths, &random),
      fits: (0..<Int.random(in: 0...2, using: &random)).map { _ in fit(&random) },
      localOptima: (0..<runs).map { optimum($0 + 1, paths.count, basins: basins, &random) },
      basins: (0..<basins).map { _ in
        RunRecord.Basin(
          best: paths.map { _ in number(&random) }, value: number(&random),
          runs: [.random(in: 1...9, using: &random), .random(in: 1...9, using: &random)])
      })
    let provenance = Provenance(
      study: text(&random), text: text(&random), directory: text(&random), commandLine: [text(&random)],
      seed: .random(in: 0...Study.largestSeed, using: &random), began: text(&random),
      versions: .init(nadir: text(&random), swift: text(&random), system: text(&random), architecture: text(&random)))
    return SavedRun(record, provenance: .random(using: &random) ? provenance : nil)
  }

  private static func optimum(
    _ run: Int, _ dimension: Int, basins: Int, _ random: inout SeededGenerator
  ) -> RunRecord.LocalOptimum {
    var counts = Counts()
    counts.evaluations = .random(in: 0...1_000_000, using: &random)
    counts.rounds = .random(in: 0...9, using: &random)
    counts.iterations = .random(in: 0...9, using: &random)
    counts.failures = .random(in: 0...9, using: &random)
    return RunRecord.LocalOptimum(
      run: run, start: (0..<dimension).map { _ in number(&random) }, best: (0..<dimension).map { _ in number(&random) },
      value: number(&random), termination: .random(using: &random) ? .stopped(.hopeless) : .converged(.gradient),
      counts: counts, basin: basins > 0 && .random(using: &random) ? .random(in: 0..<basins, using: &random) : nil)
  }

  private static func history(_ paths: [String], _ random: inout SeededGenerator) -> HistoryColumns {
    var columns = HistoryColumns(paths: paths)
    let kinds = History.Kind.allCases
    for i in 0..<Int.random(in: 0...20, using: &random) {
      columns.runs.append(.random(in: 1...3, using: &random))
      columns.evaluations.append(i + 1)
      columns.rounds.append(.random(in: 1...9, using: &random))
      columns.kinds.append(kinds[.random(in: 0..<kinds.count, using: &random)])
      columns.starts.append(number(&random))
      columns.ends.append(number(&random))
      columns.workers.append(.random(using: &random) ? .random(in: 0...7, using: &random) : nil)
      columns.values.append(number(&random))
      columns.failures.append(.random(using: &random) ? text(&random) : nil)
      for j in paths.indices { columns.parameters[j].append(number(&random)) }
    }
    return columns
  }

  private static func fit(_ random: inout SeededGenerator) -> FittedSeries {
    let count = Int.random(in: 0...5, using: &random)
    var numbers: [Double] { (0..<count).map { _ in number(&random) } }
    return FittedSeries(
      name: text(&random), placeName: text(&random), places: numbers, observed: numbers, deviations: numbers,
      fitted: numbers, standardErrors: numbers, degreesOfFreedom: .random(in: -1...9, using: &random))
  }

  /// Any bits, and often what is special.
  private static func number(_ random: inout SeededGenerator) -> Double {
    let special: [Double] = [.nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1]
    if Bool.random(using: &random) { return special[.random(in: 0..<special.count, using: &random)] }
    let number = Double(bitPattern: .random(in: 0 ... .max, using: &random))
    return number.isNaN ? .nan : number
  }

  private static func text(_ random: inout SeededGenerator) -> String {
    let characters: [Character] = ["a", "\"", "\\", "\n", "\u{0}", "\u{1F}", "<", "é", "🌊", "]", "\r\n", "\u{7F}"]
    let length = Int.random(in: 0...6, using: &random)
    return String((0..<length).map { _ in characters[.random(in: 0..<characters.count, using: &random)] })
  }
}
