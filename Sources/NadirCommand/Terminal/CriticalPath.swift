import Nadir

/// The rounds that had to wait for one another, of runs that tell of themselves while they go on.
///
/// Of many runs, each begins when the runs before it by the width or more have ended, and the first ones when the sample
/// has been evaluated. The path is that of the sample and of the longest chain of runs behind it.
struct CriticalPath {
  private let width: Int
  private let sampleRounds: Int
  /// What run i took to be where it is, at position i − 1: the longest chain before it, and its own rounds.
  private var chains: [Int] = []
  /// The longest of the chains of runs 1 … i, at position i − 1, for those that have ended.
  private var longest: [Int] = []
  /// Its length.
  private(set) var rounds = 0

  /// - Parameter multistart: `nil` where there is one run.
  init(_ multistart: Multistart?) {
    width = multistart?.width ?? 1
    sampleRounds = if case .sampled = multistart?.starts { 1 } else { 0 }
  }

  /// Takes note of how many rounds a run has had until now.
  mutating func note(_ count: Int, ofRun run: Int) {
    while chains.count < run {
      // That a run has begun says that those before it by the width have ended: their chains stay as they are.
      let lag = chains.count + 1 - width
      if lag > 0 { longest.append(max(longest.last ?? 0, chains[lag - 1])) }
      chains.append(longest.last ?? sampleRounds)
    }
    chains[run - 1] = (run > width ? longest[run - width - 1] : sampleRounds) + count
    rounds = max(rounds, chains[run - 1])
  }
}
