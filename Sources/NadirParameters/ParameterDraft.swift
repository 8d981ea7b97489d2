import NadirEvaluation

/// A space in the making: what is known of each number, put together step by step.
struct ParameterDraft {
  let start: [Double]
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  private var isFixed: [Bool]
  private var groups: EqualityGroups
  private let paths: LazyIndex

  /// The numbers of the start, unbounded and free.
  init<Shape>(
    _ layout: any ShapeLayout<Shape>, _ start: Shape, _ names: ParameterNames
  ) throws(InvalidArgument) {
    self.start = try layout.coordinates(of: start, as: "the start")
    guard !self.start.isEmpty else {
      throw InvalidArgument("the start", is: "empty", expected: "one parameter or more")
    }
    isFixed = [Bool](repeating: false, count: self.start.count)
    groups = EqualityGroups(count: self.start.count)
    paths = LazyIndex { () throws(InvalidArgument) in try ParameterIndex(paths: layout.paths, names: names) }
  }

  /// Finds numbers by path. Paths are read when the first is needed: most runs over a plain array need none.
  func index() throws(InvalidArgument) -> ParameterIndex { try paths.get() }

  /// The positions of the numbers that are not fixed.
  var free: [Int] { start.indices.filter { !isFixed[$0] } }

  /// Joins the numbers that are to be equal.
  mutating func join(_ constraints: [Constraint]) throws(InvalidArgument) {
    if !constraints.isEmpty { try groups.join(constraints, start: start, index: try index()) }
  }

  /// Takes the bounds; where they coincide the number is fixed.
  mutating func bound(_ corners: (lower: [Double], upper: [Double])) throws(InvalidArgument) {
    (lower, upper) = corners
    for i in start.indices where lower[i] == upper[i] { isFixed[i] = true }
  }

  mutating func fix(_ references: [ParameterReference]) throws(InvalidArgument) {
    for reference in references {
      for i in try index().positions(reference, argument: "a fixed parameter") { isFixed[i] = true }
    }
  }

  func checkStart() throws(InvalidArgument) {
    for i in start.indices {
      guard start[i].isFinite else {
        throw InvalidArgument("the start of '\(try index().names[i])'", is: "\(start[i])", expected: "a finite number")
      }
      guard lower[i] <= start[i], start[i] <= upper[i] else {
        throw InvalidArgument(
          "the start of '\(try index().names[i])'", is: "\(start[i])",
          expected: "within its bounds \(lower[i])...\(upper[i])")
      }
    }
  }

  /// Equal numbers share the narrowest of their bounds, and are fixed together.
  mutating func shareAmongEqual() {
    for (number, leader) in groups.followers {
      lower[leader] = max(lower[leader], lower[number])
      upper[leader] = min(upper[leader], upper[number])
      isFixed[leader] = isFixed[leader] || isFixed[number] || lower[leader] == upper[leader]
    }
    for (number, leader) in groups.followers {
      lower[number] = lower[leader]
      upper[number] = upper[leader]
      isFixed[number] = isFixed[leader]
    }
  }

  /// The soft bounds inside the bounds.
  func samplingRanges(
    _ soft: (lower: [Double], upper: [Double])
  ) throws(InvalidArgument) -> (lower: [Double], upper: [Double]) {
    let low = zip(soft.lower, lower).map { max($0, $1) }
    let high = zip(soft.upper, upper).map { min($0, $1) }
    for i in start.indices where low[i] > high[i] {
      throw InvalidArgument(
        "the soft range of '\(try index().names[i])'", is: "\(soft.lower[i])...\(soft.upper[i])",
        expected: "within its bounds \(lower[i])...\(upper[i])")
    }
    return (low, high)
  }

  /// The leaders of the numbers that follow others.
  var leaders: [Int: Int] {
    Dictionary(groups.followers.map { ($0.number, $0.leader) }, uniquingKeysWith: { first, _ in first })
  }

  /// The way from free coordinates to numbers, and the names of the transforms by number.
  ///
  /// - Parameter scale: The units and origins of numbers that are coordinates of their own.
  func map(
    _ constraints: [Constraint],
    scale: (_ moved: [Int]) throws(InvalidArgument) -> (units: [Double], origins: [Double])?
  ) throws(InvalidArgument) -> (CoordinateMap, transforms: [Int: String]) {
    var blocks: [TransformedBlock] = []
    var system: LinearSystem?
    if !constraints.isEmpty {
      let site = ConstraintSite(
        start: start, lower: lower, upper: upper, isFixed: isFixed, groups: groups, index: try index())
      blocks = try site.transformedBlocks(constraints)
      system = try site.linearSystem(constraints, besides: blocks)
    }
    var isMoved = isFixed.map { !$0 }
    for (number, _) in groups.followers { isMoved[number] = false }
    for number in blocks.flatMap(\.numbers) + (system?.numbers ?? []) { isMoved[number] = false }
    let moved = start.indices.filter { isMoved[$0] }
    let scale = try scale(moved)
    if moved.count == start.count, scale == nil {
      return (CoordinateMap(start: start, lower: lower, upper: upper), [:])
    }
    if let system { blocks.append(system.block(start: start, units: scale?.units)) }
    let followers = groups.followers.filter { !isFixed[$0.number] }
    let map: CoordinateMap
    do throws(Violation) {
      map = try CoordinateMap(
        start: start, lower: lower, upper: upper, moved: moved, scale: scale, blocks: blocks, followers: followers)
    } catch {
      throw InvalidArgument("the start", is: error.found, expected: error.expected)
    }
    var names: [Int: String] = [:]
    for block in blocks { for number in block.numbers { names[number] = block.name } }
    return (map, names)
  }
}

/// An index that is made when it is first asked for.
private final class LazyIndex {
  private let make: () throws(InvalidArgument) -> ParameterIndex
  private var index: ParameterIndex?

  init(_ make: @escaping () throws(InvalidArgument) -> ParameterIndex) { self.make = make }

  func get() throws(InvalidArgument) -> ParameterIndex {
    if let index { return index }
    let made = try make()
    index = made
    return made
  }
}
