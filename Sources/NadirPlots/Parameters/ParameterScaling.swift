import Nadir

/// In which units the paths of parameters are drawn.
public enum ParameterScaling: Sendable, Hashable {
  /// As they are.
  case none
  /// From 0 at the lower to 1 at the upper bound.
  case bounds
  /// From 0 at the smallest to 1 at the largest number that the parameter was.
  case range
  /// The distance from the best point in standard errors of the estimate.
  case standardErrors

  /// What stands at the axis.
  var title: String {
    switch self {
    case .none: "parameter"
    case .bounds: "place between the bounds"
    case .range: "place in the range passed through"
    case .standardErrors: "distance from the best, in standard errors"
    }
  }

  /// What is 0 in these units, and how much is 1.
  ///
  /// - Parameter way: All of the parameter that is drawn.
  /// - Throws: `InvalidArgument` where the parameter has no such units.
  func unit(of way: ParameterCourse, _ row: RunRecord.Row) throws(InvalidArgument) -> (origin: Double, unit: Double) {
    switch self {
    case .none: return (0, 1)
    case .bounds:
      guard row.lower.isFinite, row.upper.isFinite, row.lower < row.upper else {
        throw InvalidArgument(
          "the range of '\(row.path)'", is: "\(row.lower)...\(row.upper)", expected: "finite to scale by bounds")
      }
      return (row.lower, row.upper - row.lower)
    case .range: return (way.least, way.spread > 0 ? way.spread : 1)
    case .standardErrors:
      guard row.standardError > 0, row.standardError.isFinite else {
        throw InvalidArgument(
          "the standard error of '\(row.path)'", is: "\(row.standardError)",
          expected: "known to scale by it; leave this parameter out, or scale in another way")
      }
      return (row.best, row.standardError)
    }
  }
}

/// The way of one parameter, along what was spent.
struct ParameterCourse {
  var path: String
  var costs: [Double]
  var numbers: [Double]

  var least: Double { numbers.min() ?? 0 }

  /// The width of the range that it passed through.
  var spread: Double { (numbers.max() ?? 0) - least }

  func scaled(from origin: Double, by unit: Double) -> ParameterCourse {
    var scaled = self
    scaled.numbers = numbers.map { ($0 - origin) / unit }
    return scaled
  }
}
