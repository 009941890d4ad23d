#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The normal distribution of mean 0 and deviation 1.
package enum StandardNormal {
  /// The value below which 95 % lie.
  package static let at95 = 1.6448536269514722
  /// The value below which 99 % lie.
  package static let at99 = 2.3263478740408408

  /// The value below which a share of the distribution lies; `nil` outside of 0 to 1.
  ///
  /// 0.5 gives 0, 0.95 gives 1.6449, 0.99 gives 2.3263. Bisection on `erfc`, to about 10⁻¹².
  package static func quantile(_ share: Double) -> Double? {
    guard share > 0, share < 1 else { return nil }
    var low = -40.0
    var high = 40.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
