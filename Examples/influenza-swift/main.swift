import Nadir

// Influenza in an English boarding school of 763 boys: how many were in bed on each of 14 days from 22 January 1978
// (British Medical Journal, 4 March 1978, p. 587).
let inBed: [Double] = [3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4]
let boys = 763.0

struct Epidemic: Codable {
  var transmission = 2.0  // β, per day
  var recovery = 0.5  // γ, per day
  var infected = 3.0  // boys infected on the first day
}

// The model is SIR: dS/dt = −βSI/N and dI/dt = βSI/N − γI. Its residuals are I at the beginning of each day, less the data.
let residuals = Objective<Epidemic>(residuals: { p in
  func slope(_ y: SIMD2<Double>) -> SIMD2<Double> {
    let infections = p.transmission * y[0] * y[1] / boys
    return [-infections, infections - p.recovery * y[1]]
  }
  var y = SIMD2(boys - p.infected, p.infected)
  let stepsPerDay = 200
  let h = 1 / Double(stepsPerDay)
  return inBed.map { observation in
    let residual = y[1] - observation
    for _ in 0..<stepsPerDay {  // the classical Runge–Kutta method
      let k1 = slope(y)
      let k2 = slope(y + h / 2 * k1)
      let k3 = slope(y + h / 2 * k2)
      let k4 = slope(y + h * k3)
      y += h / 6 * (k1 + 2 * (k2 + k3) + k4)
    }
    return residual
  }
})
let fit = try await minimize(residuals, from: Epidemic(), on: .threads(4))
print(fit)
