import Foundation
import Nadir
import Testing

private let hasPandas = pythonHas("pandas")

extension CommandTests {
  @Suite struct HistoryFileTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// Runs Python, with the output as the result.
    private func python(_ program: String, _ arguments: String...) throws -> String {
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", "-c", program] + arguments
      process.currentDirectoryURL = folder.url
      process.standardOutput = pipe
      try process.run()
      let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      return String(decoding: data, as: UTF8.self)
    }

    /// A study with a failing region, a fixed parameter, and one that is called like a column.
    private static let study = """
      objective:
        command: [awk, 'BEGIN { if ({x} > 3.4) { print "no, \\"never\\"" > "/dev/stderr"; exit 3 }
          printf "%.17g\\n", ({x} - 3)^2 + ({round} + 1)^2 / 3 + 1 }']
      parameters:
        x: {start: 3.3, lower: -10}
        round: 0.1
        y: {start: 0.30000000000000004, fixed: true}
      algorithm: nelder_mead
      budget: {evaluations: 40}
      workers: 2
      """

    /// What pandas makes of both formats without any option is what the run says of itself.
    @Test(.enabled(if: hasPandas, "python3 with pandas is not here")) func pandasReadsBothAsTheyAre() async throws {
      try folder.write(Self.study, to: "study.yaml")
      var results: [JSON] = []
      for name in ["history.csv", "history.jsonl"] {
        let result = try await Command.run(
          "minimize", "study.yaml", "--json", "--quiet", "--history", name, in: folder)
        #expect(result.errors == "" && (result.status == 0 || result.status == 1))
        results.append(try JSON(parsing: result.output))
      }
      let program = """
        import json, sys, pandas
        name = sys.argv[1]
        read = pandas.read_csv if name.endswith('csv') else lambda name: pandas.read_json(name, lines=True)
        frame = read(name)
        precise = (pandas.read_csv(name, float_precision='round_trip') if name.endswith('csv')
          else pandas.read_json(name, lines=True, precise_float=True))
        numbers = frame.select_dtypes('number')
        succeeded = frame[frame.failure.isna()]
        best = succeeded.loc[succeeded.value.idxmin()]
        print(json.dumps({
          'columns': list(frame.columns), 'numeric': sorted(numbers.columns),
          'integers': [c for c in frame.columns if frame[c].dtype == 'int64'],
          'count': len(frame), 'failures': int(frame.failure.notna().sum()), 'missing': int(frame.value.isna().sum()),
          'kinds': sorted(set(frame.kind)), 'messages': sorted(set(frame.failure.dropna())),
          'workers': sorted(set(map(int, frame.worker))), 'spans': bool((frame.start <= frame.end).all()),
          'evaluations': list(map(int, frame.evaluation)), 'best': [best.x, best['parameters.round'], best.y, best.value],
          'precise': precise.value.min(), 'y': precise.y[0],
        }))
        """
      for (name, result) in zip(["history.csv", "history.jsonl"], results) {
        let read = try JSON(parsing: try python(program, name))
        let columns = ["run", "evaluation", "round", "kind", "start", "end", "worker", "value", "failure"]
        #expect(read["columns"]?.asStrings == columns + ["x", "parameters.round", "y"], "\(name)")
        let numeric = ["end", "evaluation", "parameters.round", "round", "run", "start", "value", "worker", "x", "y"]
        #expect(read["numeric"]?.asStrings == numeric, "\(name)")
        #expect(read["integers"]?.asStrings == ["run", "evaluation", "round", "worker"], "\(name)")
        #expect(read["count"] == result["evaluations"] && read["failures"] == result["failures"], "\(name)")
        #expect(read["missing"] == result["failures"] && result["failures"] != .number(0), "\(name)")
        #expect(read["evaluations"]?.asNumbers == (1...40).map(Double.init), "\(name)")
        #expect(read["kinds"]?.asStrings == ["exploration", "value"] && read["spans"] == .bool(true), "\(name)")
        #expect(read["workers"]?.asNumbers?.first == 0, "\(name)")
        let messages = try #require(read["messages"]?.asStrings)
        #expect(messages.count == 1 && messages[0].hasSuffix("no, \"never\""), "\(name): \(messages)")
        // Its readers of numbers are off by some of the last places.
        let best = try #require(read["best"]?.asNumbers)
        let expected = ["x", "round", "y"].map { result["parameters"]?[$0]?.asNumber ?? .nan }
        let differences = zip(best, expected + [result["value"]?.asNumber ?? .nan]).map { abs($0 - $1) / abs($1) }
        #expect(differences.allSatisfy { $0 <= 1e-13 }, "\(name): \(best)")
        #expect(read["precise"] == result["value"] && read["y"] == .number(0.30000000000000004), "\(name)")
      }
    }

    /// The runs of a multistart are told apart by their numbers, and the sample is the run 0.
    @Test(.enabled(if: hasPandas, "python3 with pandas is not here")) func pandasGroupsManyRuns() async throws {
      try folder.write(
        """
        objective: {command: [awk, 'BEGIN { printf "%.17g\\n", (({x})^2 - 1)^2 + 0.3 * ({x}) }']}
        parameters: {x: {start: 1.5, lower: -2, upper: 2}}
        starts: 5
        samples: 12
        workers: 3
        """, to: "study.yaml")
      let program = """
        import json, sys, pandas
        name = sys.argv[1]
        frame = pandas.read_csv(name) if name.endswith('csv') else pandas.read_json(name, lines=True)
        groups = frame.groupby('run')
        print(json.dumps({
          'runs': [int(run) for run in groups.groups], 'counts': [len(group) for _, group in groups],
          'least': [group.value.min() for _, group in groups], 'sample': sorted(set(frame[frame.run == 0].kind)),
          'is_ordered': all(list(group.evaluation) == sorted(group.evaluation) for _, group in groups),
          'workers': bool(frame.worker.between(0, 2).all()), 'spans': bool((frame.start <= frame.end).all()),
        }))
        """
      for name in ["history.csv", "history.jsonl"] {
        let result = try await Command.run(
          "minimize", "study.yaml", "--json", "--quiet", "--history", name, in: folder)
        let json = try JSON(parsing: result.output)
        let read = try JSON(parsing: try python(program, name))
        #expect(read["runs"] == .numbers([0, 1, 2, 3, 4, 5]), "\(name)")
        #expect(read["sample"]?.asStrings == ["exploration"], "\(name)")
        #expect(read["is_ordered"] == .bool(true) && read["workers"] == .bool(true), "\(name)")
        #expect(read["spans"] == .bool(true), "\(name)")
        let counts = try #require(read["counts"]?.asNumbers)
        #expect(counts[0] == 12 && counts.reduce(0, +) == json["evaluations"]?.asNumber, "\(name)")
        let optima = try #require(json["local_optima"]?.asArray)
        #expect(optima.compactMap { $0["evaluations"]?.asNumber } == Array(counts.dropFirst()), "\(name)")
        let least = try #require(read["least"]?.asNumbers).min()
        #expect(abs(try #require(least) - (json["value"]?.asNumber ?? .nan)) < 1e-13, "\(name)")
      }
    }

    /// Readers that read numbers precisely have them to the bit.
    @Test func numbersAreThoseOfTheRun() async throws {
      try folder.write(Self.study, to: "study.yaml")
      for name in ["history.csv", "history.ndjson"] {
        let result = try await Command.run(
          "minimize", "study.yaml", "--json", "--quiet", "--history", name, in: folder)
        let json = try JSON(parsing: result.output)
        let program = """
          import csv, json, sys
          with open(sys.argv[1], newline='') as file:
            rows = list(csv.DictReader(file)) if sys.argv[1].endswith('csv') else [json.loads(line) for line in file]
          rows = [row for row in rows if row['value'] not in ('', None)]
          best = min(rows, key=lambda row: float(row['value']))
          print(json.dumps([float(best[name]) for name in ('x', 'parameters.round', 'y', 'value')]))
          """
        let best = try #require(try JSON(parsing: try python(program, name)).asNumbers)
        let expected = ["x", "round", "y"].map { json["parameters"]?[$0]?.asNumber ?? .nan }
        #expect(best == expected + [json["value"]?.asNumber ?? .nan], "\(name)")
      }
      #expect(!folder.names.contains { $0.hasSuffix(".tmp") })
    }

    @Test(arguments: [
      ("history.txt", "error: '--history' is 'history.txt', but must end with .csv"),
      ("csv", "error: '--history' is 'csv', but must end with .csv"),
      ("a.csv/history", "error: '--history' is 'a.csv/history', but must end with .csv"),
      ("nowhere/history.csv", "error: 'nowhere/history.csv' cannot be written: No such file or directory\n"),
    ])
    func whatCannotBeWrittenIsKnownBeforeTheWork(name: String, message: String) async throws {
      try folder.write("objective: {shell: 'touch ran; echo 1'}\nparameters: {x: 1}", to: "study.yaml")
      let result = try await Command.run("minimize", "study.yaml", "--history", name, in: folder)
      #expect(result.status == 2)
      #expect(result.errors.hasPrefix(message), "\(result.errors)")
      #expect(!folder.names.contains("ran"))
    }

    @Test func itIsWrittenWhenTheRunIsInterrupted() async throws {
      try folder.write(
        """
        objective: {shell: 'if test -e once; then touch begun; exec sleep 600; fi; touch once; echo {x}'}
        parameters: {x: 1}
        workers: 1
        """, to: "study.yaml")
      let command = try Command(["minimize", "study.yaml", "--quiet", "--history", "history.csv"], in: folder)
      try await wait { folder.names.contains("begun") || !command.isRunning }
      command.send(SIGINT)
      #expect(try await command.wait().status == 1)
      let lines = try folder.read("history.csv").split(separator: "\n")
      #expect(lines.count == 2 && lines[0].hasSuffix(",value,failure,x"))
      #expect(lines[1].hasPrefix("1,1,1,value,0") && lines[1].hasSuffix(",0,1.0,,1.0"), "\(lines[1])")
    }

    @Test func theHelpShowsHow() async throws {
      let result = try await Command.run("minimize", "--help", in: folder)
      #expect(result.output.contains("nadir minimize study.yaml --history history.csv"))
    }
  }
}

extension JSON {
  fileprivate var asStrings: [String]? { asArray?.compactMap(\.asString) }
}
