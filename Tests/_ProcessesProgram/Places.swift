import Foundation
import Nadir
import Synchronization

/// Processes are others than this one, as many as are asked for, and the history knows them.
@Sendable func workersHaveNumbers() async throws {
  let outcome = try await minimize(
    from: [1.0, 2, 3, 4, 5], using: .lbfgsb(), on: .processes(3), budget: Budget(evaluations: 40)
  ) { x in
    usleep(20_000)
    return x.reduce(0) { $0 + $1 * $1 } + 1e-9 * Double(getpid())
  }
  let workers = Set(outcome.history.compactMap(\.record.worker))
  check(workers == [0, 1, 2], "workers \(workers)")
  check(outcome.workers == 3, "\(outcome.workers) workers")
  for record in outcome.history.map(\.record) {
    check(record.end >= record.start && record.end - record.start > 0.001, "from \(record.start) to \(record.end)")
  }
  let here = try await minimize(from: [1.0], using: .nelderMead(), on: .processes(1)) { x in
    getpid() == ownNumber || getppid() != ownNumber ? 1 : (x[0] - 2) * (x[0] - 2)
  }
  check(here.value < 1e-6, "evaluated here: \(here)")
}

/// The number of the process that is not started by another of this program.
private let ownNumber = getenv("NADIR_REPLICA") == nil ? getpid() : getppid()

/// Several places, and one place again and again: each run evaluates its own closure.
@Sendable func placesAreToldApart() async throws {
  for factor in [1.0, 2, 3] {
    let outcome = try await minimize(from: [5.0], using: .nelderMead(), on: .processes(2)) { x in
      (x[0] - factor) * (x[0] - factor)
    }
    check(abs(outcome.best[0] - factor) < 1e-3, "\(factor): \(outcome.best)")
    let other = try await minimize(from: [5.0], using: .nelderMead(), on: .processes(2)) { x in
      (x[0] + factor) * (x[0] + factor)
    }
    check(abs(other.best[0] + factor) < 1e-3, "\(-factor): \(other.best)")
  }
}

/// Runs in several tasks, which come to their place in no order.
@Sendable func namesTellTasksApart() async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    for i in 1...6 {
      group.addTask {
        let outcome = try await minimize(
          from: [5.0], using: .nelderMead(), on: .processes(1, named: "run \(i)")
        ) { x in
          (x[0] - Double(i)) * (x[0] - Double(i))
        }
        check(abs(outcome.best[0] - Double(i)) < 1e-3, "\(i): \(outcome.best)")
      }
    }
    try await group.waitForAll()
  }
}

/// Runs that nothing tells apart: the one that begins while the other is under way says so, and later ones do not.
@Sendable func runsAtOnePlaceExcludeEachOther() async throws {
  @Sendable func run(_ target: Double, _ watch: @escaping @Sendable () -> Void) async throws -> Double {
    try await minimize(
      from: [5.0], using: .nelderMead(), on: .processes(1), observers: [.watching { _ in watch() }]
    ) { x in
      (x[0] - target) * (x[0] - target)
    }.best[0]
  }
  let (begun, gate) = AsyncStream<Void>.makeStream()
  let isOver = Atomic(false)
  let first = Task {
    try await run(1) {
      gate.yield()
      while !isOver.load(ordering: .acquiring) { usleep(1000) }
    }
  }
  for await _ in begun { break }
  do {
    _ = try await run(2) {}
    check(getenv("NADIR_REPLICA") != nil, "two runs were at one place")
  } catch {
    check("\(error)".contains("another run on processes is under way at _ProcessesProgram/Places.swift"), "\(error)")
  }
  isOver.store(true, ordering: .releasing)
  check(abs(try await first.value - 1) < 1e-3, "the first run")
  check(abs(try await run(3) {} - 3) < 1e-3, "a run after them")
}

/// A run within an objective is evaluated in the process of the objective.
@Sendable func nestedRunsStayInTheirProcess() async throws {
  let outcome = try await minimize(
    from: [1.0], using: .nelderMead(), on: .processes(2), budget: Budget(evaluations: 30)
  ) { (x: [Double]) in
    let shift = x[0]
    let inner = try await minimize(from: [3.0], using: .nelderMead(), on: .processes(2)) { y in
      (y[0] - shift) * (y[0] - shift)
    }
    return childProcesses().isEmpty ? (inner.best[0] - 2) * (inner.best[0] - 2) : .nan
  }
  check(outcome.counts.failures == 0, "\(outcome)")
  check(abs(outcome.best[0] - 2) < 1e-2, "\(outcome)")
}

/// What is printed before, within and after.
@Sendable func outputIsTheParents() async throws {
  print("before", readLine() ?? "the end")
  let outcome = try await minimize(from: [3.0], using: .nelderMead(), on: .processes(2)) { x in
    print("within")
    return (x[0] - 1) * (x[0] - 1)
  }
  print("after", abs(outcome.best[0] - 1) < 1e-3)
}

/// Processes that do not come to where their parent is.
@Sendable func strayProcessesAreAnError() async throws {
  if getenv("NADIR_REPLICA") != nil {
    FileHandle.standardError.write(Data("no license\n".utf8))
    exit(7)
  }
  do {
    _ = try await minimize(from: [3.0], on: .processes(2)) { x in x[0] * x[0] }
    check(false, "it has an outcome")
  } catch {
    check(error.failure?.kind == .unavailable, "\(error)")
    for part in ["status 7", "_ProcessesProgram/Places.swift:", "1st time", "named:", "no license"] {
      check("\(error)".contains(part), "\(error)")
    }
  }
}

/// Processes that come to another run than their parent.
@Sendable func otherRunsAreAnError() async throws {
  let start = getenv("NADIR_REPLICA") == nil ? [3.0] : [3.0, 4]
  do {
    _ = try await minimize(from: start, on: .processes(1)) { x in x[0] * x[0] }
    check(false, "it has an outcome")
  } catch {
    check(error.failure?.kind == .unavailable && "\(error)".contains("2 coordinates and not 1"), "\(error)")
  }
}

private let earlierCalls = Atomic(0)

/// The processes of a later run learn what the earlier one gave, deadly points included, and do not evaluate it again.
@Sendable func earlierRunsAreRecalled() async throws {
  let first = try await minimize(from: [3.0, 4], using: .nelderMead(), on: .processes(2)) { x in
    earlierCalls.add(1, ordering: .relaxed)
    if x[0] > 3.1 { fatalError("too far") }
    return (x[0] - 1) * (x[0] - 1) + x[1] * x[1]
  }
  check(first.counts.failures == 1, "\(first)")
  let slope = try await gradient(
    of: Objective<[Double]> { x in
      earlierCalls.add(1, ordering: .relaxed)
      return x[0] * x[0]
    }, at: first.best, on: .processes(2))
  let goal = slope.gradient[0]
  let second = try await minimize(from: [3.0], using: .nelderMead(), on: .processes(2)) { x in
    earlierCalls.load(ordering: .relaxed) == 0 ? (x[0] - goal) * (x[0] - goal) : .nan
  }
  check(second.counts.failures == 0, "\(second)")
  check(abs(second.best[0] - goal) < 1e-3, "\(goal): \(second)")
}
