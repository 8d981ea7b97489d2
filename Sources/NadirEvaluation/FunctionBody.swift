/// The body of a closure whose value is no single number, such as a gradient, which has the shape of the parameters: what
/// ``ObjectiveBody`` is to values.
@resultBuilder
public enum FunctionBody<Value> {
  @inlinable
  @inline(__always)
  public static func buildExpression(_ value: Value) -> Value { value }

  @inlinable
  @inline(__always)
  public static func buildBlock(_ value: Value) -> Value { value }

  /// A body that only throws: nothing comes after it.
  public static func buildBlock() -> Value { fatalError("the body of the closure has no value") }

  /// A call that does not return, such as `fatalError()`.
  public static func buildExpression(_ value: Never) -> Value {}

  @inlinable
  @inline(__always)
  public static func buildEither(first value: Value) -> Value { value }

  @inlinable
  @inline(__always)
  public static func buildEither(second value: Value) -> Value { value }
}
