public import NadirEvaluation
internal import NadirJSON
internal import Synchronization

/// Evaluates by running a program once for each point, several at the same time.
///
/// In the program's arguments, `{name}` stands for the parameter of that name as its shortest exact decimal, `{name[2]}`
/// for an element of an array and `{net.rate}` for a member of an object; arrays and objects are put in as JSON. `{{`
/// and its `}}` are literal braces; other text in braces, and the shell's `${name}`, stay as they are. Where there is no
/// placeholder, the parameters are given as one JSON object on standard input; otherwise that is empty.
///
/// The last line of standard output that is not blank is the answer: a number, or a JSON object with `value` or
/// `residuals` (whose value is the sum of their squares). For a gradient, the object also has `gradient`, in the shape
/// of the parameters, or with residuals a `jacobian`, whose rows have that shape or are arrays of all its numbers. Where
/// there are data, the object has the series that they are compared with instead. An object with `error` is a failure in
/// the program's own words.
///
/// A status other than 0, a signal, a time-out, an unreadable answer and a program that cannot be started are failures
/// whose message ends with what was last written to standard error. They are repeated as often as ``Program/retries``
/// says; an answer of NaN or infinity, and an `error`, is an answer and is not.
///
/// The program leads a process group of its own. Whatever is left of it at its end, by itself, by time-out or by
/// cancellation, is killed: after SIGTERM and half a second, where the program had not ended by itself.
public final class CommandEvaluator: Evaluator {
  public let width: Int
  public let activity = Activity()
  private let program: Program
  private let codec: ParameterCodec
  private let reading: ResidualReading
  private let permits: Permits

  /// - Parameters:
  ///   - program: What is run.
  ///   - codec: How coordinates become the parameters that it sees.
  ///   - reading: The data that its answers are compared with, and the loss. None unless given.
  ///   - width: How many processes may run at the same time, at least 1, however many batches there are.
  public init(
    _ program: Program, codec: ParameterCodec, reading: ResidualReading = ResidualReading(), width: Int
  ) {
    self.program = program
    self.codec = codec
    self.reading = reading
    self.width = max(1, width)
    permits = Permits(self.width)
  }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    let batch = BatchUnderWay(points, reportingTo: activity)
    await inLanes(min(width, points.count)) { _ in
      while !Task.isCancelled, let range = batch.take(atMost: 1) {
        await self.evaluate(range, of: batch, for: demand)
      }
    }
    return batch.results
  }

  /// Evaluates one point, once, and tells everything that the program wrote, up to 64 KiB of each stream.
  public func probe(
    _ x: [Double], for demand: Demand
  ) async -> (result: Result<Evaluation<[Double]>, EvaluationFailure>, output: String, errors: String) {
    await permits.withPermit { _ in await attempt(at: x, for: demand) } ?? (.failure(.cancelled), "", "")
  }

  /// Evaluates the point that was taken, as often as the retries allow. It began when the program was first started.
  private func evaluate(_ range: Range<Int>, of batch: BatchUnderWay, for demand: Demand) async {
    let x = batch.points[range.lowerBound]
    // All attempts have the same permit: between two of them nobody else is this worker.
    let attempts = await permits.withPermit { number in
      // Those that wait for a permit are not at work.
      activity.begin()
      defer { activity.rest() }
      let start = batch.seconds
      let result = await repeating(program.retries) { await self.attempt(at: x, for: demand).result }
      return (result, EvaluationSpan(start: start, end: batch.seconds, worker: number))
    }
    let (result, span) = attempts ?? (.failure(.cancelled), batch.nobody)
    batch.put([result], at: range, during: span)
  }

  private func attempt(
    at x: [Double], for demand: Demand
  ) async -> (result: PointResult, output: String, errors: String) {
    let parameters = codec.encode(x)
    let (arguments, hasPlaceholders) = program.arguments(filledWith: parameters)
    var input: [UInt8] = []
    if !hasPlaceholders {
      parameters.write(to: &input)
      input.append(UInt8(ascii: "\n"))
    }
    let deadline = program.timeout.map { ContinuousClock.now + $0 }
    do throws(EvaluationFailure) {
      let process = try await ChildProcess.start(program, arguments: arguments)
      let (event, conversation) = await withTaskCancellationHandler {
        await ThreadPool.shared.run { [input] in
          process.communicate(input, keeping: CommandAnswer.longest, until: deadline)
        }
      } onCancel: {
        process.interrupt()
      }
      let ending = await process.end()
      let reader = AnswerReader(codec: codec, reading: reading, demand: demand)
      let answer = CommandAnswer(event: event, ending: ending, conversation: conversation, timeout: program.timeout)
      return (answer.result(reader, at: x), end(of: conversation.output), end(of: conversation.errors))
    } catch {
      return (.failure(error), "", "")
    }
  }

  private func end(of bytes: [UInt8]) -> String { String(decoding: bytes.suffix(65_536), as: UTF8.self) }
}

extension EvaluationFailure {
  /// A failure with the end of what the program wrote to standard error.
  init(_ kind: Kind, _ message: String, errors: [UInt8]) {
    let end = String(decoding: errors.beforeStackTrace.suffix(2048), as: UTF8.self).trimmingSpace
    self.init(kind, end.isEmpty ? message : "\(message); it wrote to standard error: \(end)")
  }
}

extension [UInt8] {
  /// What comes before the frames that Swift's runtime lists after the message of a trap, where they are the last thing.
  fileprivate var beforeStackTrace: ArraySlice<UInt8> {
    let title = Array("Current stack trace:".utf8)
    guard count > title.count else { return self[...] }
    let start = (0...count - title.count).last { self[$0] == title[0] && self[$0...].starts(with: title) }
    return self[..<(start ?? count)]
  }
}

extension String {
  var trimmingSpace: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }
}
