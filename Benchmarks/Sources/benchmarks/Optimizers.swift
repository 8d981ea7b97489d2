import Nadir
import Reference

/// A step of Adam on numbers of one type, in C.
private typealias Step<Scalar> = (
  CInt, CInt, UnsafeMutablePointer<Scalar>?, UnsafePointer<Scalar>?, UnsafeMutablePointer<Scalar>?,
  UnsafeMutablePointer<Scalar>?
) -> Void

/// A training in C.
private struct Peer<Scalar: OptimizerScalar> {
  let step: Step<Scalar>
  var x, mean, square: [Scalar]
  var count: CInt = 0

  init(_ step: @escaping Step<Scalar>, n: Int) {
    self.step = step
    x = [Scalar](repeating: 0, count: n)
    (mean, square) = (x, x)
  }

  mutating func update(along gradient: [Scalar]) {
    count += 1
    step(CInt(x.count), count, &x, gradient, &mean, &square)
  }
}

/// What a step of an optimizer costs.
func optimizers(rounds: Int) throws {
  try adam(rounds)
  try others(rounds)
}

private func adam(_ rounds: Int) throws {
  var table = Table(
    "A step of Adam, in nanoseconds of processor time per number",
    note: """
      On flat vectors. 'C' is a plain loop with sqrt(), which the compiler does not vectorize where it may set errno;
      'C, vector' is the same with roots that do not. Medians of \(rounds) rounds that take turns, and of the ratios
      within them. Optax's step is compiled by JAX and moves its buffers in place, in rounds of its own.
      """,
    header: ["", "n", "Nadir", "C", "C, vector", "Optax", "Nadir / C", "Nadir / C, vector", "Nadir / Optax"])
  let sizes = [1_000, 100_000]
  let peer = optaxCosts(rounds, sizes)
  func row<Scalar: OptimizerScalar>(_ name: String, n: Int, bits: Int, _ steps: [Step<Scalar>]) throws {
    let costs = try stepCosts(rounds, n: n, steps)
    func cost(_ i: Int) -> Double { costs.map { $0[i] }.median / Double(n) }
    func ratio(_ i: Int) -> Double { costs.map { $0[0] / $0[i] }.median }
    let other = peer["\(bits) \(n)"].map { $0 / Double(n) }
    table.append(
      name, "\(n)", text(cost(0), 3), text(cost(1), 3), text(cost(2), 3), text(other, 3), text(ratio(1), 2),
      text(ratio(2), 2), text(other.map { cost(0) / $0 }, 3))
  }
  for n in sizes {
    try row("Double", n: n, bits: 64, [reference_adam, reference_adam_vectorized])
    try row("Float", n: n, bits: 32, [reference_adam_single, reference_adam_single_vectorized])
  }
  table.show()
  if peer.isEmpty { print("\nOptax is left out: python3 cannot import it (Scripts/setup optax).") }
}

/// Nanoseconds of a step in Swift and of those in C, in each round.
private func stepCosts<Scalar: OptimizerScalar>(_ rounds: Int, n: Int, _ steps: [Step<Scalar>]) throws -> [[Double]] {
  let gradient: [Scalar] = someGradient(n)
  var optimizer = Adam(precision: Scalar.self)
  var x = [Scalar](repeating: 0, count: n)
  var peers = steps.map { Peer($0, n: n) }
  let block = max(1, 100_000 / n)
  let costs = try (0..<rounds).map { _ in
    var costs = [try nanoseconds(calls: block) { _ in optimizer.update(&x, along: gradient) }]
    for i in peers.indices {
      costs.append(try nanoseconds(calls: block) { _ in peers[i].update(along: gradient) })
    }
    return costs
  }
  sink = Double(x[n / 2]) + peers.reduce(0) { $0 + Double($1.x[n / 2]) }
  return costs
}

private func someGradient<Scalar: OptimizerScalar>(_ n: Int) -> [Scalar] {
  (0..<n).map { (Scalar($0 % 17) - 8.5) / 10 }
}

/// The other optimizers, which shows whether all loops are vectorized.
private func others(_ rounds: Int) throws {
  let n = 1_000
  var table = Table(
    "Steps of all optimizers, in nanoseconds of processor time per number",
    note:
      "On flat vectors of \(n) numbers, with both gradients where an optimizer wants them; medians of \(rounds) rounds.",
    header: ["", "Double", "Float"])
  func cost<Scalar: OptimizerScalar>(_ optimizer: some Optimizer<Scalar>) throws -> Double {
    let gradient: [Scalar] = someGradient(n)
    var optimizer = optimizer
    var x = gradient
    return try (0..<rounds).map { _ in
      try nanoseconds(calls: 10) { _ in
        optimizer.update(&x, along: gradient)
        if optimizer.wantsGradientAfterUpdate { optimizer.learn(fromGradientAfterUpdate: x) }
      }
    }.median / Double(n)
  }
  func all<Scalar: OptimizerScalar>(_ type: Scalar.Type) -> [any Optimizer<Scalar>] {
    let adam = Adam(precision: type)
    return [
      GradientDescent(precision: type), GradientDescent(momentum: .nesterov(0.9), precision: type),
      RMSprop(precision: type), Adagrad(precision: type), Adadelta(precision: type), adam, AdamW(precision: type),
      AMSGrad(precision: type), NAdam(precision: type), Lion(precision: type), BatchLBFGS(precision: type),
      adam.following(.cosine(over: 1_000)), adam.clipping(.value(1)), adam.clipping(.globalNorm(1)),
      adam.decaying(0.01),
    ]
  }
  let names = [
    "Gradient descent", "with Nesterov's momentum", "RMSprop", "Adagrad", "Adadelta", "Adam", "AdamW", "AMSGrad",
    "NAdam", "Lion", "L-BFGS", "Adam, scheduled", "clipped by value", "clipped by norm", "decaying",
  ]
  for (name, (double, single)) in zip(names, zip(all(Double.self), all(Float.self))) {
    table.append(name, text(try cost(double), 2), text(try cost(single), 2))
  }
  table.show()
}

private func optaxCosts(_ rounds: Int, _ sizes: [Int]) -> [String: Double] {
  let script = pythonFolder.appending(path: "optimizer_step.py").path
  var costs: [String: Double] = [:]
  for line in output(of: ["python3", script, "\(rounds)"] + sizes.map { "\($0)" }) ?? [] {
    guard line.count == 3, let cost = Double(line[2]) else { continue }
    costs["\(line[0]) \(line[1])"] = cost
  }
  return costs
}
