import CheckedJSON

extension ArchitectureFamily {
  /// Llama 1 to 3 and the many models that took over its layer.
  package static let llama = ArchitectureFamily(
    "llama", "code_llama", "aquila", "llama_bidirec", classes: ["LlamaForCausalLM"]
  ) { config throws(InputError) in
    try PlainDecoder().fullParts(config)
  }
}
