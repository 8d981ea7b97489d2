// The code of the article "Objectives in other frameworks", as it stands there.

import Foundation
import Nadir

struct Classifier: Codable {
  var weights = [0.0, 0, 0, 0]
  var bias = 0.0
}

let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
let loss = ExternalObjective<Classifier>.worker(
  ["python3", examples.appending(path: "tensorflow/worker.py").path], startTimeout: .seconds(120))

let check = try await loss.checkGradient(of: Run(.minimize, in: ParameterSpace(from: Classifier())), randomPoints: 3)
print("the gradient agrees with differences:", check.agrees)

let descent = try await minimize(loss, from: Classifier(), using: .lbfgsb())
print("L-BFGS-B", text(descent.value), "weights", descent.best.weights.map(text), "bias", text(descent.best.bias))

let simplex = try await minimize(
  loss, from: Classifier(), using: .nelderMead(), tolerances: Tolerances(value: 1e-8, step: 1e-6))
print("Nelder-Mead", text(simplex.value), "weights", simplex.best.weights.map(text), "bias", text(simplex.best.bias))

func search(on workers: Workers) async throws -> Outcome<Classifier> {
  try await minimize(
    loss, from: Classifier(), using: .multistart(16, of: .nelderMead(), width: 16), on: workers,
    bounds: Bounds(lower: -20, upper: 20))
}
let (one, two) = (try await search(on: .threads(1)), try await search(on: .threads(2)))
print("16 times Nelder-Mead:", one.basins.count, "minimum,", text(one.value))
print("the same bits on two workers:", one.best.weights == two.best.weights && one.counts == two.counts)

func text(_ value: Double) -> String { String(format: "%.2f", value) }
