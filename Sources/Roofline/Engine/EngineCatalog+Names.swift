public import CheckedJSON

extension EngineCatalog {
  /// Other names of engines; those whose runs no profile was fitted to go by the profile for unknown
  /// engines, with its wide intervals.
  private static let aliases = [
    "TensorRT-LLM": ["trtllm", "trt-llm", "trt", "TensorRT"], "SGLang": ["sgl"],
    "vLLM": ["vllm-openai"],
    genericName: [
      "llama.cpp", "llama-cpp", "llama-server", "MLX", "mlx-lm", "Ollama", "LM Studio",
      "Transformers NeuronX", "NeuronX", "vLLM NeuronX", "Optimum Habana", "Habana", "vLLM TPU",
      "LMDeploy", "TGI", "text-generation-inference", "HF TGI", "DeepSpeed-MII", "Transformers",
      "ExLlama", "ExLlamaV2", "ExLlamaV3", "TabbyAPI", "KTransformers", "koboldcpp", "llamafile",
      "MLC-LLM", "MLC", "mistral.rs", "Aphrodite",
    ],
  ]

  /// The profile of that name: an engine (its newest generation) or an engine with its era, in any case
  /// and with any separators; `trtllm` is `TensorRT-LLM`.
  ///
  /// With a version, as `vLLM 0.8`, it is the generation to which that version belongs.
  ///
  /// - Parameter name: Such as `vLLM`, `vLLM 2025` or `vLLM 0.8`.
  /// - Throws: `InputError` with the nearest name.
  public func profile(named name: String) throws(InputError) -> EngineProfile {
    try profile(named: name, at: nil)
  }

  /// The profile that a name standing at a JSON path means.
  package func profile(named name: String, at place: String?) throws(InputError) -> EngineProfile {
    let names = names
    if names.match(name) == .none, let version = EngineVersion(name),
      case .one(let position) = names.match(Self.withoutVersion(name))
    {
      let newest = named(names.entries[position].id)
      guard newest.engine != Self.genericName else { return newest }
      return generation(
        engine: newest.engine, version: version.description, date: "", vendor: "")
    }
    return named(names.entries[try names.position(of: name, place: place)].id)
  }

  /// The profiles that a pattern means: a name, or with `*` the newest generations of the engines that
  /// fit it, or else the generations of which the name fits.
  ///
  /// - Throws: `InputError` at `place` with the nearest names where nothing fits.
  package func matching(
    _ pattern: String, at place: String? = nil
  ) throws(InputError) -> [EngineProfile] {
    let wild = NamePattern(pattern)
    let fitting = newest.filter { wild.isWild && wild.matches($0.engine) }
    guard fitting.isEmpty else { return fitting }
    let names = names
    return try names.positions(matching: pattern, place: place).map { named(names.entries[$0].id) }
  }

  /// The name before its version: `vllm` of `vllm==0.11.0`, `sglang` of `sglang v0.5`.
  private static func withoutVersion(_ name: String) -> String {
    var words = NameKey.words(of: name)
    while words.count > 1, let last = words.last {
      let number = last.hasPrefix("v") ? last.dropFirst() : last[...]
      guard number.first?.isNumber == true else { break }
      words.removeLast()
    }
    return words.joined(separator: " ")
  }

  private var names: NameIndex {
    let engines = Set(profiles.map(\.engine)).sorted()
    return NameIndex(
      engines.map { NameIndex.Entry($0, aliases: Self.aliases[$0] ?? []) }
        + profiles.map(\.name).filter { !engines.contains($0) }.map { NameIndex.Entry($0) },
      kind: "engine", quietWords: ["nvidia"])
  }

  /// The newest profile of that exact name or engine.
  private func named(_ name: String) -> EngineProfile {
    profiles.last { $0.name == name }
      ?? profiles.last { $0.engine == name && $0.generation.vendors.isEmpty }
      ?? profiles[profiles.count - 1]
  }
}
