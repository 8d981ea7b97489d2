import Foundation
import Nadir
import Reference

private let workerCount = 8
private let pointCount = 16
private let sleeps = [0.1, 1, 10, 100]

/// How much of the time that workers have is spent in the objective.
func evaluatorOverheads(rounds: Int) async throws {
  var table = Table(
    "Evaluators: efficiency in %, of a batch of 16 evaluations that sleep T, on 8 workers",
    note: """
      Efficiency is the ideal time 2T over the wall time of a batch; medians of warm batches. The first row is what
      sleeping itself allows: two sleeps in a row, without any evaluator. The second is a bare pool of threads in C. Whole
      runs minimize a sphere of 15 parameters with L-BFGS-B and gradients by differences, 2T for each round of 16.
      """,
    header: [""] + sleeps.map { "T = \($0) ms" })

  let none = await efficiencies(rounds) { milliseconds in
    { for _ in 0..<2 { sleep(milliseconds) } }
  }
  table.rows.append(["two sleeps in a row"] + none)

  let pool = reference_pool_start(CInt(workerCount))
  let inC = await efficiencies(rounds) { milliseconds in
    { reference_pool_sleep(pool, CInt(pointCount), milliseconds) }
  }
  reference_pool_end(pool)
  table.rows.append(["pthreads in C"] + inC)

  let threads = await efficiencies(rounds) { milliseconds in
    let evaluator = closureEvaluator(
      Objective<[Double]>({ x in
        sleep(milliseconds)
        return x[0]
      }), workers: .threads(workerCount))
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

  table.rows.append(["Nadir, whole runs on threads"] + (try await wholeRuns()))
  for peer in ["multiprocessing.Pool", "ProcessPoolExecutor", "scipy.minimize", "optimagic.minimize"] {
    let script = pythonFolder.appending(path: "peer_efficiency.py").path
    guard let line = output(of: ["python3", script, peer, "\(rounds)"])?.last, line.count == sleeps.count else {
      continue
    }
    table.rows.append(["Python, \(peer)"] + line)
  }
  table.show()
}

/// The efficiency for each sleep of a whole minimization, its line searches included.
private func wholeRuns() async throws -> [String] {
  var cells: [String] = []
  for milliseconds in sleeps {
    var efficiencies: [Double] = []
    for _ in 0..<3 {
      let outcome = try await minimize(
        from: (1..<pointCount).map { Double($0) }, using: .lbfgsb(), on: .threads(workerCount)
      ) { x in
        sleep(milliseconds)
        return x.reduce(0) { $0 + $1 * $1 }
      }
      efficiencies.append(Double(outcome.counts.rounds) * 2 * milliseconds / (1000 * outcome.seconds))
    }
    cells.append(text(100 * efficiencies.median, 1))
  }
  return cells
}

/// The efficiency for each sleep, of the work that `prepare` makes for it.
private func efficiencies(_ rounds: Int, _ prepare: (Double) -> (() async -> Void)) async -> [String] {
  var cells: [String] = []
  for milliseconds in sleeps {
    let work = prepare(milliseconds)
    for _ in 0..<3 { await work() }
    var walls: [Double] = []
    for _ in 0..<(milliseconds < 100 ? 2 * rounds : 5) {
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
