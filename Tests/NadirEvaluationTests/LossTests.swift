import NadirEvaluation
import NadirLinear
import Testing

@Suite struct LossTests {
  static let losses: [Loss] = [
    .squares, .huber(scale: 0.7), .softL1(scale: 0.7), .cauchy(scale: 0.7), .arctan(scale: 0.7), .tukey(scale: 0.7),
  ]
  static let residuals = [0, 1e-9, 0.01, 0.3, -0.3, 0.69, 0.8, -1.5, 4, -300, 1e8]

  /// Every contribution is the square where residuals are small, and no more than it elsewhere.
  @Test(arguments: losses) func isTheSquareNearZero(_ loss: Loss) {
    for r in Self.residuals {
      #expect(loss.contribution(of: r) <= r * r * (1 + 1e-15))
      #expect(loss.contribution(of: r) == loss.contribution(of: -r))
      if abs(r) <= 1e-3 { #expect(abs(loss.contribution(of: r) - r * r) <= 1e-5 * r * r) }
    }
    #expect(loss.weight(of: 0) == 1 && loss.curvature(of: 0) == 1 && loss.slopeOfRoot(of: 0) == 1)
    #expect(loss.contribution(of: .nan).isNaN)
  }

  /// Weights and curvatures are the derivatives, by central differences.
  @Test(arguments: losses) func derivativesAreRight(_ loss: Loss) {
    for r in Self.residuals where abs(r) > 1e-6 && abs(r) < 1e3 {
      let h = 1e-5 * abs(r)
      let slope = (loss.contribution(of: r + h) - loss.contribution(of: r - h)) / (2 * h)
      #expect(abs(slope - 2 * loss.weight(of: r) * r) <= 1e-5 * max(abs(slope), 1e-5), "\(loss) at \(r)")
      let psi = { (r: Double) in loss.weight(of: r) * r }
      let curvature = (psi(r + h) - psi(r - h)) / (2 * h)
      #expect(abs(curvature - loss.curvature(of: r)) <= 1e-4 * max(abs(curvature), 1e-3), "\(loss) at \(r)")
      let root = (loss.root(of: r + h) - loss.root(of: r - h)) / (2 * h)
      #expect(abs(root - loss.slopeOfRoot(of: r)) <= 1e-4 * max(abs(root), 1e-3), "\(loss) at \(r)")
    }
  }

  /// The sum of squares of the roots is the sum of losses, with the same gradient.
  @Test(arguments: losses) func rootsKeepValueAndGradient(_ loss: Loss) throws {
    let jacobian = [[1.0, 2], [0.5, -1], [3, 0.1], [-2, 4]]
    let terms = Terms(.residuals, [0.1, -0.9, 2, 0], derivatives: try .init(rows: jacobian), loss: loss)
    let plain = terms.plainSquares
    #expect(abs(plain.sum - terms.sum) <= 1e-14 * terms.sum)
    for (a, b) in zip(try #require(plain.gradient), try #require(terms.gradient)) { #expect(abs(a - b) < 1e-13) }
    let contributions = terms.asContributions
    #expect(abs(contributions.sum - terms.sum) <= 1e-14 * terms.sum)
    for (a, b) in zip(try #require(contributions.gradient), try #require(terms.gradient)) {
      #expect(abs(a - b) < 1e-13)
    }
  }

  @Test func scalesArePositive() {
    for scale in [0, -1, .nan, .infinity] {
      #expect(throws: InvalidArgument.self) { try Loss.huber(scale: scale).validate() }
      #expect(throws: InvalidArgument.self) {
        try Objective<[Double]>(residuals: { $0 }).with(loss: .cauchy(scale: scale))
      }
    }
  }
}
