import NadirEvaluation

/// n + 1 vertices with their values, in the order of the values.
///
/// The vertices stay where they are in one flat array; `order` is the permutation that sorts them. What a trial point
/// needs is formed in workspaces, so an iteration allocates nothing.
struct Simplex: Codable, Sendable, Equatable {
  let dimension: Int
  /// Vertex by vertex.
  private(set) var vertices: [Double]
  private(set) var values: [Double]
  /// The vertices from best to worst.
  private(set) var order: [Int]
  /// The centroid, and behind it the t of the trial point that was formed last.
  private(set) var centroid: Workspace
  private(set) var trial: Workspace

  init(_ points: PointBatch, _ values: [Double]) {
    dimension = points.dimension
    vertices = points.coordinates
    self.values = values
    order = Self.sorted(values, keepingFirst: 0)
    centroid = Workspace(points.dimension + 1)
    trial = Workspace(points.dimension)
  }

  var bestValue: Double { values[order[0]] }
  var secondWorstValue: Double { values[order[dimension - 1]] }
  var worstValue: Double { values[order[dimension]] }
  var bestVertex: [Double] { Array(vertices[order[0] * dimension..<(order[0] + 1) * dimension]) }

  // MARK: Trial points

  /// Forms the centroid c of all vertices but the worst, always from scratch: no rounding error gathers.
  mutating func formCentroid() {
    let n = dimension
    let worst = order[n]
    if centroid.storage.count != n + 1 { centroid = Workspace(n + 1) }
    if trial.storage.count != n { trial = Workspace(n) }
    vertices.withUnsafeBufferPointer { vertices in
      centroid.storage.withUnsafeMutableBufferPointer { sum in
        for j in 0..<n { sum[j] = 0 }
        for i in 0...n where i != worst {
          for j in 0..<n { sum[j] += vertices[i &* n &+ j] }
        }
        let weight = 1 / Double(n)
        for j in 0..<n { sum[j] *= weight }
        sum[n] = .nan
      }
    }
  }

  /// Forms the trial point c + t (w − c), inside the box, with w the worst vertex.
  mutating func formTrial(_ t: Double, in box: Box) {
    let n = dimension
    guard t != centroid.storage[n] else { return }
    centroid.storage[n] = t
    let row = order[n] &* n
    vertices.withUnsafeBufferPointer { vertices in
      centroid.storage.withUnsafeBufferPointer { centroid in
        trial.storage.withUnsafeMutableBufferPointer { trial in
          for j in 0..<n { trial[j] = centroid[j] + t * (vertices[row &+ j] - centroid[j]) }
          guard !box.isUnbounded else { return }
          for j in 0..<n { trial[j] = box.clamp(trial[j], at: j) }
        }
      }
    }
  }

  // MARK: Changing vertices

  /// Puts the trial point for t, whose value is known, in the place of the worst vertex. Among equal values the new
  /// vertex comes last.
  mutating func replaceWorst(_ t: Double, _ value: Double, in box: Box) {
    formTrial(t, in: box)
    let n = dimension
    let slot = order[n]
    trial.storage.withUnsafeBufferPointer { trial in
      vertices.withUnsafeMutableBufferPointer { vertices in
        for j in 0..<n { vertices[slot &* n &+ j] = trial[j] }
      }
    }
    values[slot] = value
    values.withUnsafeBufferPointer { values in
      order.withUnsafeMutableBufferPointer { order in
        var rank = n
        while rank > 0, value < values[order[rank &- 1]] {
          order[rank] = order[rank &- 1]
          rank &-= 1
        }
        order[rank] = slot
      }
    }
  }

  /// The vertices but the best, moved towards it: b + σ (v − b), from second best to worst.
  func shrunk(by sigma: Double) -> PointBatch {
    let best = bestVertex
    var batch = PointBatch(dimension: dimension)
    for slot in order.dropFirst() {
      batch.append(best.indices.map { best[$0] + sigma * (vertices[slot * dimension + $0] - best[$0]) })
    }
    return batch
  }

  /// Replaces the vertices but the best, from second best to worst. Among equal values the best vertex stays best.
  mutating func replaceAllButBest(with batch: PointBatch, _ newValues: [Double]) {
    for (rank, slot) in order.dropFirst().enumerated() {
      for j in 0..<dimension { vertices[slot * dimension + j] = batch.coordinates[rank * dimension + j] }
      values[slot] = newValues[rank]
    }
    order = Self.sorted(values, keepingFirst: order[0])
  }

  /// The indices by ascending value; among equals the `first` one leads, then the order of the indices.
  private static func sorted(_ values: [Double], keepingFirst first: Int) -> [Int] {
    values.indices.sorted { i, j in
      if values[i] != values[j] { return values[i] < values[j] }
      return i == first || (j != first && i < j)
    }
  }

  // MARK: Size and shape

  /// The largest distance from the best vertex along any coordinate, relative to max(1, ‖x‖∞).
  var relativeSize: Double {
    let best = order[0] * dimension
    var size = 0.0
    var scale = 1.0
    for j in 0..<dimension {
      let center = vertices[best + j]
      scale = max(scale, center.magnitude)
      for i in 0...dimension { size = max(size, (vertices[i * dimension + j] - center).magnitude) }
    }
    return size / scale
  }

  /// The extent along each coordinate.
  var extents: [Double] {
    (0..<dimension).map { j in
      var least = Double.infinity
      var greatest = -Double.infinity
      for i in 0...dimension {
        least = min(least, vertices[i * dimension + j])
        greatest = max(greatest, vertices[i * dimension + j])
      }
      return greatest - least
    }
  }

  /// Whether the simplex has nearly lost a dimension since it had the given extents.
  ///
  /// The edges from the best vertex, in units of those extents, are orthogonalized, longest remaining first; the simplex
  /// is flat when the last one is under 10⁻⁴ of the first. A valley's curvature may differ by 10⁸ between directions
  /// before a healthy simplex in it is that slender.
  func isFlat(comparedTo extents: [Double]) -> Bool {
    let best = order[0] * dimension
    var edges = order.dropFirst().map { slot in
      (0..<dimension).map { j in
        (vertices[slot * dimension + j] - vertices[best + j]) / (extents[j] > 0 ? extents[j] : 1)
      }
    }
    var longest = 0.0
    var last = 0.0
    while !edges.isEmpty {
      let squares = edges.map { $0.reduce(0) { $0 + $1 * $1 } }
      guard let pivot = squares.indices.max(by: { squares[$0] < squares[$1] }) else { break }
      last = squares[pivot].squareRoot()
      longest = max(longest, last)
      guard last > 1e-4 * longest else { return true }
      let direction = edges.remove(at: pivot).map { $0 / last }
      for i in edges.indices {
        let component = zip(edges[i], direction).reduce(0) { $0 + $1.0 * $1.1 }
        for j in direction.indices { edges[i][j] -= component * direction[j] }
      }
    }
    return false
  }
}
