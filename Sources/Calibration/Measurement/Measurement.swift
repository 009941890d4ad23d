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
  /// How it was run and what its figures mean.
  package let conditions: RunConditions
  /// How tokens were guessed ahead; `nil` where none were.
  package let speculation: PublishedSpeculation?
  /// Its two pools; `nil` where one pool reads prompts and writes tokens.
  package var pools: PublishedPools?
  /// What was measured.
  package let measured: Observation

  /// The same run with other results.
  func measuring(_ observation: Observation) -> Measurement {
    Measurement(
      line: line, source: source, date: date, engine: engine, engineVersion: engineVersion,
      model: model, architecture: architecture, gpu: gpu, layout: layout,
      weightType: weightType, activationType: activationType, keyValueType: keyValueType,
      conditions: conditions,
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
