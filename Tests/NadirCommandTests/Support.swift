import Foundation
import Nadir
import Testing
import _TestSupport

/// The tests that start programs, at the same time as each other but not as those that count programs.
@Suite(.alone) enum CommandTests {}

/// The `nadir` that was built beside these tests, running.
///
/// It is started and awaited here, not by `Foundation.Process`, which blocks a thread for each process and takes one for
/// running as long as any process that was started at the same time is.
final class Command: Sendable {
  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  private let process: pid_t
  private let folder: Folder
  private let name = UUID().uuidString

  /// Starts it. What it writes goes to files, so that no full pipe can keep it waiting.
  init(_ arguments: [String], in folder: Folder, environment: [String: String] = [:]) throws {
    self.folder = folder
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, stream) in [(CInt(1), "output"), (2, "errors")] {
      let path = folder.url.appending(path: "\(name).\(stream)").path
      posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT, 0o600)
    }
    // A command that waits for a test must not hold the pipes of programs that were started at the same time: whoever reads
    // these to their end would wait for the command.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    #if canImport(Darwin)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_CLOEXEC_DEFAULT))
    #else
      for descriptor in 3..<min(1024, getdtablesize()) { posix_spawn_file_actions_addclose(&actions, descriptor) }
    #endif
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
    // The shell changes the folder, for which there is no portable function, and becomes the command.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.url.path, Self.executable.path]
    var process = pid_t()
    let error = withStrings(shell + arguments) { arguments in
      withStrings(variables) { variables in posix_spawn(&process, shell[0], &actions, &attributes, arguments, variables)
      }
    }
    try #require(error == 0, "\(shell[0]) cannot be started: \(String(cString: strerror(error)))")
    self.process = process
  }

  /// Runs it to its end.
  static func run(
    _ arguments: String..., in folder: Folder, environment: [String: String] = [:]
  ) async throws -> Result {
    try await Command(arguments, in: folder, environment: environment).wait()
  }

  /// Only before it is waited for.
  var isRunning: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_signo == 0
  }

  /// What it has written to standard error until now.
  var errors: String { (try? folder.read("\(name).errors")) ?? "" }

  func send(_ signal: Int32) { kill(process, signal) }

  func wait() async throws -> Result {
    try await NadirCommandTests.wait { !isRunning }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    let signal = status & 0x7f
    return Result(
      status: signal == 0 ? status >> 8 & 0xff : -signal, output: try folder.read("\(name).output"),
      errors: try folder.read("\(name).errors"))
  }

  /// Products lie beside the bundle, or on Linux the executable, that holds the tests.
  static var executable: URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let tests = bundle ?? Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    return tests.deletingLastPathComponent().appending(path: "nadir")
  }
}

/// Lends strings to C, as an array that ends with a null pointer.
private func withStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}

/// A new folder, removed with this.
final class Folder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "nadir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String) throws {
    try text.write(to: url.appending(path: name), atomically: true, encoding: .utf8)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] }
}

/// Waits until something is so, for at most a minute.
func wait(until isSo: () -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(60)
  while !isSo() {
    try #require(ContinuousClock.now < deadline)
    try await Task.sleep(for: .milliseconds(2))
  }
}

/// A `PATH` that begins with the interpreter itself: what `python3` names may be a wrapper that takes long to start.
let pathWithPython: String = {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3", "-c", "import os, sys; print(os.path.dirname(sys.executable))"]
  process.standardOutput = pipe
  let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
  guard (try? process.run()) != nil, let data = try? pipe.fileHandleForReading.readToEnd() else { return path }
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) + ":" + path
}()

/// Whether the python3 that `PATH` names first has a module, which is not imported for it.
func pythonHas(_ module: String) -> Bool {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [
    "python3", "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('\(module)') is None)",
  ]
  process.standardError = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}

/// The folder of the package.
let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A study of a quadratic with its minimum 1 at x = 3 that awk evaluates, with more lines.
func quadratic(_ lines: String = "") -> String {
  """
  name: quadratic
  objective:
    command: [awk, 'BEGIN { printf "%.17g\\n", ({x} - 3)^2 + 1 }']
  parameters:
    x: {start: 1, lower: -10}
    y: {start: 0.30000000000000004, fixed: true}
    z: {start: [1e-300, -2.5], fixed: true}
  \(lines)
  """
}
