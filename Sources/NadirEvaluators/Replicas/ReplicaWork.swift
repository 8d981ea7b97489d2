internal import NadirEvaluation

/// The points that are to be evaluated, of all batches under way.
struct ReplicaWork {
  /// The batches of which points are still to be given out.
  private var batches = WaitingLine<ReplicaBatch>()
  /// Points that were given out and came back, which go first.
  private var returned = WaitingLine<ReplicaPoint>()
  /// The batches that are not over, by ticket.
  private var underWay: [Int: ReplicaBatch] = [:]
  /// The ends of batches of which nobody has been told.
  private var endings: [ReplicaBatch.Ending] = []
  /// Tickets that were cancelled before their batch came.
  private var cancelled: Set<Int> = []
  /// What was evaluated so far.
  private(set) var memory = ReplicaMemory()
  /// The number of points that nobody has.
  private(set) var waiting = 0
  /// The number of points that somebody has.
  private(set) var taken = 0

  /// Whether nothing is under way.
  var isEmpty: Bool { underWay.isEmpty }

  mutating func add(_ batch: ReplicaBatch) {
    underWay[batch.ticket] = batch
    if cancelled.remove(batch.ticket) != nil {
      batch.cancel()
      return noteEnd(of: batch)
    }
    batches.append(batch)
    waiting += batch.untaken
  }

  /// Gives up what nobody has of a batch; what somebody has is still to be put.
  mutating func cancel(_ ticket: Int) {
    guard let batch = underWay[ticket] else {
      cancelled.insert(ticket)
      return
    }
    waiting -= batch.untaken
    batch.cancel()
    batches.removeAll { $0 === batch }
    let abandoned = returned.elements.filter { $0.batch === batch }
    returned.removeAll { $0.batch === batch }
    waiting -= abandoned.count
    taken += abandoned.count
    for point in abandoned { put(.failure(.cancelled), at: point) }
    noteEnd(of: batch)
  }

  /// A cancellation of a batch that is over is of no interest.
  mutating func forget(_ ticket: Int) { cancelled.remove(ticket) }

  /// The next point; there has to be one ``waiting``.
  mutating func take() -> ReplicaPoint {
    waiting -= 1
    taken += 1
    if let point = returned.popFirst() { return point }
    guard let batch = batches.first else { preconditionFailure("a point that waits is returned or of a batch") }
    defer { if batch.untaken == 0 { _ = batches.popFirst() } }
    return ReplicaPoint(batch: batch, index: batch.take())
  }

  /// What a point gave that was taken, in the span of these nanoseconds.
  mutating func put(
    _ result: PointResult, at point: ReplicaPoint, during span: (begin: UInt64, end: UInt64)? = nil,
    by worker: Int? = nil
  ) {
    taken -= 1
    memory.note(result, at: point)
    let now = span == nil ? nanoseconds() : 0
    point.batch.put(result, at: point.index, from: span?.begin ?? now, to: span?.end ?? now, by: worker)
    noteEnd(of: point.batch)
  }

  private mutating func noteEnd(of batch: ReplicaBatch) {
    if batch.isOver, underWay.removeValue(forKey: batch.ticket) != nil { endings.append(batch.ending) }
  }

  /// The ends of batches since this was last asked, of which those who wait are to be told.
  mutating func takeEndings() -> [ReplicaBatch.Ending] {
    defer { endings = [] }
    return endings
  }

  /// Takes points back that were taken and not evaluated.
  mutating func giveBack(_ points: [ReplicaPoint]) {
    var wanted: [ReplicaPoint] = []
    for point in points {
      if point.batch.isCancelled { put(.failure(.cancelled), at: point) } else { wanted.append(point) }
    }
    waiting += wanted.count
    taken -= wanted.count
    returned.prepend(wanted)
  }

  /// All points that nobody has fail.
  mutating func failWaiting(_ failure: EvaluationFailure) {
    while waiting > 0 { put(.failure(failure), at: take()) }
  }
}
