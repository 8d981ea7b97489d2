import Nadir

/// The parameters of a study before it runs: where they begin and what holds for them.
struct ParameterTable {
  private let rows: [ParameterDescription]
  private let scale: [Double]

  /// - Parameter scale: The typical size of each parameter.
  init(_ rows: [ParameterDescription], scale: [Double]) {
    self.rows = rows
    self.scale = scale
  }

  /// - Parameter rest: What shows the rows that are left out of a long table; without it none are.
  func lines(rest: String?) -> [String] {
    let cells = zip(rows, scale).map { row, scale in
      let isSoft = row.softLower != row.lower || row.softUpper != row.upper
      return [
        row.path, row.start.text(digits: 8), range(row.lower, row.upper),
        isSoft ? range(row.softLower, row.softUpper) : "", scale == 1 ? "" : scale.text(digits: 8),
        row.equals.map { "= \($0)" } ?? row.transform ?? "", row.isFixed ? "fixed" : "free",
      ]
    }
    return TextTable(["parameter", "start", "bounds", "soft bounds", "scale", "constraint", ""], cells).lines(
      rest: rest)
  }

  private func range(_ lower: Double, _ upper: Double) -> String {
    switch (lower.isFinite, upper.isFinite) {
    case (false, false): ""
    case (true, false): "≥ \(lower.text(digits: 8))"
    case (false, true): "≤ \(upper.text(digits: 8))"
    case (true, true): "\(lower.text(digits: 8)) … \(upper.text(digits: 8))"
    }
  }
}
