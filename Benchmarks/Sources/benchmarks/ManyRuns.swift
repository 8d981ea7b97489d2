import Foundation
import Nadir
import Reference

private let runCount = 16
private let evaluationsPerRun = 400

/// How much sooner many runs on two threads are done than one after the other, beside two threads that only compute.
func manyRuns(rounds: Int) async throws {
  var table = Table(
    "Many runs: 16 runs of Nelder-Mead on 2 threads, with an objective that computes for 20 microseconds",
    note: """
      Wall time of the same work on one thread, over that on two; medians of \(rounds) rounds, in each of which all four take
      turns. 'threads' are two of their own that do nothing but call the objective; 'runs' are tasks on the executor of
      one evaluator of two threads, and one after the other without any. 'ratio' is the median of the rounds' ratios.
      'processor' is the processor time of the runs together over that of the runs one after the other.
      """,
    header: ["threads", "runs", "ratio", "processor"])
  let objective = Objective<[Double]>(valley)
  var measured: [[Double]] = [[], [], [], []]
  for _ in 0..<rounds {
    let (one, two) = (try await time { compute(onThreads: 1) }, try await time { compute(onThreads: 2) })
    let inTurn = try await time {
      for start in starts { check(try run(from: start).synchronously(objective)) }
    }
    let together = try await time { try await runTogether(objective, on: 2) }
    let (threads, runs) = (one.wall / two.wall, inTurn.wall / together.wall)
    for (i, number) in [threads, runs, runs / threads, together.processor / inTurn.processor].enumerated() {
      measured[i].append(number)
    }
  }
  table.rows.append(measured.map { text($0.median, 3) })
  table.show()
}

private let starts: [[Double]] = (0..<runCount).map { run in
  (0..<5).map { i in
    let step = (7 * run + 3 * i) % runCount
    return 0.13 * Double(step) - 1.2
  }
}

private func run(from start: [Double]) throws -> Run<[Double]> {
  try Run(
    .minimize, in: try ParameterSpace(from: start), using: .nelderMead(),
    budget: Budget(evaluations: evaluationsPerRun))
}

@concurrent private func runTogether(_ objective: Objective<[Double]>, on width: Int) async throws {
  let evaluator = closureEvaluator(objective, workers: .threads(width))
  try await withThrowingDiscardingTaskGroup { group in
    for start in starts {
      group.addTask(executorPreference: evaluator.executor) { check(try await run(from: start)(on: evaluator)) }
    }
  }
}

private func check(_ outcome: Outcome<[Double]>) {
  guard outcome.value.isFinite else { fatalError("\(outcome)") }
}

/// As many calls as the runs may make, on threads of their own.
private func compute(onThreads count: Int) {
  let group = DispatchGroup()
  for _ in 0..<count {
    group.enter()
    Thread.detachNewThread {
      var point = [Double](repeating: 0.5, count: 5)
      for i in 0..<runCount * evaluationsPerRun / count {
        point[0] = Double(i & 15)
        if valley(point).isNaN { fatalError() }
      }
      group.leave()
    }
  }
  group.wait()
}

/// Rosenbrock's function, after some computing.
@Sendable private func valley(_ x: [Double]) -> Double {
  rosenbrock(x) + 0 * sum(of: terms, from: x[0])
}

/// It depends on x, so that it is computed anew for each.
@inline(never) private func sum(of count: Int, from x: Double) -> Double {
  var sum = 0.0
  for i in 1...count { sum += 1 / (Double(i) + x * x) }
  return sum
}

/// How many terms take 20 microseconds.
private let terms: Int = {
  let count = 10_000
  let nanosecondsOfAll = (try? nanoseconds { i in sink += sum(of: count, from: Double(i)) }) ?? .nan
  return nanosecondsOfAll > 0 ? max(1, Int(Double(count) * 20_000 / nanosecondsOfAll)) : count
}()

/// The seconds that work takes, and those of processor time that this process has spent meanwhile.
private func time(_ work: () async throws -> Void) async throws -> (wall: Double, processor: Double) {
  let (clock, processor) = (ContinuousClock(), processorSeconds())
  let begin = clock.now
  try await work()
  return ((clock.now - begin) / .seconds(1), processorSeconds() - processor)
}

private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}
