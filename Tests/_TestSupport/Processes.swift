import Foundation

/// A Python program in a file of its own, which is removed with this.
public final class Script: Sendable {
  public let path: String

  public init(_ source: String) throws {
    path = NSTemporaryDirectory() + "nadir-\(UUID().uuidString).py"
    try source.write(toFile: path, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The interpreter itself: what `PATH` names may be a wrapper that takes long to start.
public let python: String = {
  let process = Process()
  let output = Foundation.Pipe()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", "-c", "import sys; print(sys.executable)"]
  process.standardOutput = output
  guard (try? process.run()) != nil else { return "python3" }
  process.waitUntilExit()
  return String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    .trimmingCharacters(in: .whitespacesAndNewlines)
}()

/// Waits until something is so, at most for some seconds.
public func eventually(within limit: Duration = .seconds(10), _ condition: () -> Bool) async -> Bool {
  let deadline = ContinuousClock.now + limit
  while !condition() {
    guard ContinuousClock.now < deadline else { return false }
    try? await Task.sleep(for: .milliseconds(2))
  }
  return true
}

/// What this process holds of the system.
public struct Holdings {
  /// Pipes and handles of processes.
  public var descriptors: Int
  public var threads: Int
  /// Processes that are running or not reaped yet.
  public var children: [Int]

  public static func now() -> Holdings {
    let files = FileManager.default
    let children = ((try? files.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap(Int.init)
      .filter { statistics(of: $0)?.parent == Int(ProcessInfo.processInfo.processIdentifier) }
    let descriptors = ((try? files.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).filter {
      let target = try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      return target.map { $0.hasPrefix("pipe:") || $0.contains("pidfd") } ?? false
    }
    return Holdings(
      descriptors: descriptors.count,
      threads: (try? files.contentsOfDirectory(atPath: "/proc/self/task"))?.count ?? 0,
      children: children)
  }

  private static func statistics(of process: Int) -> (state: Substring, parent: Int)? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[end...].split(separator: " ")
    return fields.count > 2 ? (fields[1], Int(fields[2]) ?? 0) : nil
  }

  public static func isRunning(_ process: Int) -> Bool {
    guard let (state, _) = statistics(of: process) else { return false }
    return state != "Z"
  }
}
