#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// log₁₀ x.
func decimalLogarithm(_ x: Double) -> Double { log10(x) }

/// log₁₀(1 + x), exact for small x too.
func decimalLogarithmOfSuccessor(_ x: Double) -> Double { log1p(x) * 0.4342944819032518 }

/// 10ˣ.
func decimalPower(_ x: Double) -> Double { pow(10, x) }

/// 10ˣ − 1, exact for small x too.
func decimalPowerLessOne(_ x: Double) -> Double { expm1(x / 0.4342944819032518) }

/// The double nearest to digits · 10^exponent.
func decimal(_ digits: Int, exponent: Int) -> Double { Double("\(digits)e\(exponent)") ?? .nan }
