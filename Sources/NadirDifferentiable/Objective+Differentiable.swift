// Functions that the compiler itself differentiates, with the package trait `Differentiation` and where the toolchain
// has the module. It is a target of its own because a module that imports `_Differentiation` takes the operators of
// `SIMD` vectors from there, in all its files.
#if Differentiation && canImport(_Differentiation)
  public import NadirEvaluation
  public import _Differentiation

  extension Objective where Parameters: Differentiable, Parameters.TangentVector == Parameters {
    /// A function that the compiler differentiates in reverse mode.
    ///
    ///     import Nadir
    ///     import _Differentiation
    ///
    ///     struct Spring: Codable, Differentiable, AdditiveArithmetic {
    ///       typealias TangentVector = Spring
    ///       var stiffness = 1.0, damping = 0.1
    ///     }
    ///
    ///     @differentiable(reverse)
    ///     func misfit(_ spring: Spring) -> Double { … }
    ///
    ///     let outcome = try minimize(Objective(differentiable: misfit), from: Spring(), using: .bfgs())
    ///
    /// For `Double`, `SIMD` vectors, and structs of `Double`s whose derivatives come in the same struct. The code is plain
    /// Swift; which parts of the language can be differentiated is told by the compiler, with an error where one cannot.
    ///
    /// Not meant for loops over arrays: the derivative of a subscript `x[i]` is an array as long as x, so that the
    /// gradient of a loop over n elements costs O(n²): at n = 4 000 it takes 0.12 s, and 2 ms on a tape. Use `Variable`
    /// there, by `init(differentiating:)`. An array of data, by which nothing is differentiated, costs nothing extra.
    ///
    /// The trait is off unless a package asks for it:
    ///
    ///     .package(name: "nadir", path: "../nadir", traits: ["Differentiation"])
    ///
    /// Neither a compiler flag nor an experimental feature is needed, only `import _Differentiation` in the files with
    /// functions to differentiate, and, in modules with the feature `MemberImportVisibility`, in those with arithmetic of
    /// `SIMD` vectors. As the underscore says, the module promises no stability. A toolchain without it ignores the trait.
    @inlinable
    public init(differentiable f: @escaping @differentiable(reverse) @Sendable (Parameters) -> Double) {
      self.init(differentiable: f, asParameters: { gradient, _ in gradient })
    }
  }

  extension Objective where Parameters: Differentiable {
    /// A function that the compiler differentiates in reverse mode, of parameters whose derivatives have another type.
    ///
    /// The tangent vector that the compiler makes for a struct lacks its constants, and has other types for its arrays:
    ///
    ///     struct Layer: Codable, Differentiable {
    ///       var weights = [0.1, 0.2]
    ///       @noDerivative var name = "first"
    ///     }
    ///
    ///     Objective(differentiable: loss) { gradient, layer in
    ///       let weights = gradient.weights.base
    ///       return Layer(weights: weights.isEmpty ? layer.weights.map { _ in 0 } : weights, name: layer.name)
    ///     }
    ///
    /// The tangent vector of an array is empty where the function does not depend on it: then the gradient there is zero.
    ///
    /// - Parameters:
    ///   - f: The function. Loops over arrays are slow; see ``init(differentiable:)``.
    ///   - asParameters: Brings a gradient into the shape of the parameters. It gets the gradient, and the parameters
    ///     that it was taken at; what becomes of constants does not matter.
    @inlinable
    public init(
      differentiable f: @escaping @differentiable(reverse) @Sendable (Parameters) -> Double,
      asParameters: @escaping @Sendable (_ gradient: Parameters.TangentVector, _ at: Parameters) -> Parameters
    ) {
      self.init(
        value: { x in f(x) },
        valueAndGradient: { x in
          let (value, gradient) = valueWithGradient(at: x, of: f)
          return (value, asParameters(gradient, x))
        })
    }
  }

  extension Objective<[Double]> {
    /// A function of an array that the compiler differentiates in reverse mode.
    ///
    /// For short arrays only: the gradient of a loop over n elements costs O(n²); see ``init(differentiable:)``. Use
    /// `Variable` for others, by `init(differentiating:)`.
    @inlinable
    public init(differentiable f: @escaping @differentiable(reverse) @Sendable ([Double]) -> Double) {
      self.init(
        differentiable: f,
        // The gradient of a function that does not depend on x is empty.
        asParameters: { gradient, x in gradient.base.isEmpty ? [Double](repeating: 0, count: x.count) : gradient.base })
    }
  }
#endif
