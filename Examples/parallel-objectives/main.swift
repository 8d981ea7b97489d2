// Objectives that take independent simulations, which run in parallel: on threads, in processes, as batches.
//
// It is the code of the article "ParallelObjectives" in the documentation. Its argument is how many seconds a simulation
// takes; the measurements of the article were made with 0.1.

import Foundation
import Nadir

/// Three decimals, for printing.
func rounded(_ number: Double) -> Double { (number * 1e3).rounded() / 1e3 }

let seconds = CommandLine.arguments.dropFirst().first.flatMap { Double($0) } ?? 0.002

// MARK: A sum of simulations

/// What was measured at each load.
let loads = [0.5, 1, 2, 4, 8, 16]
let yields = [0.41, 0.72, 1.08, 1.49, 1.84, 2.11]

/// The yield at a load: a formula that stands for a simulation, and takes as long.
func simulatedYield(at load: Double, _ x: [Double]) -> Double {
  Thread.sleep(forTimeInterval: seconds)
  return x[0] * load / (x[1] + load)
}

// MARK: By processes

// It comes first, since what comes before runs in each process.
let clock = ContinuousClock()
var begin = clock.now
let isolated = try await minimize(from: [1, 1], using: .lbfgsb(), on: .processes(3)) { x in
  parallelMap(loads.indices, width: 6) { i in
    let residual = simulatedYield(at: loads[i], x) - yields[i]
    return residual * residual
  }.reduce(0, +)
}
let inProcesses = clock.now - begin

// MARK: One after the other

begin = clock.now
let loop = try await minimize(from: [1, 1], using: .lbfgsb()) { x in
  loads.indices.reduce(0) { sum, i in
    let residual = simulatedYield(at: loads[i], x) - yields[i]
    return sum + residual * residual
  }
}
let looped = clock.now - begin

// MARK: In parallel

begin = clock.now
let outcome = try await minimize(from: [1, 1], using: .lbfgsb(), on: .threads(6)) { x in
  parallelMap(loads.indices) { i in
    let residual = simulatedYield(at: loads[i], x) - yields[i]
    return residual * residual
  }.reduce(0, +)
}
print(outcome.best.map(rounded), rounded(1000 * outcome.value))
print(outcome.counts.evaluations, "evaluations in", outcome.counts.rounds, "rounds")
let inParallel = clock.now - begin

// MARK: Asynchronous simulations

/// The same from a service that is waited for.
func remoteYield(at load: Double, _ x: [Double]) async throws -> Double {
  try await Task.sleep(for: .seconds(seconds))
  return x[0] * load / (x[1] + load)
}

let awaited = try await minimize(from: [1, 1], using: .lbfgsb(), on: .threads(6)) { x in
  let simulated = try await parallelMap(loads) { load in try await remoteYield(at: load, x) }
  return zip(simulated, yields).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
}
print(awaited.best == outcome.best, awaited.counts == outcome.counts)

// MARK: More workers

begin = clock.now
let wider = try await minimize(from: [1, 1], using: .lbfgsb(), on: .threads(18)) { x in
  parallelMap(loads.indices) { i in
    let residual = simulatedYield(at: loads[i], x) - yields[i]
    return residual * residual
  }.reduce(0, +)
}
let more = clock.now - begin

// MARK: As a batch

func misfit(_ simulated: [Double]) -> Double {
  zip(simulated, yields).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
}

/// The yields at all loads for each of several points, together: it takes as long as a single simulation.
func simulatedYields(_ points: [[Double]]) -> [[Double]] {
  Thread.sleep(forTimeInterval: seconds)
  return points.map { x in loads.map { load in x[0] * load / (x[1] + load) } }
}

begin = clock.now
let launched = try await minimize(
  .batch { points in simulatedYields(points).map(misfit) }, from: [1, 1], using: .lbfgsb())
let asBatches = clock.now - begin
let others = [loop, wider, isolated, launched]
print(others.map { $0.best == outcome.best }, others.map { $0.counts == outcome.counts })

print(
  """
  wall times: a loop \(looped), on 6 threads \(inParallel), on 18 threads \(more), in 3 processes \(inProcesses), \
  as batches \(asBatches)
  """)
