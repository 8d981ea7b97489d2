extension TickSet {
  /// Powers of ten, every second, third, fifth, … where there are many; 1, 2 and 5 times them where there are few; and
  /// multiples of a step where the range is less than that.
  init(logarithmic domain: Domain, target: Int) {
    let lower = Int(decimalLogarithm(domain.lower).rounded(.down))
    let upper = Int(decimalLogarithm(domain.upper).rounded(.up))
    let powers = (lower...max(lower, upper)).filter { domain.contains(decimal(1, exponent: $0)) }
    if powers.count >= 3 {
      let chosen = TickSet.thinned(powers, most: max(3, target + 1))
      self.init(ticks: chosen.map { Tick(value: decimal(1, exponent: $0), label: TickSet.label(1, $0, among: chosen)) })
      minor = TickSet.minor(powers: powers, chosen: chosen, in: domain)
      return
    }
    let multiples = (lower...max(lower, upper)).flatMap { exponent in
      [1, 2, 5].map { (digits: $0, exponent: exponent) }
    }
    .filter { domain.contains(decimal($0.digits, exponent: $0.exponent)) }
    guard multiples.count >= 3 else {
      self.init(linear: domain, target: target)
      return
    }
    let exponents = multiples.map(\.exponent)
    self.init(
      ticks: multiples.map {
        Tick(
          value: decimal($0.digits, exponent: $0.exponent),
          label: TickSet.label($0.digits, $0.exponent, among: exponents))
      })
    minor = TickSet.minor(powers: Array(lower...upper), chosen: Array(lower...upper), in: domain)
  }

  /// Every nth power, counted from 10⁰, so that at most so many remain.
  static func thinned(_ powers: [Int], most: Int) -> [Int] {
    for stride in [1, 2, 3, 5, 10, 20, 50, 100] {
      let chosen = powers.filter { $0 % stride == 0 }
      if chosen.count <= most { return chosen }
    }
    return powers.filter { $0 % 200 == 0 }
  }

  /// digits · 10^exponent, written out where all are neither very large nor very small.
  static func label(_ digits: Int, _ exponent: Int, among exponents: [Int]) -> NumberLabel {
    if exponents.allSatisfy({ -3 <= $0 && $0 <= 3 }) {
      return NumberLabel(base: NumberLabel.decimal(digits, exponent: exponent))
    }
    var label = NumberLabel.power(exponent)
    if digits != 1 { label.base = "\(digits)×10" }
    return label
  }

  /// The powers without a label where some have none, else 2, …, 9 times each power.
  private static func minor(powers: [Int], chosen: [Int], in domain: Domain) -> [Double] {
    let rest = powers.filter { !chosen.contains($0) }
    guard rest.isEmpty else { return powers.count <= 60 ? rest.map { decimal(1, exponent: $0) } : [] }
    let around = (powers.first ?? 0) - 1...(powers.last ?? 0)
    return around.flatMap { exponent in (2...9).map { decimal($0, exponent: exponent) } }.filter(domain.contains)
  }
}
