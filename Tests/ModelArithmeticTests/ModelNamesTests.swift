import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The names of the built-in models as people, hubs and hosts write them.
@Suite struct ModelNamesTests {
  static let folder = packageFolder.appending(path: "Sources/EmbeddedData/data")
  static let aliases: [ModelAlias] = {
    guard let data = try? Data(contentsOf: folder.appending(path: "aliases.json")),
      let document = try? JSONDocument(data)
    else { return [] }
    return (try? ModelAlias.table(document)) ?? []
  }()
  static let catalog = ModelCatalog(
    Set(Truth.rows.map(\.name) + aliases.compactMap { $0.config ?? $0.id }).sorted().compactMap {
      name in (try? builtInConfig(name)).map { (name.replacing("/", with: "__") + ".json", $0) }
    }, aliases: aliases)

  @Test func theTableIsThere() { #expect(Self.aliases.count > 200) }

  /// What hubs, hosts and local runners add to a model's name.
  static let decorations = [
    "unsloth/*-bnb-4bit", "unsloth/*-unsloth-bnb-4bit", "hf.co/unsloth/*-GGUF:Q4_K_M",
    "lmstudio-community/*-GGUF", "mlx-community/*-4bit", "mlx-community/*-8bit",
    "RedHatAI/*-quantized.w4a16", "RedHatAI/*-quantized.w8a8", "RedHatAI/*-FP8-Dynamic",
    "someone/*-exl2", "someone/*-4.0bpw-exl2", "someone/*-AWQ-INT4", "someone/*-GPTQ-Int8",
    "someone/*-int4-AutoRound", "nvidia/*-NVFP4", "amd/*-MXFP4", "accounts/fireworks/models/*",
    "https://huggingface.co/someone/*/tree/main", "openrouter/someone/*:free", "groq/*-versatile",
    "@cf/someone/*-fp8-fast", "someone/*-maas", "ollama/*:q8_0", "bedrock/us.*-v1:0",
  ]

  /// Whatever is added to a model's name, it stays that model's name, and no other's: each kind of
  /// addition with every eighth model, so that each model has three kinds.
  @Test(arguments: ModelNamesTests.decorations.indices) func decorationsKeepTheModel(_ kind: Int) {
    for (index, model) in Self.aliases.enumerated() where index % 8 == kind % 8 {
      let short = model.id.split(separator: "/").last.map(String.init) ?? model.id
      let name = kind % 2 == 0 ? short : short.lowercased()
      let written = Self.decorations[kind].replacing("*", with: name)
      #expect(Self.catalog.canonicalIdentifier(of: written) == model.id, "\(written)")
    }
  }

  @Test(arguments: [
    ("gemma3:27b-it-qat", "google/gemma-3-27b-it"),
    ("qwen3 coder 480b", "Qwen/Qwen3-Coder-480B-A35B-Instruct"),
    ("qwen3-coder:30b", "Qwen/Qwen3-Coder-30B-A3B-Instruct"),
    ("qwen3-next-80b", "Qwen/Qwen3-Next-80B-A3B-Instruct"),
    ("qwen3:30b", "Qwen/Qwen3-30B-A3B"), ("qwen3-235b", "Qwen/Qwen3-235B-A22B"),
    ("qwen/qwen3-235b-a22b-2507", "Qwen/Qwen3-235B-A22B-Instruct-2507"),
    ("qwen3-235b-thinking", "Qwen/Qwen3-235B-A22B-Thinking-2507"),
    ("command r+", "CohereLabs/c4ai-command-r-plus"),
    ("nemotron super 49b", "nvidia/Llama-3_3-Nemotron-Super-49B-v1"),
    ("exaone 4 32b", "LGAI-EXAONE/EXAONE-4.0-32B"),
    ("llama3:70b-instruct-q4_K_M", "meta-llama/Meta-Llama-3-70B-Instruct"),
    ("llama3.3", "meta-llama/Llama-3.3-70B-Instruct"),
    ("llama3.3:latest", "meta-llama/Llama-3.3-70B-Instruct"),
    ("accounts/fireworks/models/llama-v3p3-70b-instruct", "meta-llama/Llama-3.3-70B-Instruct"),
    ("accounts/fireworks/models/deepseek-v3p1", "deepseek-ai/DeepSeek-V3.1"),
    ("accounts/fireworks/models/glm-4p5-air", "zai-org/GLM-4.5-Air"),
    ("@cf/meta/llama-3.3-70b-instruct-fp8-fast", "meta-llama/Llama-3.3-70B-Instruct"),
    ("bedrock/meta.llama3-3-70b-instruct-v1:0", "meta-llama/Llama-3.3-70B-Instruct"),
    ("us.meta.llama3-1-405b-instruct-v1:0", "meta-llama/Llama-3.1-405B-Instruct"),
    ("bedrock/deepseek.r1-v1:0", "deepseek-ai/DeepSeek-R1"),
    ("qwen.qwen3-32b-v1:0", "Qwen/Qwen3-32B"),
    ("openai.gpt-oss-120b-1:0", "openai/gpt-oss-120b"),
    ("openrouter/qwen/qwen3-32b:free", "Qwen/Qwen3-32B"),
    (
      "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo", "meta-llama/Llama-3.3-70B-Instruct"
    ),
    ("groq/llama-3.3-70b-versatile", "meta-llama/Llama-3.3-70B-Instruct"),
    ("llama3-70b-8192", "meta-llama/Meta-Llama-3-70B-Instruct"),
    ("databricks-meta-llama-3-3-70b-instruct", "meta-llama/Llama-3.3-70B-Instruct"),
    ("deepseek-r1:70b", "deepseek-ai/DeepSeek-R1-Distill-Llama-70B"),
    ("deepseek-r1:671b", "deepseek-ai/DeepSeek-R1"),
    ("DeepSeek-R1-Distill-Llama-70B-AWQ", "deepseek-ai/DeepSeek-R1-Distill-Llama-70B"),
    ("hf.co/bartowski/Qwen2.5-32B-Instruct-GGUF:IQ4_XS", "Qwen/Qwen2.5-32B-Instruct"),
    ("olmo 2 32b", "allenai/OLMo-2-0325-32B"),
    ("devstral 2 123b", "mistralai/Devstral-2-123B-Instruct-2512"),
    ("gpt-oss:120b-cloud", "openai/gpt-oss-120b"), ("glm-4.6:cloud", "zai-org/GLM-4.6"),
    ("phi4:14b", "microsoft/phi-4"), ("command-r-plus:104b", "CohereLabs/c4ai-command-r-plus"),
    ("QwQ 32B", "Qwen/QwQ-32B"), ("kimi k2 thinking", "moonshotai/Kimi-K2-Thinking"),
    ("NousResearch/Meta-Llama-3.1-8B-Instruct", "meta-llama/Llama-3.1-8B-Instruct"),
  ])
  func understandsWhatPeopleWrite(_ name: String, _ model: String) throws {
    #expect(try Self.catalog.canonicalIdentifier(of: name, at: nil) == model)
  }

  /// Another size, context, training or generation is another model.
  @Test(arguments: [
    "Qwen3-32B-2507", "Qwen3-8B-128K", "unsloth/Qwen3-8B-128K-GGUF", "Qwen2.5-7B-Instruct-1M",
    "qwen3 2b", "Qwen3-33B-AWQ", "qwen3 32b thinking", "Llama-3.1-9B-Instruct",
    "llama 3.3 8b", "Llama-3.3-70B-Instruct-abliterated-GGUF", "huihui-ai/Qwen3-32B-abliterated",
    "deepseek-r1-distill", "deepseek-r1-distill-llama-13b", "deepseek-r1-zero-lite",
    "Llama-3-70B-Instruct-Gradient-1048k", "gemma-3-2b-it", "gemma-3n-4b", "qwen3-math-32b",
    "gpt-oss-20b-vision", "QwQ-32B-Preview", "phi-4-mini-vision", "mistral-small", "command-r8b",
    "glm-4.5-flash", "gpt-4o", "claude-sonnet-4.5", "kimi-k2-vision", "free", "gguf", ":", "/",
    "4bit",
    "someone/-GGUF", "v1:0", "q4_K_M", "llama-70b-2x", "1", "Qwen3-Coder-Flash",
  ])
  func aNearMissIsNoModel(_ name: String) {
    #expect(Self.catalog.canonicalIdentifier(of: name) == nil, "\(name)")
  }

  @Test(arguments: [
    ("llama 70b", "meta-llama/Llama-3.3-70B-Instruct"), ("qwen", "Qwen/"),
    ("qwen3-coder", "Qwen/Qwen3-Coder-480B-A35B-Instruct"), ("gemma 27b", "google/gemma-3-27b-it"),
    ("mixtral", "mistralai/Mixtral-8x7B-Instruct-v0.1"), ("qwen 32b AWQ", "Qwen/Qwen3-32B"),
  ])
  func aShortNameOfSeveralListsThem(_ name: String, _ listed: String) throws {
    let error = #expect(throws: InputError.self) {
      try Self.catalog.canonicalIdentifier(of: name, at: "$.models[0]")
    }
    #expect(error?.place == "$.models[0]")
    #expect(error?.expected.contains(listed) == true)
    let count = error?.expected.split(separator: ",").count ?? 0
    #expect((2...6).contains(count))
  }

  @Test(arguments: [
    ("unsloth/Qwen3-32B-bnb-4bit", NumberFormat.int4), ("Qwen3-32B-w4a16", .int4),
    ("Qwen3-32B-GPTQ-Int8", .int8), ("Qwen3-32B-Int8-GPTQ", .int8), ("Qwen3-32B-AWQ", .int4),
    ("Qwen3-32B-quantized.w8a8", .int8), ("Qwen3-32B-FP8-Dynamic", .fp8),
    ("mlx-community/Qwen3-32B-4bit", .mlx4), ("mlx-community/Qwen3-32B-6bit", .mlx6),
    ("hf.co/unsloth/Qwen3-32B-GGUF:Q8_0", .q8_0), ("unsloth/Qwen3-32B-GGUF", .q4_k_m),
    ("unsloth/Qwen3-32B-GGUF:UD-Q4_K_XL", .q4_k_m), ("qwen3:32b-q5_K_M", .q5_k_m),
    ("qwen3:32b-it-qat", .q4_0), ("Qwen3-32B-4.0bpw-exl2", .int4), ("Qwen3-32B-8bpw-exl2", .int8),
    ("Qwen3-32B-IQ2_XXS", .q2_k), ("Qwen3-32B-q4f16_1-MLC", .int4), ("Qwen3-32B-MXFP4", .mxfp4),
    ("nvidia/Qwen3-32B-NVFP4", .nvfp4),
  ])
  func theNameSaysHowWeightsAreStored(_ name: String, _ format: NumberFormat) throws {
    let model = try Self.catalog.architecture(named: name)
    #expect(model.checkpoint.format(of: .denseFeedForward) == format)
    #expect(Self.catalog.base(of: name) == "Qwen/Qwen3-32B")
  }
}
