public import Foundation

/// A program that a test runs, and what it wrote.
public struct Command {
  public let status: Int32
  public let output: String
  public let errors: String

  /// Runs a program found in `PATH` and waits for its end.
  ///
  /// Its output goes to files, so that no full pipe can keep it waiting. It is no child of this process: other tests, at
  /// the same time, count the children.
  public init(_ arguments: [String], in directory: URL) throws {
    let files = FileManager.default
    let scratch = files.temporaryDirectory.appending(path: "nadir-command-\(UUID().uuidString)")
    try files.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: scratch) }

    try Command.detach(arguments, in: directory, writingTo: scratch)
    let statusFile = scratch.appending(path: "status")
    while !files.fileExists(atPath: statusFile.path) { usleep(20_000) }

    let text = { (name: String) throws -> String in
      String(decoding: try Data(contentsOf: scratch.appending(path: name)), as: UTF8.self)
    }
    status = Int32(try text("status").trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
    output = try text("output")
    errors = try text("errors")
  }

  /// Starts a program through a shell that ends at once, and whose other child writes its files.
  private static func detach(_ arguments: [String], in directory: URL, writingTo scratch: URL) throws {
    let script = #"""
      cd "$1" || exit
      shift
      ("$@" </dev/null >"$0/output" 2>"$0/errors"; echo $? >"$0/ending"; mv "$0/ending" "$0/status") &
      """#
    var words = (["/bin/sh", "-c", script, scratch.path, directory.path] + arguments).map { strdup($0) } + [nil]
    var variables = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var shell: pid_t = 0
    var ending: Int32 = 0
    guard posix_spawn(&shell, "/bin/sh", nil, nil, &words, &variables) == 0, waitpid(shell, &ending, 0) == shell,
      ending == 0
    else { throw CocoaError(.executableLoad) }
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
