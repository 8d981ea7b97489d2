public import Foundation

/// A program that a test runs, and what it wrote.
public struct Command {
  public let status: Int32
  public let output: String
  public let errors: String

  /// Runs a program found in `PATH` and waits for its end.
  ///
  /// Its output goes to files, so that no full pipe can keep it waiting.
  public init(_ arguments: [String], in directory: URL) throws {
    let files = FileManager.default
    let scratch = files.temporaryDirectory.appending(path: "nadir-command-\(UUID().uuidString)")
    try files.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: scratch) }
    let outputFile = scratch.appending(path: "output")
    let errorsFile = scratch.appending(path: "errors")
    for file in [outputFile, errorsFile] { try Data().write(to: file) }

    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorsFile)
    try process.run()
    process.waitUntilExit()

    status = process.terminationStatus
    output = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: errorsFile), as: UTF8.self)
  }
}

/// The directory that holds this package.
public let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The directory that the products of this package were built into.
public var builtProducts: URL {
  #if os(macOS)
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      return bundle.bundleURL.deletingLastPathComponent()
    }
  #endif
  return Bundle.main.bundleURL
}
