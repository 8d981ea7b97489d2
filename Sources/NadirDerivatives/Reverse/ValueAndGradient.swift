public import NadirScalars

/// The value and the gradient of a function at a point, by one recording and one backward sweep.
///
///     let (value, gradient) = valueAndGradient(at: [-1.2, 1]) { x in
///       100 * .pow(x[1] - x[0] * x[0], 2) + .pow(1 - x[0], 2)
///     }
///
/// The cost is a multiple of the function's own that does not grow with n: 3 times that of plain code for a chain of
/// exponentials and sines, 20 times for Rosenbrock's function, of which a component costs half a nanosecond (`make bench
/// ARGUMENTS=derivatives`). The memory of the recording is reused by the next evaluation of the same thread. The function may call this again; it uses the outer variables there by their values
/// alone, `x.primal`. When it joins variables of two recordings nevertheless, all derivatives are NaN.
///
/// - Parameters:
///   - x: The point, of length n.
///   - f: The function. It gets the variables, which mean nothing after it has returned.
/// - Returns: f(x), and the n derivatives ∂f/∂xᵢ.
/// - Throws: What the function throws.
public func valueAndGradient(
  at x: [Double], of f: ([Variable]) throws -> Variable
) rethrows -> (value: Double, gradient: [Double]) {
  let storage = TapePool.take()
  storage.pointee.begin(Double.self)
  defer {
    storage.pointee.end(Double.self)
    TapePool.give(storage)
  }
  let first = storage.pointee.appendLeaves(count: x.count, Double.self)
  let y = try storage.callWithReusedInputs(x, f) { value, i in
    Variable(primal: value, slope: 1, storage: storage, position: first &+ UInt64(truncatingIfNeeded: i))
  }
  return (y.primal, storage.gradient(of: y, count: x.count))
}

/// The value and the gradient of a function of numbers that may carry derivatives themselves.
///
/// Over a number of forward mode that carries the derivative along v, the derivatives of the gradient are the product
/// ∇²f(x) v of the Hessian: forward over reverse (Griewank & Walther 2008, Evaluating Derivatives, section 5.4,
/// doi:10.1137/1.9780898717761).
///
/// - Parameters:
///   - x: The point, of length n.
///   - f: The function.
/// - Returns: f(x), and the n derivatives ∂f/∂xᵢ.
/// - Throws: What the function throws.
@inlinable
public func valueAndGradient<Base: RealScalar>(
  at x: [Base], of f: ([TapeNumber<Base>]) throws -> TapeNumber<Base>
) rethrows -> (value: Base, gradient: [Base]) {
  let storage = TapePool.take()
  storage.pointee.begin(Base.self)
  defer {
    storage.pointee.end(Base.self)
    TapePool.give(storage)
  }
  let y = try f(x.map { TapeNumber.leaf($0, on: storage) })
  return (y.primal, storage.gradient(of: y, count: x.count))
}

/// The value of a function of variables, called with constants: no recording and no allocation.
///
/// - Throws: What the function throws.
func value(at x: [Double], of f: ([Variable]) throws -> Variable) rethrows -> Double {
  let storage = TapePool.take()
  defer { TapePool.give(storage) }
  return try storage.callWithReusedInputs(x, f) { value, _ in Variable(constant: value) }.primal
}

extension UnsafeMutablePointer where Pointee == TapeStorage {
  /// The derivatives of y with respect to the first `count` variables of the recording.
  @inlinable
  func gradient<Base: RealScalar>(of y: TapeNumber<Base>, count: Int) -> [Base] {
    let isSound = !pointee.isMixed && y.isCurrent && (y.storage == nil || y.storage == self)
    guard isSound else { return [Base](repeating: Base(Double.nan), count: count) }
    guard y.storage != nil else { return [Base](repeating: 0, count: count) }
    clearAdjoints(Base.self)
    seed(y, with: 1)
    sweep(downTo: count + 1, Base.self)
    return Array(UnsafeBufferPointer(start: pointee.adjoints.pointer(to: Base.self) + 1, count: count))
  }

  /// Calls a function with numbers made of x, in an array that is kept for the next call.
  @inline(__always)
  func callWithReusedInputs(
    _ x: [Double], _ f: ([Variable]) throws -> Variable, _ number: (Double, Int) -> Variable
  ) rethrows -> Variable {
    var inputs: [Variable] = []
    swap(&inputs, &pointee.inputs)
    defer { swap(&inputs, &pointee.inputs) }
    if inputs.count != x.count { inputs = [Variable](repeating: 0, count: x.count) }
    inputs.withUnsafeMutableBufferPointer { inputs in
      for i in inputs.indices { inputs[i] = number(x[i], i) }
    }
    return try f(inputs)
  }
}
