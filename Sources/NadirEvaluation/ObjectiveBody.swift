/// The body of a closure that is an objective: what it is, and no more than that.
///
/// It makes the compiler check the body by itself, when the type of the parameters is known. Swift checks the one
/// expression of a short closure together with the call that it is an argument of; where the call is generic, and the
/// expression is arithmetic, that takes it longer than it is willing to (Swift 6.3).
///
/// A body with a `return` is plain code, and this type has no part in it. One without is an expression, or an `if` of
/// expressions; where a branch only throws, the compiler warns of code after it (Swift 6.3), and not with a `return`.
@resultBuilder
public enum ObjectiveBody {
  @inlinable
  @inline(__always)
  public static func buildExpression(_ value: Double) -> Double { value }

  @inlinable
  @inline(__always)
  public static func buildBlock(_ value: Double) -> Double { value }

  /// A body that only throws.
  public static func buildBlock() -> Double { .nan }

  /// A call that does not return, such as `fatalError()`.
  public static func buildExpression(_ value: Never) -> Double {}

  @inlinable
  @inline(__always)
  public static func buildEither(first value: Double) -> Double { value }

  @inlinable
  @inline(__always)
  public static func buildEither(second value: Double) -> Double { value }
}
