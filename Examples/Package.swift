// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "examples",
  platforms: [.macOS(.v26)],
  // The trait is for `differentiable` alone.
  dependencies: [.package(name: "nadir", path: "..", traits: ["Differentiation"])],
  targets: [
    .executableTarget(
      name: "influenza", dependencies: [.product(name: "Nadir", package: "nadir")], path: "influenza-swift"),
    .executableTarget(
      name: "parameters", dependencies: [.product(name: "Nadir", package: "nadir")], path: "parameters"),
    .executableTarget(
      name: "derivatives", dependencies: [.product(name: "Nadir", package: "nadir")], path: "derivatives"),
    .executableTarget(
      name: "least-squares", dependencies: [.product(name: "Nadir", package: "nadir")], path: "least-squares"),
    .executableTarget(
      name: "many-starts", dependencies: [.product(name: "Nadir", package: "nadir")], path: "many-starts"),
    .executableTarget(
      name: "batches", dependencies: [.product(name: "Nadir", package: "nadir")], path: "batches"),
    .executableTarget(
      name: "parallel-objectives", dependencies: [.product(name: "Nadir", package: "nadir")],
      path: "parallel-objectives"),
    .executableTarget(
      name: "pictures",
      dependencies: ["Nadir", "NadirPlots", "NadirProblems"].map { .product(name: $0, package: "nadir") },
      path: "pictures"),
    .executableTarget(
      name: "processes", dependencies: [.product(name: "Nadir", package: "nadir")], path: "processes"),
    .executableTarget(
      name: "frameworks", dependencies: [.product(name: "Nadir", package: "nadir")], path: "frameworks"),
    .executableTarget(
      name: "training", dependencies: [.product(name: "Nadir", package: "nadir")], path: "training"),
    .executableTarget(
      name: "iris", dependencies: [.product(name: "Nadir", package: "nadir")], path: "iris"),
    .executableTarget(
      name: "pendulum",
      dependencies: ["Nadir", "NadirPlots"].map { .product(name: $0, package: "nadir") }, path: "pendulum"),
    .executableTarget(
      name: "differentiable", dependencies: [.product(name: "Nadir", package: "nadir")], path: "differentiable"),
  ]
)
