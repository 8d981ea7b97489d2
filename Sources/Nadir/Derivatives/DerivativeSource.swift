/// What a derivative is made of.
public enum DerivativeSource: String, Sendable, Hashable {
  /// The objective gave it.
  case objective
  /// The objective gave the products of its Hessian with vectors.
  case products
  /// Differences of gradients.
  case gradients
  /// Differences of values.
  case values
}
