/// A function f: ℝⁿ → ℝ written once for all numbers: its value on `Double`, its derivatives on numbers that carry them.
///
/// Swift has no closures with type parameters; a type with one generic function takes their place. Data are its stored
/// properties:
///
///     struct Rosenbrock: DifferentiableFunction {
///       var steepness = 100.0
///       func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
///         let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
///         return a * a + Number(steepness) * b * b
///       }
///     }
///
///     Rosenbrock()([0.5, 2.0])                            // the value, of Doubles
///     Forward.gradient(at: [0.5, 2.0], of: Rosenbrock())  // the gradient
///
/// What the function does may depend on values, by `if` and `while`; the derivatives are those of the branch taken.
public protocol DifferentiableFunction: Sendable {
  /// f(x) for x of n numbers.
  func callAsFunction<Number: RealScalar>(_ x: [Number]) throws -> Number
}

/// A function r: ℝⁿ → ℝᵐ written once for all numbers, such as the residuals of a model; see ``DifferentiableFunction``.
public protocol DifferentiableMap: Sendable {
  /// r(x), m numbers, for x of n numbers.
  func callAsFunction<Number: RealScalar>(_ x: [Number]) throws -> [Number]
}
