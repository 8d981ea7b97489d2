extension Field {
  /// Every nth column and row of the grid, and the last ones, so that about so many remain: what is finer than the
  /// picture makes lines of equal value long but no better.
  func thinned(columns: Int, rows: Int) -> Field {
    let across = Field.kept(xs.count, most: columns)
    let up = Field.kept(ys.count, most: rows)
    guard across.count < xs.count || up.count < ys.count else { return self }
    let width = xs.count
    return Field(
      title, xs: across.map { xs[$0] }, ys: up.map { ys[$0] },
      values: up.flatMap { row in across.map { values[row * width + $0] } }, scale: scale)
  }

  private static func kept(_ count: Int, most: Int) -> [Int] {
    let step = max(1, count / max(1, most))
    let places = Array(stride(from: 0, to: count, by: step))
    return places.last == count - 1 ? places : places + [count - 1]
  }
}
