import NadirRandom
import Testing

@Suite struct SplitMix64Tests {
  /// The first numbers for the seed 1234567, as published with the reference implementation
  /// (https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64).
  @Test func publishedSequence() {
    var generator = SplitMix64(seed: 1_234_567)
    let published: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
      16_408_922_859_458_223_821,
    ]
    #expect(published.allSatisfy { generator.next() == $0 })
  }

  @Test func unitNumbersAreUniform() {
    var generator = SplitMix64(seed: 7)
    let numbers = (0..<100_000).map { _ in generator.nextUnit() }
    #expect(numbers.allSatisfy { (0..<1).contains($0) })
    let mean = numbers.reduce(0, +) / 100_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean - 0.5) < 0.004 && abs(variance - 1 / 12) < 0.001)
  }
}
