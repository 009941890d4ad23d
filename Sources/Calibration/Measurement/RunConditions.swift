package import Roofline

/// How a benchmark was run and what its published figures mean: everything but what it showed.
///
/// A prediction takes these and never a measurement, so that no answer can leak into what is asked.
package struct RunConditions: Sendable, Hashable {
  /// Mean prompt tokens.
  package let promptTokens: Double
  /// Mean completion tokens.
  package let completionTokens: Double
  /// How requests came.
  package let load: Load
  /// Requests that were queued at once, where a run at saturation says so.
  package let queuedRequests: Double?
  /// Width of the range of completion lengths, relative to their mean; 0 if all are the same.
  let lengthRange: Double
  /// Whether all requests were copies of one, sampled greedily, so that they take the same experts.
  let hasCopiedRequests: Bool
  /// Which statistic its time to the first token is.
  let firstTokenStatistic: FirstTokenStatistic
  /// Whether its throughput counts the whole run, the end included, when fewer and fewer requests run.
  let throughputCountsEnding: Bool

  /// Its requests.
  package var shape: RequestShape {
    RequestShape(prompt: promptTokens, completion: completionTokens)
  }

  /// Whether completions differed in length: a mean that is no whole number is one of different lengths.
  var hasVariedLengths: Bool { completionTokens.rounded() != completionTokens }
}
