import Nadir

private struct Line<Number: RealScalar & Codable>: Codable, Sendable {
  var slope: Number
  var heights: [Number]
}

private struct Trouble: Error {}

/// A training evaluated in processes is the one that is evaluated here, with examples that throw and one that kills.
@Sendable func trainingsAgree() async throws {
  let points = (1...40).map { Double($0) / 40 }
  @Sendable func loss(_ line: Line<Variable>, _ t: Double) throws -> Variable {
    if t == 0.5 { throw Trouble() }
    let error = line.slope * Variable(t) + line.heights[0] - Variable(3 * t - 1)
    return error * error
  }
  let start = Line(slope: 0.0, heights: [0.0])
  func trained(_ workers: Workers) async throws -> TrainingOutcome<Line<Double>, Adam<Double>> {
    try await train(
      start, data: points, loss: loss, with: .adam(learningRate: 0.1), batchSize: 9, epochs: 12,
      validating: [0.3, 0.6, 0.9], metrics: [Metric("height") { (line: Line<Double>, _) in line.heights[0] }],
      seed: 3, on: workers)
  }
  let (there, here) = (try await trained(.processes(2)), try await trained(.inline))
  check(there.checkpoint.point == here.checkpoint.point, "\(there.checkpoint.point), not \(here.checkpoint.point)")
  check(there.optimizer == here.optimizer, "\(there.optimizer)")
  check(there.counts == here.counts && here.counts.failures == 12, "\(there.counts), not \(here.counts)")
  check(
    there.history.epochs.map(\.metrics) == here.history.epochs.map(\.metrics)
      && there.history.epochs.map(\.validationLoss) == here.history.epochs.map(\.validationLoss), "\(there.history)")

  let survived = try await train(
    start, data: points,
    loss: { (line: Line<Variable>, t) in
      if t == 0.25 { fatalError("this example kills") }
      return try t == 0.5 ? 0 : loss(line, t)
    }, with: .adam(learningRate: 0.1), batchSize: 9, epochs: 2, seed: 3, on: .processes(2))
  check(survived.counts.failures == 2 && survived.counts.steps == 8, "\(survived.counts)")
  check(survived.failure?.kind == .workerDied, "\(String(describing: survived.failure))")
}
