import CheckedJSON

extension ArchitectureFamily {
  /// HyperCLOVA X SEED: Llama with norms behind attention and network as well.
  ///
  /// The class's 32 layers: Llama 2's 6,738,415,616 parameters and 64 norms of 4096 (transformers 5.24,
  /// `modeling_hyperclovax.py`).
  static let hyperCLOVAX = ArchitectureFamily(
    "hyperclovax", classes: ["HyperCLOVAXForCausalLM"]
  ) { config throws(InputError) in
    var parts = try ArchitectureFamily.llama.parts(config)
    guard try config.flag("use_post_norm", default: true) else { return parts }
    let norms: [Operator] = [
      .norm("post_norm1", parts.hiddenSize), .norm("post_norm2", parts.hiddenSize),
    ]
    parts.layers = parts.layers.map { layer in
      Layer(mixer: layer.mixer, operators: layer.operators + norms)
    }
    return parts
  }
}
