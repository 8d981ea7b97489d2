import NadirEvaluation

extension Demand {
  /// What to ask for where a gradient is wanted: the gradient, or the terms and derivatives from which it follows; `nil`
  /// where neither is offered.
  var forGradient: Demand? {
    if contains(.gradient) { return [.value, .gradient] }
    for kind in [Terms.Kind.residuals, .contributions] {
      let terms: Demand = [kind.demand, kind.derivatives]
      if isSuperset(of: terms) { return terms.union(.value) }
    }
    return nil
  }
}
