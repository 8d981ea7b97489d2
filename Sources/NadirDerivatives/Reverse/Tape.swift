public import NadirScalars

/// A recording that code writes to step by step, and asks for gradients:
///
///     let tape = Tape()
///     let (x, y) = (tape.variable(1.5), tape.variable(0.5))
///     let z = .sin(x) * y
///     let gradient = try tape.gradient(of: z, withRespectTo: [x, y])
///
/// One recording gives as many gradients as are asked for. It grows with every operation that joins two numbers, until
/// ``reset()``. A tape belongs to one thread at a time; where a function is at hand, ``valueAndGradient(at:of:)`` does
/// without one.
public final class Recording<Base: RealScalar> {
  @usableFromInline let storage: UnsafeMutablePointer<TapeStorage>

  @inlinable
  public init() {
    storage = TapePool.take()
    storage.pointee.begin(Base.self)
  }

  deinit {
    storage.pointee.end(Base.self)
    TapePool.give(storage)
  }

  /// A new independent variable.
  @inlinable
  public func variable(_ value: Base) -> TapeNumber<Base> { TapeNumber.leaf(value, on: storage) }

  /// New independent variables.
  @inlinable
  public func variables(_ values: [Base]) -> [TapeNumber<Base>] { values.map(variable) }

  /// Ends the recording and begins a new one in its memory.
  @inlinable
  public func reset() {
    storage.pointee.end(Base.self)
    storage.pointee.begin(Base.self)
  }

  /// The derivatives ∂y/∂xᵢ.
  ///
  /// - Parameters:
  ///   - y: A number of this recording, or a constant, of which all derivatives are 0.
  ///   - x: Variables that ``variable(_:)`` made in this recording.
  /// - Throws: ``TapeError``.
  @inlinable
  public func gradient(
    of y: TapeNumber<Base>, withRespectTo x: [TapeNumber<Base>]
  ) throws(TapeError) -> [Base] {
    try gradient(of: [y], weights: [1], withRespectTo: x)
  }

  /// The derivatives Σⱼ wⱼ ∂yⱼ/∂xᵢ of a weighted sum of several results, wᵀJ, in one sweep.
  ///
  /// - Parameters:
  ///   - y: Numbers of this recording, or constants.
  ///   - weights: wⱼ, as many as there are results.
  ///   - x: Variables that ``variable(_:)`` made in this recording.
  /// - Throws: ``TapeError``.
  @inlinable
  public func gradient(
    of y: [TapeNumber<Base>], weights: [Base], withRespectTo x: [TapeNumber<Base>]
  ) throws(TapeError) -> [Base] {
    guard weights.count == y.count else { throw .wrongCount(weights.count, expected: y.count) }
    for number in y where number.storage != nil { try check(number) }
    for (i, number) in x.enumerated() {
      guard number.storage != nil else { throw .notIndependent(position: i) }
      try check(number)
      guard isVariable(number) else { throw .notIndependent(position: i) }
    }
    guard !storage.pointee.isMixed else { throw .mixedRecordings }
    storage.clearAdjoints(Base.self)
    for (result, weight) in zip(y, weights) where result.storage != nil {
      storage.seed(result, with: weight)
    }
    storage.sweep(downTo: 1, Base.self)
    return x.map { storage.adjoint(of: $0) }
  }

  @inlinable
  func check(_ number: TapeNumber<Base>) throws(TapeError) {
    guard number.isCurrent else { throw .endedRecording }
    guard number.storage == storage else { throw .otherRecording }
  }

  /// Whether a number is as ``variable(_:)`` made it, as far as can be told.
  @inlinable
  func isVariable(_ number: TapeNumber<Base>) -> Bool {
    let entry = storage.pointee.entries.pointer(to: TapeEntry<Base>.self)[Int(number.index)]
    return number.slope == 1 && entry.first == 0 && entry.second == 0
  }
}

/// A recording of variables, for gradients.
public typealias Tape = Recording<Double>

/// Why a tape has no gradient to give.
public enum TapeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A number of another tape was given.
  case otherRecording
  /// A number of a recording that has ended was given.
  case endedRecording
  /// Numbers of this recording were joined with those of another one, or of one that has ended.
  case mixedRecordings
  /// A derivative was asked for with respect to a number that is no variable of the recording.
  case notIndependent(position: Int)
  /// As many weights as results were expected.
  case wrongCount(Int, expected: Int)

  public var description: String {
    switch self {
    case .otherRecording: "a number was recorded on another tape than the one that was asked"
    case .endedRecording: "a number is of a recording that has ended"
    case .mixedRecordings:
      "an operation joined numbers of two recordings; to use the value alone of one of them, write x.primal"
    case .notIndependent(let position):
      "number \(position) of those to differentiate with respect to is not a variable that the tape made"
    case .wrongCount(let count, let expected): "\(count) weights were given for \(expected) results"
    }
  }
}
