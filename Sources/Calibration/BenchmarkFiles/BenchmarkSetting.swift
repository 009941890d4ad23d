package import Roofline

/// What the result files of benchmarks do not say about the deployment that was measured.
package struct BenchmarkSetting: Sendable, Hashable {
  /// The engine, such as `vLLM`.
  package var engine: String
  /// Its version; empty if unknown.
  package var engineVersion: String
  /// The name of the model's architecture; empty to use the model that the file names.
  package var architecture: String
  /// The chip.
  package var gpu: String
  /// How one replica was spread over chips.
  package var layout: Layout
  /// The datatype of the weights, such as `fp8`; empty as published.
  package var weightType: String
  /// The datatype of the KV cache; empty for the engine's habit.
  package var keyValueType: String
  /// The month of the run, such as `2026-05`; empty if unknown.
  package var date: String

  /// Describes a deployment.
  package init(
    engine: String, engineVersion: String = "", architecture: String = "", gpu: String,
    layout: Layout = .single, weightType: String = "", keyValueType: String = "",
    date: String = ""
  ) {
    self.engine = engine
    self.engineVersion = engineVersion
    self.architecture = architecture
    self.gpu = gpu
    self.layout = layout
    self.weightType = weightType
    self.keyValueType = keyValueType
    self.date = date
  }
}
