extension TickSet {
  /// Zero, and powers of ten of both signs; multiples of a step where these are fewer than three.
  init(symmetric domain: Domain, constant: Double, target: Int) {
    let largest = max(domain.lower.magnitude, domain.upper.magnitude)
    let lower = Int(decimalLogarithm(constant).rounded(.up))
    let upper = max(lower, Int(decimalLogarithm(largest).rounded(.down)))
    // Between ticks as much as a label is high, and from zero as much too.
    let step = 1 / Double(max(3, target + 1))
    let zero = domain.fraction(of: 0)
    for stride in [1, 2, 3, 5, 10, 20, 50, 100, 200] {
      // Counted from 10⁰, or from 10¹ where more ticks are far enough from zero then.
      let choices = [0, 1].map { first -> [(value: Double, exponent: Int)] in
        let powers = (lower...upper).filter { ($0 - first) % stride == 0 }
        let values =
          powers.reversed().map { (-decimal(1, exponent: $0), $0) } + powers.map { (decimal(1, exponent: $0), $0) }
        return values.filter { domain.contains($0.0) && (domain.fraction(of: $0.0) - zero).magnitude >= 0.8 * step }
      }
      let shown = choices[1].count > choices[0].count ? choices[1] : choices[0]
      guard shown.count <= max(4, target) else { continue }
      let exponents = shown.map(\.exponent)
      var ticks = shown.map { value, exponent in
        let label = TickSet.label(1, exponent, among: exponents)
        return Tick(
          value: value, label: value < 0 ? NumberLabel(base: "−" + label.base, exponent: label.exponent) : label)
      }
      if domain.contains(0) {
        ticks.insert(
          Tick(value: 0, label: NumberLabel(base: "0")), at: ticks.firstIndex { $0.value > 0 } ?? ticks.count)
      }
      if ticks.count < 3 { break }
      self.init(ticks: ticks)
      return
    }
    self.init(linear: domain, target: target)
  }
}
