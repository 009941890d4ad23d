import Roofline

/// A result as it was read, beside what is predicted for it.
package struct ReadResult: Sendable {
  /// What was read.
  package let measurement: Measurement
  /// What the shipped profile predicts; empty where it predicts nothing.
  package let predicted: Observation
  /// Why it was not used; `nil` if it was.
  package let refusal: String?
}

extension Deployment {
  /// Why a result says nothing of how fast this deployment can be; `nil` if it does.
  ///
  /// A run that served all requests that came shows only that the deployment can do no less. One that is
  /// more than ten times slower than predicted was held back by something else: the client, the
  /// network, or another chip or model than was named. Predictions of stacks that nobody has measured
  /// miss by up to five times, so ten leaves room for them.
  func silence(of result: Measurement, predicted: Observation) -> String? {
    guard let measured = result.measuredOutputTokensPerSecond else { return nil }
    if case .rate(let rate) = result.conditions.load,
      measured >= 0.7 * rate * result.conditions.completionTokens,
      (predicted.outputTokensPerSecond ?? 0) >= 0.99 * rate * result.conditions.completionTokens
    {
      return
        "it served the \(rate.shortTenths) requests per second that came: its capacity is no less, "
        + "and not known"
    }
    if let expected = predicted.outputTokensPerSecond, expected > 10 * measured {
      return
        "\(measured.shortTenths) tokens/s is \((expected / measured).shortTenths) times less than "
        + "predicted: something else than the chips held it back, or it is of another model or GPU"
    }
    return nil
  }

  /// Why prompts cannot all have been read in the time to the first token; `nil` if they can.
  ///
  /// A prompt alone, on chips at full efficiency without any overhead, takes its share of the least time that any can.
  /// Half of that leaves room for what a checkpoint's datatype does not tell. What was faster found prompts in a cache:
  /// engines keep them, and some count their tokens nonetheless, as Ollama does.
  func shortPrompt(of result: Measurement) -> String? {
    guard let measured = result.measured.timeToFirstTokenSeconds else { return nil }
    var ideal = self
    ideal.parameters = .ideal
    let told = result.conditions
    let alone = RunConditions(
      promptTokens: told.promptTokens, completionTokens: told.completionTokens,
      load: .concurrency(1), queuedRequests: nil, lengthRange: 0, hasCopiedRequests: false,
      firstTokenStatistic: .mean, throughputCountsEnding: false)
    guard let least = ideal.prediction(of: alone).timeToFirstTokenSeconds, measured < least / 2
    else { return nil }
    return "\((measured * 1e3).shortTenths) ms to the first token is less than half of the "
      + "\((least * 1e3).shortTenths) ms in which the chips can read \(told.promptTokens.shortTenths) tokens: the "
      + "prompts were found in a cache"
  }
}
