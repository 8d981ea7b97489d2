/// An option of an optimizer that can be set by name.
///
///     public static var options: [OptimizerOption<Self>] {
///       [.learningRate, OptimizerOption("epsilon", "what is added to the denominator", \.epsilon)]
///     }
///
/// Which values make sense is the business of ``Optimizer/validate()``.
public typealias OptimizerOption<Rule: Optimizer> = NamedOption<Rule>

extension NamedOption where Subject: Optimizer {
  /// The option `learning_rate`.
  public static var learningRate: Self { Self("learning_rate", "how far a step goes", \.learningRate) }

  static func beta1(_ property: any WritableKeyPath<Subject, Double> & Sendable) -> Self {
    Self("beta1", "how slowly the mean of the gradients changes, from 0 to below 1", property)
  }

  static func beta2(_ property: any WritableKeyPath<Subject, Double> & Sendable) -> Self {
    Self("beta2", "how slowly the mean of their squares changes, from 0 to below 1", property)
  }

  static func decay(_ property: any WritableKeyPath<Subject, Double> & Sendable) -> Self {
    Self("decay", "how slowly the mean of the squares changes, from 0 to below 1", property)
  }

  static func epsilon(_ property: any WritableKeyPath<Subject, Double> & Sendable) -> Self {
    Self("epsilon", "what is added to the denominator", property)
  }
}
