extension Sparsity {
  /// The columns in groups of which no two share a row, so that one displacement of all of a group tells each of its
  /// columns (Curtis, Powell & Reid 1974, doi:10.1093/imamat/13.1.117).
  ///
  /// This is a colouring of the graph in which columns that share a row are neighbours. Columns get the first group
  /// that takes them: as they come, by falling numbers of neighbours, and by falling numbers of neighbours that are
  /// grouped already; the fewest groups are the result (Coleman & Moré 1983, doi:10.1137/0720013). A matrix of
  /// bandwidth w has w groups.
  public var columnGroups: [[Int]] {
    let natural = Array(0..<columnCount)
    var best = groups(in: natural)
    if best.count > longestRow {
      let degrees = natural.map { neighbors(ofColumn: $0).count }
      let byDegree = groups(in: natural.sorted { (-degrees[$0], $0) < (-degrees[$1], $1) })
      if byDegree.count < best.count { best = byDegree }
    }
    if best.count > longestRow {
      let byIncidence = groups(in: incidenceOrder)
      if byIncidence.count < best.count { best = byIncidence }
    }
    return best
  }

  /// The columns that share a row with column j, each once.
  private func neighbors(ofColumn j: Int) -> [Int] {
    Set(rows(ofColumn: j).flatMap(columns(ofRow:))).filter { $0 != j }.sorted()
  }

  private func groups(in order: [Int]) -> [[Int]] {
    var groups: [[Int]] = []
    var groupOf = [Int](repeating: -1, count: columnCount)
    /// The last column that the group was barred for.
    var barredFor: [Int] = []
    for j in order {
      for row in rows(ofColumn: j) {
        for neighbor in columns(ofRow: row) where groupOf[neighbor] >= 0 { barredFor[groupOf[neighbor]] = j }
      }
      let group = barredFor.firstIndex { $0 != j } ?? groups.count
      if group == groups.count {
        groups.append([])
        barredFor.append(-1)
      }
      groups[group].append(j)
      groupOf[j] = group
    }
    return groups.map { $0.sorted() }
  }

  /// The columns, each time the one with the most neighbours among those before it.
  private var incidenceOrder: [Int] {
    var order: [Int] = []
    var incidences = [Int](repeating: 0, count: columnCount)
    var isTaken = [Bool](repeating: false, count: columnCount)
    // Columns by their incidence; an entry is out of date once the column has a higher one.
    var buckets: [[Int]] = [Array((0..<columnCount).reversed())]
    while order.count < columnCount {
      while buckets.count > 1, buckets[buckets.count - 1].isEmpty { buckets.removeLast() }
      guard let j = buckets[buckets.count - 1].popLast() else { break }
      guard !isTaken[j], incidences[j] == buckets.count - 1 else { continue }
      isTaken[j] = true
      order.append(j)
      for neighbor in neighbors(ofColumn: j) where !isTaken[neighbor] {
        incidences[neighbor] += 1
        if buckets.count == incidences[neighbor] { buckets.append([]) }
        buckets[incidences[neighbor]].append(neighbor)
      }
    }
    return order
  }
}
