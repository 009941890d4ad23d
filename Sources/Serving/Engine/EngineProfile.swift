/// An engine of one generation: how it uses chips and memory.
///
/// A generation is a name and an era: the vLLM of 2024 and that of 2025 differ more than two engines
/// of the same year.
public struct EngineProfile: Sendable, Hashable {
  /// Which runs it describes.
  public let generation: EngineGeneration
  /// How it shares out memory.
  public let memory: MemoryPolicy
  /// What it makes of chips whose family it was not fitted on.
  let parameters: EngineParameters
  /// What it makes of the chips of each family that was fitted.
  let familyParameters: [String: EngineParameters]
  /// How far its predictions are off.
  public let spread: ErrorSpread
  /// What the parameters rest on.
  public let source: String

  /// The engine's name.
  public var engine: String { generation.engine }
  /// `vLLM 2025`.
  public var name: String { generation.name }
  /// The families of chips that it was fitted on, or on which it borrows another engine's fit.
  public var families: [String] { familyParameters.keys.sorted() }

  func parameters(for family: String) -> EngineParameters {
    familyParameters[family] ?? parameters
  }
}
