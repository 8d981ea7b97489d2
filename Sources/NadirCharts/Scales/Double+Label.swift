extension NumberLabel {
  /// A number with so many significant digits at most, as it is said on hover: without an exponent where it is neither
  /// very large nor very small.
  init(_ value: Double, digits: Int = 6) {
    guard value.isFinite else {
      self.init(base: value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞")
      return
    }
    guard value != 0 else {
      self.init(base: "0")
      return
    }
    let (mantissa, exponent) = NumberLabel.significant(value.magnitude, digits: digits)
    let last = exponent - (String(mantissa).count - 1)
    let signed = value < 0 ? -mantissa : mantissa
    if -5 < exponent, exponent < 7 {
      self.init(base: NumberLabel.decimal(signed, exponent: last))
    } else {
      let fraction = NumberLabel.decimal(signed, exponent: last - exponent)
      self = NumberLabel.power(exponent)
      base = mantissa == 1 ? (value < 0 ? "−10" : "10") : fraction + "×10"
    }
  }

  /// The first digits without trailing zeros, and the exponent of the first one.
  private static func significant(_ magnitude: Double, digits: Int) -> (mantissa: Int, exponent: Int) {
    // The shortest decimal that is the number; its digits are then rounded to as many as are asked for.
    let text = magnitude.description.lowercased()
    let parts = text.split(separator: "e")
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let point = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var all = Array((point[0] + (point.count > 1 ? point[1] : "")).utf8).map { Int($0) - 48 }
    exponent += point[0].count - 1
    while all.first == 0 {
      all.removeFirst()
      exponent -= 1
    }
    var mantissa = all.prefix(digits).reduce(0) { 10 * $0 + $1 }
    if all.count > digits, all[digits] >= 5 {
      mantissa += 1
      if String(mantissa).count > digits { exponent += 1 }
    }
    while mantissa % 10 == 0, mantissa > 0 { mantissa /= 10 }
    return (mantissa, exponent)
  }
}

extension Double {
  /// The number as it is written in a title, on one line.
  package var label: String { NumberLabel(self).plain }
}
