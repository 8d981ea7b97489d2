import NadirEvaluation
import NadirLinear

/// All that a run was told, to be kept in a file and given to a run that goes on later.
///
/// Every number keeps its bits, NaN and infinities too, whatever it is encoded as.
public struct SteeringLog: Sendable, Hashable, Codable {
  /// The names of the numbers of all parameters.
  let paths: [String]
  /// The answers, in the order in which they were told.
  private(set) var answers: [Answer] = []

  init(paths: [String]) { self.paths = paths }

  /// The number of answers.
  public var count: Int { answers.count }

  mutating func append(_ answer: Answer) { answers.append(answer) }

  /// One answer; the derivatives are those with respect to the numbers of all parameters.
  struct Answer: Sendable, Hashable, Codable {
    let id: QuestionID
    private var value: UInt64
    private var gradient: [UInt64]?
    private var kind: Terms.Kind?
    private var terms: [UInt64]?
    /// Column by column.
    private var derivatives: [UInt64]?
    private var failure: Failure?

    private struct Failure: Hashable, Codable {
      var kind: EvaluationFailure.Kind
      var message: String
    }

    init(_ result: EvaluationBatch.Element, to id: QuestionID) {
      self.id = id
      switch result {
      case .success(let evaluation):
        value = evaluation.value.bitPattern
        gradient = evaluation.gradient?.map(\.bitPattern)
        kind = evaluation.terms?.kind
        terms = evaluation.terms?.numbers.map(\.bitPattern)
        derivatives = evaluation.terms?.derivatives?.elements.map(\.bitPattern)
      case .failure(let failure):
        value = Double.nan.bitPattern
        self.failure = Failure(kind: failure.kind, message: failure.message)
      }
    }

    var result: EvaluationBatch.Element {
      if let failure { return .failure(EvaluationFailure(failure.kind, failure.message)) }
      var evaluation = Evaluation(value: Double(bitPattern: value), gradient: gradient.map(Self.numbers))
      if let kind, let terms {
        let derivatives = derivatives.map { Matrix(rowCount: terms.count, elements: Self.numbers($0)) }
        evaluation.terms = Terms(kind, Self.numbers(terms), derivatives: derivatives)
      }
      return .success(evaluation)
    }

    private static func numbers(_ bits: [UInt64]) -> [Double] { bits.map { Double(bitPattern: $0) } }
  }
}
