import Testing
import _TestSupport

@testable import NadirEvaluators

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension EvaluatorTests {
  @Suite struct PollerTests {
    @Test func tasksThatWaitShareOneThread() async throws {
      let poller = Poller()
      let pipes = try (0..<20).map { _ in try #require(Pipe()) }
      let gauge = Gauge()
      @Sendable func threads(waitingFor i: Int) async -> Set<Int> {
        gauge.enter()
        var threads: Set<Int> = []
        let next = (i + 1) % pipes.count
        for _ in 0..<3 {
          let ready = await poller.poll([source(pipes[i])], milliseconds: -1)
          #expect(ready.count == 1 && ready[0].fd == pipes[i].reading.number && ready[0].revents != 0)
          var bytes: [UInt8] = []
          #expect(readAvailable(from: pipes[i].reading.number, into: &bytes) && bytes == [UInt8(i)])
          threads.insert(pthread_self().hashValue)
          #expect(writeAvailable([UInt8(next)], to: pipes[next].writing.number) == 1)
        }
        return threads
      }
      await withTaskGroup(of: Set<Int>.self) { group in
        for i in pipes.indices { group.addTask(executorPreference: poller) { await threads(waitingFor: i) } }
        #expect(await eventually { gauge.inside == pipes.count })
        #expect(writeAvailable([0], to: pipes[0].writing.number) == 1)
        let threads: Set<Int> = await group.reduce(into: []) { $0.formUnion($1) }
        #expect(threads.count == 1)
      }
    }

    @Test @MainActor func waitingBlocksNoActor() async throws {
      let poller = Poller()
      let pipe = try #require(Pipe())
      let writer = Task { @MainActor in writeAvailable([1], to: pipe.writing.number) }
      #expect(await poller.poll([source(pipe)], milliseconds: -1)[0].revents != 0)
      #expect(await writer.value == 1)
    }

    @Test func aWaitEndsWithItsTime() async throws {
      let poller = Poller()
      let silent = try #require(Pipe())
      async let long = poller.poll([source(silent)], milliseconds: -1)
      #expect(await poller.poll([source(silent)], milliseconds: 5)[0].revents == 0)
      #expect(await poller.poll([source(silent)], milliseconds: 0)[0].revents == 0)
      #expect(writeAvailable([1], to: silent.writing.number) == 1)
      #expect(await long[0].revents != 0)
    }

    @Test func nothingIsLeftOfIt() async throws {
      try await leavingNothing {
        for _ in 0..<10 { _ = await Poller().poll([], milliseconds: 1) }
      }
    }
  }
}

private func source(_ pipe: Pipe) -> pollfd {
  pollfd(fd: pipe.reading.number, events: Int16(POLLIN), revents: 0)
}
