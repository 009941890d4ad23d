import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Qwen 3.8-Flash-Next: gated delta nets and attention with an indexer, several
  /// residual streams in place of norms, and tables of word sequences beside some layers.
  package static let qwen4Text = ArchitectureFamily(
    "qwen4_exp_text", classes: ["Qwen4ExpForCausalLM"]
  ) { config throws(InputError) in try Qwen4(config).parts() }

  /// Qwen 3.8-Flash-Next with its encoder of images.
  package static let qwen4 = ArchitectureFamily(
    "qwen4_exp", classes: ["Qwen4ExpForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.qwen4Text, tied: false)
    parts.towers = try config.qwenVision(deepLayers: 0)
    return parts
  }
}

/// The layers of Qwen 3.8-Flash-Next.
private struct Qwen4 {
  let config: ConfigReader
  let shape: DecoderShape
  let streams: Int
  let rank: Int

  init(_ config: ConfigReader) throws(InputError) {
    self.config = config
    shape = try DecoderShape(config, hidden: 2048, vocabulary: 248_320, layers: 40, tied: false)
    streams = try config.count("hc_count", default: 4, in: 1...64)
    rank = try config.count("hc_lowrank", default: 320)
  }

  func parts() throws(InputError) -> ModelParts {
    let hidden = shape.hidden
    var attention = try GroupedAttention(
      config, hidden: hidden, heads: 16, keyValueHeads: 2, headWidth: 256)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    attention.norm = .shared
    attention.gatesOutput = true
    let delta = try GatedDeltaNet(config, hidden: hidden, fusesInputs: false)
    let state = delta.state(try config.recurrentStateFormat())
    var mixture = try ExpertMixture(
      config, hidden: hidden, experts: 512, expertsPerToken: 10,
      width: config.count("moe_intermediate_size", default: 512))
    mixture.sharedWidth = try config.count(
      "shared_expert_intermediate_size", default: 512, in: .widthOrNone)
    mixture.sharedName = "shared_expert"
    mixture.gatesSharedExpert = true
    let experts = mixture.operators
    let heads = try config.count("indexer_n_heads", in: .heads)
    let width = try config.count("indexer_head_dim", in: .headWidth)
    let chosen = try config.count("indexer_budget", in: .tokens)
    let pool = try config.count("indexer_compress_ratio", default: 1, in: 1...1 << 16)
    let indexer: [Operator] = [
      .linear(.sparseIndexer, "self_attn.indexer.q_proj", hidden, heads * width),
      .linear(.sparseIndexer, "self_attn.indexer.k_proj", hidden, width),
      .norm("self_attn.indexer.q_layernorm", width), .norm("self_attn.indexer.k_layernorm", width),
    ]
    let sparse = Layer.Mixer.attention(
      attention.shape(
        span: .selected(tokens: chosen), indexerElementsPerToken: max(1, width / pool)))
    let tables = try tables()
    let types = try LayerTypes(config, layers: shape.layerCount)?.names
    var parts = ModelParts.decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        let isLinear = types.map { $0[index] == "linear_attention" } ?? ((index + 1) % 4 != 0)
        return Layer(
          mixer: isLinear ? .recurrent(state) : sparse,
          operators: (tables[index] ?? []) + connection("attn", injects: true)
            + (isLinear ? delta.operators : attention.operators + indexer)
            + connection("mlp", injects: true) + experts)
      },
      finalNorm: connection("final", injects: false))
    if !tables.isEmpty {
      parts.notes.append(
        "its tables of word sequences are looked up by rows and may stay off the GPU")
    }
    return parts
  }

  /// How the streams are mixed before a part, and how its result is put back.
  private func connection(_ name: String, injects: Bool) -> [Operator] {
    let width = streams * shape.hidden
    let put: [Operator] =
      injects ? [.linear(.norm, name + "_hyper_connection.block_inject", width, streams)] : []
    return [
      .norm(name + "_hyper_connection.hc_norm", width),
      .linear(.norm, name + "_hyper_connection.input_mix_down", width, rank),
      .linear(.norm, name + "_hyper_connection.input_mix_up", rank, width),
    ] + put
  }

  /// For each layer that has them, the tables of word sequences and what joins them to the streams.
  ///
  /// Each head of a layer has a table of a prime number of rows, the next after those of the heads before.
  private func tables() throws(InputError) -> [Int: [Operator]] {
    var named: Set<Int> = []
    for place in try config.list("ple_layer_ids") ?? [] {
      named.insert(try place.wholeNumber(in: 1...shape.layerCount) - 1)
    }
    guard !named.isEmpty else { return [:] }
    let width = try config.count("ple_embed_dim", default: shape.hidden)
    let size = try config.count("ngram_size", default: 3, in: 2...16)
    let heads = try (size - 1) * config.count("heads_per_ngram", default: 8, in: 1...64)
    let base = try config.count("ngram_vocab_size_base", default: 20_000_000, in: 2...1 << 28)
    let step = try config.count(
      "make_ngram_vocab_size_divisible_by", default: 128, in: 1...1 << 20)
    let kernel = try config.count("ple_conv_kernel_size", default: 4, in: 1...1024)
    guard width % heads == 0, named.count * heads <= 4096 else {
      throw config.place.error(expected: "\"ple_embed_dim\" in whole parts for \(heads) heads")
    }
    var primes = PrimeNumbers(from: base)
    let stream = streams * shape.hidden
    var tables: [Int: [Operator]] = [:]
    for layer in named.sorted() {
      let rows = (0..<heads).reduce(0) { sum, _ in sum + primes.next() }
      let padded = (rows + step - 1) / step * step
      tables[layer] = [
        Operator(
          .perLayerEmbedding, "ple.ngram_embedding", parameters: padded * (width / heads),
          rowWidth: width / heads),
        .linear(.denseFeedForward, "ple.key_proj", width, stream),
        .linear(.denseFeedForward, "ple.value_proj", width, shape.hidden),
        .norm("ple.norm_key", stream), .norm("ple.norm_query", stream),
        .norm("ple.norm_conv", stream),
        .linear(.recurrentMixer, "ple.conv1d", kernel, stream),
      ]
    }
    return tables
  }
}

/// The prime numbers from some number on, in order.
private struct PrimeNumbers {
  private var candidate: Int

  init(from start: Int) { candidate = start }

  mutating func next() -> Int {
    while !isPrime(candidate) { candidate += 1 }
    defer { candidate += 1 }
    return candidate
  }

  private func isPrime(_ number: Int) -> Bool {
    guard number > 3 else { return number > 1 }
    guard number % 2 != 0 else { return false }
    var divisor = 3
    while divisor * divisor <= number {
      if number % divisor == 0 { return false }
      divisor += 2
    }
    return true
  }
}
