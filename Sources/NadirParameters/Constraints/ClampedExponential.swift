#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// All positive numbers with full precision.
let normalNumbers = Double.leastNormalMagnitude...Double.greatestFiniteMagnitude

/// eʸ, kept within a range of positive numbers, so that it is neither 0 nor infinite.
func exponential(_ y: Double, within range: ClosedRange<Double> = normalNumbers) -> Double {
  min(max(exp(y), range.lowerBound), range.upperBound)
}

/// log v of a number kept within a range of positive numbers.
func logarithm(_ v: Double, within range: ClosedRange<Double> = normalNumbers) -> Double {
  log(min(max(v, range.lowerBound), range.upperBound))
}
