public import NadirDerivatives
public import NadirEvaluation

/// The loss that a training makes small: a function of the model for every group of examples, with its gradient.
///
/// A training is given the loss of one example, or of a batch, as a closure. This is for everything else: gradients given by
/// hand, losses of another framework, objectives of any make.
///
///     TrainingLoss { (examples: ArraySlice<Point>) in
///       Objective<[Double]>(valueAndGradient: { x in meanSquare(x, examples) })
///     }
public struct TrainingLoss<Model: Sendable, Example: Sendable>: Sendable {
  /// The mean of the loss over examples, of which there is one or more.
  let objective: @Sendable (ArraySlice<Example>) -> Objective<Model>
  /// Whether the loss of a batch is the mean of the losses of its examples, so that parts of it can be evaluated by
  /// themselves.
  let isMean: Bool

  init(isMean: Bool, _ objective: @escaping @Sendable (ArraySlice<Example>) -> Objective<Model>) {
    self.isMean = isMean
    self.objective = objective
  }

  /// The loss as an objective for every group of examples.
  ///
  /// - Parameter objective: Gives the objective whose value is the mean of the loss over the examples, and which gives a
  ///   gradient. It is called for parts of batches, by several threads at the same time.
  public init(objective: @escaping @Sendable (ArraySlice<Example>) -> Objective<Model>) {
    self.init(isMean: true, objective)
  }
}

extension TrainingLoss where Model: Codable {
  /// The loss of one example, differentiated in reverse mode; that of a batch is the mean over its examples.
  ///
  /// - Parameter loss: The loss of a model over variables, of any type that decodes what the model encodes: `Line<Variable>`
  ///   for `Line<Double>`.
  public init<Recorded: Decodable & SendableMetatype>(
    _ loss: @escaping @Sendable (Recorded, Example) throws -> Variable
  ) {
    self.init(isMean: true) { examples in
      Objective<Model>(differentiating: Recorded.self) { model in
        let losses = try examples.map { try loss(model, $0) }
        return .sum(losses) / Variable(Double(losses.count))
      }
    }
  }

  /// The loss of a batch, differentiated in reverse mode, where it is no mean over examples, or vectorized.
  ///
  /// The batch is evaluated as a whole, and so are the examples that are held out.
  public init<Recorded: Decodable & SendableMetatype>(
    batch loss: @escaping @Sendable (Recorded, ArraySlice<Example>) throws -> Variable
  ) {
    self.init(isMean: false) { examples in
      Objective<Model>(differentiating: Recorded.self) { model in try loss(model, examples) }
    }
  }
}
