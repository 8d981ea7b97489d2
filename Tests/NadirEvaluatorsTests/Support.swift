import Foundation
import NadirEvaluation
import Synchronization
import Testing
import _TestSupport

@testable import NadirEvaluators

/// All tests of this target run one after the other: they count the threads, processes and descriptors of this process.
@Suite(.serialized, .alone) enum EvaluatorTests {}

/// The codec of scalar parameters with these names.
func codec(_ names: String...) -> ParameterCodec {
  ParameterCodec(
    encode: { x in .object(zip(names, x).map { ($0, .number($1)) }) },
    decodeGradient: { json throws(EvaluationFailure) in
      var gradient: [Double] = []
      for name in names {
        guard let component = json[name]?.asNumber else {
          throw EvaluationFailure(.unreadable, "the gradient has no \(name)")
        }
        gradient.append(component)
      }
      return gradient
    })
}

/// The batch of the one-dimensional points `values`.
func batch(_ values: [Double]) -> PointBatch { PointBatch(values.map { [$0] }) }

extension Result where Success == Evaluation<[Double]>, Failure == EvaluationFailure {
  var value: Double? { (try? get())?.value }
  var gradient: [Double]? { (try? get())?.gradient }
  var failure: EvaluationFailure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}

extension [Result<Evaluation<[Double]>, EvaluationFailure>] {
  var values: [Double?] { map(\.value) }
  var kinds: [EvaluationFailure.Kind?] { map { $0.failure?.kind } }
}

/// A Python program in a file of its own, which is removed with this.
final class Script: Sendable {
  let path: String

  init(_ source: String) throws {
    path = NSTemporaryDirectory() + "nadir-\(UUID().uuidString).py"
    try source.write(toFile: path, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func program(_ arguments: String..., timeout: Duration? = nil, retries: Int = 0) -> Program {
    Program(arguments: [python, path] + arguments, timeout: timeout, retries: retries)
  }
}

/// The interpreter itself: what `PATH` names may be a wrapper that takes long to start.
let python: String = {
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
func eventually(within limit: Duration = .seconds(10), _ condition: () -> Bool) async -> Bool {
  let deadline = ContinuousClock.now + limit
  while !condition() {
    guard ContinuousClock.now < deadline else { return false }
    try? await Task.sleep(for: .milliseconds(2))
  }
  return true
}

/// What this process holds of the system.
struct Holdings {
  /// Pipes and handles of processes.
  var descriptors: Int
  var threads: Int
  /// Processes that are running or not reaped yet.
  var children: [Int]

  static func now() -> Holdings {
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

  static func isRunning(_ process: Int) -> Bool {
    guard let (state, _) = statistics(of: process) else { return false }
    return state != "Z"
  }
}

/// Does `body` and checks that no process, zombie, thread or descriptor is left behind by it.
func leavingNothing(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async throws {
  // The first process that is started opens what Subprocess keeps for good.
  _ = await CommandEvaluator(.shell("echo 1"), codec: codec("x"), width: 1).evaluate(batch([1]), for: .value)
  _ = await eventually { ThreadPool.shared.threadCount == 0 }
  let before = Holdings.now()
  try await body()
  #expect(Holdings.now().children == before.children, sourceLocation: sourceLocation)
  let areDescriptorsClosed = await eventually { Holdings.now().descriptors <= before.descriptors }
  #expect(areDescriptorsClosed, sourceLocation: sourceLocation)
  let haveThreadsEnded = await eventually { ThreadPool.shared.threadCount == 0 }
  #expect(haveThreadsEnded, sourceLocation: sourceLocation)
}

/// Counts how many are inside at the same time.
final class Gauge: Sendable {
  private let state = Mutex((inside: 0, most: 0, total: 0))

  var most: Int { state.withLock { $0.most } }
  var total: Int { state.withLock { $0.total } }
  var inside: Int { state.withLock { $0.inside } }

  func enter() {
    state.withLock { state in
      state.inside += 1
      state.total += 1
      state.most = max(state.most, state.inside)
    }
  }

  func leave() { state.withLock { $0.inside -= 1 } }
}

/// Holds threads until it is opened.
final class Gate: Sendable {
  private let isOpen = Atomic(false)

  func open() { isOpen.store(true, ordering: .releasing) }

  func pass() { while !isOpen.load(ordering: .acquiring) { usleep(200) } }
}

struct Oops: Error {}
