public import NadirEvaluation
import NadirLinear

/// The method of Berndt, Hall, Hall and Hausman for sums f(x) = Σ cᵢ(x), such as log-likelihoods.
///
/// At the maximum of a log-likelihood of independent observations the expectation of the Hessian is minus that of the
/// scores' outer product SᵀS, whose rows are the gradients of the contributions. So p = −(SᵀS)⁻¹ Sᵀ1 is nearly Newton's
/// direction, without second derivatives, and one of descent wherever the gradient Sᵀ1 is not zero. It is solved for
/// by a factorization of S, not of SᵀS.
///
/// Source: Berndt, Hall, Hall & Hausman 1974, Estimation and inference in nonlinear structural models, Annals of Economic
/// and Social Measurement 3, 653–665.
///
/// A step is the longest λ = 1, λ₁, λ₂, … that has at least the fraction `decrease` of the change that the gradient
/// promises; each is where a parabola through what is known has its minimum, within a tenth and a half of the one before.
/// Deviations: the scores of every trial point are asked for together with its contributions, so that a trial is one
/// round; where the scores are dependent, the basic solution is taken, and −Sᵀ1 where that is no direction of descent.
public struct BHHH: Algorithm {
  public var tolerances: Tolerances
  /// δ of the sufficient decrease.
  public var decrease: Double

  public static let traits = AlgorithmTraits(
    name: "BHHH", aliases: ["berndt_hall_hall_hausman"], family: .lineSearch, needs: [.contributions, .scores],
    handlesBounds: false, reproducibility: .anyWidth, batch: "contributions and scores: n + 1 with forward differences",
    tolerances: Tolerances(value: 1e7 * Double.ulpOfOne, gradient: 1e-5),
    summary: "Log-likelihoods given observation by observation, without bounds.",
    references: [
      "Berndt, Hall, Hall & Hausman 1974, Estimation and inference in nonlinear structural models, Annals of Economic "
        + "and Social Measurement 3, 653–665"
    ])

  public static var options: [AlgorithmOption<BHHH>] {
    [AlgorithmOption("decrease", "the part of the promised change that a step must have", \.decrease)]
      + toleranceOptions
  }

  /// - Parameters:
  ///   - tolerances: `gradient` 1e-5 and `value` 10⁷ε ≈ 2.2e-9, as for BFGS.
  ///   - decrease: 1e-3.
  public init(tolerances: Tolerances = Tolerances(), decrease: Double = 1e-3) {
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.decrease = decrease
  }

  public struct State: Codable, Sendable, Equatable {
    var iterate: Iterate
    /// R of SD⁻¹P = QR, where D holds the lengths of the scores' columns.
    var upperTriangle: Matrix
    var permutation: [Int]
    /// D.
    var lengths: [Double]
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    guard decrease > 0, decrease < 0.5 else {
      throw InvalidArgument("decrease", is: "\(decrease)", expected: "above 0 and below 0.5")
    }
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let (value, _, scores) = try await oracle.contributionsAndScores(at: x)
    guard let scores else {
      throw .start(EvaluationFailure(.notFinite, "there are no scores at the start point"))
    }
    return State(at: x, value: value, scores: scores)
  }

  public func current(_ state: State) -> (point: [Double], value: Double) {
    (state.iterate.point, state.iterate.value)
  }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let tests = DescentTests(tolerances)
    let old = state.iterate
    if tests.isStationary(old, in: oracle.box) { return .converged(.gradient) }

    let direction = state.direction
    let slope = dot(direction, old.gradient)
    var step = 1.0
    for _ in 0..<60 {
      let trial = point(from: old.point, along: direction, by: step)
      guard trial != old.point else { break }
      let (value, _, scores) = try await oracle.contributionsAndScores(at: trial)
      if value - old.value <= decrease * step * slope, let scores {
        state = State(at: trial, value: value, scores: scores)
        return tests.progress(from: old, to: state.iterate, in: oracle.box)
      }
      let parabola = LinePoint.parabolaMinimizer(
        LinePoint(step: 0, value: old.value, slope: slope), value: LinePoint(step: step, value: value, slope: .nan))
      step = parabola.isFinite ? min(max(parabola, 0.1 * step), 0.5 * step) : 0.1 * step
    }
    return tests.verdict(onFailedSearchFrom: old, along: direction)
  }
}

extension BHHH.State {
  fileprivate init(at x: [Double], value: Double, scores: Matrix) {
    let sums = scores.transposedTimes([Double](repeating: 1, count: scores.rowCount))
    iterate = Iterate(point: x, value: value, gradient: sums)
    lengths = (0..<scores.columnCount).map { j in
      let length = euclideanNorm(scores.column(j))
      return length > 0 ? length : 1
    }
    let qr = PivotedQR(scores.scalingColumns(by: lengths.map { 1 / $0 }))
    upperTriangle = qr.upperTriangle
    permutation = qr.permutation
  }

  /// −(SᵀS)⁻¹ Sᵀ1, or −Sᵀ1 where that does not descend.
  fileprivate var direction: [Double] {
    let gradient = iterate.gradient
    let qr = PivotedQR(upperTriangle: upperTriangle, permutation: permutation, tolerance: 1e-12)
    let scaled = qr.solveNormalEquations(zip(gradient, lengths).map { $0 / $1 })
    let direction = zip(scaled, lengths).map { -$0 / $1 }
    let descends = direction.allSatisfy(\.isFinite) && dot(direction, gradient) < 0
    return descends ? direction : gradient.map { -$0 }
  }
}

extension AlgorithmChoice where Self == BHHH {
  /// The method of Berndt, Hall, Hall and Hausman, for contributions.
  public static func bhhh(tolerances: Tolerances = Tolerances(), decrease: Double = 1e-3) -> BHHH {
    BHHH(tolerances: tolerances, decrease: decrease)
  }
}
