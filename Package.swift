// swift-tools-version: 6.2
import PackageDescription

// The floors of the house: a target imports only from the floors below its own.
// `Tests/ArchitectureTests` checks this file against the table.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func floor(_ name: String, on below: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: below, swiftSettings: settings)
}

func tests(_ name: String, of subjects: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: subjects + ["_TestSupport"], swiftSettings: settings)
}

let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let real: Target.Dependency = .product(name: "RealModule", package: "swift-numerics")
let complex: Target.Dependency = .product(name: "ComplexModule", package: "swift-numerics")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "nadir",
  platforms: [.macOS(.v26), .iOS(.v26)],
  products: [
    .library(name: "Nadir", targets: ["Nadir"]),
    // Charts and reports of runs.
    .library(name: "NadirPlots", targets: ["NadirPlots"]),
    // Published test problems, for those who measure.
    .library(name: "NadirProblems", targets: ["NadirProblems"]),
    .executable(name: "nadir", targets: ["NadirCommand"]),
  ],
  traits: [
    .trait(
      name: "Differentiation",
      description: "Objectives of @differentiable functions, by the toolchain's experimental module _Differentiation.")
  ],
  dependencies: [
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
  ],
  targets: [
    // Floor 0
    .target(name: "CSquareRoot"),
    floor("NadirLinear"),
    floor("NadirScalars", on: [real]),
    floor("NadirRandom"),
    floor("NadirJSON"),
    // Floor 1
    floor("NadirEvaluation", on: ["NadirLinear", real]),
    floor("NadirCharts", on: ["NadirJSON"]),
    // Floor 2
    floor("NadirParameters", on: ["NadirEvaluation", "NadirLinear"]),
    floor("NadirDerivatives", on: ["NadirLinear", "NadirScalars", "NadirEvaluation", real, complex]),
    floor("NadirDifferentiable", on: ["NadirEvaluation"]),
    floor("NadirAlgorithms", on: ["CSquareRoot", "NadirEvaluation", "NadirLinear", real]),
    floor("NadirEvaluators", on: ["NadirLinear", "NadirJSON", "NadirEvaluation", subprocess]),
    floor("NadirProblems", on: ["NadirEvaluation", "NadirScalars"]),
    // Floor 4
    floor(
      "Nadir",
      on: [
        "NadirLinear", "NadirScalars", "NadirRandom", "NadirJSON", "NadirEvaluation", "NadirParameters",
        "NadirDerivatives", "NadirAlgorithms", "NadirEvaluators",
        .target(name: "NadirDifferentiable", condition: .when(traits: ["Differentiation"])),
      ]),
    // Floor 5
    floor("NadirStudies", on: ["Nadir", yams]),
    floor("NadirPlots", on: ["Nadir", "NadirJSON", "NadirCharts"]),
    // Floor 6
    .executableTarget(
      name: "NadirCommand", dependencies: ["Nadir", "NadirStudies", "NadirCharts", "NadirPlots", argumentParser],
      swiftSettings: settings),
    // The house itself: the floors, the README, the examples
    .target(name: "_CommandSupport", path: "Tests/_CommandSupport", swiftSettings: settings),
    .executableTarget(
      name: "_ProcessesProgram", dependencies: ["Nadir", "NadirProblems"], path: "Tests/_ProcessesProgram",
      swiftSettings: settings),
    tests("ArchitectureTests", of: ["_CommandSupport"]),
    tests("PackageTests", of: ["_CommandSupport", "_ProcessesProgram", "NadirCommand"]),
    // Tests
    .target(
      name: "_TestSupport",
      dependencies: [
        "NadirLinear", "NadirRandom", "NadirEvaluation", "NadirAlgorithms", "NadirDerivatives", "NadirProblems",
      ],
      path: "Tests/_TestSupport", swiftSettings: settings),
    tests("NadirLinearTests", of: ["NadirLinear"]),
    tests("NadirScalarsTests", of: ["NadirScalars"]),
    tests("NadirRandomTests", of: ["NadirRandom"]),
    tests("NadirJSONTests", of: ["NadirJSON"]),
    tests("NadirChartsTests", of: ["NadirCharts", "NadirJSON"]),
    tests("NadirEvaluationTests", of: ["NadirLinear", "NadirEvaluation", "NadirDerivatives"]),
    tests("NadirParametersTests", of: ["NadirEvaluation", "NadirLinear", "NadirParameters"]),
    tests(
      "NadirDerivativesTests",
      of: ["NadirLinear", "NadirScalars", "NadirEvaluation", "NadirDerivatives", "NadirProblems", real, complex]),
    tests(
      "NadirAlgorithmsTests",
      of: [
        "NadirLinear", "NadirRandom", "NadirScalars", "NadirEvaluation", "NadirAlgorithms", "NadirDerivatives",
        "NadirProblems",
      ]),
    tests("NadirTests", of: ["Nadir", "NadirProblems"]),
    tests(
      "NadirProblemsTests",
      of: ["NadirLinear", "NadirScalars", "NadirEvaluation", "NadirDerivatives", "NadirProblems"]),
    tests("NadirEvaluatorsTests", of: ["NadirLinear", "NadirJSON", "NadirEvaluation", "NadirEvaluators"]),
    tests("NadirStudiesTests", of: ["NadirStudies", "Nadir"]),
    tests("NadirPlotsTests", of: ["NadirPlots", "NadirCharts", "NadirJSON", "Nadir", "NadirProblems"]),
    tests("NadirCommandTests", of: ["NadirCommand", "Nadir"]),
  ]
)
