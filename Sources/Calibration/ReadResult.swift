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
}
