public import NadirEvaluation
import NadirLinear
public import NadirProblems
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
      return EvaluationBatch(values.map { .success(Evaluation(value: $0)) })
    }
  }
}

/// Evaluates in the calling task, and remembers every point that it was asked for.
public final class RecordingEvaluator: Evaluator {
  let answer: @Sendable ([Double], Demand) throws -> Evaluation<[Double]>
  private let asked = Mutex<[[Double]]>([])
  public let activity = Activity()
  public var width: Int { 1 }
  public var suspends: Bool { false }

  public init(_ answer: @escaping @Sendable ([Double], Demand) throws -> Evaluation<[Double]>) { self.answer = answer }

  public convenience init(
    _ value: @escaping @Sendable ([Double]) throws -> Double, gradient: (@Sendable ([Double]) -> [Double])? = nil
  ) {
    self.init { x, demand in
      Evaluation(value: try value(x), gradient: demand.contains(.gradient) ? gradient?(x) : nil)
    }
  }

  /// The values, gradients, residuals and Jacobians of a problem.
  public convenience init(_ problem: TestProblem) { self.init { x, demand in problem.evaluation(at: x, for: demand) } }

  /// The points so far, in the order in which they were asked for.
  public var points: [[Double]] { asked.withLock { $0 } }

  /// What it answers at one point.
  public func ask(_ x: [Double], _ demand: Demand) throws -> Evaluation<[Double]> {
    asked.withLock { $0.append(x) }
    return try answer(x, demand)
  }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    EvaluationBatch(
      (0..<points.count).map { i in
        do {
          return .success(try ask(points[i], demand))
        } catch {
          return .failure(EvaluationFailure(thrown: error))
        }
      })
  }
}

extension TestProblem {
  /// What is wanted of the problem at x.
  public func evaluation(at x: [Double], for demand: Demand) -> Evaluation<[Double]> {
    var evaluation = Evaluation(value: value(x), gradient: demand.contains(.gradient) ? gradient(x) : nil)
    guard let residuals, let jacobian, let residualCount, demand.contains(.residuals) else { return evaluation }
    var terms = Terms(.residuals, residuals(x))
    if demand.contains(.jacobian) {
      let rows = jacobian(x)
      var matrix = Matrix(rowCount: residualCount, columnCount: x.count)
      for i in 0..<residualCount {
        for j in x.indices { matrix[i, j] = rows[i * x.count + j] }
      }
      terms.derivatives = matrix
    }
    evaluation.terms = terms
    return evaluation
  }
}
