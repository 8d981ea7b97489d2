import NadirEvaluation
import NadirEvaluators
import NadirParameters

/// A model, data and a loss: what a run is to minimize, and what its outcome is to be laid beside.
struct FitRequest<X: Sendable, Shape: Sendable> {
  private let model: Curve<X, Shape>
  private let observations: Observations<X>
  private let objective: Objective<Shape>

  init(
    _ model: Curve<X, Shape>, _ observations: @autoclosure () throws(InvalidArgument) -> Observations<X>, _ loss: Loss
  ) throws(OptimizationError) {
    self.model = model
    do throws(InvalidArgument) {
      self.observations = try observations()
      let misfit = self.observations.misfit(of: model)
      objective = loss == .squares ? misfit : try misfit.with(loss: loss)
    } catch {
      throw .invalid(error)
    }
  }

  func callAsFunction(_ run: Run<Shape>, on workers: Workers) async throws(OptimizationError) -> Fit<X, Shape> {
    Fit(model, observations, try await run(objective, on: workers))
  }

  func callAsFunction(_ run: Run<Shape>) throws(OptimizationError) -> Fit<X, Shape> {
    Fit(model, observations, try run.synchronously(objective))
  }
}
