import Nadir

/// An input of a network, and its class.
private struct Example: Sendable {
  var input: [Double]
  var label: Int
}

private struct Layer<Number: RealScalar & Codable>: Codable, Sendable {
  var weights: [[Number]]
  var biases: [Number]

  func callAsFunction(_ x: [Number]) -> [Number] { zip(weights, biases).map { row, bias in .dot(row, x) + bias } }
}

/// Two layers, with the hyperbolic tangent between them.
private struct Network<Number: RealScalar & Codable>: Codable, Sendable {
  var hidden: Layer<Number>
  var output: Layer<Number>

  func scores(of input: [Double]) -> [Number] { output(hidden(input.map { Number($0) }).map { tanh($0) }) }
}

/// The cross-entropy of the softmax of the scores.
private func crossEntropy<Number>(_ network: Network<Number>, _ example: Example) -> Number {
  let scores = network.scores(of: example.input)
  let largest = Number(scores.map(\.value).max() ?? 0)
  return largest + log(.sum(scores.map { exp($0 - largest) })) - scores[example.label]
}

/// A network to train, and what it is trained on.
private struct Problem {
  let inputs, hidden, outputs: Int
  let start: Network<Double>
  let examples: [Example]

  static let batch = 32

  init(inputs: Int, hidden: Int, outputs: Int) {
    (self.inputs, self.hidden, self.outputs) = (inputs, hidden, outputs)
    var angle = 0.0
    func next() -> Double {
      angle += 1
      return sin(angle * angle)
    }
    func layer(_ rows: Int, _ columns: Int) -> Layer<Double> {
      Layer(
        weights: (0..<rows).map { _ in (0..<columns).map { _ in 0.3 * next() } }, biases: (0..<rows).map { _ in 0 })
    }
    start = Network(hidden: layer(hidden, inputs), output: layer(outputs, hidden))
    examples = (0..<10 * Self.batch).map { i in Example(input: (0..<inputs).map { _ in next() }, label: i % outputs) }
  }

  var name: String { "\(inputs)-\(hidden)-\(outputs)" }
  var numberCount: Int { hidden * (inputs + 1) + outputs * (hidden + 1) }
}

/// What a step of a training costs.
func training(rounds: Int) async throws {
  let problems = [
    Problem(inputs: 4, hidden: 8, outputs: 3), Problem(inputs: 4, hidden: 16, outputs: 3),
    Problem(inputs: 16, hidden: 96, outputs: 4),
  ]
  var table = Table(
    "A step of training by Adam, in microseconds of wall time",
    note: """
      Networks of two layers, batches of \(Problem.batch) examples; the least of \(rounds) rounds that take turns. 'loop' is
      written by hand: a gradient of the model, and an update. NumPy has a gradient that is written by hand, JAX one that
      is compiled together with the update; both have arrays of the whole batch, and rounds of their own.
      """,
    header: [
      "", "numbers", "pieces", "inline", "2 threads", "inline / 2 threads", "loop", "NumPy, by hand", "JAX, compiled",
    ])
  let peers = peerCosts(rounds, problems)
  for problem in problems {
    let pieces = [1, 2, 4, 8]
    var costs = [[Double]](repeating: [.infinity, .infinity], count: pieces.count)
    var loop = Double.infinity
    for _ in 0..<rounds {
      for (i, pieces) in pieces.enumerated() {
        for (j, workers) in [Workers.inline, .threads(2)].enumerated() {
          costs[i][j] = min(costs[i][j], try await stepCost(of: problem, pieces: pieces, on: workers))
        }
      }
      loop = min(loop, try loopCost(of: problem))
    }
    for (i, pieces) in pieces.enumerated() {
      let (inline, threads) = (costs[i][0], costs[i][1])
      table.append(
        problem.name, "\(problem.numberCount)", "\(pieces)", text(inline, 1), text(threads, 1),
        text(inline / threads, 2), text(i == 0 ? loop : nil, 1), text(i == 0 ? peers["numpy \(problem.name)"] : nil, 1),
        text(i == 0 ? peers["jax \(problem.name)"] : nil, 1))
    }
  }
  table.show()
  for (library, package) in [("numpy", "NumPy (pip install numpy)"), ("jax", "JAX and Optax (Scripts/setup optax)")]
  where !peers.keys.contains(where: { $0.hasPrefix(library) }) {
    print("\n\(library) is left out: python3 cannot import \(package).")
  }
}

/// Microseconds of a step of `train`, from trainings of many epochs.
private func stepCost(of problem: Problem, pieces: Int, on workers: Workers) async throws -> Double {
  let epochs = max(2, 20_000 / problem.numberCount)
  let clock = ContinuousClock()
  let begin = clock.now
  let outcome = try await train(
    problem.start, data: problem.examples, loss: crossEntropy, with: .adam(), batchSize: Problem.batch, epochs: epochs,
    pieces: pieces, on: workers)
  let spent = clock.now - begin
  sink = outcome.last.output.biases[0]
  return (spent / .microseconds(1)) / Double(epochs * problem.examples.count / Problem.batch)
}

/// Microseconds of a step of the loop that is written by hand.
private func loopCost(of problem: Problem) throws -> Double {
  let epochs = max(2, 20_000 / problem.numberCount)
  let clock = ContinuousClock()
  let begin = clock.now
  var model = problem.start
  var optimizer = Adam()
  for epoch in 0..<epochs {
    for batch in problem.examples.shuffled(seed: UInt64(epoch)).batches(of: Problem.batch) {
      let (_, gradient) = try valueAndGradient(at: model) { (model: Network<Variable>) in
        .sum(batch.map { crossEntropy(model, $0) }) / Variable(Double(batch.count))
      }
      try optimizer.update(&model, along: gradient)
    }
  }
  let spent = clock.now - begin
  sink = model.output.biases[0]
  return (spent / .microseconds(1)) / Double(epochs * problem.examples.count / Problem.batch)
}

/// Microseconds of a step in Python, by library and network.
private func peerCosts(_ rounds: Int, _ problems: [Problem]) -> [String: Double] {
  let script = pythonFolder.appending(path: "training_step.py").path
  var costs: [String: Double] = [:]
  for library in ["numpy", "jax"] {
    let arguments = ["python3", script, library, "\(rounds)", "\(Problem.batch)"] + problems.map(\.name)
    for line in output(of: arguments) ?? [] where line.count == 2 {
      costs["\(library) \(line[0])"] = Double(line[1])
    }
  }
  return costs
}
