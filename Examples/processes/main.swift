import Foundation
import Nadir

// A model that gives up where it should say that it has no answer.

@Sendable func drag(_ shape: [Double]) -> Double {
  let (length, width) = (shape[0], shape[1])
  precondition(length < 10, "no grid for a length of \(length)")
  let slenderness = length / width
  return 1 / slenderness + 0.05 * slenderness + 0.01 * (width - 2) * (width - 2)
}

let slimmest = try await minimize(from: [2, 1], using: .nelderMead(), on: .processes(2)) { shape in
  drag(shape)
}
let lost = slimmest.history.compactMap(\.failure)
print("a drag of", text(slimmest.value), "at", slimmest.best.map(text))
print("points that ended their process:", lost.count)

// Simulations of a tenth of a second each.

@Sendable func simulate(_ x: Double, _ day: Int) -> Double {
  usleep(100_000)
  let deviation = x - Double(day)
  return deviation * deviation
}

let best = try await minimize(from: [0, 0, 0, 0], using: .lbfgsb(), on: .processes(5)) { x in
  (1...4).reduce(0) { sum, day in sum + Double(day) * simulate(x[day - 1], day) }
}
print("the best", best.best.map(text), "of", best.counts.evaluations, "evaluations in", best.counts.rounds, "rounds")

func text(_ value: Double) -> String { String(format: "%.3f", abs(value) < 5e-4 ? 0 : value) }
