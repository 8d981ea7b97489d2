import NadirEvaluation

/// The points of a plan, each of them once, and what is known of them. Site 0 is the first one, or x where its value is
/// known.
struct Sites<Value: Sendable>: Sendable {
  enum Answer: Sendable {
    case unasked
    case asked
    case failed
    case known(Value)
  }

  let x: [Double]
  private(set) var answers: [Answer] = []
  /// The points that are asked for.
  private(set) var points: PointBatch
  private var asked: [Int] = []
  /// The coordinates of each site that are not those of x: their indices and values in turn.
  private var moves: [[Double]] = []
  private var sites: [[Double]: Int] = [:]

  init(around x: [Double], value: Value?) {
    self.x = x
    points = PointBatch(dimension: x.count)
    guard let value else { return }
    answers = [.known(value)]
    moves = [[]]
    sites[[]] = 0
  }

  /// The site of x with these values for some of its coordinates, in ascending order. It is not asked for yet.
  mutating func site(_ moves: [(coordinate: Int, value: Double)]) -> Int {
    let key = moves.filter { x[$0.coordinate] != $0.value }.flatMap { [Double($0.coordinate), $0.value] }
    if let site = sites[key] { return site }
    answers.append(.unasked)
    self.moves.append(key)
    sites[key] = answers.count - 1
    return answers.count - 1
  }

  /// Asks for those of the sites that have no answer.
  mutating func ask(_ sites: some Sequence<Int>) {
    for site in sites {
      guard case .unasked = answers[site] else { continue }
      answers[site] = .asked
      var point = x
      for k in stride(from: 0, to: moves[site].count, by: 2) { point[Int(moves[site][k])] = moves[site][k + 1] }
      points.append(point)
      asked.append(site)
    }
  }

  /// Takes the values at `points`, of which none is asked for any more.
  ///
  /// - Throws: ``DifferenceFailure/unfit(_:)`` when there are not as many.
  mutating func answer(_ values: [Value?], isFinite: (Value) -> Bool) throws(DifferenceFailure) {
    guard values.count == asked.count else {
      throw .unfit(
        InvalidArgument("values", is: "\(values.count) values", expected: "\(asked.count), one for each point"))
    }
    for (site, value) in zip(asked, values) {
      if let value, isFinite(value) { answers[site] = .known(value) } else { answers[site] = .failed }
    }
    asked = []
    points = PointBatch(dimension: x.count)
  }

  /// What is known of x itself; `nil` when it was never asked for.
  var center: Answer? { sites[[]].map { answers[$0] } }

  subscript(site: Int) -> Value? {
    if case .known(let value) = answers[site] { value } else { nil }
  }

  /// The values there, or `nil` while one waits or where one failed.
  func values(_ sites: [Int]) -> [Value]? {
    var values: [Value] = []
    for site in sites {
      guard let value = self[site] else { return nil }
      values.append(value)
    }
    return values
  }

  func hasFailure(_ sites: [Int]) -> Bool {
    sites.contains { if case .failed = answers[$0] { true } else { false } }
  }

  func isWaiting(_ sites: [Int]) -> Bool {
    sites.contains {
      switch answers[$0] {
      case .unasked, .asked: true
      case .failed, .known: false
      }
    }
  }
}

/// A part of a plan that is finished or fails as a whole.
protocol Piece: Sendable {
  /// The points that it needs.
  var sites: [Int] { get }
  /// The coordinates that it is about.
  var coordinates: [Int] { get }
}

/// Sorts the open pieces into those that are finished, those that wait, and those that failed and are tried another
/// way.
struct Rounds<Value: Sendable, Part: Piece>: Sendable {
  var sites: Sites<Value>
  /// The pieces that wait for values.
  private(set) var open: [Part] = []
  private(set) var finished: [Part] = []

  /// Rounds that begin with x itself, unless its value is known: it is site 0.
  init(around x: [Double], value: Value?) {
    sites = Sites(around: x, value: value)
    _ = sites.site([])
    sites.ask([0])
  }

  /// Takes a piece and asks for its points.
  mutating func add(_ piece: Part) {
    open.append(piece)
    sites.ask(piece.sites)
  }

  /// - Parameters:
  ///   - isUsable: Whether finite derivatives come of a piece whose values are known.
  ///   - retry: What is tried instead of a piece that failed, or `nil` when there is nothing left.
  /// - Returns: The coordinates of the pieces with nothing left to try; empty when all is well.
  mutating func settle(
    isUsable: (Part, Sites<Value>) -> Bool, retry: (Part, inout Sites<Value>) -> [Part]?
  ) -> [Int] {
    var queue = open
    var hopeless: Set<Int> = []
    open = []
    var next = 0
    while next < queue.count {
      let piece = queue[next]
      next += 1
      if sites.isWaiting(piece.sites) && !sites.hasFailure(piece.sites) {
        open.append(piece)
      } else if !sites.hasFailure(piece.sites), isUsable(piece, sites) {
        finished.append(piece)
      } else if let others = retry(piece, &sites) {
        queue += others
      } else {
        hopeless.formUnion(piece.coordinates)
      }
    }
    // A piece that fails by what is known already has asked for nothing.
    sites.ask(open.flatMap(\.sites))
    return hopeless.sorted()
  }
}
