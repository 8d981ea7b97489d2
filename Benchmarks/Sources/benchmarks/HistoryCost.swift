import Nadir
import Reference

/// What it takes to record evaluations, in nanoseconds for each, and to write them.
func historyCost(rounds: Int) async throws {
  var table = Table(
    "History: cost per evaluation, in nanoseconds of processor time",
    note: """
      Rosenbrock's function from (-1.2, 1, -1.2, 1, ...): whole runs of Nelder-Mead, and a plain loop that asks an oracle for
      a million values, set-up included. The same work with and without a history takes turns, \(rounds) times: the least of
      either, and the median of their differences. 'copy' is what it takes to append the 8n bytes of a point to memory
      that has been used before; memory that is new costs more.
      """,
    header: ["", "n", "without", "with", "recording", "copy", "evaluations", "kept"])
  for n in [2, 10, 100] {
    let start = usualStart(n)
    let copy = try copyCost(of: start)
    var runs = Costs()
    for _ in 0..<rounds {
      let without = try cost { try minimum(of: start, by: minimize.withoutHistory) }
      let with = try cost { try minimum(of: start, by: minimize) }
      runs.add(without, with)
    }
    let outcome = try minimum(of: start, by: minimize)
    runs.append(to: &table, "Nelder-Mead", n, copy, outcome.counts.evaluations, outcome.history.count)

    var loops = Costs()
    var kept = 0
    for _ in 0..<rounds {
      let (without, _) = try await loop(from: start, keepsHistory: false)
      let (with, history) = try await loop(from: start, keepsHistory: true)
      kept = history.records.count
      loops.add(without, with)
    }
    loops.append(to: &table, "loop", n, copy, loopLength, kept)
  }
  table.show()
  try historyFormats(rounds: rounds)
}

/// What it takes to make columns and text of histories.
private func historyFormats(rounds: Int) throws {
  var table = Table(
    "History: columns and text, in milliseconds of processor time",
    note: "Of the histories of Nelder-Mead's runs from above; the least of \(rounds) rounds.",
    header: ["n", "rows", "columns", "CSV", "JSON Lines", "MB of CSV"])
  for n in [2, 10, 100] {
    let history = try minimum(of: usualStart(n), by: minimize).history
    let columns = history.columns
    var times: [[Double]] = [[], [], []]
    var bytes = 0
    for _ in 0..<rounds {
      times[0].append(milliseconds { sink = history.columns.values.last ?? 0 })
      times[1].append(
        milliseconds {
          bytes = 0
          columns.writeCSV { bytes += $0.utf8.count }
        })
      times[2].append(milliseconds { columns.writeJSONLines { sink = Double($0.utf8.count) } })
    }
    let least = times.map { text($0.min(), 2) }
    table.append("\(n)", "\(columns.count)", least[0], least[1], least[2], text(Double(bytes) / 1e6, 2))
  }
  table.show()
}

private func milliseconds(_ body: () -> Void) -> Double {
  let begin = thread_nanoseconds()
  body()
  return (thread_nanoseconds() - begin) / 1e6
}

private let loopLength = 1_000_000

/// Pairs of measurements that were made one after the other.
private struct Costs {
  var without: [Double] = []
  var with: [Double] = []

  mutating func add(_ without: Double, _ with: Double) {
    self.without.append(without)
    self.with.append(with)
  }

  func append(to table: inout Table, _ name: String, _ n: Int, _ copy: Double, _ evaluations: Int, _ kept: Int) {
    table.append(
      name, "\(n)", text(without.min(), 1), text(with.min(), 1), text(zip(with, without).map { $0 - $1 }.median, 1),
      text(copy, 1), "\(evaluations)", "\(kept)")
  }
}

private func minimum(of start: [Double], by optimization: Optimization) throws -> Outcome<[Double]> {
  try optimization(from: start, using: .nelderMead(), budget: Budget(evaluations: 20_000), objective: rosenbrock)
}

/// Nanoseconds per evaluation of runs that are repeated for 20 ms.
private func cost(of run: () throws -> Outcome<[Double]>) throws -> Double {
  var evaluations = 0
  var spent = 0.0
  let begin = thread_nanoseconds()
  repeat {
    evaluations += try run().counts.evaluations
    spent = thread_nanoseconds() - begin
  } while spent < 2e7
  return spent / Double(evaluations)
}

/// Nanoseconds per value that is asked for in a plain loop.
private func loop(from start: [Double], keepsHistory: Bool) async throws -> (Double, History) {
  let oracle = Oracle(
    evaluator: InlineEvaluator(Objective(rosenbrock)), provides: .value, plain: rosenbrock,
    box: .unbounded(start.count), differences: Differences.forward, keepsHistory: keepsHistory, elapsed: { .zero })
  var x = start
  let begin = thread_nanoseconds()
  for i in 0..<loopLength {
    x[0] = -1.2 + 1e-6 * Double(i & 1023)
    sink = try await oracle.value(at: x)
  }
  return ((thread_nanoseconds() - begin) / Double(loopLength), oracle.history)
}

/// Nanoseconds to append a point to others, in memory that has been used before.
private func copyCost(of point: [Double]) throws -> Double {
  var points = [Double](repeating: 0, count: 1 << 16)
  return try nanoseconds { _ in
    if points.count + point.count > 1 << 16 { points.removeAll(keepingCapacity: true) }
    points.append(contentsOf: point)
  }
}
