/// An engine of one generation: how it uses chips and memory.
///
/// A generation is a name and an era: the vLLM of 2024 and that of 2025 differ more than two engines
/// of the same year.
public struct EngineProfile: Sendable, Hashable {
  /// The engine's name, such as `vLLM`.
  public let engine: String
  /// The era of the generation, such as `2025`.
  public let era: String
  /// How it shares out memory.
  public let memory: MemoryPolicy
  /// What it makes of chips in general.
  let parameters: EngineParameters
  /// What it makes of the chips of one family, where that is known apart.
  let familyParameters: [String: EngineParameters]
  /// How far its predictions are off.
  public let spread: ErrorSpread
  /// What the parameters rest on.
  public let source: String

  /// `vLLM 2025`.
  public var name: String { engine + " " + era }

  /// Makes a profile.
  public init(
    engine: String, era: String, memory: MemoryPolicy, parameters: EngineParameters,
    familyParameters: [String: EngineParameters], spread: ErrorSpread, source: String
  ) {
    self.engine = engine
    self.era = era
    self.memory = memory
    self.parameters = parameters
    self.familyParameters = familyParameters
    self.spread = spread
    self.source = source
  }

  func parameters(for family: String) -> EngineParameters {
    familyParameters[family] ?? parameters
  }
}
