/// The numbers of ``LSMR``: the two factorizations by rotations of the bidiagonal matrix and of its triangle, and what
/// they say of the norms. The letters are those of Fong & Saunders 2011, sections 2.7, 3 and 5, with λ for their
/// damping, the square root of ours, and words for the accents: bar, hat, dot, tilde, check.
struct LSMREstimates {
  private let lambda: Double
  private(set) var iterations = 0

  // The factorizations QR and Q̄R̄.
  private var alphaBar: Double
  private var zetaBar: Double
  private var rho = 1.0
  private var rhoBar = 1.0
  private var cBar = 1.0
  private var sBar = 0.0

  // The residual, by a third factorization, of R̄ᵀ.
  private var betaDoubleDot: Double
  private var betaDot = 0.0
  private var rhoDot = 1.0
  private var tauTilde = 0.0
  private var thetaTilde = 0.0
  private var zeta = 0.0
  /// The square of what the rotations with λ have put aside.
  private var putAside = 0.0
  private(set) var residualNorm: Double

  private var squaredNorm: Double
  private var largestRhoBar = 0.0
  private var smallestRhoBar = Double.infinity
  private(set) var conditionNumber = 1.0

  init(alpha: Double, beta: Double, damping lambda: Double) {
    self.lambda = lambda
    alphaBar = alpha
    zetaBar = alpha * beta
    betaDoubleDot = beta
    residualNorm = beta
    squaredNorm = alpha * alpha
  }

  /// ‖Aᵀ(b − Ax) − λ²x‖.
  var gradientNorm: Double { zetaBar.magnitude }

  /// ‖(A; λI)‖ in the Frobenius norm, as far as it is seen.
  var operatorNorm: Double { squaredNorm.squareRoot() }

  /// The weights of an iteration: h̄ ← h − `smoothed`·h̄, x ← x + `step`·h̄, h ← v − `direction`·h.
  mutating func advance(alpha: Double, beta: Double) -> (smoothed: Double, step: Double, direction: Double) {
    iterations += 1
    let alphaHat = length(alphaBar, lambda)
    let (cHat, sHat) = (alphaBar / alphaHat, lambda / alphaHat)
    let oldRho = rho
    rho = length(alphaHat, beta)
    let (c, s) = (alphaHat / rho, beta / rho)
    let theta = s * alpha
    alphaBar = c * alpha

    let (oldRhoBar, oldZeta) = (rhoBar, zeta)
    let thetaBar = sBar * rho
    let rest = cBar * rho
    rhoBar = length(rest, theta)
    (cBar, sBar) = (rest / rhoBar, theta / rhoBar)
    zeta = cBar * zetaBar
    zetaBar *= -sBar

    noteResidual(c: c, s: s, cHat: cHat, sHat: sHat, thetaBar: thetaBar, oldZeta: oldZeta)
    noteNorm(rest: rest, oldRhoBar: oldRhoBar, alpha: alpha, beta: beta)
    return (thetaBar * rho / (oldRho * oldRhoBar), zeta / (rho * rhoBar), theta / rho)
  }

  private mutating func noteResidual(
    c: Double, s: Double, cHat: Double, sHat: Double, thetaBar: Double, oldZeta: Double
  ) {
    let betaAcute = cHat * betaDoubleDot
    let betaCheck = sHat * betaDoubleDot
    putAside += betaCheck * betaCheck
    let betaHat = c * betaAcute
    betaDoubleDot = -s * betaAcute

    let oldThetaTilde = thetaTilde
    let rhoTilde = length(rhoDot, thetaBar)
    let (cTilde, sTilde) = (rhoDot / rhoTilde, thetaBar / rhoTilde)
    thetaTilde = sTilde * rhoBar
    rhoDot = cTilde * rhoBar
    betaDot = cTilde * betaHat - sTilde * betaDot
    tauTilde = (oldZeta - oldThetaTilde * tauTilde) / rhoTilde
    let tauDot = (zeta - thetaTilde * tauTilde) / rhoDot
    let misfit = betaDot - tauDot
    residualNorm = (putAside + misfit * misfit + betaDoubleDot * betaDoubleDot).squareRoot()
  }

  /// The singular values of A lie between the extremes of ρ̄, of which the last one is not final yet.
  private mutating func noteNorm(rest: Double, oldRhoBar: Double, alpha: Double, beta: Double) {
    if iterations > 1 {
      largestRhoBar = max(largestRhoBar, oldRhoBar)
      smallestRhoBar = min(smallestRhoBar, oldRhoBar)
    }
    conditionNumber = max(largestRhoBar, rest) / min(smallestRhoBar, rest)
    squaredNorm += beta * beta + lambda * lambda + alpha * alpha
  }

  func solution(_ x: [Double], _ ending: LSMRSolution.Ending) -> LSMRSolution {
    LSMRSolution(
      x: x, ending: ending, iterations: iterations, residualNorm: residualNorm, gradientNorm: gradientNorm,
      operatorNorm: operatorNorm, conditionNumber: conditionNumber)
  }
}

/// √(a² + b²).
private func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
