/// The range of the finite numbers among some, and the smallest magnitude of those that are not zero.
struct Extent: Sendable, Equatable {
  private(set) var lower = Double.infinity
  private(set) var upper = -Double.infinity
  private(set) var smallestMagnitude = Double.infinity

  init() {}

  init(_ values: some Sequence<Double>) {
    for value in values { insert(value) }
  }

  var isEmpty: Bool { lower > upper }

  mutating func insert(_ value: Double) {
    guard value.isFinite else { return }
    lower = min(lower, value)
    upper = max(upper, value)
    if value != 0 { smallestMagnitude = min(smallestMagnitude, value.magnitude) }
  }
}
