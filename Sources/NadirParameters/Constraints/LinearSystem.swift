import NadirEvaluation
import NadirLinear

/// The linear equalities among the free numbers: coefficients · numbers = sums.
struct LinearSystem {
  let coefficients: Matrix
  let sums: [Double]
  /// The positions of the numbers.
  let numbers: [Int]

  /// The block that moves the numbers along the equalities, each in its unit.
  func block(start: [Double], units: [Double]?) -> TransformedBlock {
    let transform = LinearEqualities(
      coefficients: coefficients, rightSides: sums, at: numbers.map { start[$0] },
      scales: numbers.map { units?[$0] ?? 1 })
    return TransformedBlock(transform: transform, numbers: numbers, name: "linear")
  }
}

extension ConstraintSite {
  /// All linear equalities together, because they may share numbers.
  func linearSystem(
    _ constraints: [Constraint], besides blocks: [TransformedBlock]
  ) throws(InvalidArgument) -> LinearSystem? {
    var rows: [[Int: Double]] = []
    var sums: [Double] = []
    for constraint in constraints {
      guard case .linear(let weights, var sum) = constraint.kind else { continue }
      var row: [Int: Double] = [:]
      for (reference, weight) in zip(constraint.references, weights) {
        guard weight.isFinite else {
          throw InvalidArgument("the weight of '\(reference.text)'", is: "\(weight)", expected: "a finite number")
        }
        for number in try index.positions(reference, argument: "a parameter of a linear equality") {
          row[groups.leader[number], default: 0] += weight
        }
      }
      try check(row, sum)
      for (number, weight) in row where isFixed[number] { sum -= weight * start[number] }
      row = row.filter { !isFixed[$0.key] && $0.value != 0 }
      if !row.isEmpty {
        rows.append(row)
        sums.append(sum)
      }
    }
    let numbers = Set(rows.flatMap(\.keys)).sorted()
    if numbers.isEmpty { return nil }
    for number in numbers {
      if let block = blocks.first(where: { $0.numbers.contains(number) }) { throw shared(number, block.name, "linear") }
      try checkBounds(of: number, keptTo: nil, by: "linear equality")
    }
    var coefficients = Matrix(rowCount: rows.count, columnCount: numbers.count)
    for (i, row) in rows.enumerated() {
      for (j, number) in numbers.enumerated() { coefficients[i, j] = row[number] ?? 0 }
    }
    return LinearSystem(coefficients: coefficients, sums: sums, numbers: numbers)
  }

  /// Checks that the start fulfils a linear equality, fixed numbers included.
  private func check(_ row: [Int: Double], _ sum: Double) throws(InvalidArgument) {
    guard sum.isFinite else {
      throw InvalidArgument("the right side of a linear equality", is: "\(sum)", expected: "a finite number")
    }
    let terms = row.sorted { $0.key < $1.key }
    let left = terms.reduce(0) { $0 + $1.value * start[$1.key] }
    let largest = maximumNorm(terms.map { $0.value * start[$0.key] })
    if agree(left, sum, termsUpTo: largest) { return }
    let text = terms.prefix(6).map { "\($0.value)·\(index.names[$0.key])" }.joined(separator: " + ")
    throw InvalidArgument(
      "the start", is: "\(text)\(terms.count > 6 ? " + …" : "") = \(left)", expected: "\(sum), by a linear equality")
  }
}
