import Foundation
import Nadir

private let plane = try? ParameterSpace(from: [0.0])

/// What an objective of one coordinate gives at points, each of which is evaluated somewhere else.
private func values(
  at points: [Double], on workers: Workers, _ function: @escaping @Sendable (Double) throws -> Double
) async throws -> [Result<Double, EvaluationFailure>] {
  guard let plane else { return [] }
  return try await Objective<[Double]> { x in try function(x[0]) }.values(
    at: points.map { [$0] }, in: plane, on: workers)
}

/// Points at which a process ends itself in every way there is.
@Sendable func deadlyPointsFailAlone() async throws {
  let results = try await values(at: [0, 1, 2, 3, 4, 5, 6, 7], on: .processes(2)) { x in
    switch x {
    case 1: fatalError("no model of \(x)")
    case 2: abort()
    case 3: exit(3)
    case 4: return [1.0, 2][Int(x)]
    case 5:
      FileHandle.standardError.write(Data("out of memory\n".utf8))
      kill(getpid(), SIGKILL)
      return 0
    case 6:
      let address = UnsafeMutablePointer<Int>(bitPattern: 8)
      address?.pointee = 1
      return 0
    default: return 2 * x
    }
  }
  check(results.map(\.value) == [0, nil, nil, nil, nil, nil, nil, 14], "\(results)")
  check(results[1...6].allSatisfy { $0.failure?.kind == .workerDied }, "\(results)")
  let messages = results.map { $0.failure?.message ?? "" }
  check(messages[1].contains("no model of 1.0") && messages[1].contains("signal"), messages[1])
  check(messages[2].contains("signal \(SIGABRT)"), messages[2])
  check(messages[3].contains("status 3"), messages[3])
  check(messages[4].contains("Index out of range"), messages[4])
  check(messages[5].contains("signal \(SIGKILL)") && messages[5].contains("out of memory"), messages[5])
  check(messages[6].contains("signal \(SIGSEGV)"), messages[6])
}

/// Points that take longer than they may.
@Sendable func slowPointsFailAlone() async throws {
  let limit = Duration.milliseconds(500)
  let results = try await values(at: [0, 1, 2, 3], on: .processes(2, timeout: limit)) { x in
    if x == 1 { while true { usleep(1000) } }
    return x
  }
  check(results.map(\.value) == [0, nil, 2, 3], "\(results)")
  check(results[1].failure?.kind == .timedOut, "\(results[1])")
}

/// A cheap objective, given many points in advance, that dies at some of them: all others have their values.
@Sendable func scatteredDeaths() async throws {
  let points = (0..<3000).map { Double($0) }
  let results = try await values(at: points, on: .processes(3)) { x in
    if x.truncatingRemainder(dividingBy: 500) == 250 { abort() }
    return x * x
  }
  for (x, result) in zip(points, results) {
    if x.truncatingRemainder(dividingBy: 500) == 250 {
      check(result.failure?.kind == .workerDied, "\(x): \(result)")
    } else {
      check(result.value == x * x, "\(x): \(result)")
    }
  }
}

@Sendable func manyPoints() async throws {
  let points = (0..<20_000).map { Double($0) }
  let results = try await values(at: points, on: .processes(4)) { x in x + 1 }
  check(results.map(\.value) == points.map { $0 + 1 }, "other values")
}

/// A run that nobody can wait for.
@Sendable func cancellationEndsProcesses() async throws {
  let run = Task {
    try await minimize(from: [3.0], on: .processes(2)) { x in
      sleep(1000)
      return x[0]
    }
  }
  while childProcesses().isEmpty { try await Task.sleep(for: .milliseconds(2)) }
  run.cancel()
  let outcome = try await run.value
  check(outcome.termination == .stopped(.cancelled), "\(outcome.termination)")
}

/// Runs that are cancelled by the first of them while answers for the others come.
@Sendable func manyRunsAreEndedEarly() async throws {
  for i in 1...12 {
    let outcome = try await minimize(
      from: [1.0, 1], using: .multistart(8, of: .nelderMead()), on: .processes(2),
      bounds: Bounds(lower: [-3.0, -2], upper: [3, 2]),
      observers: [.deciding { state in state.run == 3 && state.counts.iterations > i ? .stop : .proceed }]
    ) { x in
      x[0] * x[0] + x[1] * x[1]
    }
    check(outcome.termination == .stopped(.callback), "\(outcome.termination)")
  }
}

/// Prints the number of a process whose parent then has no time to end it.
@Sendable func beingKilledEndsProcesses() async throws {
  let results = try await values(at: [0, 1], on: .processes(1)) { x in
    if x == 0 { return Double(getpid()) }
    print("nobody reads this")
    kill(getppid(), SIGKILL)
    sleep(1000)
    return 0
  }
  check(false, "\(results)")
}
