import NadirEvaluation

extension Demand {
  /// What to ask for where a gradient is wanted: the gradient, or the terms and derivatives from which it follows; `nil`
  /// where neither is offered.
  var forGradient: Demand? {
    if contains(.gradient) { return [.value, .gradient] }
    return differentiatedTerms.map { [.value, $0.demand, $0.derivatives] }
  }
}
