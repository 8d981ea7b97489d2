internal import NadirEvaluation
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What the runs of this program gave that were evaluated by processes, so that the processes of later runs, which come
/// by the same runs on their way, need not evaluate it again: it may have cost much, and points may have been deadly.
struct ReplicaMemory {
  /// How many bytes are kept of one run, and of all; a run that is too long is forgotten.
  private static let limits = (run: 16 << 20, all: 64 << 20)
  private static let kept = Mutex<(runs: [String: [UInt8]], count: Int)>(([:], 0))

  /// Requests and answers, one after the other; none once there were too many.
  private var records: [UInt8] = []
  private var isTooLong = false

  mutating func note(_ result: PointResult, at point: ReplicaPoint) {
    if isTooLong { return }
    if case .failure(let failure) = result, failure.kind == .cancelled || failure.kind == .unavailable { return }
    let batch = point.batch
    // As much as it may become: what is not used takes no memory, and moving it all as it grows costs more than noting it.
    if records.isEmpty { records.reserveCapacity(ReplicaMemory.limits.run) }
    ReplicaRequest.write(point.index, of: batch.points, for: batch.demand, to: &records)
    ReplicaAnswer(result, from: 0, to: 0).write(to: &records)
    if records.count > ReplicaMemory.limits.run {
      records = []
      isTooLong = true
    }
  }

  /// Keeps what was noted for those who come by the arrival.
  func keep(for arrival: Arrival) {
    ReplicaMemory.kept.withLock { kept in
      kept.count -= kept.runs.removeValue(forKey: "\(arrival)")?.count ?? 0
      guard kept.count + records.count <= ReplicaMemory.limits.all else { return }
      // A copy without the room for more.
      kept.runs["\(arrival)"] = records.withUnsafeBytes { [UInt8]($0) }
      kept.count += records.count
    }
  }

  /// What was noted for the arrival of that description, nothing where that is unknown or too long.
  static func records(of arrival: String) -> [UInt8] { kept.withLock { $0.runs[arrival] ?? [] } }
}

/// Takes the place of the evaluator of an earlier run in a process that was started to evaluate for a later one: gives
/// what the parent remembers, and evaluates here what it does not.
final class RecallingEvaluator: Evaluator {
  private struct Question: Hashable {
    let demand: Demand
    let bits: [UInt64]

    init(_ point: [Double], _ demand: Demand) {
      self.demand = demand
      bits = point.map(\.bitPattern)
    }
  }

  let width: Int
  let activity = Activity()
  private let own: InlineEvaluator
  private let arrival: Arrival
  private let remembered = Mutex<[Question: PointResult]?>(nil)

  init(_ objective: Objective<[Double]>, _ arrival: Arrival, width: Int) {
    own = InlineEvaluator(objective)
    self.arrival = arrival
    self.width = max(1, width)
  }

  func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    let remembered = remembered.withLock { remembered in
      let all = remembered ?? ask()
      remembered = all
      return all
    }
    var results: [PointResult] = []
    for i in 0..<points.count {
      if let result = remembered[Question(points[i], demand)] {
        results.append(result)
      } else {
        results += await own.evaluate(points[i..<i + 1], for: demand)
      }
    }
    return EvaluationBatch(results)
  }

  private func ask() -> [Question: PointResult] {
    let records = ReplicaProcess.isServing.withLock { isServing in
      isServing ? [] : ReplicaSignal.recall(arrival).exchange()
    }
    var remembered: [Question: PointResult] = [:]
    records.withUnsafeBytes { bytes in
      var reader = RecordReader(bytes)
      while let request = ReplicaRequest(&reader), let answer = ReplicaAnswer(&reader) {
        remembered[Question(request.point, request.demand)] = answer.result
      }
    }
    return remembered
  }
}
