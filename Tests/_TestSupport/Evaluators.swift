public import NadirEvaluation
import Synchronization

/// Evaluates every point of a batch in a task of its own, begun in the reverse order: what a slow, disorderly pool does.
public struct ScatteredEvaluator: Evaluator {
  let value: @Sendable ([Double]) -> Double
  public let activity = Activity()
  public var width: Int { 64 }

  public init(_ value: @escaping @Sendable ([Double]) -> Double) { self.value = value }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    await withTaskGroup(of: (Int, Double).self) { group in
      for i in (0..<points.count).reversed() {
        let x = points[i]
        group.addTask {
          await Task.yield()
          return (i, value(x))
        }
      }
      var values = [Double](repeating: .nan, count: points.count)
      for await (i, value) in group { values[i] = value }
      return values.map { .success(Evaluation(value: $0)) }
    }
  }
}

/// Evaluates value and, where it is given, gradient in the calling task, and remembers every point that it was asked for.
public final class RecordingEvaluator: Evaluator {
  let value: @Sendable ([Double]) throws -> Double
  let gradient: (@Sendable ([Double]) -> [Double])?
  private let asked = Mutex<[[Double]]>([])
  public let activity = Activity()
  public var width: Int { 1 }
  public var suspends: Bool { false }

  public init(
    _ value: @escaping @Sendable ([Double]) throws -> Double, gradient: (@Sendable ([Double]) -> [Double])? = nil
  ) {
    self.value = value
    self.gradient = gradient
  }

  /// The points so far, in the order in which they were asked for.
  public var points: [[Double]] { asked.withLock { $0 } }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    (0..<points.count).map { i in
      let x = points[i]
      asked.withLock { $0.append(x) }
      do {
        return .success(Evaluation(value: try value(x), gradient: demand.contains(.gradient) ? gradient?(x) : nil))
      } catch {
        return .failure(EvaluationFailure(thrown: error))
      }
    }
  }
}
