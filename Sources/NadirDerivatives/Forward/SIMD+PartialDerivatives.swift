public import NadirScalars

// The same for each width: the operators are those of the concrete types, which the compiler makes vector instructions.

extension SIMD2: PartialDerivatives where Scalar == Double {
  @inlinable @inline(__always)
  public static var zeros: Self { Self(repeating: 0) }

  @inlinable @inline(__always)
  public var areZero: Bool { all(self .== Self(repeating: 0)) }

  @inlinable @inline(__always)
  public func adding(_ other: Self) -> Self { self + other }

  @inlinable @inline(__always)
  public func subtracting(_ other: Self) -> Self { self - other }

  @inlinable @inline(__always)
  public func negated() -> Self { -self }

  @inlinable @inline(__always)
  public func multiplied(by factor: Double) -> Self { self * Self(repeating: factor) }

  @inlinable @inline(__always)
  public func scaled(by slope: Double) -> Self {
    let scaled = self * Self(repeating: slope)
    return slope.isFinite ? scaled : scaled.replacing(with: 0, where: self .== Self(repeating: 0))
  }
}

extension SIMD4: PartialDerivatives where Scalar == Double {
  @inlinable @inline(__always)
  public static var zeros: Self { Self(repeating: 0) }

  @inlinable @inline(__always)
  public var areZero: Bool { all(self .== Self(repeating: 0)) }

  @inlinable @inline(__always)
  public func adding(_ other: Self) -> Self { self + other }

  @inlinable @inline(__always)
  public func subtracting(_ other: Self) -> Self { self - other }

  @inlinable @inline(__always)
  public func negated() -> Self { -self }

  @inlinable @inline(__always)
  public func multiplied(by factor: Double) -> Self { self * Self(repeating: factor) }

  @inlinable @inline(__always)
  public func scaled(by slope: Double) -> Self {
    let scaled = self * Self(repeating: slope)
    return slope.isFinite ? scaled : scaled.replacing(with: 0, where: self .== Self(repeating: 0))
  }
}

extension SIMD8: PartialDerivatives where Scalar == Double {
  @inlinable @inline(__always)
  public static var zeros: Self { Self(repeating: 0) }

  @inlinable @inline(__always)
  public var areZero: Bool { all(self .== Self(repeating: 0)) }

  @inlinable @inline(__always)
  public func adding(_ other: Self) -> Self { self + other }

  @inlinable @inline(__always)
  public func subtracting(_ other: Self) -> Self { self - other }

  @inlinable @inline(__always)
  public func negated() -> Self { -self }

  @inlinable @inline(__always)
  public func multiplied(by factor: Double) -> Self { self * Self(repeating: factor) }

  @inlinable @inline(__always)
  public func scaled(by slope: Double) -> Self {
    let scaled = self * Self(repeating: slope)
    return slope.isFinite ? scaled : scaled.replacing(with: 0, where: self .== Self(repeating: 0))
  }
}
