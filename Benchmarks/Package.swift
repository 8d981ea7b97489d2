// swift-tools-version: 6.2
import PackageDescription

let nadir: Target.Dependency = .product(name: "Nadir", package: "nadir")
let plots: Target.Dependency = .product(name: "NadirPlots", package: "nadir")
let problems: Target.Dependency = .product(name: "NadirProblems", package: "nadir")

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "nadir", path: "..")],
  targets: [
    .systemLibrary(name: "CNLopt", pkgConfig: "nlopt", providers: [.apt(["libnlopt-dev"]), .brew(["nlopt"])]),
    // The same measurements in C, with NLopt.
    .target(name: "Reference", dependencies: ["CNLopt"]),
    // Runs a program and prints its wall time and peak memory. It is small, because what it runs inherits its peak.
    .executableTarget(name: "measure"),
    // The program whose start-up is measured.
    .executableTarget(name: "sphere", dependencies: [nadir]),
    // Fits curves, as the programs in Python and Cpp do.
    .executableTarget(name: "curvefit", dependencies: [nadir]),
    // Evaluates in processes that run it again.
    .executableTarget(
      name: "replicas", dependencies: [nadir],
      swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]),
    .executableTarget(
      name: "benchmarks",
      dependencies: [nadir, plots, problems, "Reference", "curvefit", "measure", "replicas", "sphere"],
      swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]),
  ]
)
