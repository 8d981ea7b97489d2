import NadirEvaluation

/// What lies on a ``SteeringDesk``: questions, who waits for their answers, who waits for questions, and what is known.
struct SteeringState<Shape: Sendable> {
  /// A continuation that goes on as soon as the desk is not locked any more.
  enum Wake {
    case run(CheckedContinuation<[EvaluationBatch.Element], Never>, [EvaluationBatch.Element])
    case asker(CheckedContinuation<[Question<Shape>]?, Never>, [Question<Shape>]?)

    func callAsFunction() {
      switch self {
      case .run(let continuation, let results): continuation.resume(returning: results)
      case .asker(let continuation, let questions): continuation.resume(returning: questions)
      }
    }
  }

  /// A batch of a run, to be complete.
  private struct Request {
    var results: [EvaluationBatch.Element?]
    var missing: Int
    let continuation: CheckedContinuation<[EvaluationBatch.Element], Never>

    /// Goes on; what is missing was never evaluated.
    var wake: Wake { .run(continuation, results.map { $0 ?? .failure(.cancelled) }) }
  }

  /// A question without an answer, and the places that wait for it.
  private struct Open {
    let question: Question<Shape>
    var places: [(request: Int, index: Int)]
  }

  private(set) var log: SteeringLog
  private var known: [QuestionID: EvaluationBatch.Element] = [:]
  /// The number of terms in every answer that has some.
  private var termCount: Int?
  private var open: [QuestionID: Open] = [:]
  private var requests: [Int: Request] = [:]
  /// Batches that nobody has taken yet, the oldest first.
  private var batches: [[QuestionID]] = []
  private var askers: [(id: Int, continuation: CheckedContinuation<[Question<Shape>]?, Never>)] = []
  private var identities = 0
  private var hasEnded = false

  init(log: SteeringLog) {
    self.log = log
    for answer in log.answers { note(answer.result, for: answer.id) }
  }

  mutating func newIdentity() -> Int {
    identities += 1
    return identities
  }

  /// The questions that somebody waits for, the oldest first.
  var awaited: [Question<Shape>] {
    let waiting = open.values.compactMap { entry in entry.places.first.map { ($0, entry.question) } }
    return waiting.sorted { ($0.0.request, $0.0.index) < ($1.0.request, $1.0.index) }.map(\.1)
  }

  // MARK: Runs

  mutating func leave(
    _ asked: [Result<Question<Shape>, EvaluationFailure>], as id: Int,
    _ continuation: CheckedContinuation<[EvaluationBatch.Element], Never>
  ) -> [Wake] {
    var request = Request(results: [], missing: 0, continuation: continuation)
    var new: [QuestionID] = []
    for (index, question) in asked.enumerated() {
      switch question {
      case .failure(let failure):
        request.results.append(.failure(failure))
      case .success(let question):
        request.results.append(known[question.id])
        guard request.results[index] == nil else { continue }
        request.missing += 1
        if open[question.id] == nil {
          open[question.id] = Open(question: question, places: [])
          new.append(question.id)
        }
        open[question.id]?.places.append((id, index))
      }
    }
    guard request.missing > 0 else { return [request.wake] }
    requests[id] = request
    guard !new.isEmpty else { return [] }
    batches.append(new)
    guard !askers.isEmpty else { return [] }
    return [.asker(askers.removeFirst().continuation, nextBatch())]
  }

  /// What nobody waits for any more is not asked; what has been asked already may still be answered.
  mutating func withdraw(_ id: Int) -> Wake? {
    guard let request = requests.removeValue(forKey: id) else { return nil }
    for question in open.keys { open[question]?.places.removeAll { $0.request == id } }
    for batch in batches.indices {
      let unwanted = batches[batch].filter { open[$0]?.places.isEmpty ?? true }
      for question in unwanted { open[question] = nil }
      batches[batch].removeAll { unwanted.contains($0) }
    }
    batches.removeAll(where: \.isEmpty)
    return request.wake
  }

  mutating func end() -> [Wake] {
    hasEnded = true
    batches = []
    defer { askers = [] }
    return askers.map { .asker($0.continuation, nil) }
  }

  // MARK: Those who evaluate

  mutating func ask(as id: Int, _ continuation: CheckedContinuation<[Question<Shape>]?, Never>) -> Wake? {
    if let batch = nextBatch() { return .asker(continuation, batch) }
    if hasEnded { return .asker(continuation, nil) }
    askers.append((id, continuation))
    return nil
  }

  mutating func stopAsking(_ id: Int) -> Wake? {
    guard let i = askers.firstIndex(where: { $0.id == id }) else { return nil }
    return .asker(askers.remove(at: i).continuation, nil)
  }

  private mutating func nextBatch() -> [Question<Shape>]? {
    guard !batches.isEmpty else { return nil }
    return batches.removeFirst().compactMap { open[$0]?.question }
  }

  mutating func tell(_ answers: [(id: QuestionID, result: EvaluationBatch.Element)]) throws(SteeringError) -> [Wake] {
    var ids: Set<QuestionID> = []
    for (id, result) in answers {
      guard let question = open[id]?.question else {
        throw known[id] == nil ? .unknown(id) : .answered(id)
      }
      guard ids.insert(id).inserted else { throw .answered(id) }
      if let reason = result.defect(for: question, terms: termCount) { throw .unfit(id, reason) }
    }
    var wakes: [Wake] = []
    for (id, result) in answers {
      log.append(SteeringLog.Answer(result, to: id))
      note(result, for: id)
      for place in open.removeValue(forKey: id)?.places ?? [] {
        requests[place.request]?.results[place.index] = result
        requests[place.request]?.missing -= 1
        guard requests[place.request]?.missing == 0, let request = requests.removeValue(forKey: place.request) else {
          continue
        }
        wakes.append(request.wake)
      }
    }
    return wakes
  }

  private mutating func note(_ result: EvaluationBatch.Element, for id: QuestionID) {
    known[id] = result
    if case .success(let evaluation) = result, let terms = evaluation.terms { termCount = terms.numbers.count }
  }
}

extension EvaluationBatch.Element {
  /// What is missing in an answer, or has another size; `nil` where it is one. Who tells a failure, or a value that is no
  /// finite number, need not tell anything else.
  fileprivate func defect<Shape>(for question: Question<Shape>, terms count: Int?) -> String? {
    guard case .success(let evaluation) = self else { return nil }
    let (demand, n) = (question.demand, question.numbers.count)
    for kind in [Terms.Kind.residuals, .contributions] where demand.contains(kind.demand) {
      guard let terms = evaluation.terms, terms.kind == kind else { return "\(kind) are asked for" }
      if let count, terms.numbers.count != count {
        return "there are \(terms.numbers.count) \(kind), but there were \(count) before"
      }
      guard demand.contains(kind.derivatives) else { return nil }
      let m = terms.numbers.count
      guard let matrix = terms.derivatives else { return "the derivatives of the \(kind) are asked for, too" }
      guard matrix.rowCount == m, matrix.columnCount == n else {
        return "the derivatives are \(matrix.rowCount) × \(matrix.columnCount), but must be \(m) × \(n)"
      }
      return nil
    }
    guard demand.contains(.gradient), evaluation.value.isFinite else { return nil }
    guard let gradient = evaluation.gradient else { return "the gradient is asked for, too" }
    return gradient.count == n ? nil : "the gradient has \(gradient.count) components, not \(n)"
  }
}
