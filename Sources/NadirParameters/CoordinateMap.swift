import NadirEvaluation
import NadirLinear

/// Free coordinates ⇄ the numbers of all parameters.
///
/// A number is a coordinate of its own (in its unit), or one of a block that a transform moves, or follows another
/// number, or stays at its start.
struct CoordinateMap: Sendable {
  /// A number that is a coordinate of its own: number = origin + unit · coordinate.
  private struct Direct: Sendable {
    var number: Int
    var coordinate: Int
    var unit: Double
    var origin: Double
  }

  private struct Block: Sendable {
    var coordinates: Range<Int>
    var moved: TransformedBlock
  }

  private let start: [Double]
  private let lower: [Double]
  private let upper: [Double]
  private let direct: [Direct]
  private let blocks: [Block]
  private let followers: [(number: Int, leader: Int)]
  /// The box of the coordinates.
  let box: Box
  let startCoordinates: [Double]
  /// Whether every number is a coordinate as it is.
  let isIdentity: Bool

  /// Every number, as it is, within its bounds.
  init(start: [Double], lower: [Double], upper: [Double]) {
    self.start = start
    self.lower = lower
    self.upper = upper
    direct = []
    blocks = []
    followers = []
    box = Box(lower: lower, upper: upper)
    startCoordinates = start
    isIdentity = true
  }

  /// - Parameters:
  ///   - moved: The positions of the numbers that are coordinates of their own.
  ///   - scale: The unit and the origin of each number; `nil` for none.
  init(
    start: [Double], lower: [Double], upper: [Double], moved: [Int], scale: (units: [Double], origins: [Double])?,
    blocks given: [TransformedBlock], followers: [(number: Int, leader: Int)]
  ) throws(Violation) {
    var direct: [Direct] = []
    var blocks: [Block] = []
    var low: [Double] = []
    var high: [Double] = []
    var begin: [Double] = []
    // Coordinates are in the order of the numbers, blocks where their first number is.
    var rest = given.sorted { ($0.numbers.first ?? 0) < ($1.numbers.first ?? 0) }[...]
    func take(_ block: TransformedBlock) throws(Violation) {
      let transform = block.transform
      let first = begin.count
      begin += try transform.coordinates(of: block.numbers.map { start[$0] })
      blocks.append(Block(coordinates: first..<begin.count, moved: block))
      let elementwise = transform as? any ElementwiseTransform
      for place in 0..<transform.coordinateCount {
        low.append(elementwise?.coordinate(of: lower[block.numbers[place]]) ?? -.infinity)
        high.append(elementwise?.coordinate(of: upper[block.numbers[place]]) ?? .infinity)
      }
    }
    for number in moved {
      while let block = rest.first, block.numbers[0] < number { try take(rest.removeFirst()) }
      let (unit, origin) = (scale?.units[number] ?? 1, scale?.origins[number] ?? 0)
      direct.append(Direct(number: number, coordinate: begin.count, unit: unit, origin: origin))
      begin.append((start[number] - origin) / unit)
      low.append((lower[number] - origin) / unit)
      high.append((upper[number] - origin) / unit)
    }
    for block in rest { try take(block) }

    self.start = start
    self.lower = lower
    self.upper = upper
    self.direct = direct
    self.blocks = blocks
    self.followers = followers
    box = Box(lower: low, upper: high)
    startCoordinates = zip(begin, zip(low, high)).map { min(max($0, $1.0), $1.1) }
    isIdentity = direct.count == start.count && scale == nil
  }

  /// The numbers of all parameters at free coordinates: exactly the start at the start's, and exactly a bound at the
  /// bound's.
  func numbers(at x: [Double]) -> [Double] {
    if isIdentity { return x }
    if x == startCoordinates { return start }
    var numbers = start
    for entry in direct { numbers[entry.number] = number(of: entry, at: x[entry.coordinate]) }
    for block in blocks {
      let values = block.moved.transform.values(at: Array(x[block.coordinates]))
      // Rounding carries no number across a bound that the coordinates keep.
      for (i, value) in zip(block.moved.numbers, values) { numbers[i] = min(max(value, lower[i]), upper[i]) }
    }
    for (number, leader) in followers { numbers[number] = numbers[leader] }
    return numbers
  }

  private func number(of entry: Direct, at coordinate: Double) -> Double {
    let i = entry.number
    if entry.unit == 1, entry.origin == 0 { return coordinate }
    if coordinate == startCoordinates[entry.coordinate] { return start[i] }
    if coordinate == box.lower[entry.coordinate] { return lower[i] }
    if coordinate == box.upper[entry.coordinate] { return upper[i] }
    return min(max(entry.origin + coordinate * entry.unit, lower[i]), upper[i])
  }

  /// The coordinates of numbers that fulfil the constraints; what fixed numbers and followers are plays no part.
  func coordinates(of numbers: [Double]) throws(Violation) -> [Double] {
    if isIdentity { return numbers }
    var x = startCoordinates
    for entry in direct { x[entry.coordinate] = (numbers[entry.number] - entry.origin) / entry.unit }
    for block in blocks {
      let values = block.moved.numbers.map { numbers[$0] }
      x.replaceSubrange(block.coordinates, with: try block.moved.transform.coordinates(of: values))
    }
    return box.projection(of: x)
  }

  /// The gradient with respect to the coordinates at x, from the one with respect to all numbers: Jᵀg.
  func pullback(_ gradient: [Double], at x: [Double]) -> [Double] {
    if isIdentity { return gradient }
    var gradient = gradient
    for (number, leader) in followers { gradient[leader] += gradient[number] }
    var pulled = [Double](repeating: 0, count: x.count)
    for entry in direct { pulled[entry.coordinate] = gradient[entry.number] * entry.unit }
    for block in blocks {
      let part = block.moved.numbers.map { gradient[$0] }
      pulled.replaceSubrange(
        block.coordinates, with: block.moved.transform.pullback(part, at: Array(x[block.coordinates])))
    }
    return pulled
  }

  /// What stands behind a coordinate.
  enum Origin: Equatable {
    /// The number at this position, and no other.
    case number(Int)
    /// The numbers that a transform moves together, of whose coordinates it is this one.
    case block(numbers: [Int], coordinate: Int)
  }

  /// What stands behind each coordinate.
  var origins: [Origin] {
    if isIdentity { return start.indices.map { .number($0) } }
    var origins = startCoordinates.map { _ in Origin.number(0) }
    for entry in direct { origins[entry.coordinate] = .number(entry.number) }
    for block in blocks {
      let isElementwise = block.moved.transform is any ElementwiseTransform
      for (place, coordinate) in block.coordinates.enumerated() {
        origins[coordinate] =
          isElementwise
          ? .number(block.moved.numbers[place]) : .block(numbers: block.moved.numbers, coordinate: place)
      }
    }
    return origins
  }

  /// The coordinates that are one number, by its position.
  var own: [Int: OwnCoordinate] {
    let pairs =
      isIdentity
      ? start.indices.map { ($0, OwnCoordinate(number: $0, index: $0, unit: 1)) }
      : direct.map { ($0.number, OwnCoordinate(number: $0.number, index: $0.coordinate, unit: $0.unit)) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Whether the number is a coordinate in its unit, which no transform moves.
  func isOwn(_ number: Int) -> Bool { isIdentity || direct.contains { $0.number == number } }

  /// The range of a coordinate in which a number that it moves alone is between two ends.
  func coordinates(
    at coordinate: Int, ofNumber number: Int, from low: Double, to high: Double
  ) -> (lower: Double, upper: Double) {
    if let entry = direct.first(where: { $0.number == number }) {
      return ((low - entry.origin) / entry.unit, (high - entry.origin) / entry.unit)
    }
    let block = blocks.first { $0.coordinates.contains(coordinate) }
    guard let transform = block?.moved.transform as? any ElementwiseTransform else { return (low, high) }
    return (transform.coordinate(of: low), transform.coordinate(of: high))
  }

  /// Whether numbers are linear functions of coordinates, each of one coordinate.
  var isLinear: Bool { blocks.isEmpty }

  /// Where numbers are linear functions of coordinates: the numbers' changes J v for those of the coordinates.
  func pushforward(_ v: [Double]) -> [Double] {
    if isIdentity { return v }
    var pushed = [Double](repeating: 0, count: start.count)
    for entry in direct { pushed[entry.number] = v[entry.coordinate] * entry.unit }
    for (number, leader) in followers { pushed[number] = pushed[leader] }
    return pushed
  }

  /// Where numbers are linear functions of coordinates: the Hessian JᵀHJ with respect to the coordinates, from the one
  /// with respect to all numbers.
  func pullback(hessian: Matrix) -> Matrix {
    if isIdentity { return hessian }
    let x = startCoordinates
    let half = (0..<start.count).map { pullback(hessian.column($0), at: x) }
    var pulled = Matrix(rowCount: x.count, columnCount: x.count)
    for i in x.indices {
      let row = pullback(half.map { $0[i] }, at: x)
      for j in x.indices { pulled[i, j] = row[j] }
    }
    return pulled
  }

  /// The gradient with respect to the numbers, from the one with respect to the coordinates at x; NaN for numbers that
  /// do not move by themselves, whose derivatives it does not tell.
  func known(_ gradient: [Double], at x: [Double]) -> [Double] {
    if isIdentity { return gradient }
    var known = [Double](repeating: .nan, count: start.count)
    for entry in direct { known[entry.number] = gradient[entry.coordinate] / entry.unit }
    for block in blocks {
      guard let transform = block.moved.transform as? any ElementwiseTransform else { continue }
      for (coordinate, number) in zip(block.coordinates, block.moved.numbers) {
        known[number] = gradient[coordinate] / transform.slope(at: x[coordinate])
      }
    }
    for (number, leader) in followers {
      known[number] = .nan
      known[leader] = .nan
    }
    return known
  }

  /// The largest unit roundoff among the numbers that each coordinate moves.
  func unitRoundoffs(_ roundoffs: [Double]) -> [Double] {
    guard !roundoffs.isEmpty, !isIdentity else { return roundoffs }
    var result = [Double](repeating: 0, count: startCoordinates.count)
    for entry in direct { result[entry.coordinate] = roundoffs[entry.number] }
    for block in blocks {
      let largest = block.moved.numbers.map { roundoffs[$0] }.max() ?? 0
      for coordinate in block.coordinates { result[coordinate] = largest }
    }
    return result
  }
}
