import NadirEvaluation
import NadirLinear

extension DerivativeSource {
  /// Where a derivative comes from, for the line above its numbers.
  var text: String {
    switch self {
    case .objective: "given by the objective"
    case .products: "from the objective's products"
    case .gradients: "from differences of gradients"
    case .values: "from differences of values"
    }
  }
}

extension Counts {
  /// Such as "9 evaluations in 1 round".
  var text: String {
    "\(evaluations) evaluation\(evaluations == 1 ? "" : "s") in \(rounds) round\(rounds == 1 ? "" : "s")"
  }
}

/// A row for each component of a derivative that has the shape of the parameters.
func componentRows(_ paths: [String], _ components: [Double], _ errors: [Double], oneSided: [String]) -> [[String]] {
  let oneSided = Set(oneSided)
  return paths.indices.map { i in
    [
      paths[i], "\(components[i])", errors[i] > 0 ? "± \(errors[i].rounded)" : "",
      oneSided.contains(paths[i]) ? "one-sided" : "",
    ]
  }
}

/// The first twenty rows in columns, and how many more there are.
func shortened(_ rows: [[String]], below heading: [String]? = nil) -> [String] {
  let shown = 20
  let lines = aligned((heading.map { [$0] } ?? []) + rows.prefix(shown)).map { "  \($0)" }
  return rows.count > shown ? lines + ["  … and \(rows.count - shown) more"] : lines
}

/// A matrix of derivatives with six significant digits: twenty rows and six columns of it at most, its largest error, and
/// what is one-sided.
func matrixLines(
  _ matrix: Matrix, _ errors: Matrix, rows: [String], columns: [String], oneSided: [String]
) -> [String] {
  let shown = columns.prefix(6)
  let left = columns.count - shown.count
  let heading = [""] + shown + (left > 0 ? ["… and \(left) more"] : [])
  let cells = rows.indices.map { i in
    [rows[i]] + shown.indices.map { j in "\(matrix[i, j].rounded(toDigits: 6))" }
  }
  var lines = shortened(cells, below: heading)
  var worst = (row: 0, column: 0, error: 0.0)
  for j in columns.indices {
    for i in rows.indices where errors[i, j] > worst.error { worst = (i, j, errors[i, j]) }
  }
  if worst.error > 0 {
    lines.append("largest error ± \(worst.error.rounded), of \(rows[worst.row]), \(columns[worst.column])")
  }
  if !oneSided.isEmpty {
    let named = oneSided.prefix(20).joined(separator: ", ")
    lines.append("one-sided along \(named)" + (oneSided.count > 20 ? " … and \(oneSided.count - 20) more" : ""))
  }
  return lines
}
