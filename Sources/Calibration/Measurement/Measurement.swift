package import Roofline

/// One published measurement of a deployment: a row of a measurement file.
package struct Measurement: Sendable, Hashable {
  /// The line of the file on which the row begins; the header is line 1.
  package let line: Int
  /// Who published it.
  package let source: String
  /// When, as far as known: `2025-10`.
  package let date: String
  /// The engine's name as published.
  package let engine: String
  /// The engine's version as published; empty if not.
  package let engineVersion: String
  /// The model as published.
  package let model: String
  /// The config to use when the checkpoint is a variant; empty if the model's own.
  package let architecture: String
  /// The chip as published.
  package let gpu: String
  /// How the replica was spread over chips.
  package let layout: Layout
  /// Datatypes as published: weights, activations, KV cache; empty where not.
  package let weightType: String
  /// The datatype of activations as published.
  package let activationType: String
  /// The datatype of the KV cache as published.
  package let keyValueType: String
  /// Mean prompt tokens.
  package let promptTokens: Double
  /// Mean completion tokens.
  package let completionTokens: Double
  /// How requests came.
  package let load: Load
  /// Requests that were queued at once, where a run at saturation says so.
  package let queuedRequests: Double?
  /// Which statistic its time to the first token is.
  let firstTokenStatistic: FirstTokenStatistic
  /// Width of the range of completion lengths, relative to their mean; 0 if all are the same.
  let lengthRange: Double
  /// How tokens were guessed ahead; `nil` where none were.
  package let speculation: PublishedSpeculation?
  /// Its two pools; `nil` where one pool reads prompts and writes tokens.
  package var pools: PublishedPools?
  /// What was measured.
  package let measured: Observation

  /// Whether completions differed in length: a mean that is no whole number is one of different lengths.
  var hasVariedLengths: Bool { completionTokens.rounded() != completionTokens }

  /// Whether all its requests were copies of one, sampled greedily.
  ///
  /// Nobody says so, but the TensorRT-LLM runs of Argonne's LLM-Inference-Bench show it: 16 to 64
  /// requests of Mixtral-8x7B on four H100 decode 2.1 to 2.7 times as fast as reading all eight experts
  /// allows, and within 8 % of reading two; its vLLM runs do not.
  var hasCopiedRequests: Bool {
    source.hasPrefix("Argonne") && engine.hasPrefix("TensorRT")
  }

  /// The same run with other results.
  func measuring(_ observation: Observation) -> Measurement {
    Measurement(
      line: line, source: source, date: date, engine: engine, engineVersion: engineVersion,
      model: model, architecture: architecture, gpu: gpu, layout: layout,
      weightType: weightType, activationType: activationType, keyValueType: keyValueType,
      promptTokens: promptTokens, completionTokens: completionTokens, load: load,
      queuedRequests: queuedRequests, firstTokenStatistic: firstTokenStatistic,
      lengthRange: lengthRange,
      speculation: speculation, pools: pools, measured: observation)
  }

  /// The name under which the architecture is looked up.
  package var architectureName: String { architecture.isEmpty ? model : architecture }
}

/// What a run showed: any of the three may be unknown.
package struct Observation: Sendable, Hashable {
  /// Output tokens per second of the whole deployment.
  package var outputTokensPerSecond: Double?
  /// Seconds to the first token: the mean, or the median where the source gives that.
  package var timeToFirstTokenSeconds: Double?
  /// Mean seconds between two tokens of one request.
  package var timePerOutputTokenSeconds: Double?

  /// Makes an observation.
  package init(
    outputTokensPerSecond: Double? = nil, timeToFirstTokenSeconds: Double? = nil,
    timePerOutputTokenSeconds: Double? = nil
  ) {
    self.outputTokensPerSecond = outputTokensPerSecond
    self.timeToFirstTokenSeconds = timeToFirstTokenSeconds
    self.timePerOutputTokenSeconds = timePerOutputTokenSeconds
  }
}
