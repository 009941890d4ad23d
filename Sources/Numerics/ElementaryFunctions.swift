#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `base` to the power of `exponent`.
package func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
/// The natural logarithm.
package func naturalLogarithm(_ value: Double) -> Double { log(value) }
/// e to the power of `exponent`.
package func exponential(_ exponent: Double) -> Double { exp(exponent) }
