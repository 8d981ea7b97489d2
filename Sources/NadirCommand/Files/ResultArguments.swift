import ArgumentParser
import Nadir
import NadirStudies

/// The results that a command reads.
struct ResultArguments: ParsableArguments {
  @Argument(
    help: "Files that 'nadir minimize … --output FILE' wrote.", completion: .file(extensions: ["json"]))
  var results: [String]

  @Option(
    parsing: .upToNextOption,
    help: "What the runs are called, in the order of the results; as their studies unless given.")
  var names: [String] = []

  func validate() throws {
    guard names.isEmpty || names.count == results.count else {
      throw ValidationError("'--names' names \(counted(names.count, "run")), but there are \(results.count)")
    }
    if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ValidationError("'--names' has '\(name)' more than once")
    }
  }

  /// The runs, no two of which have the same name.
  func load() throws(CommandFailure) -> [SavedRun] {
    var runs: [SavedRun] = []
    for file in results {
      do throws(ResultError) {
        runs.append(try SavedRun(file: file))
      } catch {
        throw .wrongInput(error.description)
      }
    }
    for (i, name) in distinctNames(of: runs.map(\.record)).enumerated() { runs[i].record.name = name }
    return runs
  }

  /// Their studies tell most runs apart, else their algorithms, else their files.
  private func distinctNames(of records: [RunRecord]) -> [String] {
    if !names.isEmpty { return names }
    let candidates = [
      records.map(\.name), records.map { "\($0.name), \($0.algorithm)" },
      zip(records, results).map { "\($0.name), \($1)" },
    ]
    return candidates.first { Set($0).count == records.count }
      ?? records.indices.map { "\(records[$0].name), \(results[$0]) (\($0 + 1))" }
  }
}
