import Roofline

/// What held the requests of a run back: their rate, a limit on those in flight, or the deployment.
///
/// Both a rate and a limit may be set, and then one of them bound. A run of `n` requests that keeps up
/// with a rate `r` takes `(n − 1)/r` until the last is sent and one request's time until it is served;
/// where it took a tenth longer than that, requests queued, and the limit, or the deployment, bound it.
struct BenchmarkLoad {
  private let point: BenchmarkPoint
  private let completion: Double
  private let concurrency: Double?
  private let served: Double?

  init(_ point: BenchmarkPoint, completion: Double, setting: BenchmarkSetting) {
    self.point = point
    self.completion = completion
    let isSaid = point.concurrency != nil || point.requestRate != nil || point.staticBatch != nil
    concurrency = point.concurrency.positive ?? (isSaid ? nil : setting.concurrency)
    served =
      point.servedPerSecond.positive ?? point.outputTokensPerSecond.positive.map { $0 / completion }
  }

  /// The load, and the requests that were queued at once at saturation.
  func load() throws(RowError) -> (Load, queued: Double?) {
    if let batch = point.staticBatch.positive { return (.staticBatch(requests: batch), nil) }
    if let rate = point.requestRate.positive { return try load(rate: rate) }
    if let concurrency, concurrency >= 1 { return closedLoop(concurrency) }
    guard let rate = point.requestRate, rate == .infinity else {
      throw RowError(
        reason: "it does not say its load, neither a rate nor requests in flight; say it with "
          + "--concurrency")
    }
    return (.saturation, point.requests.positive)
  }

  private func load(rate: Double) throws(RowError) -> (Load, queued: Double?) {
    guard let served else {
      if let concurrency, let time = endToEndSeconds, rate * time >= concurrency {
        return closedLoop(concurrency)
      }
      return (.rate(requestsPerSecond: rate), nil)
    }
    let kept = served / keepingUp(with: rate)
    if kept < 0.9 {
      return concurrency.map { closedLoop($0) } ?? (.saturation, point.requests.positive)
    }
    if let concurrency, let time = endToEndSeconds, served * time >= 0.9 * concurrency {
      return closedLoop(concurrency)
    }
    return (.rate(requestsPerSecond: rate), nil)
  }

  /// Requests each second that a run shows which never waits for more than its last request.
  private func keepingUp(with rate: Double) -> Double {
    guard let requests = point.requests.positive, let time = endToEndSeconds else { return rate }
    return min(rate, requests / ((requests - 1) / rate + time))
  }

  private func closedLoop(_ concurrency: Double) -> (Load, queued: Double?) {
    if let requests = point.requests.positive, requests <= concurrency, requests > 1 {
      return (.saturation, requests)
    }
    return (.concurrency(concurrency), nil)
  }

  private var endToEndSeconds: Double? {
    if let time = point.endToEndSeconds.positive { return time }
    guard let first = point.firstTokenSeconds.positive, let each = point.perTokenSeconds.positive
    else { return nil }
    return first + each * (completion - 1)
  }

  /// Mean seconds for each token after the first: as told, or `(E2E − TTFT)/(C − 1)`, with
  /// `E2E = N·C/X` in a closed loop, and only then the time between two pieces of a stream.
  var perTokenSeconds: Double? {
    if let told = point.perTokenSeconds.positive { return told }
    guard completion > 1.5 else { return nil }
    if let first = point.firstTokenSeconds.positive {
      if let time = point.endToEndSeconds.positive, time > first {
        return (time - first) / (completion - 1)
      }
      if point.requestRate.positive == nil, let concurrency, let served,
        concurrency < point.requests.positive ?? .infinity, concurrency / served > first
      {
        return (concurrency / served - first) / (completion - 1)
      }
    }
    return point.betweenPiecesSeconds.positive
  }
}
