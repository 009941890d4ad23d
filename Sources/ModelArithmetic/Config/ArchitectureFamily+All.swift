extension ArchitectureFamily {
  /// Every family that is known.
  package static let all: [ArchitectureFamily] = [
    .llama, .mistral, .ministral3, .mixtral, .qwen2, .qwen3, .qwen2Mixture, .qwen3Mixture, .gemma,
    .gptOss,
    .deepSeek2, .deepSeek3, .deepSeek32, .phi, .phi3, .phiMixture, .granite, .cohere,
  ]
}
