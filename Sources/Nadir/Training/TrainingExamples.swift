import NadirRandom
import Synchronization

/// The examples of a training in the order of each epoch, which the seed and the number of the epoch decide: whoever has the
/// examples can make it.
final class TrainingExamples<Example: Sendable>: Sendable {
  private let examples: [Example]
  private let seed: UInt64
  private let shuffled = Mutex<(epoch: Int, order: [Int])>((0, []))

  init(_ examples: [Example], seed: UInt64) {
    self.examples = examples
    self.seed = seed
  }

  var count: Int { examples.count }

  /// The examples at these places in the order of an epoch.
  func slice(_ places: Range<Int>, ofEpoch epoch: Int) -> ArraySlice<Example> {
    order(ofEpoch: epoch)[places].map { examples[$0] }[...]
  }

  private func order(ofEpoch epoch: Int) -> [Int] {
    shuffled.withLock { shuffled in
      if shuffled.epoch != epoch {
        var first = SplitMix64(seed: seed)
        var second = SplitMix64(seed: first.next() ^ UInt64(epoch))
        shuffled = (epoch, examples.indices.shuffled(seed: second.next()))
      }
      return shuffled.order
    }
  }
}
