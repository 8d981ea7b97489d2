public import NadirEvaluation

/// An optimizer in whose steps the parameters also decay; made by `decaying`: x ← x − s − ηλx, where s is the
/// optimizer's step and η its learning rate after what a schedule makes of it.
///
/// Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization", arXiv:1711.05101: unlike that of a penalty
/// λ‖x‖²/2 in the loss, this decay does not go through the optimizer's means. λ is multiplied by the learning rate,
/// as in ``AdamW``. With ``BatchLBFGS`` a penalty is better, for it is part of the curvature. As an algorithm of
/// `minimize` it does not minimize the function: with ``GradientDescent`` it is with that penalty added, with
/// ``Lion`` and ``Adam`` within bounds of ±1/λ for every parameter.
public struct Decayed<Base: Optimizer>: OptimizerModifier {
  public typealias Scalar = Base.Scalar

  public var base: Base
  /// λ, how much of each parameter is taken away in a step, divided by the learning rate.
  public var weightDecay: Double

  public init(_ base: Base, by weightDecay: Double) {
    self.base = base
    self.weightDecay = weightDecay
  }

  public func validate() throws(InvalidArgument) {
    try validateWeightDecay(weightDecay)
    try base.validate()
  }

  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    let shrinkage = Scalar(base.currentLearningRate * weightDecay)
    // The optimizer sees the point at which the gradient is: it may remember it.
    let old = x
    base.update(&x, along: gradient)
    shrink(&x, from: old, by: shrinkage)
  }
}

/// x ← x − αy.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
private func shrink<Scalar: OptimizerScalar>(_ x: inout [Scalar], from y: [Scalar], by alpha: Scalar) {
  add(-alpha, times: y, to: &x)
}

extension Optimizer {
  /// This optimizer, with a decay of the parameters.
  ///
  /// - Parameter weightDecay: λ, how much of each parameter is taken away in a step, divided by the learning rate.
  public func decaying(_ weightDecay: Double) -> Decayed<Self> { Decayed(self, by: weightDecay) }
}
