/// A point and what the objective gave there, handed on so that it is not evaluated again.
public struct KnownPoint: Sendable, Hashable {
  /// The free coordinates.
  public var point: [Double]
  /// The value there, to be minimized; finite.
  public var value: Double
  /// The terms there, as the objective gave them, where they were asked for.
  public var terms: Terms?

  public init(point: [Double], value: Double, terms: Terms? = nil) {
    self.point = point
    self.value = value
    self.terms = terms
  }

  /// Whether it answers a question.
  func answers(_ demand: Demand) -> Bool {
    demand.subtracting(.value).isSubset(of: terms?.kind.demand ?? [])
  }
}
