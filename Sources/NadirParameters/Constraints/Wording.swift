/// Whether the two sides of an equality agree: up to 10⁻⁸ of the largest term involved.
///
/// Values that people type, or that an earlier fit wrote with fewer digits, pass; a forgotten term does not.
func agree(_ left: Double, _ right: Double, termsUpTo largest: Double) -> Bool {
  let gap = (left - right).magnitude
  return gap.isFinite && gap <= 1e-8 * max(left.magnitude, right.magnitude, largest)
}

extension Violation {
  /// What is said behind values that are the limit of good ones.
  static let atTheRim = ", at the rim"

  /// One of several values, with its position: `-1.0 at [2]`.
  static func value(_ i: Int, of values: [Double]) -> String {
    values.count == 1 ? "\(values[i])" : "\(values[i]) at [\(i)]"
  }

  /// `0.2 + 0.3 - 0.1`; a sum of more than eight terms shows the first six and the last.
  static func sum(_ terms: [String]) -> String {
    guard let first = terms.first else { return "0.0" }
    guard terms.count <= 8 else { return terms[1..<6].reduce(first, joined) + " + … " + signed(terms[terms.count - 1]) }
    return terms.dropFirst().reduce(first, joined)
  }

  /// Refuses infinities and NaN.
  static func refuseNonFinite(_ values: [Double], expected: String) throws(Violation) {
    if let i = values.firstIndex(where: { !$0.isFinite }) {
      throw Violation(found: value(i, of: values), expected: expected)
    }
  }

  private static func joined(_ sum: String, _ term: String) -> String { "\(sum) \(signed(term))" }

  private static func signed(_ term: String) -> String {
    term.hasPrefix("-") ? "- \(term.dropFirst())" : "+ \(term)"
  }
}
