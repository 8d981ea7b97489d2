// The code of the article "Batches", as it stands there.

import Foundation
import Nadir

let loads = [0.5, 1, 1.5, 2]

/// The cost of each lane: all lanes take a step together, as those of an accelerator do.
func launch(stiffness: [Double], damping: [Double], load: [Double]) -> [Double] {
  var position = load.map { _ in 1.0 }
  var velocity = load.map { _ in 0.0 }
  var cost = load.map { _ in 0.0 }
  for _ in 0..<500 {
    for lane in load.indices {
      let force = -stiffness[lane] * position[lane] - damping[lane] * velocity[lane]
      velocity[lane] += 0.02 * force / load[lane]
      position[lane] += 0.02 * velocity[lane]
      cost[lane] += 0.02 * (position[lane] * position[lane] + 0.05 * force * force)
    }
  }
  return cost
}

let controller = BatchObjective<[String: Double]>(batch: { points in
  let lanes = points.flatMap { point in loads.map { load in (point, load) } }
  let costs = launch(
    stiffness: lanes.map { $0.0["stiffness", default: 0] }, damping: lanes.map { $0.0["damping", default: 0] },
    load: lanes.map { $0.1 })
  return points.indices.map { i in costs[loads.count * i..<loads.count * (i + 1)].reduce(0, +) }
})

let start = ["stiffness": 1.0, "damping": 1]
let outcome = try await minimize(controller, from: start, bounds: ["stiffness": 0...10, "damping": 0...10])
print(outcome.best.mapValues { $0.rounded(toPlaces: 3) }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
print("\(outcome.counts.evaluations) evaluations in \(outcome.counts.rounds) launches")

let merged = controller.merging()
let starts = (1...30).map { i in ["stiffness": 0.2 * Double(i), "damping": 6.2 - 0.2 * Double(i)] }
let runs = try starts.map { start in
  try Run(.minimize, in: try ParameterSpace(from: start, bounds: ["stiffness": 0...10, "damping": 0...10]))
}
let outcomes = try await merged.outcomes(of: runs).map { try $0.get() }
let rounds = outcomes.map(\.counts.rounds)
print("\(rounds.reduce(0, +)) rounds in \(merged.launches) launches; the longest run has \(rounds.max() ?? 0)")

/// What a laboratory would do in a day.
func measure(_ parameters: [String: Double]) -> Double {
  let (dose, time) = (parameters["dose", default: 0], parameters["time", default: 0])
  return (dose - 3) * (dose - 3) + (time - dose) * (time - dose)
}

let space = try ParameterSpace(from: ["dose": 1, "time": 2.0], bounds: ["dose": 0...5, "time": 0...5])
let study = try Run(.minimize, in: space, using: .nelderMead(), budget: Budget(evaluations: 60))
let monday = try SteerableRun(study)
if let batch = await monday.ask() {
  for question in batch {
    print(question.parameters["dose", default: 0], question.parameters["time", default: 0])
    try monday.tell(measure(question.parameters), for: question)
  }
}
let file = try JSONEncoder().encode(monday.log)

let log = try JSONDecoder().decode(SteeringLog.self, from: file)
let tuesday = try SteerableRun(study, resuming: log)
while let batch = await tuesday.ask() {
  for question in batch.reversed() { try tuesday.tell(measure(question.parameters), for: question) }
}
let found = try await tuesday.outcome
print("\(log.count) answers on Monday, \(tuesday.log.count - log.count) on Tuesday")
print("the best dose is \(found.best["dose", default: 0].rounded(toPlaces: 1))")

extension Double {
  func rounded(toPlaces places: Int) -> Double {
    let scale = (0..<places).reduce(1.0) { scale, _ in 10 * scale }
    return (self * scale).rounded() / scale
  }
}
