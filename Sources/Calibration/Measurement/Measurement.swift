public import Roofline

/// One published measurement of a deployment: a row of a measurement file.
public struct Measurement: Sendable, Hashable {
  /// The line of the file on which the row begins; the header is line 1.
  public let line: Int
  /// Who published it.
  public let source: String
  /// When, as far as known: `2025-10`.
  public let date: String
  /// The engine's name as published.
  public let engine: String
  /// The engine's version as published; empty if not.
  public let engineVersion: String
  /// The model as published.
  public let model: String
  /// The config to use when the checkpoint is a variant; empty if the model's own.
  public let architecture: String
  /// The chip as published.
  public let gpu: String
  /// How the replica was spread over chips.
  public let layout: Layout
  /// Datatypes as published: weights, activations, KV cache; empty where not.
  public let weightType: String
  /// The datatype of activations as published.
  public let activationType: String
  /// The datatype of the KV cache as published.
  public let keyValueType: String
  /// Mean prompt tokens.
  public let promptTokens: Double
  /// Mean completion tokens.
  public let completionTokens: Double
  /// How requests came.
  public let load: Load
  /// Requests that were queued at once, where a run at saturation says so.
  public let queuedRequests: Double?
  /// What was measured.
  public let measured: Observation

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

  /// Which statistic its time to the first token is.
  var firstTokenStatistic: FirstTokenStatistic {
    FirstTokenStatistic(source: source, engineVersion: engineVersion, date: date)
  }

  /// The same run with other results.
  func measuring(_ observation: Observation) -> Measurement {
    Measurement(
      line: line, source: source, date: date, engine: engine, engineVersion: engineVersion,
      model: model, architecture: architecture, gpu: gpu, layout: layout,
      weightType: weightType, activationType: activationType, keyValueType: keyValueType,
      promptTokens: promptTokens, completionTokens: completionTokens, load: load,
      queuedRequests: queuedRequests, measured: observation)
  }

  /// The name under which the architecture is looked up.
  public var architectureName: String { architecture.isEmpty ? model : architecture }
}

/// What a run showed: any of the three may be unknown.
public struct Observation: Sendable, Hashable {
  /// Output tokens per second of the whole deployment.
  public var outputTokensPerSecond: Double?
  /// Seconds to the first token: the mean, or the median where the source gives that.
  public var timeToFirstTokenSeconds: Double?
  /// Mean seconds between two tokens of one request.
  public var timePerOutputTokenSeconds: Double?

  /// Makes an observation.
  public init(
    outputTokensPerSecond: Double? = nil, timeToFirstTokenSeconds: Double? = nil,
    timePerOutputTokenSeconds: Double? = nil
  ) {
    self.outputTokensPerSecond = outputTokensPerSecond
    self.timeToFirstTokenSeconds = timeToFirstTokenSeconds
    self.timePerOutputTokenSeconds = timePerOutputTokenSeconds
  }
}
