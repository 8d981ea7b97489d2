/// A marked place of an axis.
struct Tick: Sendable, Equatable {
  let value: Double
  let label: NumberLabel
}

/// The ticks of an axis, and what has to be said with its title so that the labels are read rightly.
struct TickSet: Sendable, Equatable {
  var ticks: [Tick]
  /// Places between, which have no label.
  var minor: [Double] = []
  /// A number that the labels are counted from, written out; empty where that is 0.
  var origin = ""
  /// The power of ten that the labels count, where they are counted from an origin.
  var power: NumberLabel?

  /// - Parameters:
  ///   - domain: What the axis shows.
  ///   - target: About how many ticks there should be.
  init(of domain: Domain, target: Int) {
    switch domain.transform {
    case .linear: self.init(linear: domain, target: target)
    case .logarithmic: self.init(logarithmic: domain, target: target)
    case .symmetric(let constant): self.init(symmetric: domain, constant: constant, target: target)
    }
  }

  init(ticks: [Tick]) { self.ticks = ticks }
}
