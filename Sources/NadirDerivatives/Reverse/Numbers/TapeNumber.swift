public import NadirScalars

/// A number whose computation is recorded on a tape: reverse-mode automatic differentiation.
///
/// It computes with numbers of type `Base`, and records the derivatives in that type as well: over ``Variable``'s
/// `Double` for gradients, over a number of forward mode for products of a Hessian with a vector.
///
/// A number knows the entry of the tape that it depends on and its derivative with respect to that entry, its slope.
/// A function of one number, or of one number and constants, therefore records nothing: its value and the new slope are
/// all there is to know. Only operations that join two entries make a new one, with the derivatives with respect to
/// both. This is preaccumulation of all subexpressions with one input (Griewank & Walther 2008, Evaluating Derivatives,
/// section 10.2, doi:10.1137/1.9780898717761).
///
/// Constants, literals among them, are on no tape, and operations among constants record nothing. A function of
/// ``Variable``s called with constants gives its value at one to three times the cost of the same in `Double`, three
/// where it is nothing but sums and products.
///
/// Numbers belong to the recording that made them. An operation that joins two recordings, of which one may have ended,
/// gives the constant NaN, and the gradients of the recordings that were joined are errors, as are gradients by numbers of
/// a recording that has ended; see ``TapeError``. One recording must not be used by several threads at the same time.
///
/// Comparisons look at the value alone. Derivatives at edges: `max` and `min` are the argument that they choose, with
/// its derivatives; |x| has derivative 0 at 0, and hypot(x, y) at (0, 0). Otherwise a derivative is the limit of the
/// formula, ±∞ or NaN where that is not finite. In a product of derivatives along a chain, zero times infinity is zero:
/// the Euclidean norm √(xᵀx) has gradient 0 at 0. Outside the domain of a function its value is NaN, and the derivative
/// means nothing.
@frozen
public struct TapeNumber<Base: RealScalar>: @unchecked Sendable {
  /// The derivatives of an operation with several results: `inputAdjoints[i]`, which is zero at first, becomes
  /// Σⱼ ∂yⱼ/∂xᵢ · `adjoints[j]`.
  public typealias Pullback = (_ adjoints: Span<Base>, _ inputAdjoints: inout MutableSpan<Base>) -> Void

  /// The number without the tape.
  public let primal: Base
  /// The derivative with respect to the entry.
  @usableFromInline let slope: Base
  /// The tape; nil for a constant.
  @usableFromInline let storage: UnsafeMutablePointer<TapeStorage>?
  /// The generation of the tape when this was recorded, and in the lower half the index of the entry that this depends
  /// on.
  @usableFromInline let position: UInt64

  @inlinable @inline(__always)
  init(primal: Base, slope: Base, storage: UnsafeMutablePointer<TapeStorage>?, position: UInt64) {
    self.primal = primal
    self.slope = slope
    self.storage = storage
    self.position = position
  }

  /// The index of the entry that this depends on.
  @inlinable @inline(__always)
  var index: UInt32 { UInt32(truncatingIfNeeded: position) }

  /// A constant.
  @inlinable @inline(__always)
  public init(constant: Base) {
    self.init(primal: constant, slope: 0, storage: nil, position: 0)
  }

  /// Whether no tape knows of this number.
  @inlinable public var isConstant: Bool { storage == nil }
}

/// A number recorded on a tape, for gradients.
public typealias Variable = TapeNumber<Double>

extension TapeNumber: CustomStringConvertible {
  public var description: String { "\(primal)" }
}
