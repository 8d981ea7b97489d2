import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

@Suite struct NotedJacobianTests {
  /// r = (x₀, x₀ + x₁), whose Jacobian is known.
  private let jacobian = Matrix(rowCount: 2, elements: [1, 1, 0, 1])

  private func oracle(
    _ loss: Loss = .squares, provides: Demand = [.value, .residuals], checkpoint: Checkpoint? = nil
  ) -> Oracle {
    let jacobian = jacobian
    let evaluator = RecordingEvaluator { x, demand in
      var terms = Terms(.residuals, [x[0], x[0] + x[1]], loss: loss)
      if demand.contains(.jacobian) { terms.derivatives = jacobian }
      var evaluation = Evaluation<[Double]>(value: terms.sum)
      evaluation.terms = terms
      return evaluation
    }
    return Oracle(
      evaluator: evaluator, provides: provides, box: .unbounded(2), differences: Differences.forward,
      checkpoint: checkpoint, elapsed: { .zero })
  }

  @Test func itIsKeptAtTheBestPointAlone() async throws {
    let oracle = oracle()
    _ = try await oracle.residuals(at: PointBatch([[2, 2], [1, 1]]))
    oracle.noteJacobian(jacobian, at: [2, 2])
    #expect(oracle.linearization?.terms.derivatives == nil)
    oracle.noteJacobian(jacobian, at: [1, 1])
    #expect(oracle.linearization?.terms.derivatives == jacobian)
    #expect(oracle.bestGradient == nil)
    _ = try await oracle.residuals(at: PointBatch([[0.5, 0.5]]))
    #expect(oracle.linearization?.point == [1, 1], "the best point that has one")
  }

  @Test func laterNotesTakeThePlaceOfEarlierOnes() async throws {
    let first = oracle(checkpoint: Checkpoint())
    _ = try await first.residuals(at: PointBatch([[1, 1]]))
    first.noteJacobian(Matrix(rowCount: 2, columnCount: 2, repeating: 7), at: [1, 1])
    first.noteJacobian(Matrix(rowCount: 2, columnCount: 2, repeating: 8), at: [1, 1])
    #expect(first.linearization?.terms.derivatives?.elements == [8, 8, 8, 8])
    first.commit()

    let resumed = oracle(checkpoint: first.checkpoint)
    resumed.noteJacobian(jacobian, at: [1, 1])
    #expect(resumed.linearization?.terms.derivatives == jacobian)
  }

  @Test func itDoesNotTakeThePlaceOfOneThatWasAskedFor() async throws {
    for provides in [[.value, .residuals], [.value, .residuals, .jacobian]] as [Demand] {
      let oracle = oracle(provides: provides)
      let asked = try await oracle.residualsAndJacobian(at: [1, 1]).jacobian
      oracle.noteJacobian(Matrix(rowCount: 2, columnCount: 2, repeating: 7), at: [1, 1])
      #expect(oracle.linearization?.terms.derivatives == asked)
    }
  }

  @Test func whatIsNoJacobianIsNotKept() async throws {
    let oracle = oracle()
    oracle.noteJacobian(jacobian, at: [1, 1])
    _ = try await oracle.residuals(at: PointBatch([[1, 1]]))
    oracle.noteJacobian(Matrix(rowCount: 3, columnCount: 2), at: [1, 1])
    oracle.noteJacobian(Matrix(rowCount: 2, columnCount: 1), at: [1, 1])
    oracle.noteJacobian(Matrix(rowCount: 2, columnCount: 2, repeating: .nan), at: [1, 1])
    #expect(oracle.linearization?.terms.derivatives == nil)
  }

  /// Under a loss a method sees the roots of contributions; what is kept is of the residuals themselves.
  @Test func theLossIsTakenBack() async throws {
    let loss = Loss.cauchy(scale: 0.5)
    let oracle = oracle(loss)
    let x = [1.0, 2.0]
    _ = try await oracle.residuals(at: PointBatch([x]))
    oracle.noteJacobian(jacobian.scalingRows(by: [1, 3].map(loss.slopeOfRoot)), at: x)
    let kept = try #require(oracle.linearization?.terms.derivatives)
    #expect(zip(kept.elements, jacobian.elements).allSatisfy { ($0 - $1).magnitude < 1e-14 })

    let flat = self.oracle(.tukey(scale: 2))
    _ = try await flat.residuals(at: PointBatch([x]))
    flat.noteJacobian(jacobian.scalingRows(by: [1, 3].map(Loss.tukey(scale: 2).slopeOfRoot)), at: x)
    let rows = try #require(flat.linearization?.terms.derivatives?.rows)
    #expect(abs(rows[0][0] - 1) < 1e-14 && rows[1] == [0, 0], "the second residual is beyond the scale")
  }
}
