import Nadir
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A published function with many minima, in the box where it is looked at.
struct MultimodalFunction: Sendable, CustomTestStringConvertible {
  var name: String
  var ranges: [ClosedRange<Double>]
  var start: [Double]
  var minimum: Double
  /// How many points have that value.
  var minimizers: Int
  var value: @Sendable ([Double]) -> Double

  var testDescription: String { name }

  var bounds: Bounds<[Double]> { Bounds(lower: ranges.map(\.lowerBound), upper: ranges.map(\.upperBound)) }

  /// Dixon & Szegő 1978, The Global Optimization Problem: An Introduction, in: Towards Global Optimisation 2; and, for
  /// Griewank, Rastrigin and Shubert, Molga & Smutnicki 2005, Test Functions for Optimization Needs.
  static let all = [camel, branin, rastrigin, griewank, shubert]

  static let camel = MultimodalFunction(
    name: "six-hump camel", ranges: [-3...3, -2...2], start: [2.5, 1.5], minimum: -1.031628453489877, minimizers: 2
  ) { x in
    let (u, v) = (x[0] * x[0], x[1] * x[1])
    let first = (4 - 2.1 * u + u * u / 3) * u
    return first + x[0] * x[1] + (4 * v - 4) * v
  }

  static let branin = MultimodalFunction(
    name: "Branin", ranges: [-5...10, 0...15], start: [0, 14], minimum: 0.397887357729739, minimizers: 3
  ) { x in
    let (b, c) = (5.1 / (4 * Double.pi * Double.pi), 5 / Double.pi)
    let valley = x[1] - b * x[0] * x[0] + c * x[0] - 6
    return valley * valley + 10 * (1 - 1 / (8 * Double.pi)) * cos(x[0]) + 10
  }

  static let rastrigin = MultimodalFunction(
    name: "Rastrigin", ranges: [-5.12...4, -5.12...4], start: [3.5, -4.5], minimum: 0, minimizers: 1
  ) { x in x.reduce(0) { $0 + $1 * $1 - 10 * cos(2 * .pi * $1) + 10 } }

  static let griewank = MultimodalFunction(
    name: "Griewank", ranges: [-30...25, -30...25], start: [20, -20], minimum: 0, minimizers: 1
  ) { x in
    let bowl = x.reduce(0) { $0 + $1 * $1 } / 4000
    let ripples = x.enumerated().reduce(1) { $0 * cos($1.element / Double($1.offset + 1).squareRoot()) }
    return bowl - ripples + 1
  }

  static let shubert = MultimodalFunction(
    name: "Shubert", ranges: [-10...10, -10...10], start: [0, 0], minimum: -186.730908831024, minimizers: 18
  ) { x in
    x.reduce(1) { product, t in
      var sum = 0.0
      for i in 1...5 {
        let k = Double(i)
        sum += k * cos((k + 1) * t + k)
      }
      return product * sum
    }
  }
}
