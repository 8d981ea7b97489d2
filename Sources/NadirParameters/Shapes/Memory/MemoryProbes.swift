/// Where the numbers of a trivial type lie, found by having it decoded from numbers that are known again by their bits.
///
/// The numbers are close to those of the start, so that a type that checks its numbers takes these too: each is some
/// steps above its own, or, where the type refuses that, below. A number's place is where its bits are in all probes.
struct MemoryProbes<Shape> {
  /// The numbers of the first probe.
  let numbers: [Double]
  /// Where each number lies, in bytes from the beginning.
  let offsets: [Int]

  /// `nil` when the type refuses the probes, or a number is not at exactly one place.
  init?(near start: [Double], formats: [NumberFormat], occupied: [Bool], rebuild: ([Double]) -> Shape?) {
    for direction in [1, -1] as [Int64] {
      let probes = (0..<4).map { Self.neighbours(of: start, formats: formats, direction: direction, round: $0) }
      let shapes = probes.compactMap(rebuild)
      guard shapes.count == probes.count else { continue }
      guard let offsets = Self.offsets(of: probes, in: shapes, formats: formats, occupied: occupied) else { return nil }
      numbers = probes[0]
      self.offsets = offsets
      return
    }
    return nil
  }

  /// Numbers with other last bits in each round, so that equal ones can be told apart.
  private static func neighbours(
    of start: [Double], formats: [NumberFormat], direction: Int64, round: UInt64
  ) -> [Double] {
    zip(start, formats).enumerated().map { i, number in
      let (x, format) = number
      let steps = Int64(scrambled(UInt64(i) << 2 | round) >> (64 - UInt64(format.spareBits)))
      return format.number(steps: direction * steps, above: x.isFinite ? x : 1)
    }
  }

  /// The last step of SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195).
  private static func scrambled(_ seed: UInt64) -> UInt64 {
    var z = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private static func offsets(
    of probes: [[Double]], in shapes: [Shape], formats: [NumberFormat], occupied: [Bool]
  ) -> [Int]? {
    var places: [Pattern: [Int]] = [:]
    for format in NumberFormat.allCases where formats.contains(format) {
      for offset in stride(from: 0, through: occupied.count - format.width, by: format.width)
      where occupied[offset..<offset + format.width].allSatisfy({ $0 }) {
        places[Pattern(format: format, bits: bits(in: shapes[0], at: offset, format)), default: []].append(offset)
      }
    }
    var offsets: [Int] = []
    for (i, format) in formats.enumerated() {
      let similar = places[Pattern(format: format, bits: format.bits(of: probes[0][i]))] ?? []
      let found = similar.filter { offset in
        zip(probes, shapes).allSatisfy { format.bits(of: $0[i]) == bits(in: $1, at: offset, format) }
      }
      guard found.count == 1 else { return nil }
      offsets += found
    }
    return offsets
  }

  private struct Pattern: Hashable {
    var format: NumberFormat
    var bits: UInt64
  }

  private static func bits(in shape: Shape, at offset: Int, _ format: NumberFormat) -> UInt64 {
    withUnsafeBytes(of: shape) { format.bits(in: $0, at: offset) }
  }
}

extension NumberFormat {
  /// The number of this format so many steps above another, through zero if need be.
  fileprivate func number(steps: Int64, above number: Double) -> Double {
    let sign = UInt64(1) << UInt64(8 * width - 1)
    let bits = bits(of: number)
    let magnitude = Int64(bits & (sign - 1))
    let place = (bits & sign == 0 ? magnitude : -magnitude) + steps
    return self.number(bits: place < 0 ? place.magnitude | sign : place.magnitude)
  }
}
