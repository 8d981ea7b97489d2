// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "examples",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "nadir", path: "..")],
  targets: [
    .executableTarget(
      name: "influenza", dependencies: [.product(name: "Nadir", package: "nadir")], path: "influenza-swift"),
    .executableTarget(
      name: "parameters", dependencies: [.product(name: "Nadir", package: "nadir")], path: "parameters"),
  ]
)
