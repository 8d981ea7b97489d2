/// A number as it is written at a tick: digits, and where it is a power, the exponent that stands above.
struct NumberLabel: Sendable, Hashable {
  var base: String
  var exponent = ""

  /// On one line, with the exponent in superscript digits.
  var plain: String { base + String(exponent.map { NumberLabel.superscripts[$0] ?? $0 }) }

  private static let superscripts: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "−": "⁻",
  ]

  /// 10^exponent.
  static func power(_ exponent: Int, isNegative: Bool = false) -> NumberLabel {
    NumberLabel(base: isNegative ? "−10" : "10", exponent: integer(exponent))
  }

  /// digits · 10^exponent, written out, with a thin space between groups of thousands from five digits on.
  static func decimal(_ digits: Int, exponent: Int) -> String {
    let sign = digits < 0 ? "−" : ""
    var whole = String(digits.magnitude)
    guard exponent < 0 else {
      let zeros = digits == 0 ? "" : String(repeating: "0", count: exponent)
      return sign + grouped(whole + zeros)
    }
    let places = -exponent
    if whole.count <= places { whole = String(repeating: "0", count: places - whole.count + 1) + whole }
    return sign + grouped(String(whole.dropLast(places))) + "." + whole.suffix(places)
  }

  private static func integer(_ value: Int) -> String { (value < 0 ? "−" : "") + String(value.magnitude) }

  private static func grouped(_ digits: String) -> String {
    guard digits.count > 4 else { return digits }
    var groups = ""
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.count - i) % 3 == 0 { groups += "\u{2009}" }
      groups.append(digit)
    }
    return groups
  }
}
