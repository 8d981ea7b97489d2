/// Rows of cells as lines in which the columns stand below each other; the space behind the last cell is left out.
func aligned(_ rows: [[String]]) -> [String] {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
  return rows.map { row in
    var line = ""
    for (cell, width) in zip(row, widths) where width > 0 {
      line += cell + String(repeating: " ", count: width - cell.count + 2)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension Double {
  /// The nearest number with so many significant digits, from 1 to 15.
  func rounded(toDigits digits: Int) -> Double {
    guard isFinite, self != 0 else { return self }
    let (_, exponent) = decimalParts(from: 1)
    // A power of ten up to 10²² is exact, and with it the nearest number; beyond, the last places do not show.
    let places = digits - 1 - exponent
    guard places.magnitude <= 22 else { return self }
    var power = 1.0
    for _ in 0..<places.magnitude { power *= 10 }
    return places >= 0 ? (self * power).rounded() / power : (self / power).rounded() * power
  }

  /// Two significant digits, such as `1.2e-8`, without a formatting library.
  var rounded: String {
    guard isFinite, self != 0 else { return "\(self)" }
    // What rounds to 10 is 1 of the next power.
    let (mantissa, exponent) = decimalParts(from: 0.995)
    let digits = (mantissa * 10).rounded() / 10
    return "\(self < 0 ? "-" : "")\(digits)" + (exponent == 0 ? "" : "e\(exponent)")
  }

  /// The magnitude as mantissa · 10^exponent, with a mantissa that is at least so much and below ten times that.
  private func decimalParts(from least: Double) -> (mantissa: Double, exponent: Int) {
    var exponent = 0
    var mantissa = magnitude
    while mantissa >= 10 * least {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < least {
      mantissa *= 10
      exponent -= 1
    }
    return (mantissa, exponent)
  }
}
