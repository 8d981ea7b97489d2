import NadirEvaluation
public import NadirLinear

/// What the terms of a sum and their derivatives at a minimum say of the parameters: how well the data determine them.
///
/// It rests on the linear model of the m residuals around the minimum, r + Jp, as all the figures of nonlinear regression
/// do (Seber & Wild 2003, Nonlinear Regression, doi:10.1002/0471725315). Parameters that are fixed are known and have
/// no error. One that ended at a bound has no normal distribution around it; its error is NaN, and the others are those
/// that they have while it stays there.
public struct Statistics: Sendable {
  /// What is assumed of the errors in the data.
  public enum ErrorModel: Sendable, Hashable {
    /// Independent, with the same variance, which the residuals tell: s²(JᵀJ)⁻¹ with s² = r·r/(m − rank).
    case equalVariances
    /// Independent, with variance 1, because residuals were divided by the standard deviations of the data: (JᵀJ)⁻¹.
    case unitVariances
    /// Independent, each with a variance of its own: m/(m − rank) (JᵀJ)⁻¹ Jᵀ diag(r²) J (JᵀJ)⁻¹ (White 1980,
    /// doi:10.2307/1912934, with the correction for degrees of freedom).
    case unequalVariances
  }

  /// Parameters that the data cannot tell apart: a change of one is, as far as the residuals tell, a change of the others.
  public struct Dependence: Sendable, Hashable {
    /// The path of the parameter.
    public var parameter: String
    /// The paths of those that it goes with; none where nothing depends on it.
    public var others: [String]

    public init(parameter: String, others: [String]) {
      self.parameter = parameter
      self.others = others
    }
  }

  /// The number m of residuals or contributions.
  public let count: Int
  /// The number of coordinates that were free to move and did not end at a bound.
  public let parameterCount: Int
  /// The rank of J with columns of length 1: how many combinations of parameters the data determine. A column counts as
  /// a combination of others where less than 10⁻⁷ of it is left, which is what difference Jacobians can tell.
  public let rank: Int
  /// An estimate of the condition number of J with columns of length 1.
  public let condition: Double
  /// What cannot be told apart; empty where the rank is full.
  public let dependences: [Dependence]
  /// The residual standard error s, whose square estimates the variance of the errors; NaN without degrees of freedom, and
  /// for contributions.
  public let residualStandardError: Double
  /// Whether J is the estimate of a method without derivatives, from its last samples. Where residuals are noisy, or the
  /// samples close to each other, standard errors made of it can be wrong by any factor; the outcome does not print them.
  public let isEstimated: Bool
  /// The paths of the parameters, fixed ones included: the order of the covariance's rows.
  public let paths: [String]

  let estimates: Estimates

  /// m − rank.
  public var degreesOfFreedom: Int { count - rank }

  /// The covariance matrix of the parameters, in the order of ``paths``.
  ///
  /// Under a loss ψ = ρ′r takes the place of the residuals, divided by the mean of its slopes: for equal variances with
  /// the correction of Huber & Ronchetti 2009, Robust Statistics, (7.81), doi:10.1002/9780470434697; with unit variances it
  /// is the same. For contributions it is (SᵀS)⁻¹ with the scores S, the estimate of Berndt, Hall, Hall & Hausman 1974 for
  /// log-likelihoods, whatever is assumed.
  ///
  /// - Parameter model: What is assumed of the errors; equal variances unless given.
  /// - Returns: N × N, with NaN for parameters that the data do not determine or that are at a bound, and zeros for fixed
  ///   ones.
  public func covariance(assuming model: ErrorModel = .equalVariances) -> Matrix {
    estimates.covariance(of: model, degreesOfFreedom: degreesOfFreedom)
  }

  /// The standard errors of the parameters, in the order of ``paths``: the roots of the covariance's diagonal.
  public func standardErrors(assuming model: ErrorModel = .equalVariances) -> [Double] {
    let covariance = covariance(assuming: model)
    return paths.indices.map { covariance[$0, $0].squareRoot() }
  }

  /// The standard errors of the model in the residuals, one for each: √(jᵢ C jᵢᵀ), with the rows jᵢ of the Jacobian and
  /// the covariance C of the parameters.
  ///
  /// The data determine them where they do not determine all parameters, too. Where residuals were multiplied by numbers,
  /// such as 1/σ, so are they. With equal variances they are s √hᵢ, with the leverages hᵢ.
  ///
  /// - Parameter model: What is assumed of the errors; equal variances unless given.
  /// - Returns: m numbers, NaN without degrees of freedom; none for contributions, which are no data.
  public func standardErrorsOfResiduals(assuming model: ErrorModel = .equalVariances) -> [Double] {
    guard estimates.terms.kind == .residuals, let derivatives = estimates.terms.derivatives else { return [] }
    return estimates.standardErrors(of: derivatives, model, degreesOfFreedom: degreesOfFreedom)
  }
}

extension Statistics {
  /// The relative length up to which a column counts as a combination of others.
  private static let tolerance = 1e-7

  /// - Parameters:
  ///   - linearization: The terms with their derivatives with respect to the free coordinates.
  ///   - isHeld: Which coordinates ended at a bound.
  ///   - names: The names of the coordinates.
  ///   - paths: The paths of the parameters.
  ///   - moves: The derivatives of the parameters with respect to the coordinates, N × n.
  init?(_ linearization: Linearization, isHeld: [Bool], names: [String], paths: [String], moves: Matrix) {
    let terms = linearization.terms
    guard let derivatives = terms.derivatives else { return nil }
    isEstimated = linearization.isEstimated
    let moved = isHeld.indices.filter { !isHeld[$0] }
    var scaled = Matrix(rowCount: derivatives.rowCount, columnCount: moved.count)
    var lengths: [Double] = []
    for (k, j) in moved.enumerated() {
      let column = derivatives.column(j)
      let length = euclideanNorm(column)
      lengths.append(length > 0 ? length : 1)
      for i in column.indices { scaled[i, k] = column[i] / lengths[k] }
    }
    let qr = PivotedQR(scaled, tolerance: Self.tolerance)
    count = derivatives.rowCount
    parameterCount = moved.count
    rank = qr.rank
    condition = qr.conditionEstimate
    self.paths = paths
    let dependent = qr.dependentColumns
    dependences = dependent.map { column in
      Dependence(parameter: names[moved[column.column]], others: column.others.map { names[moved[$0]] })
    }
    estimates = Estimates(
      terms: terms, moved: moved, lengths: lengths, inverse: qr.inverseOfNormalMatrix,
      dependent: dependent, moves: moves)
    let degrees = Double(derivatives.rowCount - qr.rank)
    residualStandardError =
      terms.kind == .residuals && degrees > 0 ? estimates.variance(degrees: degrees).squareRoot() : .nan
  }
}

extension Statistics: CustomStringConvertible {
  public var description: String {
    var lines: [String] = []
    if residualStandardError.isFinite {
      lines.append(
        "residual standard error \(residualStandardError.rounded(toDigits: 4)), \(count) residuals, "
          + "\(degreesOfFreedom) degrees of freedom")
    }
    for dependence in dependences {
      lines.append(
        dependence.others.isEmpty
          ? "the data say nothing of \(dependence.parameter)"
          : "the data cannot tell \(dependence.parameter) apart from \(dependence.others.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n")
  }
}
