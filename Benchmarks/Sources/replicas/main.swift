// What it costs to evaluate in processes that run this program again. One measurement for each start of it, since its
// processes run again what comes before.
//
//     replicas empty ROUNDS       microseconds for each of 10 000 empty evaluations by 2 processes, and one at a time
//     replicas starts ROUNDS      16 Nelder-Mead runs at once on 2 processes, beside one after the other and two threads
//     replicas soak EVALUATIONS   memory and descriptors of 8 processes and this one, as the evaluations go on

import Foundation
import Nadir

let arguments = CommandLine.arguments
guard arguments.count == 3, let count = Int(arguments[2]), count > 0 else {
  FileHandle.standardError.write(Data("usage: replicas empty|starts ROUNDS, replicas soak EVALUATIONS\n".utf8))
  exit(2)
}
switch arguments[1] {
case "empty": await emptyEvaluations(rounds: count)
case "starts": try await manyStarts(rounds: count)
default: await soak(evaluations: count)
}

/// Prints microseconds of wall time for each point of a batch of 10 000, and for each of 2 000 batches of one.
func emptyEvaluations(rounds: Int) async {
  let evaluator = closureEvaluator(Objective<[Double]> { x in x[0] }, workers: .processes(2))
  let many = PointBatch((0..<10_000).map { [Double($0), 1] })
  let one = PointBatch([[1, 2]])
  var walls: (many: [Double], one: [Double]) = ([], [])
  await onExecutor(of: evaluator) {
    _ = await evaluator.evaluate(many, for: .value)
  }
  for _ in 0..<rounds {
    walls.many.append(await wall { _ = await evaluator.evaluate(many, for: .value) } / Double(many.count))
    walls.one.append(
      await wall {
        await onExecutor(of: evaluator) {
          for _ in 0..<2000 { _ = await evaluator.evaluate(one, for: .value) }
        }
      } / 2000)
  }
  await evaluator.close()
  print(walls.many.median * 1e6, walls.one.median * 1e6)
}

/// Prints the speed-up of 16 runs at once, that of two threads that spin on their own, and the microseconds of processor
/// time for an evaluation in runs one after the other and at once.
func manyStarts(rounds: Int) async throws {
  let evaluator = closureEvaluator(Objective<[Double]>(costly), workers: .processes(2))
  let starts: [[Double]] = (0..<16).map { i in
    let shift = 0.1 * Double(i)
    return (0..<10).map { $0.isMultiple(of: 2) ? shift - 1.2 : 1 - shift }
  }
  let runs: [Run<[Double]>] = try starts.map { start in
    try Run(
      .minimize, in: try ParameterSpace(from: start), using: .nelderMead(), budget: Budget(evaluations: 1000),
      keepsHistory: false)
  }
  _ = await evaluator.evaluate(PointBatch((0..<100).map { [Double](repeating: Double($0), count: 10) }), for: .value)
  var (alone, together, threads): ([Double], [Double], [Double]) = ([], [], [])
  var (cost, shares): ([Double], [Double]) = ([], [])
  for _ in 0..<rounds {
    var evaluations = 0
    let start = processorSeconds()
    alone.append(
      try await wall {
        for run in runs { evaluations += try run.synchronously(Objective<[Double]>(costly)).counts.evaluations }
      })
    let before = processorSeconds()
    cost.append(1e6 * (before - start) / Double(evaluations))
    together.append(
      try await wall {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for run in runs {
            group.addTask(executorPreference: evaluator.executor) { _ = try await run(on: evaluator) }
          }
          try await group.waitForAll()
        }
      })
    shares.append(1e6 * (processorSeconds() - before) / Double(evaluations))
    let single = await wall { spin(50_000) }
    let double = await wall {
      await withTaskGroup { group in
        for _ in 0..<2 { group.addTask { spin(50_000) } }
      }
    }
    threads.append(2 * single / double)
  }
  await evaluator.close()
  print(alone.median / together.median, threads.median, cost.median, shares.median)
}

/// Prints the memory of this process and of its children in MiB, and their descriptors.
func soak(evaluations: Int) async {
  let evaluator = closureEvaluator(Objective<[Double]> { x in x[0] + x[1] }, workers: .processes(8))
  let points = PointBatch((0..<10_000).map { [Double($0), 1] })
  let batches = max(1, evaluations / points.count)
  for batch in 1...batches {
    let results = await evaluator.evaluate(points, for: .value)
    for (i, result) in results.enumerated() where (try? result.get().value) != Double(i) + 1 { fatalError("\(result)") }
    if batch % max(1, batches / 20) == 0 {
      let children = children()
      let memory = children.map { residentMiB($0) }
      print(
        batch * points.count, "evaluations,", String(format: "%.1f", residentMiB("self")), "MiB and",
        descriptors("self"),
        "descriptors here,", String(format: "%.1f", memory.reduce(0, +)), "MiB and",
        children.map { descriptors($0) }.reduce(0, +), "descriptors in", children.count, "processes")
    }
  }
  await evaluator.close()
}

/// About 20 µs of arithmetic.
@Sendable func costly(_ x: [Double]) -> Double {
  spin(5)
  var sum = 0.0
  for i in 1..<x.count {
    let (a, b) = (1 - x[i - 1], x[i] - x[i - 1] * x[i - 1])
    sum += a * a + 100 * b * b
  }
  return sum
}

@inline(never) @Sendable func spin(_ count: Int) {
  var sum = 1.0
  for _ in 0..<count {
    for i in 0..<900 { sum = (sum + Double(i)).squareRoot() }
  }
  if sum < 0 { print(sum) }
}

func wall(_ work: () async throws -> Void) async rethrows -> Double {
  let begin = ContinuousClock.now
  try await work()
  return (ContinuousClock.now - begin) / .seconds(1)
}

func onExecutor(of evaluator: any Evaluator, _ work: @escaping @Sendable () async -> Void) async {
  await Task(executorPreference: evaluator.executor, operation: work).value
}

/// The processor time of all threads of this process and of its children that run.
func processorSeconds() -> Double {
  var nanoseconds = 0.0
  for process in ["self"] + children() {
    let tasks = "/proc/\(process)/task"
    for task in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
      let text = (try? String(contentsOfFile: "\(tasks)/\(task)/schedstat", encoding: .utf8)) ?? ""
      nanoseconds += text.split(separator: " ").first.flatMap { Double($0) } ?? 0
    }
  }
  return nanoseconds * 1e-9
}

func children() -> [String] {
  let own = "\(getpid())"
  return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { process in
    guard Int(process) != nil, let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return false }
    return text[end...].split(separator: " ")[2] == own
  }
}

func residentMiB(_ process: String) -> Double {
  let text = (try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8)) ?? ""
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
  return pages * Double(sysconf(CInt(_SC_PAGESIZE))) / 1_048_576
}

func descriptors(_ process: String) -> Int {
  (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd"))?.count ?? 0
}

extension [Double] {
  var median: Double { sorted()[count / 2] }
}
