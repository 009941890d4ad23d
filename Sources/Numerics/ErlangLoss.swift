/// The share of random arrivals that find every place taken, where those go elsewhere.
///
/// Erlang's loss formula `B(n, a) = (aⁿ/n!) / Σⱼ aʲ/j!` for `n` places and an offered load of `a`: arrivals times the
/// time that each stays. It holds for any distribution of that time (Erlang 1917; Sevastyanov 1957). One place that is
/// offered a load of 1 turns half away; 20 places that are offered 20 turn away 15.9 %.
package enum ErlangLoss {
  /// The share that is turned away.
  ///
  /// Worked out from its reciprocal, `1/B = Σⱼ n!/((n − j)!·aʲ)`, whose terms soon vanish or show that the share is
  /// too small to matter. Bursts are taken into account as Hayward did: `B(n/z, a/z)` for arrivals whose number in
  /// unlimited places would have `z` times the variance of a Poisson number; between whole numbers of places `1/B` is
  /// read off the straight line. Of more than 4,096 places only the load of each counts: that errs upwards, by at most
  /// the 1.3 % that as many turn away of a load as large.
  ///
  /// - Parameters:
  ///   - places: Requests that can be in flight, at least 0.
  ///   - offered: Requests that would be in flight if none were turned away.
  ///   - peakedness: `z`; 1 for random arrivals.
  package static func share(places: Int, offered: Double, peakedness: Double = 1) -> Double {
    guard offered > 0 else { return 0 }
    guard places > 0 else { return 1 }
    let all = Double(places) / peakedness
    let scaled = min(all, mostPlaces)
    let load = offered / peakedness * (scaled / all)
    let whole = scaled.rounded(.down)
    let low = reciprocal(places: whole, offered: load)
    guard scaled > whole, low < .infinity else { return 1 / low }
    let high = reciprocal(places: whole + 1, offered: load)
    return 1 / (low + (scaled - whole) * (high - low))
  }

  /// Shares below a millionth count as none.
  private static let most = 1e6
  private static let mostPlaces = 4096.0

  private static func reciprocal(places: Double, offered: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var left = places
    while left > 0, term > sum * 1e-8 {
      term *= left / offered
      sum += term
      left -= 1
      if sum > most { return .infinity }
    }
    return sum
  }
}
