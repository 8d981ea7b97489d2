extension TestProblem {
  /// The same problem from `factor` times its start: the published far starts are those of the factors 10 and 100.
  ///
  /// Where the start is the origin the far start has `factor` in every coordinate, as in the test programs of MINPACK
  /// (Moré, Garbow & Hillstrom 1980, User guide for MINPACK-1, ANL-80-74). It is projected onto the box. A prescribed
  /// ``initialSimplex``, which begins with the start, is left out. The name says the factor, which should be finite and
  /// not 0; with the factor 1 the problem is unchanged.
  public func started(at factor: Double) -> TestProblem {
    if factor == 1 { return self }
    let isOrigin = start.allSatisfy { $0 == 0 }
    return TestProblem(
      "\(name), start × \(factor)", source: source, start: start.map { isOrigin ? factor : factor * $0 }, box: box,
      minimum: minimum, minimizers: minimizers, features: features, initialSimplex: nil, function: function,
      value: value, gradient: gradient, residualCount: residualCount, map: map, residuals: residuals,
      jacobian: jacobian)
  }
}
