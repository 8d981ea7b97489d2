import NadirEvaluation
import NadirParameters

/// Points of the free coordinates of one or several spaces of the same shape, to be evaluated together.
struct PlacedPoints<Shape: Sendable>: Sendable {
  struct Part: Sendable {
    var space: ParameterSpace<Shape>
    var points: PointBatch
  }

  var parts: [Part]

  var count: Int { parts.reduce(0) { $0 + $1.points.count } }

  /// The points with these indices.
  subscript(range: Range<Int>) -> PlacedPoints {
    if range.count == count { return self }
    var selected: [Part] = []
    var offset = 0
    for part in parts {
      let own = range.clamped(to: offset..<offset + part.points.count)
      if !own.isEmpty {
        selected.append(Part(space: part.space, points: part.points[own.lowerBound - offset..<own.upperBound - offset]))
      }
      offset += part.points.count
    }
    return PlacedPoints(parts: selected)
  }

  /// The parameters of all points, one for each; a failure where their type refuses the numbers.
  var parameters: [Result<Shape, EvaluationFailure>] {
    parts.flatMap { part in
      (0..<part.points.count).map { i in
        Result { () throws(EvaluationFailure) in try part.space.parameters(at: part.points[i]) }
      }
    }
  }

  /// The numbers of all parameters of all points, which are as many in every part.
  var numbers: PointBatch {
    if parts.count == 1, parts[0].space.hasPlainCoordinates { return parts[0].points }
    var numbers = PointBatch(dimension: parts.first?.space.startNumbers.count ?? 0, capacity: count)
    for part in parts {
      if part.space.hasPlainCoordinates {
        numbers.append(contentsOf: part.points)
      } else {
        for i in 0..<part.points.count { numbers.append(part.space.numbers(at: part.points[i])) }
      }
    }
    return numbers
  }

  /// Calls a function with the space and the point of each of these indices.
  func map<Value>(_ body: (Int, ParameterSpace<Shape>, [Double]) -> Value) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for part in parts {
      for i in 0..<part.points.count { values.append(body(values.count, part.space, part.points[i])) }
    }
    return values
  }
}
