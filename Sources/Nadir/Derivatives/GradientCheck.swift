public import NadirDerivatives
public import NadirEvaluation

/// A gradient laid beside extrapolated differences.
public struct GradientCheck: Sendable {
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
    /// An estimate of the error of the difference, no bound, and of the gradient where that comes from differences, too.
    public let error: Double

    /// How far the two are apart beyond the error of the difference, as a part of the larger one:
    /// max(0, |g − d| − e) / max(|g|, |d|).
    public var relativeError: Double {
      let excess = (given - difference).magnitude - error
      return excess > 0 ? excess / max(given.magnitude, difference.magnitude) : 0
    }
  }

  /// Which gradient was checked.
  public enum Subject: Sendable, Hashable {
    /// The objective's own.
    case objective
    /// The one that these differences make of its values.
    case differences(Differences)
  }

  public let subject: Subject
  /// Every component at every point, from the largest relative error to the least.
  public let components: [Component]
  /// The relative error up to which a component is right.
  public let tolerance: Double
  /// Why random points were left out: the function failed there.
  public let failures: [EvaluationFailure]
  /// What was spent.
  public let counts: Counts

  init(_ components: [Component], of subject: Subject, tolerance: Double, failures: [EvaluationFailure], counts: Counts)
  {
    // Those with the same error stay in their order.
    self.components = components.enumerated().sorted {
      ($1.element.relativeError, $0.offset) < ($0.element.relativeError, $1.offset)
    }.map(\.element)
    self.subject = subject
    self.tolerance = tolerance
    self.failures = failures
    self.counts = counts
  }

  /// The component with the largest relative error.
  public var worst: Component? { components.first }

  /// Whether every component is within the tolerance.
  public var agrees: Bool { components.allSatisfy { $0.relativeError <= tolerance } }
}

extension GradientCheck: CustomStringConvertible {
  /// The verdict, and the twelve components with the largest relative errors.
  public var description: String {
    let shown = components.prefix(12)
    let rows = shown.map { component in
      [
        component.path, "\(component.given)", "\(component.difference)", "± \(component.error.rounded)",
        component.relativeError.rounded, component.point == 0 ? "" : "random \(component.point)",
        component.relativeError <= tolerance ? "" : "wrong",
      ]
    }
    var lines = [verdict]
    lines += aligned([["parameter", "gradient", "extrapolated", "", "relative error", "point", ""]] + rows).map {
      "  \($0)"
    }
    if components.count > shown.count { lines.append("  … and \(components.count - shown.count) more, none worse") }
    if let failure = failures.first {
      lines.append("left out \(failures.count) random point\(failures.count == 1 ? "" : "s"): \(failure)")
    }
    return lines.joined(separator: "\n")
  }

  private var verdict: String {
    guard let worst else { return "there is no parameter to check" }
    let gradient = subject == .objective ? "the gradient" : "the gradient by differences"
    if agrees {
      return "\(gradient) agrees with extrapolated differences; largest relative error \(worst.relativeError.rounded)"
    }
    let wrong = components.count { $0.relativeError > tolerance }
    return "\(gradient) is wrong in \(wrong) of \(components.count) components, most in '\(worst.path)'"
  }
}
