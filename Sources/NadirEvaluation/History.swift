/// What was evaluated, in the order in which it was asked for.
///
/// Memory is bounded. A history of ``capacity`` records thins itself: from then on it keeps every second, fourth, eighth …
/// evaluation, by their numbers, and beside them what must not be lost: all failures, and all evaluations that were the
/// best when they were made, of which the last is the best of all. So the best value as a function of the number of the
/// evaluation is exact, however long the run was.
///
/// Where points are long, the others give way earlier: beyond 131 072 of their coordinates they are thinned before more
/// memory is taken, so that there is room for what must not be lost, and little time is spent on writing.
///
/// Only where failures and best ones alone would take more than three quarters of the capacity are they thinned as well.
/// Of every 2, 4, 8 … evaluations in a row the first best one and the first failure are kept then, and beside them the last
/// of each: first, best and last remain. The messages of failures that are dropped are dropped with them; those that are
/// long are kept without their middle.
public struct History: Sendable {
  /// The number of coordinates of each point.
  public let dimension: Int
  /// The number of records at which the history thins itself.
  public let capacity: Int
  /// The evaluations that were kept, in their order.
  public private(set) var records: [Record] = []
  /// Their points, one after the other.
  private var coordinates: [Double] = []
  /// The messages of the failures that were kept, by the number of the evaluation.
  public private(set) var failureMessages: [Int: String] = [:]
  /// Of every how many evaluations in a row one is kept that need not be, a power of two.
  public private(set) var stride = 1
  /// Of every how many evaluations in a row one is kept, of the best ones and of the failures each, a power of two; 1 as
  /// long as all of them are.
  public private(set) var keptStride = 1
  /// The number of records, neither of failures nor of best ones, beyond which no memory is taken for more of them.
  private let commonCapacity: Int
  /// The number of records at which there is something to be done for the next one.
  private var room = 0

  /// An empty history for points of `dimension` coordinates.
  ///
  /// The capacity is 16 384 records unless given, fewer where points are long (a million coordinates in all), and at least
  /// 16.
  public init(dimension: Int, capacity: Int? = nil) {
    self.dimension = dimension
    self.capacity = max(16, capacity ?? min(16_384, 1_048_576 / max(1, dimension)))
    commonCapacity = max(8, min(self.capacity, 131_072 / max(1, dimension)))
  }

  /// The free coordinates of the point of record `i`.
  public func point(_ i: Int) -> [Double] {
    Array(coordinates[i * dimension..<(i + 1) * dimension])
  }

  /// Whether evaluations have been left out.
  public var isThinned: Bool { stride > 1 || keptStride > 1 }

  /// Whether the next record would be kept, of an evaluation that is neither a failure nor the best.
  @inline(__always)
  func keeps(_ evaluation: Int) -> Bool { evaluation & (stride &- 1) == 0 }

  /// Keeps a record, and makes room if it was the last that there is room for.
  @inline(__always)
  mutating func append(_ record: Record, at x: [Double]) {
    records.append(record)
    if dimension <= 8 {
      for j in 0..<dimension { coordinates.append(x[j]) }
    } else {
      x.withUnsafeBufferPointer { coordinates.append(contentsOf: $0) }
    }
    if records.count >= room { makeRoom() }
  }

  /// Keeps the record of a failure with its message.
  mutating func append(_ record: Record, at x: [Double], message: String) {
    failureMessages[record.evaluation] = message.withoutMiddle
    append(record, at: x)
  }
}

extension History {
  /// Takes memory, or thins when there is all that may be taken.
  ///
  /// It grows in few large steps. Memory costs when it is first touched, which is most of the cost of recording, and arrays
  /// that double touch twice as much.
  @inline(never)
  private mutating func makeRoom() {
    if records.count(where: { !$0.isPinned }) > commonCapacity { thinOthers() }
    guard records.count > room * 7 / 8 else { return }
    guard room < capacity else { return thin() }
    let isFirst = room == 0
    room = min(max(256, 8 * room), capacity)
    records.reserveCapacity(room)
    coordinates.reserveCapacity(room * (isFirst ? min(dimension, 64) : dimension))
  }

  /// Drops records until there is room again for an eighth of the capacity at least.
  private mutating func thin() {
    while records.count(where: \.isPinned) > capacity * 3 / 4 {
      // Those that came last have not been thinned yet.
      let before = records.count
      thinPinned()
      if records.count == before { keptStride *= 2 }
    }
    while records.count > capacity * 7 / 8 { thinOthers() }
  }

  /// Drops every second one of those that need not be kept.
  private mutating func thinOthers() {
    stride *= 2
    let mask = stride - 1
    keep { $0.isPinned || $0.evaluation & mask == 0 }
  }

  /// Keeps the first failure and the first best evaluation of every so many evaluations, and the last of each.
  private mutating func thinPinned() {
    let shift = keptStride.trailingZeroBitCount
    var lastKept = (best: -1, failure: -1)
    let last = (best: records.last { $0.isBest }?.evaluation, failure: records.last { $0.failed }?.evaluation)
    keep { record in
      let window = record.evaluation >> shift
      if record.isBest {
        defer { lastKept.best = window }
        return window != lastKept.best || record.evaluation == last.best
      }
      if record.failed {
        defer { lastKept.failure = window }
        return window != lastKept.failure || record.evaluation == last.failure
      }
      return true
    }
  }

  /// Drops all other records, with their points and messages.
  private mutating func keep(_ isKept: (Record) -> Bool) {
    let dimension = dimension
    var count = 0
    coordinates.withUnsafeMutableBufferPointer { all in
      for i in records.indices {
        let record = records[i]
        guard isKept(record) else {
          if record.failed { failureMessages[record.evaluation] = nil }
          continue
        }
        if count < i {
          records[count] = record
          // Whole points at once: to move long ones number by number takes most of the time of thinning.
          if let first = all.baseAddress {
            (first + count * dimension).update(from: first + i * dimension, count: dimension)
          }
        }
        count += 1
      }
    }
    records.removeLast(records.count - count)
    coordinates.removeLast(coordinates.count - count * dimension)
  }
}

extension String {
  /// The text itself up to a kibibyte, and of a longer one the beginning and the end, where programs say what went wrong.
  fileprivate var withoutMiddle: String {
    guard utf8.count > 1024 else { return self }
    let head = self[..<utf8.index(startIndex, offsetBy: 256)]
    let tail = self[utf8.index(endIndex, offsetBy: -760)...]
    return "\(head) … \(tail)"
  }
}
