import Foundation
import Nadir
import Synchronization

let failures = Mutex(0)

/// Says what is not as it should be.
func check(_ condition: Bool, _ text: @autoclosure () -> String, line: Int = #line) {
  guard !condition else { return }
  failures.withLock { $0 += 1 }
  FileHandle.standardError.write(Data("line \(line): \(text())\n".utf8))
}

/// Whether two outcomes are the same but for the time that they took and for who evaluated.
func checkAgreement<Shape: Equatable>(
  _ a: Outcome<Shape>, _ b: Outcome<Shape>, _ name: String, line: Int = #line
) {
  check(a.best == b.best, "\(name): the best point is \(a.best) and \(b.best)", line: line)
  check(a.value == b.value, "\(name): the value is \(a.value) and \(b.value)", line: line)
  check(a.termination == b.termination, "\(name): \(a.termination) and \(b.termination)", line: line)
  check(a.counts == b.counts, "\(name): \(a.counts) and \(b.counts)", line: line)
  check(a.history.map(\.parameters) == b.history.map(\.parameters), "\(name): other points", line: line)
  check(a.history.map(\.record.round) == b.history.map(\.record.round), "\(name): other rounds", line: line)
}

extension Result where Success == Double, Failure == EvaluationFailure {
  var value: Double? { try? get() }
  var failure: EvaluationFailure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}

/// The processes that this one has started and that are not reaped.
func childProcesses() -> [Int] {
  ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int($0) }.filter { process in
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return false }
    return text[end...].split(separator: " ")[2] == "\(ProcessInfo.processInfo.processIdentifier)"
  }
}

/// What this process holds of the system for those that it starts.
struct Holdings: Equatable {
  let children = childProcesses().count
  /// Sockets, pipes, shared memory and handles of processes; not what the runtime keeps for itself.
  let descriptors = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).filter { number in
    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
    return ["socket:", "pipe:", "pidfd", "nadir-"].contains { target?.contains($0) == true }
  }.count
}
