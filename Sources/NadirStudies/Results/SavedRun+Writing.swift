import Nadir

extension SavedRun {
  /// The JSON object, one member on each line.
  public var json: String {
    Self.text(members.map { ($0.key, $0.value.description) })
  }

  static func text(_ members: [(key: String, text: String)]) -> String {
    "{\n" + members.map { "  \(JSON.string($0.key)): \($0.text)" }.joined(separator: ",\n") + "\n}"
  }

  /// The version of the format comes first, then what `--json` tells too.
  var members: [(key: String, value: JSON)] {
    let counts = record.counts
    var members: [(key: String, value: JSON)] = [
      ("nadir_result", .integer(Int64(Self.format))),
      ("value", .number(record.value)),
      ("success", .bool(record.success)),
      ("termination", .string(record.termination.name)),
      ("message", .string(record.termination.description)),
      ("algorithm", .string(record.algorithm)),
      ("evaluations", .whole(counts.evaluations)),
      ("rounds", .whole(counts.rounds)),
      ("iterations", .whole(counts.iterations)),
      ("failures", .whole(counts.failures)),
      ("seconds", .number(record.seconds)),
    ]
    if let provenance { members.append(("seed", .whole(provenance.seed))) }
    members += [
      ("workers", .whole(record.workers))
    ]
    if !record.localOptima.isEmpty {
      members += JSON.runs(record.localOptima.map(\.json), record.basins.map(\.json))
    }
    members += [
      ("name", .string(record.name)),
      ("direction", .string(record.direction.rawValue)),
      ("rows", .array(record.rows.map(\.json))),
      ("remarks", .strings(record.remarks)),
      ("history", record.history.json),
      ("fits", .array(record.fits.map(\.json))),
    ]
    if let provenance { members.append(("provenance", provenance.json)) }
    return members
  }
}

extension RunRecord.Row {
  fileprivate var json: JSON {
    .object([
      ("path", .string(path)), ("start", .number(start)), ("best", .number(best)), ("lower", .number(lower)),
      ("upper", .number(upper)), ("fixed", .bool(isFixed)), ("standard_error", .number(standardError)),
      ("note", .string(note)),
    ])
  }
}

extension RunRecord.LocalOptimum {
  fileprivate var json: JSON {
    .localOptimum(
      run: run, start: .numbers(start), best: .numbers(best), value: value, termination: termination, counts: counts,
      basin: basin)
  }
}

extension RunRecord.Basin {
  fileprivate var json: JSON { .basin(best: .numbers(best), value: value, runs: runs) }
}

extension HistoryColumns {
  fileprivate var json: JSON {
    .object([
      ("run", .array(runs.map { .whole($0) })),
      ("evaluation", .array(evaluations.map { .whole($0) })),
      ("round", .array(rounds.map { .whole($0) })),
      ("kind", .array(kinds.map { .string($0.rawValue) })),
      ("start", .numbers(starts)),
      ("end", .numbers(ends)),
      ("worker", .array(workers.map { $0.map { .whole($0) } ?? .null })),
      ("value", .numbers(values)),
      ("failure", .array(failures.map { $0.map { .string($0) } ?? .null })),
      ("parameters", .object(zip(paths, parameters).map { ($0, .numbers($1)) })),
    ])
  }
}

extension FittedSeries {
  fileprivate var json: JSON {
    .object([
      ("name", .string(name)), ("place_name", .string(placeName)), ("places", .numbers(places)),
      ("observed", .numbers(observed)), ("deviations", .numbers(deviations)), ("fitted", .numbers(fitted)),
      ("standard_errors", .numbers(standardErrors)), ("degrees_of_freedom", .whole(degreesOfFreedom)),
    ])
  }
}

extension Provenance {
  fileprivate var json: JSON {
    .object([
      ("study", .string(study)), ("directory", .string(directory)), ("command_line", .strings(commandLine)),
      ("seed", .whole(seed)), ("began", .string(began)),
      (
        "versions",
        .object([
          ("nadir", .string(versions.nadir)), ("swift", .string(versions.swift)), ("system", .string(versions.system)),
          ("architecture", .string(versions.architecture)),
        ])
      ),
      ("text", .string(text)),
    ])
  }
}

extension JSON {
  fileprivate static func whole(_ number: Int) -> JSON { .integer(Int64(number)) }

  fileprivate static func strings(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}
