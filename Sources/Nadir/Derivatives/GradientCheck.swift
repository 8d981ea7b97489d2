public import NadirDerivatives
public import NadirEvaluation

/// A gradient laid beside extrapolated differences.
public struct GradientCheck: Sendable {
  /// Which gradient was checked.
  public enum Subject: Sendable, Hashable {
    /// The objective's own.
    case objective
    /// The one that these differences make of its values.
    case differences(Differences)
  }

  /// What the differences say of a component.
  public enum Verdict: String, Sendable, Hashable {
    case right, wrong
    /// The differences are too rough: their own error hides whether the component is right.
    case untold
  }

  /// One component at one point.
  public struct Component: Sendable, Hashable {
    /// The path of the parameter, or the name of the coordinate that moves it.
    public let path: String
    /// 0 for the point that was given, 1, 2, … for the random ones.
    public let point: Int
    /// What the gradient says.
    public let given: Double
    /// What the differences say.
    public let difference: Double
    /// An estimate of the error of the differences, not a bound.
    public let error: Double
    /// Wrong where the two are further apart than that error and the tolerance allow.
    public let verdict: Verdict

    /// How far the two are apart, as a part of the larger one: |g − d| / max(|g|, |d|).
    public var relativeError: Double {
      let deviation = (given - difference).magnitude
      return deviation > 0 ? deviation / max(given.magnitude, difference.magnitude) : 0
    }
  }

  public let subject: Subject
  /// Every component at every point: the wrong ones first, then those that could not be told, each from the largest
  /// relative error to the least.
  public let components: [Component]
  /// The relative error up to which a component is right.
  public let tolerance: Double
  /// Why random points were left out: the function failed there.
  public let failures: [EvaluationFailure]
  /// What was spent.
  public let counts: Counts

  init(
    _ components: [Component], of subject: Subject, tolerance: Double, failures: [EvaluationFailure], counts: Counts
  ) {
    let order: [Verdict] = [.wrong, .untold, .right]
    self.components = order.flatMap { verdict in
      // Those with the same error stay in their order.
      components.filter { $0.verdict == verdict }.enumerated()
        .sorted { ($1.element.relativeError, $0.offset) < ($0.element.relativeError, $1.offset) }.map(\.element)
    }
    self.subject = subject
    self.tolerance = tolerance
    self.failures = failures
    self.counts = counts
  }

  /// The component that is wrong by the largest relative error, or where none is, the one with the largest.
  public var worst: Component? { components.first }

  /// Whether every component is right.
  public var agrees: Bool { count(.right) == components.count }

  /// How many components have this verdict.
  public func count(_ verdict: Verdict) -> Int { components.count { $0.verdict == verdict } }
}

extension GradientCheck: CustomStringConvertible {
  /// The verdict, and the twelve components that are worst.
  public var description: String {
    let shown = components.prefix(12)
    let rows = shown.map { component in
      [
        component.path, "\(component.given)", "\(component.difference)", "± \(component.error.rounded)",
        component.relativeError.rounded, component.point == 0 ? "" : "random \(component.point)",
        component.verdict == .right ? "" : component.verdict == .wrong ? "wrong" : "not told",
      ]
    }
    let header = ["parameter", "gradient", "extrapolated", "", "relative error", "point", ""]
    var lines = [summary] + aligned([header] + rows).map { "  \($0)" }
    if components.count > shown.count { lines.append("  … and \(components.count - shown.count) more, none worse") }
    if let failure = failures.first {
      lines.append("left out \(failures.count) random point\(failures.count == 1 ? "" : "s"): \(failure)")
    }
    return lines.joined(separator: "\n")
  }

  private var summary: String {
    guard let worst else { return "there is no parameter to check" }
    let gradient = subject == .objective ? "the gradient" : "the gradient by differences"
    let (wrong, untold) = (count(.wrong), count(.untold))
    if wrong > 0 {
      return "\(gradient) is wrong in \(wrong) of \(components.count) components, most in '\(worst.path)'"
    }
    if untold > 0 {
      return "\(gradient) is not known to be wrong, but extrapolated differences are too rough to tell in \(untold) of "
        + "\(components.count) components"
    }
    // Of a derivative that vanishes, the differences show nothing but their own rounding: a relative error of 1.
    let known = components.filter { $0.relativeError <= tolerance }
    let lost = components.count - known.count
    let largest = known.first.map { "; largest relative error \($0.relativeError.rounded)" } ?? ""
    let rest = lost > 0 ? ", but for \(lost) of \(components.count) components, too small to be told precisely" : ""
    return "\(gradient) agrees with extrapolated differences\(largest)\(rest)"
  }
}
