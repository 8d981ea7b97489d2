#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#else
  import Glibc
#endif
import Synchronization

/// The machine's LAPACK, loaded when it is first needed: OpenBLAS or another library of the usual names, Accelerate on
/// Apple systems. It works on the calling thread.
///
/// A factorization is often one of many that run at the same time, so threads of its own would only be in the way.
/// OpenBLAS makes its threads when it is loaded, unless `OPENBLAS_NUM_THREADS` says otherwise in that moment; where the
/// variable is not set, it is set for the time of loading, so that programs started later do not inherit it. A library
/// that the program has loaded before keeps its settings. Accelerate has a setting for each thread.
final class LAPACK: Sendable {
  /// The library of this machine; `nil` when it has none.
  static let shared = LAPACK()

  /// The library, when it pays for an m × n matrix: from m·n·min(m, n) = 2·10⁷ on. Our own code takes some 3 ms for that,
  /// OpenBLAS 2 ms, and loading it 4 ms.
  static func worthwhile(rowCount m: Int, columnCount n: Int) -> LAPACK? {
    Double(m) * Double(n) * Double(min(m, n)) < 2e7 ? nil : shared
  }

  private typealias Integer = UnsafePointer<Int32>
  private typealias Numbers = UnsafeMutablePointer<Double>
  private typealias PivotedQRRoutine =
    @Sendable @convention(c) (
      _ m: Integer, _ n: Integer, _ a: Numbers, _ lda: Integer, _ jpvt: UnsafeMutablePointer<Int32>, _ tau: Numbers,
      _ work: Numbers, _ lwork: Integer, _ info: UnsafeMutablePointer<Int32>
    ) -> Void
  private typealias SetThreading = @Sendable @convention(c) (UInt32) -> Int32
  private typealias GetThreading = @Sendable @convention(c) () -> UInt32

  private let dgeqp3: PivotedQRRoutine
  /// Accelerate's setting of the calling thread: 0 for several threads, 1 for one.
  private let threading: (get: GetThreading, set: SetThreading)?
  /// Whether only one thread may be inside the library: an OpenBLAS built without threads has no locks either.
  private let isSerial: Bool
  private let turn = Mutex(())

  private init?() {
    guard let library = LAPACK.open(), let dgeqp3 = dlsym(library, "dgeqp3_") else { return nil }
    self.dgeqp3 = unsafeBitCast(dgeqp3, to: PivotedQRRoutine.self)
    if let get = dlsym(library, "BLASGetThreading"), let set = dlsym(library, "BLASSetThreading") {
      threading = (unsafeBitCast(get, to: GetThreading.self), unsafeBitCast(set, to: SetThreading.self))
    } else {
      threading = nil
    }
    let parallelism = dlsym(library, "openblas_get_parallel")
    isSerial = parallelism.map { unsafeBitCast($0, to: (@convention(c) () -> Int32).self)() == 0 } ?? false
  }

  /// Reduces the matrix in place, as ``Matrix/reduce()`` does. `nil`, and nothing done, when it has too many rows or
  /// columns for the library's integers.
  func reduce(_ a: inout Matrix) -> PivotedReduction? {
    guard var m = Int32(exactly: a.rowCount), var n = Int32(exactly: a.columnCount) else { return nil }
    guard m > 0, n > 0 else { return a.reduce() }
    var tau = [Double](repeating: 0, count: Int(min(m, n)))
    var permutation = [Int32](repeating: 0, count: Int(n))
    var rows = m
    var info: Int32 = 0
    a.withUnsafeMutableElements { elements in
      guard let elements = elements.baseAddress else { return }
      var wanted = 0.0
      var count: Int32 = -1
      dgeqp3(&m, &n, elements, &rows, &permutation, &tau, &wanted, &count, &info)
      count = max(Int32(exactly: wanted) ?? 0, 3 * n + 1)
      var work = [Double](repeating: 0, count: Int(count))
      onOneThread { dgeqp3(&m, &n, elements, &rows, &permutation, &tau, &work, &count, &info) }
    }
    return PivotedReduction(tau: tau, permutation: permutation.map { Int($0) - 1 })
  }

  private func onOneThread(_ body: () -> Void) {
    let before = threading?.get()
    _ = threading?.set(1)
    defer { if let before { _ = threading?.set(before) } }
    if isSerial { turn.withLock { _ in body() } } else { body() }
  }

  #if canImport(Darwin)
    private static func open() -> UnsafeMutableRawPointer? {
      dlopen("/System/Library/Frameworks/Accelerate.framework/Accelerate", RTLD_NOW)
    }
  #else
    /// The build of OpenBLAS with threads, where the plain name is that of one without; OpenBLAS; whatever LAPACK there is.
    private static let names = ["libopenblasp.so.0", "libopenblas.so.0", "libopenblas.so", "liblapack.so.3"]

    private static func open() -> UnsafeMutableRawPointer? {
      for name in names {
        if let loaded = dlopen(name, RTLD_NOW | RTLD_NOLOAD), dlsym(loaded, "dgeqp3_") != nil { return loaded }
      }
      let variable = "OPENBLAS_NUM_THREADS"
      let isUnset = getenv(variable) == nil
      if isUnset { setenv(variable, "1", 1) }
      defer { if isUnset { unsetenv(variable) } }
      for name in names {
        guard let library = dlopen(name, RTLD_NOW) else { continue }
        if let setter = dlsym(library, "openblas_set_num_threads") {
          unsafeBitCast(setter, to: (@convention(c) (Int32) -> Void).self)(1)
        }
        if dlsym(library, "dgeqp3_") != nil { return library }
        dlclose(library)
      }
      return nil
    }
  #endif
}
