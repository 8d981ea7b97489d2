/// An option of an optimizer that can be set by name.
///
///     public static var options: [OptimizerOption<Self>] {
///       [.learningRate, OptimizerOption("epsilon", "what is added to the denominator", \.epsilon)]
///     }
///
/// Which values make sense is the business of ``Optimizer/validate()``. A modifier has the options of what it modifies, by
/// `Base.options.map { OptimizerOption($0, of: \.base) }`, and its own.
public typealias OptimizerOption<Rule: Optimizer> = NamedOption<Rule>

extension NamedOption where Subject: Optimizer {
  /// The option `learning_rate`.
  public static var learningRate: Self { Self("learning_rate", "how far a step goes", \.learningRate) }
}
