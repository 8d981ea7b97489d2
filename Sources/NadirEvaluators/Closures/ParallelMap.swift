internal import Synchronization

/// What a function gives for each of the inputs, several of them at the same time, in the order of the inputs.
///
/// It is meant for objectives whose value takes independent parts, such as simulations:
///
///     let outcome = try await minimize(from: [0, 0], on: .threads(8)) { x in
///       parallelMap(scenarios) { scenario in simulate(scenario, x) }.reduce(0, +)
///     }
///
/// Inside an evaluation it draws on the workers of the run, so that points and parts together have no more threads than
/// the run has workers. Outside of any, and in runs that are `.inline`, which have no workers, it has as many as the machine
/// has cores. The calling thread works too, and is blocked until the last part has ended; other parts of the run go on
/// meanwhile.
///
/// It goes on to its end when the task is cancelled.
///
/// - Parameters:
///   - inputs: What the function is called with.
///   - width: How many calls may be under way at the same time, at most as many as there are workers. All of these unless
///     given; outside of evaluations it may exceed the number of cores. Less than 1 counts as 1.
///   - transform: The function, which is called from several threads at the same time.
/// - Throws: What the function throws: the error of the first input for which it does. Once there is one, no call is begun;
///   those under way are awaited.
public func parallelMap<Input: Sendable, Output: Sendable, Failure: Error>(
  _ inputs: some Collection<Input>, width: Int? = nil,
  _ transform: @escaping @Sendable (Input) throws(Failure) -> Output
) throws(Failure) -> [Output] {
  guard !inputs.isEmpty else { return [] }
  let map = MapUnderWay<Input, Output, Failure>(inputs)
  let crew = Crew.forFunctions(width: width)
  let limit = min(max(1, width ?? crew.width), crew.width, inputs.count)
  let work = SharedWork(limit: limit, of: crew, numbersBelow: crew.width) { _ in
    map.next { input throws(Failure) in try transform(input) }
  }
  if let seat = Seat.current { crew.perform(work, seat) } else { crew.seated { seat in crew.perform(work, seat) } }
  return try map.outputs()
}

/// What an asynchronous function gives for each of the inputs, several of them at the same time, in the order of the
/// inputs.
///
///     let outcome = try await minimize(from: [0, 0], on: .threads(8)) { x async throws in
///       try await parallelMap(scenarios) { scenario in try await service.simulate(scenario, x) }.reduce(0, +)
///     }
///
/// Inside an evaluation it draws on the workers of the run, so that points and parts together execute on no more threads
/// than the run has workers. Outside of any, and in runs that are `.inline`, which have no workers, it has as many as the
/// machine has cores. The function is expected to suspend while it waits, and holds no thread then.
///
/// It goes on to its end when the task is cancelled; the function learns of it as of any task's cancellation.
///
/// - Parameters:
///   - inputs: What the function is called with.
///   - width: How many calls may be under way at the same time, at most as many as there are workers. All of these unless
///     given; outside of evaluations it may exceed the number of cores. Less than 1 counts as 1.
///   - transform: The function, which is called in several tasks at the same time.
/// - Throws: What the function throws: the error of the first input for which it does. Once there is one, no call is begun;
///   those under way are awaited.
public func parallelMap<Input: Sendable, Output: Sendable, Failure: Error>(
  _ inputs: some Collection<Input>, width: Int? = nil,
  _ transform: @escaping @Sendable (Input) async throws(Failure) -> Output
) async throws(Failure) -> [Output] {
  guard !inputs.isEmpty else { return [] }
  let map = MapUnderWay<Input, Output, Failure>(inputs)
  let crew = Crew.forFunctions(width: width)
  let limit = min(max(1, width ?? crew.width), crew.width, inputs.count)
  await Surroundings.$current.withValue(Surroundings.current.awaiting(crew)) {
    await crew.inLanes(limit) { _ in
      while await map.next({ input async throws(Failure) in try await transform(input) }) {}
    }
  }
  return try map.outputs()
}

/// A map under way: hands out its inputs in order, and collects what they give.
private final class MapUnderWay<Input: Sendable, Output: Sendable, Failure: Error>: Sendable {
  private let inputs: [Input]
  private let taken = Atomic(0)
  private let hasFailed = Atomic(false)
  private let results: Guarded<[Result<Output, Failure>?]>

  init(_ inputs: some Collection<Input>) {
    self.inputs = Array(inputs)
    results = Guarded([Result<Output, Failure>?](repeating: nil, count: inputs.count))
  }

  /// Does the next input; `false` when none is left, or one has failed.
  func next(_ transform: (Input) throws(Failure) -> Output) -> Bool {
    guard let i = take() else { return false }
    let result = Result { () throws(Failure) in try transform(inputs[i]) }
    put(result, at: i)
    return true
  }

  /// Does the next input; `false` when none is left, or one has failed.
  func next(_ transform: (Input) async throws(Failure) -> Output) async -> Bool {
    guard let i = take() else { return false }
    do throws(Failure) {
      put(.success(try await transform(inputs[i])), at: i)
    } catch {
      put(.failure(error), at: i)
    }
    return true
  }

  /// What all inputs gave. Inputs are begun in order, so all before the first that fails have been done when it has, whoever
  /// was fast.
  func outputs() throws(Failure) -> [Output] {
    let results = results.withLock { $0 }
    var outputs: [Output] = []
    outputs.reserveCapacity(results.count)
    for case let result? in results { outputs.append(try result.get()) }
    return outputs
  }

  private func take() -> Int? {
    guard !hasFailed.load(ordering: .relaxed) else { return nil }
    let i = taken.add(1, ordering: .relaxed).oldValue
    return i < inputs.count ? i : nil
  }

  private func put(_ result: Result<Output, Failure>, at i: Int) {
    if case .failure = result { hasFailed.store(true, ordering: .relaxed) }
    results.withLock { $0[i] = result }
  }
}
