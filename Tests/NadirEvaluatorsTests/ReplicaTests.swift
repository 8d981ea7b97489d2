import NadirEvaluation
import NadirLinear
import Testing

@testable import NadirEvaluators

extension EvaluatorTests {
  /// The parts of evaluators that run the program again; `PackageTests` has the whole.
  @Suite struct ReplicaTests {
    private static let answers: [PointResult] = {
      var full = Evaluation(value: -0.0, gradient: [1.5, .nan])
      full.hessian = Matrix(rowCount: 2, elements: [1, 2, 3, 4])
      let loss = Evaluation<[Double]>(Terms(.residuals, [1, 2, 3], loss: .tukey(scale: 4.685)))
      let empty = Evaluation<[Double]>(
        Terms(.contributions, [], derivatives: Matrix(rowCount: 0, columnCount: 3)))
      return [
        .success(Evaluation(value: .infinity)), .success(full), .success(loss), .success(empty),
        .success(Evaluation(residuals: [1, 2], jacobian: Matrix(rowCount: 2, elements: [1, 2, 3, 4, 5, 6]))),
        .failure(EvaluationFailure(.threw, "no convergence at 3 °C")), .failure(EvaluationFailure(.notFinite, "")),
      ]
    }()

    /// What is written is read, however it is cut into pieces.
    @Test func answersArriveAsTheyWere() throws {
      var bytes: [UInt8] = []
      for (i, answer) in Self.answers.enumerated() {
        ReplicaAnswer(answer, from: UInt64(i), to: UInt64(i) + 7).write(to: &bytes)
      }
      for piece in [1, 7, 40, bytes.count] {
        var (heard, read): ([UInt8], [ReplicaAnswer]) = ([], [])
        for start in stride(from: 0, to: bytes.count, by: piece) {
          heard += bytes[start..<min(start + piece, bytes.count)]
          let position = heard.withUnsafeBytes { heard in
            var reader = RecordReader(heard)
            while let answer = ReplicaAnswer(&reader) { read.append(answer) }
            return reader.position
          }
          heard.removeFirst(position)
        }
        try #require(heard.isEmpty && read.count == Self.answers.count)
        for (i, (answer, expected)) in zip(read, Self.answers).enumerated() {
          #expect(answer.span == (UInt64(i), UInt64(i) + 7))
          #expect(answer.result.failure?.kind == expected.failure?.kind)
          #expect(answer.result.failure?.message == expected.failure?.message)
          #expect(answer.result.value?.bitPattern == expected.value?.bitPattern)
          #expect(answer.result.gradient?.map(\.bitPattern) == expected.gradient?.map(\.bitPattern))
          #expect((try? answer.result.get())?.hessian == (try? expected.get())?.hessian)
          #expect(answer.result.terms == expected.terms)
        }
      }
    }

    @Test func requestsArriveAsTheyWere() throws {
      let points = PointBatch([[1, 2], [-0.0, .infinity]])
      var bytes: [UInt8] = []
      ReplicaRequest.write(1, of: points, for: [.value, .gradient], to: &bytes)
      for count in 0..<bytes.count {
        bytes[..<count].withUnsafeBytes { part in
          var reader = RecordReader(part)
          #expect(ReplicaRequest(&reader) == nil && reader.position == 0)
        }
      }
      try bytes.withUnsafeBytes { all in
        var reader = RecordReader(all)
        let request = try #require(ReplicaRequest(&reader))
        #expect(request.demand == [.value, .gradient])
        #expect(request.point.map(\.bitPattern) == points[1].map(\.bitPattern))
      }
    }

    /// What a program prints before, between and around signals is not taken for them.
    @Test func signalsAreFoundAmongOutput() throws {
      let arrival = Arrival(place: "fit/main.swift:12:40", number: 3)
      let said =
        Array("a line\n\u{0}\u{1}nad".utf8) + ReplicaSignal.recall(arrival).bytes + Array("more".utf8)
        + ReplicaSignal.ready.bytes + [1, 2, 3]
      for piece in [1, 5, said.count] {
        var (heard, signals): ([UInt8], [ReplicaSignal]) = ([], [])
        for start in stride(from: 0, to: said.count, by: piece) {
          heard += said[start..<min(start + piece, said.count)]
          while signals.last != .ready, let signal = ReplicaSignal.take(from: &heard) { signals.append(signal) }
        }
        #expect(signals == [.recall(arrival), .ready])
        #expect(heard == [1, 2, 3])
      }
    }

    @Test func arrivalsAreReadAsTheyAreWritten() {
      for arrival in [Arrival(place: "'a @ b'", number: 2), Arrival(place: "m/main.swift:1:2", number: 113)] {
        #expect(Arrival("\(arrival)") == arrival)
      }
      #expect(Arrival("nothing") == nil)
      let ordinals = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map { Arrival(place: "", number: $0).ordinal }
      #expect(ordinals == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"])
    }

    /// Mixed operations give what those of an array would.
    @Test func waitingLinesKeepTheirOrder() {
      var line = WaitingLine<Int>()
      var reference: [Int] = []
      for i in 0..<500 {
        switch i % 7 {
        case 0, 1, 2, 3:
          line.append(i)
          reference.append(i)
        case 4:
          line.prepend([-i, i])
          reference = [-i, i] + reference
        case 5:
          for _ in 0..<4 { #expect(line.popFirst() == (reference.isEmpty ? nil : reference.removeFirst())) }
        default:
          line.removeAll { $0 % 5 == 0 }
          reference.removeAll { $0 % 5 == 0 }
        }
        #expect(line.elements == reference && line.count == reference.count && line.first == reference.first)
      }
    }
  }
}
