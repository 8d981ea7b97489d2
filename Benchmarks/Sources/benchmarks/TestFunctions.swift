import Nadir

// The functions that are measured: as plain code, with the gradient written by hand, and once for all numbers.

/// The chained Rosenbrock function Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², line for line as in C.
@inline(never)
@Sendable func rosenbrock(_ x: [Double]) -> Double {
  var sum = 0.0
  for i in 0..<x.count - 1 {
    let a = x[i + 1] - x[i] * x[i]
    let b = 1 - x[i]
    sum += 100 * a * a + b * b
  }
  return sum
}

@inline(never)
@Sendable func rosenbrockWithGradient(_ x: [Double]) -> (value: Double, gradient: [Double]) {
  var sum = 0.0
  var gradient = [Double](repeating: 0, count: x.count)
  for i in 0..<x.count - 1 {
    let a = x[i + 1] - x[i] * x[i]
    let b = 1 - x[i]
    sum += 100 * a * a + b * b
    gradient[i] += -400 * a * x[i] - 2 * b
    gradient[i + 1] += 200 * a
  }
  return (sum, gradient)
}

struct Rosenbrock: DifferentiableFunction {
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
    var sum: Number = 0
    for i in 0..<x.count - 1 {
      let a = x[i + 1] - x[i] * x[i]
      let b = 1 - x[i]
      sum += 100 * a * a + b * b
    }
    return sum
  }
}

/// A chain of damped waves, Σ exp(−xᵢ²) sin(xᵢ xᵢ₊₁).
@inline(never)
@Sendable func waves(_ x: [Double]) -> Double {
  var sum = 0.0
  for i in 0..<x.count - 1 { sum += exp(-x[i] * x[i]) * sin(x[i] * x[i + 1]) }
  return sum
}

@inline(never)
@Sendable func wavesWithGradient(_ x: [Double]) -> (value: Double, gradient: [Double]) {
  var sum = 0.0
  var gradient = [Double](repeating: 0, count: x.count)
  for i in 0..<x.count - 1 {
    let height = exp(-x[i] * x[i])
    let (wave, slope) = (sin(x[i] * x[i + 1]), cos(x[i] * x[i + 1]))
    sum += height * wave
    gradient[i] += height * (slope * x[i + 1] - 2 * x[i] * wave)
    gradient[i + 1] += height * slope * x[i]
  }
  return (sum, gradient)
}

struct Waves: DifferentiableFunction {
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
    var sum: Number = 0
    for i in 0..<x.count - 1 { sum += exp(-x[i] * x[i]) * sin(x[i] * x[i + 1]) }
    return sum
  }
}
