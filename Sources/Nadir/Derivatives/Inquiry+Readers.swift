import NadirEvaluation
import NadirLinear

extension Inquiry {
  /// f(x).
  static var value: Reader<Double> {
    { evaluation throws(EvaluationFailure) in
      guard evaluation.value.isFinite else {
        throw EvaluationFailure(.notFinite, "the value is \(evaluation.value)")
      }
      return evaluation.value
    }
  }

  /// f(x) and ∇f(x).
  var valueAndGradient: Reader<(value: Double, gradient: [Double])> {
    { evaluation throws(EvaluationFailure) in
      let value = try Self.value(evaluation)
      return (value, try vector(evaluation.gradient ?? evaluation.terms?.gradient, "gradient"))
    }
  }

  /// ∇²f(x).
  var hessian: Reader<Matrix> {
    { evaluation throws(EvaluationFailure) in
      guard let hessian = evaluation.hessian else {
        throw EvaluationFailure(.unreadable, "the objective gave no Hessian")
      }
      let n = names.count
      guard hessian.rowCount == n, hessian.columnCount == n else {
        throw EvaluationFailure(
          .unreadable, "the Hessian is \(hessian.rowCount) × \(hessian.columnCount), but must be \(n) × \(n)")
      }
      if let k = hessian.elements.firstIndex(where: { !$0.isFinite }) {
        let place = "(\(names[k % n]), \(names[k / n]))"
        throw EvaluationFailure(.notFinite, "element \(place) of the Hessian is \(hessian.elements[k])")
      }
      return hessian
    }
  }

  /// ∇²f(x) v, which stands in the place of a gradient.
  var product: Reader<[Double]> {
    { evaluation throws(EvaluationFailure) in try vector(evaluation.gradient, "product") }
  }

  /// m numbers.
  static var residuals: Reader<[Double]> {
    { evaluation throws(EvaluationFailure) in
      let numbers = evaluation.terms?.numbers ?? []
      if let i = numbers.firstIndex(where: { !$0.isFinite }) {
        throw EvaluationFailure(.notFinite, "number \(i) of the value is \(numbers[i])")
      }
      return numbers
    }
  }

  /// Finite numbers, one for each coordinate.
  private func vector(_ numbers: [Double]?, _ what: String) throws(EvaluationFailure) -> [Double] {
    guard let numbers else { throw EvaluationFailure(.unreadable, "the objective gave no \(what)") }
    guard numbers.count == names.count else {
      throw EvaluationFailure(
        .unreadable, "the \(what) has \(numbers.count) components, not \(names.count)")
    }
    if let i = numbers.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationFailure(.notFinite, "component '\(names[i])' of the \(what) is \(numbers[i])")
    }
    return numbers
  }
}
