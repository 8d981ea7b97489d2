import Reference

/// Nanoseconds of processor time per call, over blocks of calls that take at least 5 ms together.
func nanoseconds(calls block: Int = 100, _ body: (Int) throws -> Void) throws -> Double {
  var calls = 0.0
  var spent = 0.0
  let begin = thread_nanoseconds()
  repeat {
    for i in 0..<block { try body(i) }
    calls += Double(block)
    spent = thread_nanoseconds() - begin
  } while spent < 5e6
  return spent / calls
}

/// Keeps the compiler from leaving out calls whose value nobody uses.
nonisolated(unsafe) var sink = 0.0

/// x = (−1.2, 1, −1.2, 1, …) of length n.
func usualStart(_ n: Int) -> [Double] { (0..<n).map { $0.isMultiple(of: 2) ? -1.2 : 1.0 } }
