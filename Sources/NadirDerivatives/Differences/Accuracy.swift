/// How exact the values along a coordinate are.
struct Accuracy: Sendable, Hashable {
  /// ε, the unit roundoff of the coordinate.
  var roundoff: Double
  /// The error of a value where the step rule knows it.
  var noise: Double?
  /// How far rounding takes a place from where it should be.
  var shift = 0.0

  var isDouble: Bool { roundoff <= .ulpOfOne }

  /// The same with the unit roundoff that the values themselves show.
  ///
  /// A function of a `Float` is computed in either precision. If every value is a `Float`, it is taken for one that is
  /// computed in single precision.
  func resolved(_ center: Double, _ values: [Double]) -> Accuracy {
    guard !isDouble else { return self }
    func isSingle(_ value: Double) -> Bool { Double(Float(value)) == value }
    guard isSingle(center), values.allSatisfy(isSingle) else {
      return Accuracy(roundoff: .ulpOfOne, noise: noise, shift: shift)
    }
    return self
  }

  /// The error of values of which this is the largest, of a function with this slope.
  func level(_ largest: Double, slope: Double) -> Double {
    (noise ?? roundoff * largest) + (shift > 0 ? slope.magnitude * shift : 0)
  }

  /// The number of this precision that is closest to x, within the bounds.
  func rounded(_ x: Double, lower: Double, upper: Double) -> Double {
    guard !isDouble, x != 0, x.isFinite else { return x }
    let spacing = roundoff * x.binade
    guard spacing > 0 else { return x }
    return min(max((x / spacing).rounded() * spacing, lower), upper)
  }
}
