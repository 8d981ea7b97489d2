// Measurements for people to read. Nothing here passes or fails.
//
//     benchmarks [cost] [history] [startup] [evaluators] [runs] [processes] [shapes] [derivatives] [curvefits]
//                [leastsquares] [profiles] [optimizers] [training] [--rounds N] [--nadir PATH] [--plots FOLDER] [--soak]

import Foundation

let options: Options
do {
  options = try Options(CommandLine.arguments.dropFirst())
} catch {
  FileHandle.standardError.write(Data("usage: \(error)\n".utf8))
  exit(2)
}
if options.includes("cost") { try costPerEvaluation(rounds: options.rounds) }
if options.includes("history") { try await historyCost(rounds: options.rounds) }
if options.includes("startup") { try startUp(rounds: options.rounds, nadir: options.nadir) }
if options.includes("evaluators") { try await evaluatorOverheads(rounds: options.rounds) }
if options.includes("runs") { try await manyRuns(rounds: options.rounds) }
if options.includes("processes") {
  processCosts(rounds: options.rounds)
  if options.soaks { processSoak() }
}
if options.includes("shapes") { try shapes(rounds: options.rounds) }
if options.includes("derivatives") { try derivatives(rounds: options.rounds) }
if options.includes("curvefits") { curveFits(rounds: options.rounds) }
if options.includes("leastsquares") { try leastSquares() }
if options.includes("profiles") { try profiles(plots: options.plots) }
if options.includes("optimizers") { try optimizers(rounds: options.rounds) }
if options.includes("training") { try await training(rounds: options.rounds) }
