import Foundation

/// What it costs to evaluate a closure in other processes, beside Python's pool, and how much of two cores many runs get.
/// The programs take turns.
func processCosts(rounds: Int) {
  let program = neighbour("replicas")
  let pool = pythonFolder.appending(path: "empty_pool.py").path
  var (ours, python, starts): ([[Double]], [[Double]], [[Double]]) = ([], [], [])
  for _ in 0..<5 {
    if let line = numbers(of: [program, "empty", "\(rounds)"]) { ours.append(line) }
    if let line = numbers(of: ["python3", pool, "\(rounds)"]) { python.append(line) }
    if let line = numbers(of: [program, "starts", "\(rounds)"]) { starts.append(line) }
  }

  var costs = Table(
    "Processes: microseconds for an empty evaluation by 2 of them",
    note: """
      Batches of 10 000 points, and one point at a time. Python's pool sends points one by one, or in 8 chunks of 1 250; \
      a chunk is one piece of work, of which one process has all or nothing.
      """,
    header: ["", "of 10 000", "alone"])
  costs.append("Nadir, processes", text(ours.median(0), 2), text(ours.median(1), 1))
  costs.append("Python, multiprocessing.Pool, chunksize=1", text(python.median(0), 2), text(python.median(2), 1))
  costs.append("Python, multiprocessing.Pool, its own chunks", text(python.median(1), 2), "-")
  costs.show()

  var speed = Table(
    "Processes: 16 Nelder-Mead runs at once on 2 of them, 20 µs of arithmetic an evaluation",
    note: """
      The speed-up over the same runs one after the other, that of two threads that spin on their own, and the processor \
      time of an evaluation with everything around it in each case.
      """,
    header: ["", "speed-up", "two threads", "share", "µs one after the other", "µs at once"])
  if let (runs, threads) = starts.median(0).flatMap({ runs in starts.median(1).map { (runs, $0) } }) {
    speed.append(
      "Nadir, processes", text(runs, 2), text(threads, 2), text(runs / threads, 2), text(starts.median(2), 1),
      text(starts.median(3), 1))
  }
  speed.show()
}

/// Prints memory and descriptors as ten million evaluations by 8 processes go on.
func processSoak() {
  print("\nProcesses: ten million evaluations by 8 of them\n")
  for line in output(of: [neighbour("replicas"), "soak", "10000000"]) ?? [] {
    print("  " + line.joined(separator: " "))
  }
}

private func numbers(of arguments: [String]) -> [Double]? { output(of: arguments)?.last?.compactMap { Double($0) } }

extension [[Double]] {
  /// The median of a column; `nil` where there is none.
  fileprivate func median(_ column: Int) -> Double? {
    let values = compactMap { $0.indices.contains(column) ? $0[column] : nil }
    return values.isEmpty ? nil : values.median
  }
}
