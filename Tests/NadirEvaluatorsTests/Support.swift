import Foundation
import NadirEvaluation
import NadirJSON
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
    decodeGradient: { json, _ throws(EvaluationFailure) in
      if let gradient = json.asNumbers, gradient.count == names.count { return gradient }
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
  var terms: Terms? { (try? get())?.terms }
  var failure: EvaluationFailure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}

extension EvaluationBatch {
  var values: [Double?] { map(\.value) }
  var kinds: [EvaluationFailure.Kind?] { map { $0.failure?.kind } }
}

extension Script {
  func program(_ arguments: String..., timeout: Duration? = nil, retries: Int = 0) -> Program {
    Program(arguments: [python, path] + arguments, timeout: timeout, retries: retries)
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
