import Roofline

extension BenchmarkPoint {
  /// The run as a measurement, with what the setting adds.
  ///
  /// - Parameter names: finds out whether two names mean the same; `nil` compares them as they are.
  /// - Throws: `RowError` that tells why it cannot be used.
  func measurement(
    _ setting: BenchmarkSetting, line: Int, names: MeasurementResolver?
  ) throws(RowError) -> Measurement {
    if let obstacle { throw RowError(reason: obstacle) }
    if isStaticBatch, staticBatch == nil, let requests = setting.concurrency {
      var batch = self
      batch.staticBatch = requests
      return try batch.measurement(setting, line: line, names: names)
    }
    if let failed, let requests, failed > 0.1 * (failed + requests) {
      throw RowError(
        reason: "\(Int(failed)) of \(Int(failed + requests)) requests failed: it measured an "
          + "overload or a fault")
    }
    let prompt = try length(promptTokens, setting.promptTokens, "prompts", option: "--prompt")
    let completion = try length(
      completionTokens, setting.completionTokens, "completions", option: "--completion")
    let point = withOutput(prompt: prompt, completion: completion)
    if let totalTokens, let requests = requests.positive {
      let sum = (prompt + completion) * requests
      guard abs(sum / totalTokens - 1) < 0.02 else {
        throw RowError(
          reason:
            "\(Int(requests)) requests of \(Int(prompt)) and \(Int(completion)) tokens are not "
            + "the \(Int(min(1e15, totalTokens))) that it counted")
      }
    }
    let steady = BenchmarkLoad(point, completion: completion, setting: setting)
    let (load, queued) = try steady.load()
    if case .rate = load { try requireChance() }
    if completion < 1.5, staticBatch == nil, concurrency != 1 {
      throw RowError(
        reason: "its requests have one token or none: they were counted as served without an answer"
      )
    }
    let measured = Observation(
      outputTokensPerSecond: point.throughput(completion: completion),
      timeToFirstTokenSeconds: firstTokenSeconds.positive,
      timePerOutputTokenSeconds: steady.perTokenSeconds)
    guard measured != Observation() else {
      throw RowError(reason: "neither a throughput nor latencies are in it")
    }
    let found: BenchmarkedDeployment.Found
    do {
      found = try deployment.found(with: setting, names: names)
    } catch {
      throw RowError(
        reason: error.reason + " (read: \(load.words(queued: queued)), \(measured.words))")
    }
    return Measurement(
      line: line, source: "own", date: found.date, engine: found.engine,
      engineVersion: found.engineVersion, model: found.model, architecture: found.architecture,
      gpu: found.gpu, layout: found.layout, weightType: found.weightType, activationType: "",
      keyValueType: found.keyValueType,
      conditions: RunConditions(
        promptTokens: max(1, prompt), completionTokens: max(1, completion), load: load,
        queuedRequests: queued,
        lengthRange: PublishedLengths.range("", completionTokens: completion),
        hasCopiedRequests: false, firstTokenStatistic: firstTokenStatistic,
        throughputCountsEnding: measured.outputTokensPerSecond != nil),
      speculation: nil,
      measured: measured)
  }

  /// Refuses requests that came in bursts, or more evenly than chance has them, as loads are fitted for
  /// arrivals by chance.
  private func requireChance() throws(RowError) {
    guard let burstiness, abs(burstiness - 1) > 0.01 else { return }
    throw RowError(
      reason: "its requests came \(burstiness < 1 ? "in bursts" : "more evenly than by chance") "
        + "(burstiness \(burstiness.shortTenths)), and loads are fitted for arrivals by chance")
  }

  /// The run with the tokens of completions, as their part of all where only all were counted.
  private func withOutput(prompt: Double, completion: Double) -> BenchmarkPoint {
    guard outputTokensPerSecond.positive == nil, let all = allTokensPerSecond.positive else {
      return self
    }
    var point = self
    point.outputTokensPerSecond = all * completion / (prompt + completion)
    return point
  }

  /// Output tokens each second: as told, or from the requests served or the batch's time.
  private func throughput(completion: Double) -> Double? {
    if let told = outputTokensPerSecond.positive { return told }
    if let batch = staticBatch.positive, let seconds = batchSeconds.positive {
      return (batch * completion / seconds as Double?).positive
    }
    return totalTokens == nil ? nil : servedPerSecond.positive.map { $0 * completion }
  }

  private func length(
    _ said: Double?, _ given: Double?, _ of: String, option: String
  ) throws(RowError) -> Double {
    guard let length = said.positive ?? given.positive, length <= 1e7 else {
      throw RowError(
        reason: "the mean length of \(of) is not in it; say it with \(option)")
    }
    return length
  }
}
