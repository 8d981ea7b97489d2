// One of the programs that the benchmarks compare: fits a curve several times, and prints one line for each.
//
//     curvefit gaussians|lorentzians M PEAKS separate|together RUNS
//
// A line has the wall time and the processor time in seconds, the number of evaluations of the residuals and of the
// Jacobian, the iterations, the seconds inside the model, those of the factorizations, the sum of squares, and how many
// bytes of memory were needed beyond those at the start of the first run, at most.

import Foundation
import Nadir
import NadirLinear

let arguments = CommandLine.arguments
guard arguments.count == 6, let m = Int(arguments[2]), let peaks = Int(arguments[3]), let runs = Int(arguments[5])
else {
  exit(2)
}
let spectrum = Spectrum(m, peaks: peaks, isGaussian: arguments[1] == "gaussians")

// One thread evaluates.
nonisolated(unsafe) var residualCount = 0
nonisolated(unsafe) var jacobianCount = 0
nonisolated(unsafe) var secondsInside = 0.0

@Sendable func timed<Result>(_ body: () -> Result) -> Result {
  let begin = processorSeconds()
  defer { secondsInside += processorSeconds() - begin }
  return body()
}

let separate = Objective<[Double]>(
  residuals: { x in
    residualCount += 1
    return timed { spectrum.residuals(x) }
  },
  jacobian: { x in
    jacobianCount += 1
    return timed { spectrum.jacobian(x) }
  })
let together = Objective<[Double]>(residualsAndJacobian: { x in
  residualCount += 1
  jacobianCount += 1
  return timed { spectrum.residualsAndJacobian(x) }
})

let before = memory("VmRSS:")
for _ in 0..<runs {
  (residualCount, jacobianCount, secondsInside) = (0, 0, 0)
  let (wall, processor) = (wallSeconds(), processorSeconds())
  let outcome = try minimize(
    arguments[4] == "together" ? together : separate, from: spectrum.start, using: .levenbergMarquardt())
  let spent = (wall: wallSeconds() - wall, processor: processorSeconds() - processor)
  let peak = memory("VmHWM:") - before
  print(
    spent.wall, spent.processor, residualCount, jacobianCount, outcome.counts.iterations, secondsInside,
    factorizationSeconds(at: outcome.best) * Double(outcome.counts.iterations + 1), outcome.value, peak)
}

/// What one factorization takes: not measured inside of the run, but once more after it.
func factorizationSeconds(at x: [Double]) -> Double {
  var (r, j) = spectrum.residualsAndJacobian(x)
  let begin = processorSeconds()
  let qr = PivotedQR(consume j, tolerance: 0)
  r = qr.timesTransposedQ(consume r)
  return processorSeconds() - begin
}
