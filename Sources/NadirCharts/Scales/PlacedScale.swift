/// A domain between two places of the picture.
struct PlacedScale: Sendable, Equatable {
  let domain: Domain
  /// The place of the lower end.
  let start: Double
  /// The place of the upper end.
  let end: Double

  /// The place of a number, which is finite for every finite number that the transform takes.
  func callAsFunction(_ value: Double) -> Double { start + domain.fraction(of: value) * (end - start) }
}
