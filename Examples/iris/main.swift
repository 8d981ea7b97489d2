// A small network learns to tell three species of iris apart, from two thirds of the flowers that Fisher published in 1936;
// the other third is held out, and tells what it has learned.

import Foundation
import Nadir

let options = Options.read(Array(CommandLine.arguments.dropFirst()))
let sample = Sample(of: Flower.all, seed: options.seed)
let untrained = Network(inputs: 4, hidden: 8, outputs: 3, seed: options.seed)

// The flowers that are held out are watched and decide nothing: it is the last network that counts, and not the one that
// was best for them.
let outcome = try await train(
  untrained, data: sample.known, loss: crossEntropy, with: .adam(learningRate: 0.03), batchSize: 10, epochs: 40,
  validating: sample.heldOut, metrics: [Metric("accuracy") { network, flower in network.knows(flower) ? 1 : 0 }],
  seed: options.seed, on: .threads(options.workers), observers: [.printing()])

let network = outcome.last
for (species, name) in Flower.names.enumerated() {
  let flowers = sample.heldOut.filter { $0.species == species }
  print("\(name): \(flowers.filter(network.knows).count) of \(flowers.count)")
}
let loss = outcome.history.epochs.last?.validationLoss ?? .nan
print("held-out loss", loss.digits(3))
let right = sample.heldOut.filter(network.knows).count
print("held-out accuracy", (Double(right) / Double(sample.heldOut.count)).digits(3))
