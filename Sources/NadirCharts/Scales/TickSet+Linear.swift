extension TickSet {
  /// Multiples of 1, 2 or 5 times a power of ten (Heckbert 1990, Nice numbers for graph labels, in: Graphics Gems). A
  /// tick is a whole number of steps, so that its label is exact. There are at least three where whole numbers are not
  /// asked for, and at most nine.
  init(linear domain: Domain, target: Int) {
    let steps = TickSet.steps(around: domain, target: target).filter { $0.exponent >= 0 || !domain.isWhole }
    let choices = steps.map { $0.multiples(in: domain) }
    let fitting = choices.filter { (3...9).contains($0.count) }
    let best = (fitting.isEmpty ? choices.filter { $0.count <= 9 } : fitting)
      .min { abs($0.count - target) < abs($1.count - target) }
    guard let best, let first = best.first, let last = best.last else {
      self.init(ticks: [])
      return
    }
    self.init(multiples: best.numbers, exponent: best.exponent, largest: max(first.magnitude, last.magnitude))
  }

  /// Whole multiples of a power of ten.
  private struct Multiples {
    let numbers: [Int]
    let exponent: Int
    var count: Int { numbers.count }
    var first: Int? { numbers.first }
    var last: Int? { numbers.last }
  }

  private struct Step {
    let factor: Int
    let exponent: Int

    func multiples(in domain: Domain) -> Multiples {
      let step = decimal(factor, exponent: exponent)
      guard step.isFinite, step > 0 else { return Multiples(numbers: [], exponent: exponent) }
      let (low, high) = ((domain.lower / step).rounded(.up), (domain.upper / step).rounded(.down))
      // The neighbors are tried too, because the quotients are rounded.
      guard high - low <= 20, low.magnitude < 1e17, high.magnitude < 1e17 else {
        return Multiples(numbers: [], exponent: exponent)
      }
      let numbers = (Int(low) - 1...max(Int(low) - 1, Int(high) + 1)).map { $0 * factor }
      return Multiples(
        numbers: numbers.filter { domain.contains(decimal($0, exponent: exponent)) }, exponent: exponent)
    }
  }

  /// Steps from far too fine to far too coarse.
  private static func steps(around domain: Domain, target: Int) -> [Step] {
    let span = max(.leastNormalMagnitude, domain.upper / 2 - domain.lower / 2) / Double(target)
    let middle = Int(decimalLogarithm(span).rounded())
    return (middle - 2...middle + 2).flatMap { exponent in
      [1, 2, 5].map { Step(factor: $0, exponent: exponent) }
    }
  }

  /// Labels for whole multiples of a power of ten: all with as many decimal places, with a power of ten where they would
  /// be long, and counted from an origin where they differ in the last places only.
  private init(multiples: [Int], exponent: Int, largest: UInt) {
    let digits = String(largest).count
    // The exponent of the first digit of the largest.
    let leading = exponent + digits - 1
    let span = (multiples.last ?? 0) - (multiples.first ?? 0)
    if digits - String(span).count > 4 {
      self.init(countedFromOrigin: multiples, exponent: exponent)
      return
    }
    let isPlain = leading < 6 && (exponent >= -5 || leading >= -3)
    self.init(
      ticks: multiples.map { number in
        let value = decimal(number, exponent: exponent)
        guard !isPlain, number != 0 else {
          return Tick(
            value: value, label: NumberLabel(base: NumberLabel.decimal(number, exponent: number == 0 ? 0 : exponent)))
        }
        var label = NumberLabel.power(leading)
        let mantissa = NumberLabel.decimal(number, exponent: exponent - leading)
        label.base = mantissa + "×10"
        return Tick(value: value, label: label)
      })
  }

  private init(countedFromOrigin multiples: [Int], exponent: Int) {
    let low = multiples.first ?? 0
    let span = (multiples.last ?? 0) - low
    // The roundest number near, so that the labels are short.
    var unit = 1
    while unit <= span { unit *= 10 }
    let origin = (Double(low) / Double(unit)).rounded(.down) == Double(low) / Double(unit) ? low : low - low % unit
    self.init(
      ticks: multiples.map { number in
        Tick(
          value: decimal(number, exponent: exponent),
          label: NumberLabel(base: NumberLabel.decimal(number - origin, exponent: 0)))
      })
    self.origin = NumberLabel(decimal(origin, exponent: exponent), digits: 17).plain
    if exponent != 0 { power = NumberLabel.power(exponent) }
  }
}
