// The programs of the article "Pictures of runs". Each part is printed there as it stands here, and a test compares what
// it prints. The pictures go to the folder that is given as an argument.

import Foundation
import Nadir
import NadirPlots
import NadirProblems

let arguments = CommandLine.arguments
let folder = URL(filePath: arguments.count > 1 ? arguments[1] : NSTemporaryDirectory() + "nadir-pictures")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)

func write(_ text: String, to name: String) throws {
  try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
}

// MARK: Several methods

let hours = [0.0, 1, 2, 3, 4, 5, 6, 8]
let degrees = [81.5, 66.0, 54.2, 47.1, 40.0, 36.3, 31.2, 27.9]
let cooling = Curve<Double, [String: Double]> { time, p in
  p["room", default: 0] + p["above", default: 0] * exp(-p["rate", default: 0] * time)
}
let start = ["above": 60, "rate": 0.2, "room": 20]
let misfit = try Observations(hours, degrees).misfit(of: cooling)

let scalar = try await minimize(misfit, from: start, using: .lbfgsb(), on: .threads(4))
let simplex = try await minimize(misfit, from: start, using: .nelderMead(), on: .threads(4))
let curve = try await fit(cooling, hours, degrees, from: start, on: .threads(4))

let chart = try criterionPlot(
  ["L-BFGS-B": scalar, "Nelder–Mead": simplex, "Levenberg–Marquardt": curve],
  against: .rounds, distanceTo: 2.3600169)
try write(chart.svg(), to: "methods.svg")
print(chart.text(columns: 64, rows: 10))

// MARK: Many starts

let camel = try await minimize(
  from: ["x": 2, "y": 1], using: .multistart(20, of: .lbfgsb()), on: .threads(4), bounds: ["x": -3...3, "y": -2...2]
) { p in
  let (x, y) = (p["x", default: 0], p["y", default: 0])
  return (4 - 2.1 * x * x + x * x * x * x / 3) * x * x + x * y + (-4 + 4 * y * y) * y * y
}
print(camel.localOptima.count, "runs,", camel.value.rounded())

let starts = try criterionPlot(camel, distanceTo: -1.0316284534898774, starts: .grey)
try write(starts.svg(), to: "starts.svg")
let together = try criterionPlot(
  camel, against: .seconds, distanceTo: -1.0316284534898774, showsExploration: true)
try write(together.svg(), to: "together.svg")

// MARK: Columns

let columns = simplex.history.columns
print(columns.paths, columns.kinds.filter { $0 == .exploration }.count, "vertices of the first simplex")
try write(columns.csv, to: "simplex.csv")

// MARK: Parameters

let paths = try parametersPlot(simplex, parameters: ["above", "room"], against: .rounds)
try write(paths.svg(), to: "parameters.svg")

// MARK: The landscape

let slices = try await slicePlot(
  of: misfit, at: curve.best, bounds: ["rate": 0.1...0.6], points: 21, on: .threads(4))
let valley = try await contourPlot(
  of: misfit, at: curve.best, bounds: ["rate": 0.1...0.6, "room": 0...30], over: [("rate", "room")],
  run: simplex, on: .threads(4))

try write(slices.svg(), to: "slices.svg")
try write(valley.svg(), to: "valley.svg")

// MARK: Data

let data = try fitPlot(curve, x: "time (h)", y: "temperature (°C)")
try write(data.svg(theme: .dark), to: "fit.svg")
let residuals = residualPlot(curve, x: "time (h)", y: "temperature (°C)")
try write(residuals.svg(), to: "residuals.svg")

for prediction in try curve.predictions(at: [10, 12]) {
  let interval = prediction.confidenceInterval(level: 0.95)
  print(prediction.value.rounded(), "°C, between", interval.lower.rounded(), "and", interval.upper.rounded())
}

// MARK: Many problems

var solved: [SolvedProblem] = []
for problem in TestProblems.moreGarbowHillstrom {
  let sum = Objective(value: problem.value, gradient: problem.gradient)
  let budget = Budget(evaluations: 5000)
  let descent = try await minimize(sum, from: problem.start, using: .lbfgsb(), budget: budget)
  let polytope = try await minimize(sum, from: problem.start, using: .nelderMead(), budget: budget)
  solved += [
    SolvedProblem(descent, problem: problem.name, solver: "L-BFGS-B", optimum: problem.minimum),
    SolvedProblem(polytope, problem: problem.name, solver: "Nelder–Mead", optimum: problem.minimum),
  ]
}
let profile = try performanceProfile(solved, accuracy: 1e-5)
print(profile.text(columns: 64, rows: 8))
try write(profile.svg(), to: "profile.svg")

// MARK: A report

try write(Report(of: curve, title: "A cup of coffee").html, to: "report.html")
