import Nadir

extension Termination {
  /// What it is, in a few words and with a capital.
  var headline: String {
    let text = description
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// How it is to be taken: `good`, `fair` for a run that could go on, `bad`.
  var tone: String {
    switch self {
    case .converged: "good"
    case .stopped: "fair"
    case .failed: "bad"
    }
  }

  /// What it means for those who use the result.
  var meaning: String {
    switch self {
    case .converged(let test): Self.meaning(of: test)
    case .stopped(let stop): Self.meaning(of: stop)
    case .failed(.noDecrease):
      "No step that the method can make improves the value, although the slope is not small. Often the gradient is not "
        + "that of the value, or the value is too noisy for the difference steps: 'nadir check --derivatives' tells."
    case .failed(.noModel):
      "The evaluations around the best point failed, so that there is nothing to make a step of. Their messages are below."
    }
  }

  private static func meaning(of test: Convergence) -> String {
    switch test {
    case .gradient:
      "No small step in any free direction improves the value to first order. The point is a local optimum as far as the "
        + "gradient tells; a better one may be elsewhere."
    case .value:
      "The last steps improved the value by less than the tolerance. Where the value is flat or noisy, parameters may "
        + "still be far from those of the optimum."
    case .step:
      "The last steps moved the parameters by less than the tolerance. The point is a local optimum as far as the steps "
        + "tell."
    case .radius:
      "The region in which the model of the value is trusted has become as small as the tolerance, without a better point "
        + "in it."
    case .simplex:
      "The points that the method compares have become as close to each other as the tolerance, in place and in value. "
        + "No derivative was looked at."
    case .target: "The value that was asked for was reached, so that the search ended. A better one may exist."
    }
  }

  private static func meaning(of stop: Stop) -> String {
    switch stop {
    case .evaluations:
      "The run was not at its end: it had no evaluations left. The best point so far is told; a larger budget may improve "
        + "it."
    case .iterations:
      "The run was not at its end: it had no iterations left. The best point so far is told; a larger budget may improve "
        + "it."
    case .time:
      "The run was not at its end when its time was over. The best point so far is told; more time may improve it."
    case .callback: "The program that watched the run ended it. The best point so far is told."
    case .cancelled: "The run was ended from outside before its end. The best point so far is told."
    case .repeated: "The run was going where an earlier one had ended, so that nothing new was to be found there."
    case .hopeless: "The run was far worse than earlier ones had been by then, so that it was given up."
    }
  }
}
