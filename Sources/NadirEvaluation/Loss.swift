import RealModule

/// How a residual enters a sum: as its square, or less than that where it is large, so that outliers do not decide.
///
/// With the scale C a residual r contributes C² ρ(z), z = (r/C)², where ρ(z) ≈ z for small z. So within the scale all
/// losses are nearly r², and C is the size from which on a residual is suspected to be an outlier.
///
/// Source: Huber & Ronchetti 2009, Robust Statistics, 2nd ed., doi:10.1002/9780470434697; Holland & Welsch 1977,
/// doi:10.1080/03610927708827533.
public enum Loss: Sendable, Hashable, Codable {
  /// ρ(z) = z: plain least squares.
  case squares
  /// ρ(z) = z for z ≤ 1, 2√z − 1 beyond: grows like |r|. C = 1.345 σ has 95 % efficiency for normal errors.
  case huber(scale: Double)
  /// ρ(z) = 2(√(1 + z) − 1): a smooth relative of Huber's.
  case softL1(scale: Double)
  /// ρ(z) = ln(1 + z): grows like a logarithm. C = 2.385 σ has 95 % efficiency for normal errors.
  case cauchy(scale: Double)
  /// ρ(z) = arctan z: bounded by π/2.
  case arctan(scale: Double)
  /// Tukey's biweight, ρ(z) = (1 − (1 − z)³)/3 for z ≤ 1, 1/3 beyond: residuals beyond the scale have no say at all.
  /// C = 4.685 σ has 95 % efficiency for normal errors.
  case tukey(scale: Double)

  /// C; 1 for plain squares.
  public var scale: Double {
    switch self {
    case .squares: 1
    case .huber(let scale), .softL1(let scale), .cauchy(let scale), .arctan(let scale), .tukey(let scale): scale
    }
  }

  /// Checks that the scale is a positive number.
  public func validate() throws(InvalidArgument) {
    guard scale > 0, scale.isFinite else {
      throw InvalidArgument("the scale of the loss", is: "\(scale)", expected: "a number above 0")
    }
  }
}

extension Loss {
  /// C² ρ(r²/C²).
  public func contribution(of r: Double) -> Double {
    if self == .squares { return r * r }
    let r = r / scale
    return scale * scale * Self.rho(self, r * r, r.magnitude)
  }

  private static func rho(_ loss: Loss, _ z: Double, _ magnitude: Double) -> Double {
    switch loss {
    case .squares: z
    case .huber: z <= 1 ? z : 2 * magnitude - 1
    // The same as 2(√(1 + z) − 1), without the cancellation at small z.
    case .softL1: 2 * z / ((1 + z).squareRoot() + 1)
    case .cauchy: Double.log(onePlus: z)
    case .arctan: Double.atan(z)
    case .tukey: z > 1 ? 1 / 3 : z * (1 - z + z * z / 3)
    }
  }

  /// The weight ρ′(r²/C²), 1 at 0: the derivative of the contribution is 2 ρ′ r.
  public func weight(of r: Double) -> Double {
    let r = r / scale
    let z = r * r
    switch self {
    case .squares: return 1
    case .huber: return z <= 1 ? 1 : 1 / r.magnitude
    case .softL1: return 1 / (1 + z).squareRoot()
    case .cauchy: return 1 / (1 + z)
    case .arctan: return z < 1e150 ? 1 / (1 + z * z) : 0
    case .tukey: return z > 1 ? 0 : (1 - z) * (1 - z)
    }
  }

  /// The derivative by r of 2 ρ′ r, halved: the curvature ψ′ of the loss, 1 at 0.
  public func curvature(of r: Double) -> Double {
    let s = r / scale
    let z = s * s
    switch self {
    case .squares: return 1
    case .huber: return z <= 1 ? 1 : 0
    case .softL1: return 1 / ((1 + z) * (1 + z).squareRoot())
    case .cauchy: return (1 - z) / ((1 + z) * (1 + z))
    case .arctan:
      guard z < 1e75 else { return 0 }
      let square = z * z
      return (1 - 3 * square) / ((1 + square) * (1 + square))
    case .tukey: return z > 1 ? 0 : (1 - z) * (1 - 5 * z)
    }
  }

  /// The residual whose square is the contribution of r, with the sign of r.
  ///
  /// With it every sum of losses is a sum of squares again, with the same value and gradient, and the curvature that its
  /// linear model has lies between those of the loss itself and of reweighted least squares (Engels, Stewénius & Nistér
  /// 2006, Bundle adjustment rules, in: Photogrammetric Computer Vision).
  public func root(of r: Double) -> Double {
    if self == .squares { return r }
    let root = contribution(of: r).squareRoot()
    return r < 0 ? -root : root
  }

  /// The derivative of ``root(of:)``: ρ′ r / root, 1 at 0.
  public func slopeOfRoot(of r: Double) -> Double {
    if self == .squares { return 1 }
    let root = root(of: r)
    return root == 0 ? 1 : weight(of: r) * (r / root)
  }
}
