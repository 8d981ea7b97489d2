import Foundation
import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  @Suite struct ObservedSeriesTests {
    private func evaluate(
      _ answer: String, _ reading: ResidualReading, for demand: Demand = [.value, .residuals]
    ) async -> PointResult {
      let evaluator = CommandEvaluator(.shell("echo '\(answer)'"), codec: codec("x"), reading: reading, width: 1)
      return await evaluator.evaluate(batch([1]), for: demand)[0]
    }

    private func data(_ series: ObservedSeries...) -> ResidualReading { ResidualReading(data: series) }

    @Test func theDifferencesAreTheResiduals() async throws {
      let series = try ObservedSeries("m", observed: [1, nil, 4])
      let result = await evaluate(#"{"m": [3, 100, 2.5], "value": 7}"#, data(series))
      #expect(result.terms == Terms(.residuals, [2, -1.5]) && result.value == 6.25)
      // The value alone is theirs, too.
      #expect(await evaluate(#"{"m": [3, 100, 2.5], "value": 7}"#, data(series), for: .value).value == 6.25)
    }

    @Test func weightsAndErrorsScaleThem() async throws {
      let weighted = try ObservedSeries("m", observed: [1, 2, 3], weights: [4, 0, 9])
      let answer = #"{"m": [2, 8, 5], "k": [1, 1, 1]}"#
      #expect(await evaluate(answer, data(weighted)).terms?.numbers == [2, 6])
      let measured = try ObservedSeries("m", observed: [1, nil, 3], errors: [2, -1, 0.5])
      #expect(await evaluate(answer, data(measured)).terms?.numbers == [0.5, 4])
    }

    @Test func severalSeriesFollowEachOther() async throws {
      let first = try ObservedSeries("b", observed: [1])
      let second = try ObservedSeries("a", observed: [1, 2])
      let again = try ObservedSeries("b", observed: [2])
      let result = await evaluate(#"{"a": [5, 7], "b": [10]}"#, data(first, second, again))
      #expect(result.terms?.numbers == [9, 4, 5, 8])
    }

    @Test(arguments: [
      (#"{"k": [1, 2, 3]}"#, EvaluationFailure.Kind.unreadable, "it has no array 'm'"),
      (#"{"m": 3}"#, .unreadable, "it has no array 'm'"), ("3.5", .unreadable, "it has no array 'm': 3.5"),
      (#"{"m": [1, 2]}"#, .unreadable, "its 'm' has 2 numbers, but the data have 3 rows"),
      (#"{"m": [1, 2, 3, 4]}"#, .unreadable, "its 'm' has 4 numbers, but the data have 3 rows"),
      (#"{"m": [1, 2, "x"]}"#, .unreadable, "its 'm[2]' is no number"),
      (#"{"m": [1, 2, NaN]}"#, .notFinite, "'m[2]' is nan"),
      (#"{"m": ["Infinity", 2, 3]}"#, .notFinite, "'m[0]' is inf"),
      (#"{"m": [null, 2, 3]}"#, .notFinite, "'m[0]' is null"), (#"{"m": null}"#, .notFinite, "'m' is null"),
      (#"{"error": "no"}"#, .threw, "no"),
    ])
    func answersThatDoNotFit(answer: String, kind: EvaluationFailure.Kind, message: String) async throws {
      let series = try ObservedSeries("m", observed: [1, nil, 4])
      let failure = await evaluate(answer, data(series)).failure
      #expect(failure?.kind == kind && failure?.message.contains(message) == true, "\(String(describing: failure))")
    }

    /// Every failure of a run is kept.
    @Test func aLongMessageKeepsItsBeginningAndItsEnd() async throws {
      let series = try ObservedSeries("m", observed: [1])
      let answer = "{\"error\": \"ValueError: \(String(repeating: "é", count: 10_000)) in line 7\"}"
      let message = try #require(await evaluate(answer, data(series)).failure?.message)
      #expect(message.hasPrefix("ValueError: éé") && message.contains("é … é") && message.hasSuffix("éé in line 7"))
      #expect(message.unicodeScalars.count < 2100 && !message.contains("\u{FFFD}"))
    }

    /// A model may have nothing to say where nothing was observed.
    @Test(arguments: ["null", "NaN", #""x""#]) func whatIsNotComparedIsNotRead(element: String) async throws {
      let series = try ObservedSeries("m", observed: [1, nil, 4])
      #expect(await evaluate("{\"m\": [3, \(element), 2]}", data(series)).terms?.numbers == [2, -2])
    }

    @Test func lossesReachTheTermsAndTheValue() async throws {
      let reading = ResidualReading(loss: .huber(scale: 1))
      let answer = #"{"residuals": [0.5, -3], "value": 100, "gradient": [7], "jacobian": [[1], [2]]}"#
      let terms = Terms(.residuals, [0.5, -3], loss: .huber(scale: 1))
      #expect(await evaluate(answer, reading).terms == terms)
      #expect(await evaluate(answer, reading, for: .value).value == 0.25 + 5)
      let derivatives = await evaluate(answer, reading, for: [.value, .residuals, .jacobian]).terms
      #expect(derivatives?.gradient == [2 * (0.5 - 2)])
      let compared = ResidualReading(data: [try ObservedSeries("m", observed: [0, 0])], loss: .cauchy(scale: 2))
      #expect(await evaluate(#"{"m": [1, 2]}"#, compared).terms == Terms(.residuals, [1, 2], loss: .cauchy(scale: 2)))
    }

    @Test func whatIsProvidedFollowsFromDataAndLoss() throws {
      let all: Demand = [.value, .gradient, .residuals, .jacobian]
      #expect(ResidualReading().provides(all) == all)
      #expect(ResidualReading(loss: .tukey(scale: 1)).provides(all) == [.residuals, .jacobian])
      #expect(data(try ObservedSeries("m", observed: [1])).provides(.value) == .residuals)
    }

    @Test func seriesThatCannotBeComparedAreRefused() {
      func message(_ make: () throws(InvalidArgument) -> ObservedSeries) -> String {
        do throws(InvalidArgument) {
          _ = try make()
          return "none"
        } catch {
          return error.description
        }
      }
      #expect(
        message { () throws(InvalidArgument) in try ObservedSeries("value", observed: [1]) }
          == "the name of a series is 'value', but must be none that has another meaning in an answer")
      #expect(
        message { () throws(InvalidArgument) in try ObservedSeries("m", observed: [1, .nan]) }
          == "observed[1] is nan, but must be a finite number or nil")
      #expect(
        message { () throws(InvalidArgument) in try ObservedSeries("m", observed: [nil]) }.contains("one observation"))
      #expect(
        message { () throws(InvalidArgument) in try ObservedSeries("m", observed: [1], weights: [0]) }
          .contains("one observation or more with a weight above 0"))
      #expect(
        message { () throws(InvalidArgument) in try ObservedSeries("m", observed: [1, 2], weights: [1]) }
          == "weights is 1 numbers, but must be 2, as the observations are")
      #expect(
        message { () throws(InvalidArgument) in try ObservedSeries("m", observed: [1, 2], weights: [1, -1]) }
          == "weights[1] is -1.0, but must be a finite number that is not below 0")
      #expect(
        message { () throws(InvalidArgument) in try ObservedSeries("m", observed: [1, 2], errors: [1, 0]) }
          == "errors[1] is 0.0, but must be a finite number above 0")
    }

    // MARK: Workers

    private let offer = #"{"nadir": 1, "provides": ["m", "k"], "batch": 4}"#

    @Test func aWorkerIsAskedForTheSeriesAlone() async throws {
      let script = try worker(
        """
        assert request["want"] == ["m"], request
        if "batch" in request: return {"m": [[p["x"], 2 * p["x"]] for p in request["batch"]]}
        return {"m": [x, 2 * x]}
        """, offering: offer)
      let reading = data(try ObservedSeries("m", observed: [1, 1]), try ObservedSeries("m", observed: [nil, 0]))
      let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), reading: reading, width: 1)
      #expect(try await evaluator.provides() == .residuals)
      let results = await evaluator.evaluate(batch([1, 2, 3]), for: [.value, .residuals])
      #expect(results.map { $0.terms?.numbers } == [[0, 1, 2], [1, 3, 4], [2, 5, 6]])
      #expect(await evaluator.evaluate(batch([2]), for: .value).values == [26])
      await evaluator.close()
    }

    @Test func underALossAWorkerIsAskedForResiduals() async throws {
      let script = try worker(
        "assert request['want'] == ['residuals'], request\nreturn {'residuals': [x, -x]}",
        offering: #"{"nadir": 1, "provides": ["value", "gradient", "residuals"]}"#)
      let reading = ResidualReading(loss: .huber(scale: 1))
      let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), reading: reading, width: 1)
      #expect(try await evaluator.provides() == .residuals)
      #expect(await evaluator.evaluate(batch([3]), for: .value).values == [10])
      #expect(await evaluator.evaluate(batch([3]), for: [.value, .residuals]).values == [10])
      await evaluator.close()
    }

    @Test(arguments: [
      (#"["value"]"#, true, Loss.squares, #"it does not provide "m", which there are data of"#),
      (#"["residuals", "k"]"#, true, .squares, #"it does not provide "m", which there are data of"#),
      (#"["m"]"#, false, .squares, #"it provides "m", which is none of value, gradient, residuals and jacobian"#),
      (#"["value", "gradient"]"#, false, .huber(scale: 1), "it provides no residuals, which the loss is of"),
      (#"["jacobian"]"#, false, .squares, "it provides neither value nor residuals"),
    ])
    func workersThatCannotGiveIt(provides: String, hasData: Bool, loss: Loss, message: String) async throws {
      let script = try worker("return {}", offering: #"{"nadir": 1, "provides": \#(provides)}"#)
      let reading = ResidualReading(data: hasData ? [try ObservedSeries("m", observed: [1])] : [], loss: loss)
      let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), reading: reading, width: 1)
      let failure = await #expect(throws: EvaluationFailure.self) { try await evaluator.provides() }
      #expect(
        failure?.kind == .unavailable && failure?.message.contains(message) == true, "\(String(describing: failure))")
      await evaluator.close()
    }
  }
}
