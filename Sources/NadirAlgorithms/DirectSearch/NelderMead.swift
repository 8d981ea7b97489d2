public import NadirEvaluation

/// The Nelder–Mead simplex search, with bounds, adaptive coefficients and restarts.
///
/// The iteration is that of Lagarias, Reeds, Wright & Wright 1998, Convergence properties of the Nelder–Mead simplex
/// method in low dimensions, SIAM J. Optim. 9, 112–147, doi:10.1137/S1052623496303470, steps 1–5 with its rules for
/// ties. Deviations:
///
/// - The coefficients follow Gao & Han 2012, Implementing the Nelder–Mead simplex algorithm with adaptive parameters,
///   Comput. Optim. Appl. 51, 259–277, doi:10.1007/s10589-010-9329-3, unless `coefficients` says otherwise. For n = 2
///   they are the classical ones, beyond they keep the simplex from flattening.
/// - With bounds, every trial point is projected onto the box, coordinate by coordinate.
/// - A simplex can collapse onto a line or a face short of any minimum (McKinnon 1998, SIAM J. Optim. 9, 148–158,
///   doi:10.1137/S1052623496303482). When a small simplex is found to be flat it is built anew around its best vertex,
///   after the idea of Kelley 1999, SIAM J. Optim. 10, 43–55, doi:10.1137/S1052623497315203, and only a simplex that
///   gains nothing after that counts as converged.
public struct NelderMead: Algorithm {
  /// Reflection ρ, expansion χ, contraction γ and shrinkage σ.
  public enum Coefficients: Sendable, Hashable {
    /// ρ = 1, χ = 1 + 2/n, γ = 3/4 − 1/(2n), σ = 1 − 1/n (Gao & Han), the classical ones for n = 1.
    case adaptive
    /// ρ = 1, χ = 2, γ = 1/2, σ = 1/2.
    case classical
    case custom(reflection: Double, expansion: Double, contraction: Double, shrinkage: Double)
  }

  public var coefficients: Coefficients
  public var initialSimplex: InitialSimplex
  public var tolerances: Tolerances
  /// How often a flat simplex is built anew at most.
  public var maximumRestarts: Int

  public static let traits = AlgorithmTraits(
    name: "Nelder-Mead", aliases: ["neldermead", "scipy_neldermead", "nlopt_neldermead", "LN_NELDERMEAD", "simplex"],
    family: .directSearch, needs: .value, handlesBounds: true, reproducibility: .anyWidth,
    batch: "n + 1 at the start, n when it shrinks, else 1",
    tolerances: Tolerances(value: 1e-4, step: 1e-4),
    summary: "Few parameters, values without derivatives, mild noise or kinks.",
    references: ["doi:10.1137/S1052623496303470", "doi:10.1007/s10589-010-9329-3"])

  public static var options: [AlgorithmOption<NelderMead>] {
    [
      AlgorithmOption("coefficients", "how the simplex moves: adapted to n, or as published first", \.coefficients),
      AlgorithmOption("restarts", "how often a flat simplex is built anew at most", \.maximumRestarts),
      .valueTolerance, .stepTolerance,
    ]
  }

  /// - Parameters:
  ///   - coefficients: `.adaptive` unless given.
  ///   - initialSimplex: Steps of 5 % along each coordinate unless given.
  ///   - tolerances: `value` and `step`, both of which must hold across the simplex: 1e-4 each, the defaults of MATLAB's
  ///     fminsearch and of SciPy.
  ///   - maximumRestarts: 10.
  public init(
    coefficients: Coefficients = .adaptive, initialSimplex: InitialSimplex = .coordinateSteps(),
    tolerances: Tolerances = Tolerances(), maximumRestarts: Int = 10
  ) {
    self.coefficients = coefficients
    self.initialSimplex = initialSimplex
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.maximumRestarts = maximumRestarts
  }

  public struct State: Codable, Sendable, Equatable {
    var simplex: Simplex
    /// The extent of the first simplex along each coordinate, against which flatness is judged.
    var extents: [Double]
    var iteration = 0
    var restarts = 0
    /// Whether the next iteration builds the simplex anew.
    var isFlat = false
    /// The best value when the simplex was last built anew.
    var valueAtRestart = Double.infinity
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    let c = factors(n)
    guard c.reflection > 0 else { throw InvalidArgument("reflection", is: "\(c.reflection)", expected: "above 0") }
    guard c.expansion > max(1, c.reflection) else {
      throw InvalidArgument("expansion", is: "\(c.expansion)", expected: "above 1 and above the reflection")
    }
    guard c.contraction > 0, c.contraction < 1 else {
      throw InvalidArgument("contraction", is: "\(c.contraction)", expected: "between 0 and 1")
    }
    guard c.shrinkage > 0, c.shrinkage < 1 else {
      throw InvalidArgument("shrinkage", is: "\(c.shrinkage)", expected: "between 0 and 1")
    }
    try initialSimplex.validate(dimension: n)
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let vertices = initialSimplex.vertices(around: x, in: oracle.box)
    let values = try await oracle.values(at: vertices, exploringFrom: 1)
    let simplex = Simplex(vertices, values)
    return State(simplex: simplex, extents: simplex.extents)
  }

  public func current(_ state: State) -> (point: [Double], value: Double) {
    (state.simplex.bestVertex, state.simplex.bestValue)
  }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    if state.isFlat { return try await restart(&state, asking: oracle) }
    let (reflection, expansion, contraction, shrinkage) = factors(state.simplex.dimension)
    let best = state.simplex.bestValue
    let worst = state.simplex.worstValue
    state.simplex.formCentroid()

    state.simplex.formTrial(-reflection, in: oracle.box)
    let reflected = try await oracle.value(at: state.simplex.trial.storage)
    if reflected < best {
      state.simplex.formTrial(-reflection * expansion, in: oracle.box)
      let expanded = try await oracle.value(at: state.simplex.trial.storage)
      if expanded < reflected {
        state.simplex.replaceWorst(-reflection * expansion, expanded, in: oracle.box)
      } else {
        state.simplex.replaceWorst(-reflection, reflected, in: oracle.box)
      }
    } else if reflected < state.simplex.secondWorstValue {
      state.simplex.replaceWorst(-reflection, reflected, in: oracle.box)
    } else {
      let isOutside = reflected < worst
      let t = isOutside ? -reflection * contraction : contraction
      state.simplex.formTrial(t, in: oracle.box)
      let contracted = try await oracle.value(at: state.simplex.trial.storage)
      if isOutside ? contracted <= reflected : contracted < worst {
        state.simplex.replaceWorst(t, contracted, in: oracle.box)
      } else {
        let vertices = state.simplex.shrunk(by: shrinkage)
        state.simplex.replaceAllButBest(with: vertices, try await oracle.values(at: vertices))
      }
    }

    state.iteration &+= 1
    guard isSmall(state) else { return .advanced }
    state.isFlat = mustBeBuiltAnew(state)
    return state.isFlat ? .advanced : .converged(.simplex)
  }

  private func factors(
    _ n: Int
  ) -> (reflection: Double, expansion: Double, contraction: Double, shrinkage: Double) {
    switch coefficients {
    case .adaptive where n > 1:
      let n = Double(n)
      return (1, 1 + 2 / n, 0.75 - 1 / (2 * n), 1 - 1 / n)
    case .adaptive, .classical:
      return (1, 2, 0.5, 0.5)
    case .custom(let reflection, let expansion, let contraction, let shrinkage):
      return (reflection, expansion, contraction, shrinkage)
    }
  }

  /// Whether both tolerances hold, or the vertices are as near to each other as numbers can be (which is looked at from
  /// time to time: it happens where the values are noisy or jump).
  private func isSmall(_ state: State) -> Bool {
    let best = state.simplex.bestValue
    let worst = state.simplex.worstValue
    let scale = max(1, best.magnitude, worst.magnitude)
    if worst - best <= (tolerances.value ?? 0) * scale, worst.isFinite {
      return state.simplex.relativeSize <= tolerances.step ?? 0
    }
    return state.iteration & 63 == 0 && state.simplex.relativeSize <= 4 * Double.ulpOfOne
  }

  /// Whether a small simplex is flat, and there is hope: building it anew has gained something the last time.
  private func mustBeBuiltAnew(_ state: State) -> Bool {
    let best = state.simplex.bestValue
    let gained = state.valueAtRestart - best > (tolerances.value ?? 0) * max(1, best.magnitude)
    return gained && state.restarts < maximumRestarts && state.simplex.isFlat(comparedTo: state.extents)
  }

  /// Builds the simplex anew around its best vertex, with half the first extents, to either side in turn: another shape
  /// than the one that collapsed.
  private func restart(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let sign = state.restarts.isMultiple(of: 2) ? -0.5 : 0.5
    let vertices = InitialSimplex.vertices(
      around: state.simplex.bestVertex, steps: state.extents.map { sign * $0 }, in: oracle.box)
    let values = try await oracle.values(at: vertices[1..<vertices.count], exploringFrom: 0)
    state.valueAtRestart = state.simplex.bestValue
    state.simplex = Simplex(vertices, [state.simplex.bestValue] + values)
    state.restarts += 1
    state.isFlat = false
    return .advanced
  }
}

extension NelderMead.Coefficients: OptionConvertible {
  public init?(option: OptionValue) {
    switch option {
    case .word("adaptive"): self = .adaptive
    case .word("classical"): self = .classical
    default: return nil
    }
  }

  public static var expected: String { "adaptive or classical" }
}

extension AlgorithmChoice where Self == NelderMead {
  /// The Nelder–Mead simplex search.
  public static func nelderMead(
    coefficients: NelderMead.Coefficients = .adaptive, initialSimplex: InitialSimplex = .coordinateSteps(),
    tolerances: Tolerances = Tolerances(), maximumRestarts: Int = 10
  ) -> NelderMead {
    NelderMead(
      coefficients: coefficients, initialSimplex: initialSimplex, tolerances: tolerances,
      maximumRestarts: maximumRestarts)
  }
}
