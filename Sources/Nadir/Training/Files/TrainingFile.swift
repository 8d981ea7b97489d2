import NadirAlgorithms
import NadirEvaluation

/// The file of a training, from which it goes on where it was cut.
struct TrainingFile<Rule: Optimizer>: Sendable {
  private let file: ReplacedFile
  private let identity: TrainingRecord<Rule>.Identity
  private let rules: TrainingRules<Rule>

  /// - Parameters:
  ///   - path: Its path.
  ///   - rules: The optimizer and the rest as they were given.
  ///   - coordinates: The names of the free coordinates.
  /// - Throws: `InvalidArgument` where it could not be written now.
  init(_ path: String, of rules: TrainingRules<Rule>, coordinates: [String]) throws(InvalidArgument) {
    do throws(ReplacedFile.Failure) {
      file = try ReplacedFile(path)
    } catch {
      throw InvalidArgument(
        "the file of the training, '\(path)',", is: "one that cannot be written: \(error)",
        expected: "a file, or the name of a new one, in a folder that can be written")
    }
    self.rules = rules
    identity = TrainingRecord.Identity(coordinates: coordinates)
  }

  /// The checkpoint in the file; `nil` where there is no file yet.
  ///
  /// - Throws: `InvalidArgument` that names the file, where it is damaged, and what differs, where it is of another training.
  func checkpoint(
    for setup: TrainingSetup, in box: Box
  ) throws(InvalidArgument) -> TrainingCheckpoint<Rule>? {
    let bytes: [UInt8]?
    do throws(ReplacedFile.Failure) {
      bytes = try file.read()
    } catch {
      throw InvalidArgument(
        "the file of the training, '\(file.path)',", is: "one that cannot be read: \(error)", expected: "one that can")
    }
    guard let bytes else { return nil }
    let checkpoint = try TrainingRecord(reading: bytes, toGoOnWith: identity, rules, in: file.path).checkpoint
    do throws(InvalidArgument) {
      try checkpoint.validate(for: setup, rules, in: box)
    } catch {
      throw error.found(in: file.path)
    }
    return checkpoint
  }

  /// - Returns: Why the file could not be written, in words; `nil` where it is.
  func write(_ checkpoint: TrainingCheckpoint<Rule>) -> String? {
    do {
      try file.write(TrainingRecord(identity: identity, checkpoint: checkpoint).bytes())
      return nil
    } catch {
      return "'\(file.path)' cannot be written: \(error)"
    }
  }
}

extension InvalidArgument {
  /// The same of what a file has.
  func found(in path: String) -> InvalidArgument {
    InvalidArgument("\(argument) in '\(path)'", is: value, expected: expected)
  }
}

/// How far a training is in its file.
struct TrainingSaving: Sendable {
  /// The epoch and the batch of what is in the file.
  var place: [Int]?
  /// Why the last checkpoint is not there.
  var failure: String?
  /// How many times it was written, or could not be, and when it was last.
  private var attempts = (count: 0, last: ContinuousClock.now)

  /// A file has the whole history: written after each of thousands of short epochs it would take longer than these.
  private static let freeAttempts = 100
  private static let gap = Duration.seconds(1)

  /// Writes a checkpoint, unless it is there, or is one of many and the training goes on: those are a second apart.
  mutating func save<Rule>(_ checkpoint: TrainingCheckpoint<Rule>, in file: TrainingFile<Rule>?, atEnd: Bool) {
    let place = [checkpoint.epoch, checkpoint.batch]
    guard let file, place != self.place else { return }
    guard atEnd || attempts.count < Self.freeAttempts || ContinuousClock.now - attempts.last >= Self.gap else { return }
    failure = file.write(checkpoint)
    attempts = (attempts.count + 1, ContinuousClock.now)
    if failure == nil { self.place = place }
  }
}
