import Roofline

/// One run of a benchmark, in the terms that all tools share.
struct BenchmarkPoint {
  var model: String?
  var promptTokens: Double?
  var completionTokens: Double?
  /// The most requests in flight; `nil` without a limit.
  var concurrency: Double?
  /// Requests sent each second; infinite if all at once.
  var requestRate: Double?
  /// Requests that were served.
  var requests: Double?
  var outputTokensPerSecond: Double?
  var firstTokenSeconds: Double?
  var perTokenSeconds: Double?

  /// How requests came: a limit on those in flight is a closed loop, unless a rate stays below it.
  var load: Load? {
    if let rate = requestRate, rate.isFinite, rate > 0 {
      return .rate(requestsPerSecond: rate)
    }
    if let concurrency, concurrency >= 1 {
      if let requests, requests <= concurrency { return .saturation }
      return .concurrency(concurrency)
    }
    return requests == nil ? nil : .saturation
  }

  func measurement(_ setting: BenchmarkSetting, index: Int) -> Measurement? {
    func positive(_ value: Double?) -> Double? {
      value.flatMap { $0.isFinite && $0 > 0 && $0 < 1e12 ? $0 : nil }
    }
    guard let prompt = positive(promptTokens), let completion = positive(completionTokens),
      prompt <= 1e7, completion <= 1e7, let load
    else { return nil }
    let measured = Observation(
      outputTokensPerSecond: positive(outputTokensPerSecond),
      timeToFirstTokenSeconds: positive(firstTokenSeconds),
      timePerOutputTokenSeconds: positive(perTokenSeconds))
    guard measured != Observation() else { return nil }
    return Measurement(
      line: index + 1, source: "own", date: setting.date, engine: setting.engine,
      engineVersion: setting.engineVersion, model: model ?? setting.architecture,
      architecture: setting.architecture, gpu: setting.gpu, layout: setting.layout,
      weightType: setting.weightType, activationType: "", keyValueType: setting.keyValueType,
      promptTokens: max(1, prompt), completionTokens: max(1, completion), load: load,
      queuedRequests: load == .saturation ? positive(requests) : nil, firstTokenStatistic: .mean,
      speculation: nil,
      measured: measured)
  }
}
