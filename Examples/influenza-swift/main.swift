import Nadir

// Influenza in an English boarding school of 763 boys: how many were in bed on each of 14 days from 22 January 1978
// (British Medical Journal, 4 March 1978, p. 587).
let inBed: [Double] = [3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4]
let boys = 763.0

// The model is SIR: dS/dt = −βSI/N and dI/dt = βSI/N − γI, with I at the beginning of each day compared to the data.
let fit = try await minimize(
  from: ["transmission": 2, "recovery": 0.5, "infected": 3], on: .threads(4),
  bounds: ["transmission": 0.01...20, "recovery": 0.01...20, "infected": 0.01...763]
) { p in
  guard let β = p["transmission"], let γ = p["recovery"], let infected = p["infected"] else { return .nan }
  func slope(_ y: SIMD2<Double>) -> SIMD2<Double> {
    let infections = β * y[0] * y[1] / boys
    return [-infections, infections - γ * y[1]]
  }
  var y = SIMD2(boys - infected, infected)
  var sum = 0.0
  let stepsPerDay = 200
  let h = 1 / Double(stepsPerDay)
  for observation in inBed {
    sum += (y[1] - observation) * (y[1] - observation)
    for _ in 0..<stepsPerDay {  // the classical Runge–Kutta method
      let k1 = slope(y)
      let k2 = slope(y + h / 2 * k1)
      let k3 = slope(y + h / 2 * k2)
      let k4 = slope(y + h * k3)
      y += h / 6 * (k1 + 2 * (k2 + k3) + k4)
    }
  }
  return sum
}
print(fit)
