internal import NadirEvaluation
internal import Synchronization

/// That a run on processes is under way at a place, until it is ended or let go of.
///
/// Where two are at the same time, which of them comes there first may differ from process to process, so that one could
/// be given values of the other's closure.
final class PlaceInUse: Sendable {
  private static let places = Mutex<Set<Replicas.Place>>([])

  private let place: Replicas.Place
  private let isOver = Atomic(false)

  /// `nil` while another run is at the place.
  init?(_ place: Replicas.Place) {
    self.place = place
    guard Self.places.withLock({ $0.insert(place).inserted }) else {
      isOver.store(true, ordering: .relaxed)
      return nil
    }
  }

  deinit { end() }

  func end() {
    guard !isOver.exchange(true, ordering: .relaxed) else { return }
    _ = Self.places.withLock { $0.remove(place) }
  }
}

/// Takes the place of the evaluator of a run that could not be told from another one.
struct AmbiguousEvaluator: Evaluator {
  let activity = Activity()
  let width: Int
  let place: Replicas.Place

  func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    let failure = EvaluationFailure(
      .unavailable,
      """
      another run on processes is under way at \(place), and nothing tells its closure from this one: give each of them a \
      name of its own, '.processes(…, named: "…")'
      """)
    return EvaluationBatch([PointResult](repeating: .failure(failure), count: points.count))
  }
}
