/// The algorithms by the names that people write in text.
public enum AlgorithmCatalog {
  /// One of each, with default options.
  public static let all: [any Algorithm] = [
    NelderMead(), BFGS(), LBFGSB(), BHHH(), LevenbergMarquardt(), TrustRegionReflective(), Dogleg(),
    DerivativeFreeLeastSquares(),
    FirstOrderMethod(GradientDescent()), FirstOrderMethod(Adam()), FirstOrderMethod(AdamW()),
    FirstOrderMethod(AMSGrad()), FirstOrderMethod(NAdam()), FirstOrderMethod(RMSprop()), FirstOrderMethod(Adagrad()),
    FirstOrderMethod(Adadelta()), FirstOrderMethod(Lion()), FirstOrderMethod(BatchLBFGS()),
  ]

  /// The algorithm of that name, in any case and with or without hyphens and underscores; `nil` when there is none.
  public static func named(_ name: String) -> (any Algorithm)? {
    let wanted = folded(name)
    return all.first { algorithm in
      let traits = type(of: algorithm).traits
      return ([traits.name] + traits.aliases).contains { folded($0) == wanted }
    }
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
