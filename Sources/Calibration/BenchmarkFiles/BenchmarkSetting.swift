/// What a person says of the deployment that benchmarks measured, where their files do not.
///
/// What a file says itself stands; a result that says otherwise than the setting is not used.
package struct BenchmarkSetting: Sendable, Hashable {
  /// The engine, such as `vLLM`; empty if not said.
  package var engine: String
  /// Its version; empty if unknown.
  package var engineVersion: String
  /// The name of the model's architecture; empty to use the model that the file names.
  package var architecture: String
  /// The chip; empty if not said.
  package var gpu: String
  /// Ranks of tensor parallelism; `nil` if not said.
  package var tensor: Int?
  /// Ranks of pipeline parallelism; `nil` if not said.
  package var pipeline: Int?
  /// Ranks of expert parallelism; `nil` if not said.
  package var expert: Int?
  /// Groups of data-parallel attention; `nil` if not said.
  package var attentionData: Int?
  /// The datatype of the weights, such as `fp8`; empty as published.
  package var weightType: String
  /// The datatype of the KV cache; empty for the engine's habit.
  package var keyValueType: String
  /// The month of the run, such as `2026-05`; empty if unknown.
  package var date: String
  /// Mean prompt tokens of runs whose file does not tell; `nil` if not said.
  package var promptTokens: Double?
  /// Mean completion tokens of runs whose file does not tell; `nil` if not said.
  package var completionTokens: Double?
  /// Requests in flight in runs whose file does not tell; `nil` if not said.
  package var concurrency: Double?

  /// Describes a deployment.
  package init(
    engine: String = "", engineVersion: String = "", architecture: String = "", gpu: String = "",
    tensor: Int? = nil, pipeline: Int? = nil, expert: Int? = nil, attentionData: Int? = nil,
    weightType: String = "", keyValueType: String = "", date: String = "",
    promptTokens: Double? = nil, completionTokens: Double? = nil, concurrency: Double? = nil
  ) {
    self.engine = engine
    self.engineVersion = engineVersion
    self.architecture = architecture
    self.gpu = gpu
    self.tensor = tensor
    self.pipeline = pipeline
    self.expert = expert
    self.attentionData = attentionData
    self.weightType = weightType
    self.keyValueType = keyValueType
    self.date = date
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.concurrency = concurrency
  }
}
