import Roofline

/// A benchmark of a closed loop: so many waves of requests, all sent at once at first.
///
/// Benchmarks that draw lengths at random count their first wave; those of equal lengths are taken to
/// be measured after a warm-up, which their published times to the first token agree with.
struct ClosedLoopBenchmark: Sendable, Hashable {
  /// Requests for each place in the loop; the usual benchmarks send ten.
  var waves = 10
  /// Width of the range of completion lengths, relative to their mean; 0 if all are the same.
  var lengthRange: Double

  /// Seconds that prompts wait: their mean over all waves, or their median.
  ///
  /// The k-th wave comes spread over `range·√k` of a request's time, as random lengths add up. An engine
  /// that mixes prompts with decoding also staggers them by its own prefill, one that prefills first
  /// does not: with equal lengths its waves stay together for ever. As waves wait less one after the
  /// other, the median is that of the middle one.
  func wait(
    _ queue: PromptQueue, secondsPerRequest: Double, prefillsFirst: Bool,
    statistic: FirstTokenStatistic
  ) -> Double {
    let work = queue.prompts * queue.secondsPerPrompt
    func wait(wave: Int) -> Double {
      let spread = min(1, lengthRange * Double(wave).squareRoot()) * secondsPerRequest
      return queue.wait(window: prefillsFirst ? spread : max(spread, work))
    }
    guard lengthRange > 0 else { return wait(wave: 1) }
    switch statistic {
    case .mean:
      let later = (1..<waves).reduce(0) { $0 + wait(wave: $1) }
      return (queue.wait(window: 0) + later) / Double(waves)
    case .median: return wait(wave: waves / 2)
    }
  }
}
