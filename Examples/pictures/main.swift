// The programs of the article "Pictures of runs". Each part is printed there as it stands here, and a test compares what
// it prints. The pictures go to the folder that is given as an argument.

import Foundation
import Nadir
import NadirPlots
import NadirProblems

let folder = URL(filePath: CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : NSTemporaryDirectory())
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)

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
try chart.svg().write(to: folder.appending(path: "methods.svg"), atomically: true, encoding: .utf8)
print(chart.text(columns: 64, rows: 10))

// MARK: Columns

let columns = simplex.history.columns
print(columns.paths, columns.kinds.filter { $0 == .exploration }.count, "vertices of the first simplex")
try columns.csv.write(to: folder.appending(path: "simplex.csv"), atomically: true, encoding: .utf8)

// MARK: Parameters

let paths = try parametersPlot(simplex, parameters: ["above", "room"], against: .rounds)
try paths.svg().write(to: folder.appending(path: "parameters.svg"), atomically: true, encoding: .utf8)

// MARK: The landscape

let slices = try await slicePlot(
  of: misfit, at: curve.best, bounds: ["rate": 0.1...0.6], points: 21, on: .threads(4))
let valley = try await contourPlot(
  of: misfit, at: curve.best, bounds: ["rate": 0.1...0.6, "room": 0...30], over: [("rate", "room")],
  run: simplex, on: .threads(4))

for (name, picture) in [("slices", slices), ("valley", valley)] {
  try picture.svg().write(to: folder.appending(path: "\(name).svg"), atomically: true, encoding: .utf8)
}

// MARK: Data

let data = try fitPlot(curve, x: "time (h)", y: "temperature (°C)")
try data.svg(theme: .dark).write(to: folder.appending(path: "fit.svg"), atomically: true, encoding: .utf8)
try residualPlot(curve, x: "time (h)", y: "temperature (°C)").svg().write(
  to: folder.appending(path: "residuals.svg"), atomically: true, encoding: .utf8)

for prediction in try curve.predictions(at: [10, 12]) {
  let interval = prediction.confidenceInterval(level: 0.95)
  print(prediction.value.rounded(), "°C, between", interval.lower.rounded(), "and", interval.upper.rounded())
}

// MARK: Many problems

var solved: [SolvedProblem] = []
for problem in TestProblems.moreGarbowHillstrom {
  let sum = Objective(value: problem.value, gradient: problem.gradient)
  let budget = Budget(evaluations: 5000)
  let newton = try await minimize(sum, from: problem.start, using: .lbfgsb(), budget: budget)
  let simplex = try await minimize(sum, from: problem.start, using: .nelderMead(), budget: budget)
  solved += [
    SolvedProblem(newton, problem: problem.name, solver: "L-BFGS-B", optimum: problem.minimum),
    SolvedProblem(simplex, problem: problem.name, solver: "Nelder–Mead", optimum: problem.minimum),
  ]
}
let profile = try performanceProfile(solved, accuracy: 1e-5)
print(profile.text(columns: 64, rows: 8))
try profile.svg().write(to: folder.appending(path: "profile.svg"), atomically: true, encoding: .utf8)

// MARK: A report

try Report(of: curve, title: "A cup of coffee").html.write(
  to: folder.appending(path: "report.html"), atomically: true, encoding: .utf8)
