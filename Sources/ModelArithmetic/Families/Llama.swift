import CheckedJSON

extension ArchitectureFamily {
  /// Llama 1 to 3 and the many models that took over its layer.
  package static let llama = ArchitectureFamily(
    "llama", "code_llama", classes: ["LlamaForCausalLM"]
  ) { config throws(InputError) in
    try PlainDecoder().parts(config) { shape in
      LayerSpans(all: .full, layers: shape.layerCount)
    }
  }

  /// Granite 2 and 3: Llama with scalar multipliers, which weigh nothing.
  package static let granite = ArchitectureFamily(
    "granite", classes: ["GraniteForCausalLM"]
  ) { config throws(InputError) in
    try PlainDecoder().parts(config) { shape in
      LayerSpans(all: .full, layers: shape.layerCount)
    }
  }

  /// Gemma 1: wide heads, tied embeddings.
  package static let gemma = ArchitectureFamily(
    "gemma", classes: ["GemmaForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      hidden: 3072, vocabulary: 256_000, layers: 28, heads: 16, keyValueHeads: 16, headWidth: 256,
      width: 24_576, tied: true)
    return try defaults.parts(config) { shape in
      LayerSpans(all: .full, layers: shape.layerCount)
    }
  }
}
