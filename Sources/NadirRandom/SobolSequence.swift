/// The Sobol' sequence: points of the unit cube that fill it evenly, each 2ᵏ of them once in every part of a fine division.
///
/// Point k has the coordinates xⱼ = ⊕ᵢ gᵢ(k) vᵢⱼ 2⁻³², where g(k) are the bits of the Gray code of k and vᵢⱼ the direction
/// numbers of Joe & Kuo 2008, Constructing Sobol Sequences with Better Two-Dimensional Projections,
/// doi:10.1137/070709359 (their set new-joe-kuo-6), for up to ``maximumDimension`` coordinates. The order by Gray code is
/// that of Antonov & Saleev 1979, doi:10.1016/0041-5553(79)90085-5.
///
/// A seed moves all points by a digital shift: every coordinate's bits are changed where those of a random number are set,
/// which leaves the points as even as they were (L'Ecuyer & Lemieux 2002, doi:10.1007/0-306-48102-2_20).
public struct SobolSequence: Sendable {
  /// The number of coordinates for which there are direction numbers.
  public static let maximumDimension = 128

  /// The number of coordinates n of each point.
  public let dimension: Int
  /// vᵢⱼ for i = 0 … 31, 32 of them for each coordinate.
  private let directions: [UInt32]
  private var bits: [UInt32]
  private var index: UInt32 = 0

  /// The sequence from its first point, the origin, unless a seed shifts it.
  ///
  /// - Parameters:
  ///   - dimension: The number of coordinates, at most ``maximumDimension``.
  ///   - seed: What the digital shift is drawn from; `nil` for the sequence as it was published.
  public init(dimension: Int, shiftedBy seed: UInt64? = nil) {
    precondition(0...Self.maximumDimension ~= dimension, "there are direction numbers for \(Self.maximumDimension)")
    self.dimension = dimension
    directions = Self.directions(dimension)
    var generator = seed.map { SplitMix64(seed: $0) }
    bits = (0..<dimension).map { _ in UInt32(truncatingIfNeeded: (generator?.next() ?? 0) >> 32) }
  }

  /// The next point, in the middle of its cell of 2⁻³²: strictly inside the unit cube. After 2³² points the sequence begins
  /// again.
  public mutating func next() -> [Double] { nextBits().map { (Double($0) + 0.5) * 0x1p-32 } }

  /// The next point times 2³², exactly.
  mutating func nextBits() -> [UInt32] {
    let point = bits
    // The Gray codes of k and k + 1 differ in one bit: that of the lowest 0 of k.
    let i = (~index).trailingZeroBitCount
    if i < 32 { for j in 0..<dimension { bits[j] ^= directions[32 * j + i] } }
    index &+= 1
    return point
  }

  /// The direction numbers from the recurrence of each coordinate's primitive polynomial.
  private static func directions(_ dimension: Int) -> [UInt32] {
    var directions: [UInt32] = []
    directions.reserveCapacity(32 * dimension)
    // The first coordinate has the binary digits of k in reverse.
    if dimension > 0 { for i in 0..<32 { directions.append(1 << (31 - UInt32(i))) } }
    var place = 0
    while directions.count < 32 * dimension {
      let polynomial = UInt32(joeKuoNumbers[place])
      let degree = 31 - polynomial.leadingZeroBitCount
      let first = directions.count
      for i in 0..<degree { directions.append(UInt32(joeKuoNumbers[place + 1 + i]) << (31 - UInt32(i))) }
      for i in degree..<32 {
        var number = directions[first + i - degree] >> UInt32(degree)
        for k in 1...degree where polynomial >> UInt32(degree - k) & 1 == 1 { number ^= directions[first + i - k] }
        directions.append(number)
      }
      place += 1 + degree
    }
    return directions
  }
}
