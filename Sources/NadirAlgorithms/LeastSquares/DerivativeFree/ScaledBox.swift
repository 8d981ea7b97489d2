import NadirEvaluation

/// Coordinates in units of their own: the box, and how displacements t from a point x are turned into points x + St.
///
/// The unit of a coordinate is max(1, |x₀|) of the start. Where the bounds are close it is less, so that the first step
/// along it has room in one direction.
struct ScaledBox {
  let box: Box
  /// The diagonal of S.
  let units: [Double]

  init(_ box: Box, units: [Double]) {
    self.box = box
    self.units = units
  }

  /// The units around a start, of which the first step along each coordinate is a multiple.
  static func units(around start: [Double], in box: Box, firstStep: Double) -> [Double] {
    start.indices.map { i in
      let unit = max(1, start[i].magnitude)
      let room = (box.upper[i] - box.lower[i]) / (2 * firstStep)
      return room > 0 ? min(unit, room) : unit
    }
  }

  /// The bounds of t around x.
  func room(around x: [Double]) -> (lower: [Double], upper: [Double]) {
    (
      x.indices.map { (box.lower[$0] - x[$0]) / units[$0] },
      x.indices.map { (box.upper[$0] - x[$0]) / units[$0] }
    )
  }

  /// x + St, on the bounds where t is on its bounds.
  func point(_ t: [Double], from x: [Double]) -> [Double] {
    let (lower, upper) = room(around: x)
    return x.indices.map { i in
      if t[i] <= lower[i] { return box.lower[i] }
      if t[i] >= upper[i] { return box.upper[i] }
      return box.clamp(x[i] + units[i] * t[i], at: i)
    }
  }

  /// The t with the largest qᵀt in the box around x and in a ball: along q, with the coordinates that reach a bound left
  /// there and the others longer for it.
  func farthest(along q: [Double], from x: [Double], within radius: Double) -> [Double] {
    let (lower, upper) = room(around: x)
    var t = [Double](repeating: 0, count: q.count)
    var free = q.indices.filter { q[$0] != 0 }
    var rest = radius * radius
    while !free.isEmpty, rest > 0 {
      let length = free.reduce(0) { $0 + q[$1] * q[$1] }.squareRoot()
      let factor = rest.squareRoot() / length
      let blocked = free.filter { factor * q[$0] < lower[$0] || factor * q[$0] > upper[$0] }
      guard !blocked.isEmpty else {
        for i in free { t[i] = factor * q[i] }
        break
      }
      for i in blocked {
        t[i] = q[i] < 0 ? lower[i] : upper[i]
        rest -= t[i] * t[i]
      }
      free.removeAll { blocked.contains($0) }
    }
    return t
  }
}
