import NadirCharts

/// What is drawn of the values of a run.
public enum CriterionCurve: Sendable, Hashable {
  /// The best value so far.
  case runningBest
  /// Every value as a point, over the best value so far.
  case everyValue
}

/// How several runs in one record stand to each other, such as those from many starts.
public enum StartsArrangement: Sendable, Hashable {
  /// One after the other, as they were paid for, or against seconds when they were: thin, with the best value of them all
  /// over them.
  case stacked
  /// All from the same place, in grey but for the best one.
  case grey
}

extension Axis.Scale {
  /// Logarithmic where no number is negative and the largest is so many times the smallest above zero, or more: 1000 times
  /// unless given.
  static func suiting(_ numbers: some Sequence<Double>, from ratio: Double = 1_000) -> Axis.Scale {
    var smallest = Double.infinity
    var largest = 0.0
    for number in numbers where number.isFinite {
      if number < 0 { return .linear }
      if number > 0 { smallest = min(smallest, number) }
      largest = max(largest, number)
    }
    return largest >= ratio * smallest ? .logarithmic : .linear
  }
}
