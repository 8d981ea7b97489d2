import NadirEvaluation

/// A part of a batch, or of the examples that are held out, that is evaluated by itself.
///
/// To an evaluator it is a point: the free coordinates, and behind them four numbers that say what is wanted of which
/// examples. So pieces are evaluated wherever points are.
struct TrainingPiece: Sendable, Equatable {
  enum Quantity: Sendable, Equatable {
    /// The loss of examples in the order of an epoch, from 1.
    case loss(epoch: Int)
    /// The loss of examples that are held out.
    case heldOutLoss
    /// A metric of examples that are held out, by its place.
    case metric(Int)
  }

  var quantity: Quantity
  /// The places of its examples.
  var examples: Range<Int>

  /// How many numbers stand for it.
  static let numberCount = 4

  /// The numbers behind the coordinates.
  var numbers: [Double] {
    let (kind, number) =
      switch quantity {
      case .loss(let epoch): (0.0, epoch)
      case .heldOutLoss: (1.0, 0)
      case .metric(let place): (2.0, place)
      }
    return [kind, Double(number), Double(examples.lowerBound), Double(examples.count)]
  }

  /// The piece behind the coordinates of a point.
  ///
  /// - Throws: ``EvaluationFailure`` of kind `.unreadable` where the point has none.
  init(behind dimension: Int, in point: [Double]) throws(EvaluationFailure) {
    let numbers = point.dropFirst(dimension).compactMap { Int(exactly: $0) }
    guard point.count == dimension + Self.numberCount, numbers.count == Self.numberCount, numbers[2] >= 0,
      numbers[3] > 0
    else { throw EvaluationFailure(.unreadable, "the point is no piece of a batch") }
    let quantity: Quantity =
      switch numbers[0] {
      case 0: .loss(epoch: numbers[1])
      case 1: .heldOutLoss
      default: .metric(numbers[1])
      }
    self.init(quantity: quantity, examples: numbers[2]..<numbers[2] + numbers[3])
  }

  init(quantity: Quantity, examples: Range<Int>) {
    self.quantity = quantity
    self.examples = examples
  }
}

/// Pieces that together are the examples of a batch, or those that are held out.
struct TrainingPieces: Sendable {
  let pieces: [TrainingPiece]
  /// The number of examples.
  let count: Int

  /// Examples in parts that differ by one in size.
  ///
  /// - Parameter limit: The largest number of parts; there is none without an example.
  init(_ quantity: TrainingPiece.Quantity, of examples: Range<Int>, atMost limit: Int) {
    let (first, count) = (examples.lowerBound, examples.count)
    let parts = min(limit, count)
    self.count = count
    pieces = (0..<parts).map { i in
      TrainingPiece(quantity: quantity, examples: first + i * count / parts..<first + (i + 1) * count / parts)
    }
  }

  /// What is wanted of them.
  var demand: Demand {
    if case .loss = pieces.first?.quantity { [.value, .gradient] } else { .value }
  }

  /// How many times they evaluate the loss of an example.
  var lossCount: Int {
    if case .metric = pieces.first?.quantity { 0 } else { count }
  }

  /// The mean over the examples: what the pieces gave, in their order, each as often as it has examples.
  ///
  /// - Throws: The failure of the first piece that has one, or of a loss or gradient that is not finite.
  func mean(of results: ArraySlice<EvaluationBatch.Element>) throws(EvaluationFailure) -> Evaluation<[Double]> {
    var parts: [Evaluation<[Double]>] = []
    for result in results { parts.append(try result.get()) }
    let mean = mean(of: parts)
    if case .metric = pieces.first?.quantity { return mean }
    guard mean.value.isFinite else { throw EvaluationFailure(.notFinite, "the loss is \(mean.value)") }
    if let component = mean.gradient?.first(where: { !$0.isFinite }) {
      throw EvaluationFailure(.notFinite, "a component of the gradient of the loss is \(component)")
    }
    return mean
  }

  private func mean(of parts: [Evaluation<[Double]>]) -> Evaluation<[Double]> {
    guard parts.count > 1 else { return parts.first ?? Evaluation(value: .nan) }
    var mean = Evaluation<[Double]>(value: 0)
    var gradient = [Double](repeating: 0, count: parts[0].gradient?.count ?? 0)
    for (piece, part) in zip(pieces, parts) {
      let size = Double(piece.examples.count)
      mean.value += size * part.value
      if let slopes = part.gradient { for i in slopes.indices { gradient[i] += size * slopes[i] } }
    }
    mean.value /= Double(count)
    if !gradient.isEmpty { mean.gradient = gradient.map { $0 / Double(count) } }
    return mean
  }
}
