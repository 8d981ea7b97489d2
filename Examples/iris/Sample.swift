import Nadir

/// Flowers to train with, and others that are held out.
struct Sample: Sendable {
  var known: [Flower] = []
  var heldOut: [Flower] = []

  /// A third of each species is held out, in an order that the seed decides. Lengths are in standard deviations from the
  /// mean, both of the flowers to train with alone.
  init(of flowers: [Flower], seed: UInt64) {
    for species in Flower.names.indices {
      let shuffled = flowers.filter { $0.species == species }.shuffled(seed: seed)
      // Of 50, 50 and 50 there are 17, 17 and 16 held out: a third of all.
      let count = (flowers.count / 3 + 2 - species) / 3
      heldOut += shuffled[..<count]
      known += shuffled[count...]
    }
    let scales = known[0].lengths.indices.map { i in Scale(known.map { $0.lengths[i] }) }
    for i in known.indices { known[i].standardize(by: scales) }
    for i in heldOut.indices { heldOut[i].standardize(by: scales) }
  }

  struct Scale: Sendable {
    let mean: Double
    let deviation: Double

    init(_ numbers: [Double]) {
      let count = Double(numbers.count)
      let mean = numbers.reduce(0, +) / count
      self.mean = mean
      deviation = (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    }
  }
}

extension Flower {
  mutating func standardize(by scales: [Sample.Scale]) {
    lengths = zip(lengths, scales).map { ($0 - $1.mean) / $1.deviation }
  }
}
