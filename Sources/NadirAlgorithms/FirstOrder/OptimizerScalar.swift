import CSquareRoot

/// The numbers that an ``Optimizer`` moves: `Double` or `Float`.
public protocol OptimizerScalar: BinaryFloatingPoint, Codable, Sendable {
  /// √x, without what `squareRoot()` does for errors, so that loops around it are vectorized.
  static func root(of x: Self) -> Self
}

extension Double: OptimizerScalar {
  @inline(__always)
  public static func root(of x: Double) -> Double { nadir_square_root(x) }
}

extension Float: OptimizerScalar {
  @inline(__always)
  public static func root(of x: Float) -> Float { nadir_square_root_single(x) }
}
