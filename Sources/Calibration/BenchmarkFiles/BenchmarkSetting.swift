public import Roofline

/// What the result files of benchmarks do not say about the deployment that was measured.
public struct BenchmarkSetting: Sendable, Hashable {
  /// The engine, such as `vLLM`.
  public var engine: String
  /// Its version; empty if unknown.
  public var engineVersion: String
  /// The name of the model's architecture; empty to use the model that the file names.
  public var architecture: String
  /// The chip.
  public var gpu: String
  /// How one replica was spread over chips.
  public var layout: Layout
  /// The datatype of the weights, such as `fp8`; empty as published.
  public var weightType: String
  /// The datatype of the KV cache; empty for the engine's habit.
  public var keyValueType: String
  /// The month of the run, such as `2026-05`; empty if unknown.
  public var date: String

  /// Describes a deployment.
  public init(
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
