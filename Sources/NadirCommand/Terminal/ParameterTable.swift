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
        row.path, row.start.text(digits: 8), rangeText(row.lower, row.upper, digits: 8),
        isSoft ? rangeText(row.softLower, row.softUpper, digits: 8) : "", scale == 1 ? "" : scale.text(digits: 8),
        row.equals.map { "= \($0)" } ?? row.transform ?? "", row.isFixed ? "fixed" : "free",
      ]
    }
    return TextTable(["parameter", "start", "bounds", "soft bounds", "scale", "constraint", ""], cells).lines(
      rest: rest)
  }
}
