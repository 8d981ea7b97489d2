extension Sparsity {
  /// The columns of a symmetric matrix in groups whose displacements tell every element, at its place or mirrored.
  ///
  /// This is a star colouring of the graph in which i and j are neighbours when aᵢⱼ is in the pattern: neighbours have
  /// different colours, and every path of four vertices has at least three. Of aᵢⱼ and aⱼᵢ at least one is then the
  /// only element of its row in its group. Greedy, in the order of the columns and by falling degrees, of which the
  /// better is the result (Gebremedhin, Manne & Pothen 2005, algorithm 4.1, doi:10.1137/S0036144504444711). There are
  /// never more groups than ``columnGroups`` has with a full diagonal, as it would be one of the colourings.
  ///
  /// The pattern is taken to be square and symmetric, and the diagonal to be part of it.
  public var symmetricColumnGroups: [[Int]] {
    let natural = Array(0..<min(rowCount, columnCount))
    let neighbors = natural.map { j in rows(ofColumn: j).filter { $0 != j && $0 < natural.count } }
    let byDegree = natural.sorted { (-neighbors[$0].count, $0) < (-neighbors[$1].count, $1) }
    var best = Self.starGroups(natural, neighbors)
    for groups in [Self.starGroups(byDegree, neighbors), withDiagonal.columnGroups] where groups.count < best.count {
      best = groups
    }
    return best
  }

  private static func starGroups(_ order: [Int], _ neighbors: [[Int]]) -> [[Int]] {
    var colors = [Int](repeating: -1, count: order.count)
    /// The last vertex that the colour was barred for.
    var barredFor: [Int] = []
    for v in order {
      for w in neighbors[v] {
        if colors[w] >= 0 { barredFor[colors[w]] = v }
        for x in neighbors[w] where colors[x] >= 0 {
          // With the colour of x, v – w – x – y would have two colours; where w has none yet it must be free to get
          // one.
          if colors[w] < 0 || neighbors[x].contains(where: { $0 != w && colors[$0] == colors[w] }) {
            barredFor[colors[x]] = v
          }
        }
      }
      let color = barredFor.firstIndex { $0 != v } ?? barredFor.count
      if color == barredFor.count { barredFor.append(-1) }
      colors[v] = color
    }
    var groups = [[Int]](repeating: [], count: barredFor.count)
    for (v, color) in colors.enumerated() { groups[color].append(v) }
    return groups
  }
}
