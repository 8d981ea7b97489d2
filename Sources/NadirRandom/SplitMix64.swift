/// A generator of random bits with a state of 64 bits: the same bits for the same seed, everywhere.
///
/// Steele, Lea & Flood 2014, Fast Splittable Pseudorandom Number Generators, doi:10.1145/2660193.2660195: a counter that
/// moves by the odd number nearest to 2⁶⁴ over the golden ratio, mixed by the variant 13 of Stafford's finalizers.
public struct SplitMix64: RandomNumberGenerator, Sendable, Hashable, Codable {
  private var counter: UInt64

  /// The generator that begins with this seed.
  public init(seed: UInt64) { counter = seed }

  public mutating func next() -> UInt64 {
    counter &+= 0x9E37_79B9_7F4A_7C15
    var bits = counter
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from [0, 1), one of 2⁵³ equally spaced ones.
  ///
  /// Unlike `Double.random(in:using:)` it is the same in every version of the standard library.
  public mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number from 0 ..< n, each as likely as the others; n is above 0.
  ///
  /// Lemire 2019, Fast Random Integer Generation in an Interval, doi:10.1145/3230636.
  public mutating func next(below n: UInt64) -> UInt64 {
    var product = next().multipliedFullWidth(by: n)
    if product.low < n {
      let refused = (0 &- n) % n
      while product.low < refused { product = next().multipliedFullWidth(by: n) }
    }
    return product.high
  }
}
