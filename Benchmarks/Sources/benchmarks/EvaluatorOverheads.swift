import Foundation
import Nadir

private let workerCount = 8
private let pointCount = 16
private let sleeps = [0.1, 1, 10]

/// How much of the time that workers have is spent in the objective.
func evaluatorOverheads(rounds: Int) async throws {
  var table = Table(
    "Evaluators: efficiency in %, of a batch of 16 evaluations that sleep T, on 8 workers",
    note: """
      Efficiency is the ideal time 2T over the wall time of a batch; medians of warm batches. The first row is what
      sleeping itself allows: two sleeps in a row, without any evaluator.
      """,
    header: [""] + sleeps.map { "T = \($0) ms" })

  let none = await efficiencies(rounds) { milliseconds in
    { for _ in 0..<2 { sleep(milliseconds) } }
  }
  table.rows.append(["two sleeps in a row"] + none)

  let threads = await efficiencies(rounds) { milliseconds in
    let evaluator = closureEvaluator(
      Objective<[Double]> { x in
        sleep(milliseconds)
        return x[0]
      }, workers: .threads(workerCount))
    return { check(await evaluator.evaluate(batch(milliseconds), for: .value)) }
  }
  table.rows.append(["Nadir, threads"] + threads)

  let worker = Program(arguments: ["python3", pythonFolder.appending(path: "sleeping_worker.py").path])
  let evaluator = WorkerEvaluator(worker, codec: codec, width: workerCount)
  let workers = await efficiencies(rounds) { milliseconds in
    { check(await evaluator.evaluate(batch(milliseconds), for: .value)) }
  }
  await evaluator.close()
  table.rows.append(["Nadir, persistent workers in Python"] + workers)

  let script = pythonFolder.appending(path: "pool_efficiency.py").path
  if let line = output(of: ["python3", script, "\(rounds)"])?.first {
    table.rows.append(["Python, multiprocessing.Pool"] + line)
  }
  table.show()
}

/// The efficiency for each sleep, of the work that `prepare` makes for it.
private func efficiencies(_ rounds: Int, _ prepare: (Double) -> (() async -> Void)) async -> [String] {
  var cells: [String] = []
  for milliseconds in sleeps {
    let work = prepare(milliseconds)
    for _ in 0..<3 { await work() }
    var walls: [Double] = []
    for _ in 0..<2 * rounds {
      let clock = ContinuousClock()
      let begin = clock.now
      await work()
      walls.append((clock.now - begin) / .milliseconds(1))
    }
    cells.append(text(100 * 2 * milliseconds / walls.median, 1))
  }
  return cells
}

private func sleep(_ milliseconds: Double) { usleep(UInt32(milliseconds * 1000)) }

private func batch(_ milliseconds: Double) -> PointBatch {
  PointBatch([[Double]](repeating: [milliseconds], count: pointCount))
}

/// One parameter, `milliseconds`.
private let codec = ParameterCodec(
  encode: { x in .object([("milliseconds", .number(x[0]))]) },
  decodeGradient: { _, _ throws(EvaluationFailure) in [] })

private func check(_ batch: EvaluationBatch) {
  for case .failure(let failure) in batch { fatalError("\(failure)") }
}
