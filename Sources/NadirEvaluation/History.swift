/// What was evaluated, in the order in which it was asked for.
///
/// Memory is bounded: past ``capacity`` records every second one is dropped and from then on only every second, fourth,
/// eighth … evaluation is kept. The best point and all failures always are.
public struct History: Sendable {
  /// What a point was evaluated for.
  public enum Kind: UInt8, Sendable, Codable {
    /// A value at a point of the algorithm.
    case value
    /// Value and gradient at a point of the algorithm.
    case gradient
    /// A displaced point for a difference gradient.
    case difference
    /// Residuals or contributions at a point of the algorithm.
    case terms
    /// Residuals or contributions at a point of the algorithm, with their derivatives.
    case termsAndDerivatives
  }

  /// One evaluation.
  public struct Record: Sendable, Equatable {
    /// The value, in the user's own direction; NaN when the evaluation failed.
    public var value: Double
    /// When it began, in wall seconds since the start of the run; for cheap objectives the clock is not read each time.
    public var start: Double
    /// When its value was known.
    public var end: Double
    /// The number of the evaluation, from 1.
    public var evaluation: Int
    /// The number of the round that it belonged to, from 1.
    public var round: Int
    public var kind: Kind
    public var failed: Bool
    /// Who evaluated, from 0; `nil` where that is not known.
    public var worker: Int? { nil }

    init(value: Double, seconds: Double, evaluation: Int, round: Int, kind: Kind, failed: Bool) {
      self.value = value
      start = seconds
      end = seconds
      self.evaluation = evaluation
      self.round = round
      self.kind = kind
      self.failed = failed
    }
  }

  /// The number of coordinates of each point.
  public let dimension: Int
  /// The number of records at which the history thins itself.
  public let capacity: Int
  var kept: [Record] = []
  var coordinates: [Double] = []
  /// Every how many-th evaluation is kept.
  var stride = 1

  /// An empty history for points of `dimension` coordinates.
  ///
  /// The capacity is 16 384 records unless given, fewer where points are long (a million coordinates in all).
  public init(dimension: Int, capacity: Int? = nil) {
    self.dimension = dimension
    self.capacity = max(16, capacity ?? min(16_384, 1_048_576 / max(1, dimension)))
    kept.reserveCapacity(min(256, self.capacity))
    coordinates.reserveCapacity(min(256, self.capacity) * min(dimension, 64))
  }

  /// The evaluations that were kept, in their order.
  public var records: [Record] { kept }

  /// The free coordinates of the point of record `i`.
  public func point(_ i: Int) -> [Double] {
    Array(coordinates[i * dimension..<(i + 1) * dimension])
  }

  /// The messages of the failures, by the number of the evaluation.
  public internal(set) var failureMessages: [Int: String] = [:]

  mutating func append(_ record: Record, at x: [Double], isBest: Bool) {
    guard stride == 1 || record.evaluation % stride == 0 || record.failed || isBest else { return }
    kept.append(record)
    if dimension <= 8 {
      for j in 0..<dimension { coordinates.append(x[j]) }
    } else {
      x.withUnsafeBufferPointer { coordinates.append(contentsOf: $0) }
    }
    if kept.count >= capacity { thin() }
  }

  mutating func thin() {
    let best = kept.indices.filter { !kept[$0].failed }
      .reduce(nil as (least: Int, greatest: Int)?) { extremes, i in
        guard let extremes else { return (i, i) }
        return (
          kept[i].value < kept[extremes.least].value ? i : extremes.least,
          kept[i].value > kept[extremes.greatest].value ? i : extremes.greatest
        )
      }
    stride *= 2
    var count = 0
    for i in kept.indices {
      let record = kept[i]
      let isExtreme = i == best?.least || i == best?.greatest
      guard record.evaluation % stride == 0 || record.failed || isExtreme else { continue }
      kept[count] = record
      for j in 0..<dimension { coordinates[count * dimension + j] = coordinates[i * dimension + j] }
      count += 1
    }
    kept.removeLast(kept.count - count)
    coordinates.removeLast(coordinates.count - count * dimension)
  }
}
