public import NadirEvaluation
import NadirLinear

/// The plan of the Jacobian J of f: ℝⁿ → ℝᵐ.
///
/// The n columns take n points by forward or backward differences, 2n by central ones, and 2kn by an extrapolation of k
/// levels; x is one more where f(x) is not known. With a known sparsity the columns of a group that share no row are
/// displaced together, so that n is the number of groups (Curtis, Powell & Reid 1974, doi:10.1093/imamat/13.1.117).
///
/// When a point of a group fails, the group is tried on the other side, and then its columns one by one with all that
/// the differences have to try.
public struct JacobianPlan: DifferencePlan {
  private let box: Box
  private let differences: Differences
  private let sparsity: Sparsity?
  /// Whether the rows belong to coordinates, in whose precision they are kept.
  private let isOfGradient: Bool
  private var rounds: Rounds<[Double], ColumnGroup>

  public var points: PointBatch { rounds.sites.points }

  /// - Parameters:
  ///   - x: The point, n numbers in the box.
  ///   - value: f(x), if it is known.
  ///   - sparsity: Which elements can be other than zero, m × n; by default all of them.
  ///   - differences: Their method, step and extrapolation.
  public init(
    at x: [Double], in box: Box, value: [Double]? = nil, sparsity: Sparsity? = nil, differences: Differences = .forward
  ) throws(InvalidArgument) {
    try self.init(
      at: x, in: box, value: value, sparsity: sparsity, groups: sparsity?.columnGroups, differences: differences,
      isOfGradient: false)
  }

  init(
    at x: [Double], in box: Box, value: [Double]?, sparsity: Sparsity?, groups: [[Int]]?,
    differences: Differences, isOfGradient: Bool
  ) throws(InvalidArgument) {
    try checkPoint(x, in: box)
    try differences.check(dimension: x.count)
    if let sparsity, sparsity.columnCount != x.count {
      throw InvalidArgument("sparsity", is: "of \(sparsity.columnCount) columns", expected: "of \(x.count)")
    }
    if let value, !value.allSatisfy(\.isFinite) {
      throw InvalidArgument("value", is: "\(value)", expected: "finite")
    }
    self.box = box
    self.differences = differences
    self.sparsity = sparsity
    self.isOfGradient = isOfGradient
    rounds = Rounds(around: x, value: value)
    if let misfit = misfit("value", value, sparsity?.rowCount) { throw misfit }
    for columns in groups ?? x.indices.map({ [$0] }) {
      guard let group = group(of: columns, attempt: 0, &rounds.sites) else {
        let stuck = columns.first { differences.stencil(forCoordinate: $0, at: x, in: box, attempt: 0) == nil }
        throw noRoom(stuck ?? columns[0], at: x, in: box)
      }
      rounds.add(group)
    }
  }

  public func combine(
    _ values: [[Double]?]
  ) throws(DifferenceFailure) -> DifferenceProgress<JacobianPlan, JacobianEstimate> {
    var plan = self
    try plan.rounds.sites.answer(values) { $0.allSatisfy(\.isFinite) }
    guard let center = plan.rounds.sites[0] else { throw .noValue }
    for value in [center] + values {
      if let misfit = misfit("value", value, sparsity?.rowCount ?? center.count) { throw .unfit(misfit) }
    }
    let hopeless = plan.rounds.settle(
      isUsable: { group, sites in isUsable(group, sites) }, retry: { group, sites in retry(group, &sites) })
    guard hopeless.isEmpty else { throw .noDifference(along: hopeless) }
    return plan.rounds.open.isEmpty ? .finished(plan.estimate(center)) : .repair(plan)
  }

  private func group(of columns: [Int], attempt: Int, _ sites: inout Sites<[Double]>) -> ColumnGroup? {
    var stencils: [ColumnStencil] = []
    for column in columns {
      guard let stencil = differences.stencil(forCoordinate: column, at: sites.x, in: box, attempt: attempt) else {
        return nil
      }
      stencils.append(stencil)
    }
    var group = ColumnGroup(coordinates: columns, stencils: stencils, attempt: attempt)
    for k in 0..<(stencils.map(\.nodes.count).max() ?? 0) {
      let moves = zip(columns, stencils).compactMap { column, stencil in
        k < stencil.nodes.count ? (coordinate: column, value: stencil.nodes[k]) : nil
      }
      group.sites.append(sites.site(moves))
    }
    return group
  }

  private func isUsable(_ group: ColumnGroup, _ sites: Sites<[Double]>) -> Bool {
    var isUsable = true
    elements(of: group, sites) { _, _, element in isUsable = isUsable && element != nil }
    return isUsable
  }

  private func retry(_ group: ColumnGroup, _ sites: inout Sites<[Double]>) -> [ColumnGroup]? {
    if group.coordinates.count == 1 || group.attempt == 0,
      let other = self.group(of: group.coordinates, attempt: group.attempt + 1, &sites)
    {
      return [other]
    }
    guard group.coordinates.count > 1 else { return nil }
    var singles: [ColumnGroup] = []
    for column in group.coordinates {
      guard let single = self.group(of: [column], attempt: 0, &sites) else { return nil }
      singles.append(single)
    }
    return singles
  }

  /// The elements that the group determines: those in a row in which none of its other columns has an element.
  private func elements(
    of group: ColumnGroup, _ sites: Sites<[Double]>, _ body: (Int, Int, (value: Double, error: Double)?) -> Void
  ) {
    guard let center = sites[0], let values = sites.values(group.sites) else { return }
    var owners: [Int: Int] = [:]
    if let sparsity, group.coordinates.count > 1 {
      for column in group.coordinates {
        for row in sparsity.rows(ofColumn: column) { owners[row, default: 0] += 1 }
      }
    }
    for (column, stencil) in zip(group.coordinates, group.stencils) {
      let count = stencil.nodes.count
      for row in sparsity?.rows(ofColumn: column) ?? Array(center.indices) where owners[row] ?? 1 == 1 {
        let displaced = (0..<count).map { values[$0][row] }
        var stencil = stencil
        if isOfGradient { stencil.accuracy.roundoff = differences.unitRoundoff(row) }
        body(row, column, stencil.derivative(center[row], displaced, of: .component))
      }
    }
  }

  /// The error of an element that no group tells is infinite; only groups from outside leave such elements.
  private func estimate(_ center: [Double]) -> JacobianEstimate {
    var estimate = JacobianEstimate(
      value: center, jacobian: Matrix(rowCount: center.count, columnCount: rounds.sites.x.count),
      errors: Matrix(rowCount: center.count, columnCount: rounds.sites.x.count))
    for column in rounds.sites.x.indices {
      for row in sparsity?.rows(ofColumn: column) ?? [] { estimate.errors[row, column] = .infinity }
    }
    for group in rounds.finished {
      elements(of: group, rounds.sites) { row, column, element in
        guard let element else { return }
        estimate.jacobian[row, column] = element.value
        estimate.errors[row, column] = element.error
      }
    }
    return estimate
  }
}

/// Columns that are displaced together.
private struct ColumnGroup: Piece {
  var coordinates: [Int]
  var stencils: [ColumnStencil]
  var attempt: Int
  var sites: [Int] = []
}
