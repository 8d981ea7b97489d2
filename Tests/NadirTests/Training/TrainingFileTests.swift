import Foundation
import Nadir
import Synchronization
import Testing
import _TestSupport

@Suite struct TrainingFileTests {
  private let data = Sample.drawn(40, seed: 1)
  private let heldOut = Sample.drawn(20, seed: 2)

  /// A training with all that has a state.
  private func trained<Rule: Optimizer>(
    _ optimizer: Rule, epochs: Int = 6, in path: String? = nil, batches: Int? = nil,
    model: Network<Double> = .seeded(3),
    data: [Sample]? = nil, heldOut: [Sample]? = nil, batchSize: Int = 12, seed: UInt64 = 5, pieces: Int = 3,
    stopping: EarlyStopping = EarlyStopping(patience: 20), evaluations: Evaluations = Evaluations(),
    observers: [TrainingObserver<Network<Double>>] = []
  ) async throws -> TrainingOutcome<Network<Double>, Rule> {
    try await train(
      model, data: data ?? self.data,
      loss: { (network: Network<Variable>, sample) in
        evaluations.count.add(1, ordering: .relaxed)
        return logisticLoss(network, sample)
      }, with: optimizer, batchSize: batchSize, epochs: epochs, validating: heldOut ?? self.heldOut,
      metrics: [accuracy], seed: seed, pieces: pieces, plateau: ReduceOnPlateau(factor: 0.5, patience: 1),
      averaging: .exponential(decay: 0.7), stopping: stopping, observers: observers,
      checkpointing: path.map { .file($0, batches: batches) })
  }

  @Test func aTrainingGoesOnFromTheFileOfAnyMoment() async throws {
    let folder = try Folder()
    let copies = Copies(of: folder.path("a.json"))
    let whole = try await trained(
      Adam(learningRate: 0.1), in: folder.path("a.json"), batches: 3,
      observers: [.watching(.everyBatch) { _ in copies.take() }, .watching { _ in copies.take() }])
    // Four batches each, the third of which is written as every epoch is.
    #expect(copies.all.count == 12)
    for (i, copy) in copies.all.enumerated() {
      let path = folder.path("\(i).json")
      try copy.write(to: URL(filePath: path))
      let evaluations = Evaluations()
      let resumed = try await trained(Adam(learningRate: 0.1), in: path, evaluations: evaluations)
      expectSameBits(resumed, whole, "copy \(i)")
      #expect(evaluations.count.load(ordering: .relaxed) < 6 * 60 && resumed.savingFailure == nil)
    }
    #expect(folder.names.allSatisfy { $0.hasSuffix(".json") })
  }

  @Test func everyOptimizerGoesOn() async throws {
    try await expectToGoOn(BatchLBFGS(learningRate: 0.5, memory: 3, precision: Float.self))
    try await expectToGoOn(
      Lion(learningRate: 0.01).decaying(0.1).clipping(.globalNorm(0.5)).following(
        .warmUp(over: 3, then: .cosine(over: 20, floor: 0.1))))
    try await expectToGoOn(AMSGrad(learningRate: 0.05))
  }

  private func expectToGoOn(_ optimizer: some Optimizer) async throws {
    let folder = try Folder()
    let path = folder.path("a.json")
    let whole = try await trained(optimizer)
    _ = try await trained(optimizer, in: path, observers: [.deciding(.everyBatch) { $0.epoch == 3 ? .stop : .proceed }])
    expectSameBits(try await trained(optimizer, in: path), whole, "\(optimizer)")
  }

  @Test func moreEpochsThanBeforeGoOn() async throws {
    let folder = try Folder()
    let whole = try await trained(.gradientDescent(learningRate: 0.3), epochs: 7)
    for epochs in [1, 3, 4, 7] {
      let outcome = try await trained(
        .gradientDescent(learningRate: 0.3), epochs: epochs, in: folder.path("a.json"))
      #expect(outcome.termination == .completed && outcome.counts.epochs == epochs)
    }
    let evaluations = Evaluations()
    let again = try await trained(
      .gradientDescent(learningRate: 0.3), epochs: 7, in: folder.path("a.json"), evaluations: evaluations)
    expectSameBits(again, whole, "cut after epochs 1, 3 and 4")
    #expect(evaluations.count.load(ordering: .relaxed) == 0)
  }

  @Test(arguments: [1, 2, 5, 8, 14])
  func whatWasCancelledGoesOnWhereItWas(calls: Int) async throws {
    let folder = try Folder()
    let path = folder.path("a.json")
    let whole = try await trained(Adam(learningRate: 0.1))
    let seen = Evaluations()
    let cut = try await Task {
      try await trained(
        Adam(learningRate: 0.1), in: path,
        observers: [
          .watching(.everyBatch) { _ in
            if seen.count.add(1, ordering: .relaxed).newValue == calls { withUnsafeCurrentTask { $0?.cancel() } }
          }
        ])
    }.value
    #expect(cut.termination == .stopped(.cancelled) && cut.counts.steps == calls)
    expectSameBits(try await trained(Adam(learningRate: 0.1), in: path), whole, "cancelled after batch \(calls)")
  }

  @Test func whatAnObserverStopsGoesOnWhereItWas() async throws {
    let folder = try Folder()
    let path = folder.path("a.json")
    let whole = try await trained(Adam(learningRate: 0.1))
    for _ in 0..<30 {
      let outcome = try await trained(
        Adam(learningRate: 0.1), in: path, observers: [.deciding(.everyBatch) { _ in .stop }])
      if outcome.termination == .completed { break }
    }
    expectSameBits(try await trained(Adam(learningRate: 0.1), in: path), whole, "stopped after every batch")
  }

  @Test func damagedFilesAreRefused() async throws {
    let folder = try Folder()
    let path = folder.path("a.json")
    _ = try await trained(Adam(), epochs: 1, in: path)
    let whole = try Data(contentsOf: URL(filePath: path))
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    var damaged = [Data(), Data("{}".utf8), Data("[1, 2]".utf8), Data([0xFF, 0xFE])]
    damaged += (0..<20).map { _ in whole.prefix(Int.random(in: 1..<whole.count - 1, using: &generator)) }
    damaged += (0..<40).map { _ in
      var data = whole
      data[Int.random(in: 0..<whole.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      return data
    }
    for data in damaged {
      try data.write(to: URL(filePath: path))
      let evaluations = Evaluations()
      let message = await refusal { _ = try await trained(Adam(), in: path, evaluations: evaluations) }
      #expect(message?.contains("'\(path)'") == true, "seed \(seed): \(message ?? "accepted")")
      #expect(evaluations.count.load(ordering: .relaxed) == 0)
      #expect(try Data(contentsOf: URL(filePath: path)) == data)
    }
  }

  @Test func theFileOfAnotherTrainingIsRefused() async throws {
    let folder = try Folder()
    let path = folder.path("a.json")
    _ = try await trained(Adam(learningRate: 0.1), epochs: 1, in: path)
    let name = "'\(path)'"
    let evaluations = Evaluations()
    func expect(_ message: String, _ body: () async throws -> Void) async {
      let refusal = await refusal(body)
      #expect(refusal == message)
    }
    await expect("the seed of the checkpoint in \(name) is 5, but must be 6, as in the training") {
      _ = try await trained(Adam(learningRate: 0.1), in: path, seed: 6, evaluations: evaluations)
    }
    await expect("the batch size of the checkpoint in \(name) is 12, but must be 10, as in the training") {
      _ = try await trained(Adam(learningRate: 0.1), in: path, batchSize: 10, evaluations: evaluations)
    }
    await expect("the number of pieces of the checkpoint in \(name) is 3, but must be 4, as in the training") {
      _ = try await trained(Adam(learningRate: 0.1), in: path, pieces: 4, evaluations: evaluations)
    }
    await expect("the number of examples of the checkpoint in \(name) is 40, but must be 39, as in the training") {
      _ = try await trained(
        Adam(learningRate: 0.1), in: path, data: data.dropLast(), evaluations: evaluations)
    }
    await expect("the optimizer in \(name) is Adam<Double>, but must be Adam<Float>, as in this training") {
      _ = try await trained(
        Adam(learningRate: 0.1, precision: Float.self), in: path, evaluations: evaluations)
    }
    await expect("optimizer.learningRate of the checkpoint in \(name) is 0.1, but must be 0.2, as in the training") {
      _ = try await trained(Adam(learningRate: 0.2), in: path, evaluations: evaluations)
    }
    await expect("stopping.patience of the checkpoint in \(name) is 20, but must be 30, as in the training") {
      _ = try await trained(
        Adam(learningRate: 0.1), in: path, stopping: EarlyStopping(patience: 30), evaluations: evaluations)
    }
    await expect("parameter 13 in \(name) is 'biases[0]', but must be 'weights[6][0]', as in this training") {
      _ = try await trained(
        Adam(learningRate: 0.1), in: path, model: .seeded(3, hidden: 7), evaluations: evaluations)
    }
    #expect(evaluations.count.load(ordering: .relaxed) == 0)
    // What the model begins with does not matter to one that has begun.
    let outcome = try await trained(Adam(learningRate: 0.1), in: path, model: .seeded(4))
    expectSameBits(outcome, try await trained(Adam(learningRate: 0.1)), "another model to begin with")
  }

  @Test func whatCannotBeWrittenIsRefusedBeforeTheFirstEvaluation() async throws {
    let folder = try Folder()
    let evaluations = Evaluations()
    for path in [folder.path("none/a.json"), folder.path(""), folder.url.path, "/dev/null", ""] {
      let message = await refusal { _ = try await trained(Adam(), in: path, evaluations: evaluations) }
      #expect(message?.contains("the file of the training, '\(path)', is one that cannot be written: ") == true)
    }
    #expect(evaluations.count.load(ordering: .relaxed) == 0)
  }

  @Test func aFileBesideACheckpointIsRefused() async throws {
    let folder = try Folder()
    let path = folder.path("a.json")
    func trained(resuming checkpoint: TrainingCheckpoint<Adam<Double>>? = nil) async throws -> TrainingCheckpoint<
      Adam<Double>
    > {
      try await train(
        Network.seeded(3), data: data, loss: { (network: Network<Variable>, sample) in logisticLoss(network, sample) },
        with: Adam(), epochs: 2, checkpointing: .file(path), resuming: checkpoint
      ).checkpoint
    }
    let checkpoint = try await trained()
    let message = await refusal { _ = try await trained(resuming: checkpoint) }
    #expect(message == "the file '\(path)' is there, but must be none beside a checkpoint to go on from")
  }

  /// The folder is gone after the second epoch, and there again after the fourth, or not.
  @Test(arguments: [true, false])
  func aTrainingIsNotLostWithItsFile(comesBack: Bool) async throws {
    let folder = try Folder()
    let path = folder.path("inner/a.json")
    try folder.make("inner")
    let whole = try await trained(Adam(learningRate: 0.1))
    let outcome = try await trained(
      Adam(learningRate: 0.1), in: path,
      observers: [
        .watching { state in
          if state.epoch == 2 { folder.remove("inner") }
          if state.epoch == 4, comesBack { try? folder.make("inner") }
        }
      ])
    expectSameBits(outcome, whole, "no folder")
    if comesBack {
      #expect(outcome.savingFailure == nil)
      expectSameBits(try await trained(Adam(learningRate: 0.1), in: path), whole, "from the file")
    } else {
      let failure = try #require(outcome.savingFailure)
      #expect(failure.hasPrefix("'\(path)' cannot be written: "))
      #expect(outcome.description.hasSuffix("not saved: \(failure)"))
      // Nothing is lost: it goes on from what the outcome has.
      #expect(outcome.checkpoint.epoch == 7)
    }
  }

  /// The file has the history, so that writing it after every epoch would take a time that grows with their square.
  @Test func aFileIsNotWrittenAfterEachOfManyShortEpochs() async throws {
    let folder = try Folder()
    let copies = Copies(of: folder.path("a.json"))
    func trained(
      epochs: Int, in path: String? = nil, observers: [TrainingObserver<[Double]>] = []
    ) async throws -> TrainingOutcome<[Double], Adam<Double>> {
      try await train(
        [1.0], data: [1.0, 2], loss: { (x: [Variable], t) in (x[0] - Variable(t)) * (x[0] - Variable(t)) },
        with: Adam(), batchSize: 1, epochs: epochs, observers: observers, checkpointing: path.map { .file($0) })
    }
    let whole = try await trained(epochs: 400)
    let outcome = try await trained(
      epochs: 300, in: folder.path("a.json"), observers: [.watching { _ in copies.take() }])
    #expect(100..<300 ~= copies.all.count && outcome.savingFailure == nil)
    expectSameBits(try await trained(epochs: 400, in: folder.path("a.json")), whole, "from the end")
    let cut = try #require(copies.all.last)
    try cut.write(to: URL(filePath: folder.path("b.json")))
    expectSameBits(try await trained(epochs: 400, in: folder.path("b.json")), whole, "from the last copy before it")
  }

  @Test func aFileKeepsItsPermissions() async throws {
    let folder = try Folder()
    let path = folder.path("a.json")
    _ = try await trained(Adam(), epochs: 1, in: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    _ = try await trained(Adam(), epochs: 2, in: path)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
  }

  /// A struct that has another option than when the file was written, and could not be decoded.
  @Test func anOptimizerThatHasChangedIsRefusedByName() async throws {
    let folder = try Folder()
    let path = folder.path("a.json")
    _ = try await trained(Before.Ball(), epochs: 1, in: path)
    let refusal = await refusal { _ = try await trained(After.Ball(), epochs: 2, in: path) }
    #expect(refusal == "optimizer.friction of the checkpoint in '\(path)' is none, but must be 0.1, as in the training")
  }

  @Test func aLinkStaysOne() async throws {
    let folder = try Folder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.json"), withDestinationPath: folder.path("a.json"))
    _ = try await trained(Adam(), epochs: 1, in: folder.path("a.json"))
    _ = try await trained(Adam(), epochs: 2, in: folder.path("link.json"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.json")) == folder.path("a.json"))
    let outcome = try await trained(Adam(), epochs: 2, in: folder.path("a.json"))
    #expect(outcome.counts.epochs == 2 && folder.names.sorted() == ["a.json", "link.json"])
  }

  /// What a training says to arguments that it refuses.
  private func refusal(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch {
      guard case .invalid(let argument) = error as? TrainingError else { return "another error: \(error)" }
      return argument.description
    }
  }
}

private enum Before {
  struct Ball: Optimizer {
    var learningRate = 0.1
    mutating func update(_ x: inout [Double], along gradient: [Double]) {
      for i in x.indices { x[i] -= learningRate * gradient[i] }
    }
  }
}

private enum After {
  struct Ball: Optimizer {
    var learningRate = 0.1
    var friction = 0.1
    mutating func update(_ x: inout [Double], along gradient: [Double]) {
      for i in x.indices { x[i] -= learningRate * gradient[i] }
    }
  }
}

/// Counts.
private final class Evaluations: Sendable {
  let count = Atomic(0)
}

/// The different contents that a file had.
private final class Copies: Sendable {
  private let path: String
  private let copies = Mutex<[Data]>([])

  init(of path: String) { self.path = path }

  var all: [Data] { copies.withLock { $0 } }

  func take() {
    guard let data = FileManager.default.contents(atPath: path) else { return }
    copies.withLock { copies in if copies.last != data { copies.append(data) } }
  }
}

/// A new folder, removed with this.
private final class Folder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "nadir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { "\(url.path)/\(name)" }

  func make(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: false)
  }

  func remove(_ name: String) { try? FileManager.default.removeItem(atPath: path(name)) }

  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] }
}
