// Many runs of one method from different starts, side by side: the minima that they find, and what it takes.
//
// It is the code of the article "ManyStarts" in the documentation. Its argument is how many seconds an evaluation of the
// quadratic function takes; the measurements of the article were made with 0.01.

import Foundation
import Nadir

/// Four decimals, for printing; + 0 makes a -0 a 0.
func rounded(_ number: Double) -> Double { (number * 1e4).rounded() / 1e4 + 0 }

// MARK: A function with six minima

func camel(_ x: [Double]) -> Double {
  let (a, b) = (x[0] * x[0], x[1] * x[1])
  let hump = (4 - 2.1 * a + a * a / 3) * a
  return hump + x[0] * x[1] + (4 * b - 4) * b
}

let box = Bounds(lower: [-3.0, -2], upper: [3, 2])
let single = try minimize(from: [2, -1], using: .nelderMead(), bounds: box, objective: camel)
print("from one start", single.best.map(rounded), rounded(single.value))

let outcome = try await minimize(
  from: [2, -1], using: .multistart(20, of: .nelderMead()), on: .threads(4), bounds: box, objective: camel)
print("from many starts", rounded(outcome.value))

// MARK: What they found

for basin in outcome.basins {
  print(basin.best.map(rounded), rounded(basin.value), "by", basin.runs.count, "runs")
}

for local in outcome.localOptima.prefix(9) {
  print(local.run, rounded(local.value), local.counts.evaluations, local.termination)
}

// MARK: The same answer for every number of workers

let alone = try await minimize(
  from: [2, -1], using: .multistart(20, of: .nelderMead()), on: .threads(1), bounds: box, objective: camel)
print(alone.best == outcome.best, alone.counts == outcome.counts)
print(outcome.counts.evaluations, "evaluations in", outcome.counts.rounds, "rounds")

// MARK: Until the best has been found again

let soon = try await minimize(
  from: [2, -1], using: .multistart(20, of: .nelderMead(), discoveries: 3), on: .threads(4), bounds: box,
  objective: camel)
print("after", soon.localOptima.count, "runs", rounded(soon.value))

// MARK: Several Nelder–Mead runs at once

let seconds = CommandLine.arguments.dropFirst().first.flatMap { Double($0) } ?? 0

func quadratic(_ x: [Double]) -> Double {
  Thread.sleep(forTimeInterval: seconds)
  let (a, b) = (x[0] - 1, x[1] - 2.5)
  return a * a + b * b
}

let starts: [[Double]] = [[2, 0], [-4, 3], [5, 5], [0, -6]]
let clock = ContinuousClock()
var begin = clock.now
let isolated = try await minimize(
  from: [0, 0], using: .multistart(from: starts, of: .nelderMead(), endsEarly: false), on: .processes(4),
  objective: quadratic)
let inProcesses = clock.now - begin

begin = clock.now
let several = try await minimize(
  from: [0, 0], using: .multistart(from: starts, of: .nelderMead(), endsEarly: false), on: .threads(4),
  objective: quadratic)
let onThreads = clock.now - begin
for local in several.localOptima { print("from", local.start, "to", local.best.map(rounded)) }
print("the best", several.best.map(rounded), rounded(several.value))
print("in processes the same:", isolated.best == several.best, isolated.counts == several.counts)

// MARK: Fits

let times = (0..<16).map { Double($0) / 2 }
let heights = [-0.05, 0.9, 0.89, -0.06, -0.84, -0.83, -0.03, 0.91, 0.88, -0.08, -0.85, -0.82, -0.02, 0.91, 0.88, -0.09]

@Sendable func wave(_ t: Double, _ p: [Double]) -> Double { sin(p[0] * t) }

let detuned = try fit(wave, times, heights, from: [5.0], bounds: Bounds(lower: 0, upper: 6))
let tuned = try await fit(
  wave, times, heights, from: [5.0], using: .multistart(10), on: .threads(4), bounds: Bounds(lower: 0, upper: 6))
print("frequency", rounded(detuned.best[0]), "or", rounded(tuned.best[0]), "±", rounded(error(of: tuned)))

func error(of fit: Fit<Double, [Double]>) -> Double { fit.statistics?.standardErrors()[0] ?? .nan }

// MARK: The history

let sampled = outcome.history.filter { $0.run == 0 }
print(sampled.count, "points were sampled,", outcome.history.count - sampled.count, "were steps of runs")

begin = clock.now
let inTurn = try starts.map { try minimize(from: $0, using: .nelderMead(), objective: quadratic) }
let looped = clock.now - begin
print(
  """
  \(inTurn.map(\.counts.evaluations)) evaluations, wall times: a loop \(looped), on 4 threads \(onThreads), in 4 processes \
  \(inProcesses)
  """)
