import CheckedJSON

extension ArchitectureFamily {
  /// NV-Embed: Mistral seen in both directions, and behind it a small attention over learned vectors.
  ///
  /// NV-Embed-v2: 7,851,016,192 parameters, 740,356,096 of them behind the layers. Lee et al., "NV-Embed", 2024.
  package static let nvEmbed = ArchitectureFamily(
    "nvembed", classes: ["NVEmbedModel"]
  ) { config throws(InputError) in
    let text = try config.sectionOrDefaults("text_config")
    let plain = try text.replacing("model_type", with: .string("mistral"))
      .replacing("architectures", with: .null)
    var parts = try config.replacing("text_config", with: .object(plain.members.members))
      .textModel(.mistral, tied: false).seeingBothWays
    let latent = try config.sectionOrDefaults("latent_attention_config")
    let width = try latent.count("latent_dim", default: 4096)
    let hidden = try latent.count("hidden_dim", default: 4096)
    let rows = try latent.count("num_latents_value", default: 512)
    let inner =
      try latent.count("num_cross_heads", default: 8, in: 1...1 << 10)
      * latent.count("cross_dim_head", default: 4096, in: 1...1 << 14)
    let factor = try latent.count("mult", default: 4, in: 1...64)
    func matrix(_ name: String, _ input: Int, _ output: Int, bias: Bool = false) -> Operator {
      .linear(.denseFeedForward, "latent_attention_model." + name, input, output, bias: bias)
    }
    // Every token goes through them, so that they stand behind the layers as one more.
    parts.layers.append(
      Layer(
        mixer: .none,
        operators: [
          .vector(.denseFeedForward, "latent_attention_model.latents", rows * width),
          .norm("latent_attention_model.norm", width, bias: true),
          .norm("latent_attention_model.norm_context", hidden, bias: true),
          matrix("to_q", width, inner), matrix("to_kv", hidden, 2 * inner),
          matrix("to_out", inner, width),
          .norm("latent_attention_model.ff_norm", width, bias: true),
          matrix("net.0", width, 2 * factor * width, bias: true),
          matrix("net.2", factor * width, width, bias: true),
        ]))
    parts.outputs.removeAll { $0.role == .outputHead }
    parts.tiesEmbeddings = false
    parts.purpose = .embedding
    return parts
  }

  /// Jina's fifth embedder: Qwen 3 or EuroBERT without a head, and adapters for each task beside it.
  package static let jina5 = ArchitectureFamily(
    "jina_embeddings_v5", classes: ["JinaEmbeddingsV5Model"]
  ) { config throws(InputError) in
    // The smaller one is an encoder and says so; the other reads from left to right.
    let isEncoder = try !config.flag("is_decoder", default: true)
    let bare = try config.replacing("architectures", with: .null)
    var parts = try (isEncoder ? euroBERT : qwen3).parts(bare)
    parts.outputs.removeAll { $0.role == .outputHead }
    parts.tiesEmbeddings = false
    parts.purpose = .embedding
    let tasks = try config.list("task_names")?.count ?? 0
    if tasks > 0 {
      parts.notes.append("the adapters of its \(tasks) tasks are files of their own, not counted")
    }
    return parts
  }
}
