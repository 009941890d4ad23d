import Breakeven
import CheckedJSON
import ModelArithmetic
import Testing

/// Spellings that mean one thing, and variants that must not collapse into their base.
@Suite struct NameResolutionTests {
  static let catalog = Result { try Catalog.builtIn() }

  @Test(arguments: [
    ("Llama 3.3 70B", "meta-llama/Llama-3.3-70B-Instruct"),
    ("llama-3.3-70b", "meta-llama/Llama-3.3-70B-Instruct"),
    ("Meta-Llama-3.3-70B-Instruct", "meta-llama/Llama-3.3-70B-Instruct"),
    ("llama-v3p3-70b-instruct", "meta-llama/Llama-3.3-70B-Instruct"),
    ("nvidia/Llama-3.3-70B-Instruct-FP4", "meta-llama/Llama-3.3-70B-Instruct"),
    ("RedHatAI/Llama-3.3-70B-Instruct-quantized.w4a16", "meta-llama/Llama-3.3-70B-Instruct"),
    ("llama3.1-8b", "meta-llama/Llama-3.1-8B-Instruct"),
    ("meta-llama/Meta-Llama-3.1-8B-Instruct", "meta-llama/Llama-3.1-8B-Instruct"),
    ("hugging-quants/Meta-Llama-3.1-8B-Instruct-AWQ-INT4", "meta-llama/Llama-3.1-8B-Instruct"),
    ("meta-llama/Llama-3.1-70B", "meta-llama/Llama-3.1-70B-Instruct"),
    ("Llama 4 Scout", "meta-llama/Llama-4-Scout-17B-16E-Instruct"),
    (
      "RedHatAI/Llama-4-Scout-17B-16E-Instruct-FP8-dynamic",
      "meta-llama/Llama-4-Scout-17B-16E-Instruct"
    ),
    ("qwen3-32b", "Qwen/Qwen3-32B"), ("Qwen3 32B", "Qwen/Qwen3-32B"),
    ("QWEN/qwen3_32b", "Qwen/Qwen3-32B"), ("Qwen/Qwen3-32B-AWQ", "Qwen/Qwen3-32B"),
    ("Qwen3-235B-A22B-FP8", "Qwen/Qwen3-235B-A22B"),
    ("Qwen/Qwen3-235B-A22B-Instruct-2507-FP8", "Qwen/Qwen3-235B-A22B-Instruct-2507"),
    ("qwen3-235b-a22b-instruct-2507", "Qwen/Qwen3-235B-A22B-Instruct-2507"),
    ("nvidia/Qwen3-30B-A3B-NVFP4", "Qwen/Qwen3-30B-A3B"),
    ("qwen3 coder 480b a35b", "Qwen/Qwen3-Coder-480B-A35B-Instruct"),
    ("nvidia/Qwen3.6-27B-NVFP4", "Qwen/Qwen3.6-27B"), ("qwen 3.6 27b", "Qwen/Qwen3.6-27B"),
    ("Qwen/Qwen3.8-27B-text", "Qwen/Qwen3.8-27B"),
    ("GPT-OSS-120B", "openai/gpt-oss-120b"), ("gpt oss 20b", "openai/gpt-oss-20b"),
    ("google/gemma-4-31B", "google/gemma-4-31B-it"), ("Gemma 4 31B", "google/gemma-4-31B-it"),
    ("nvidia/Gemma-4-31B-IT-NVFP4", "google/gemma-4-31B-it"),
    ("gemma-3-27b", "google/gemma-3-27b-it"),
    ("Mixtral 8x7B", "mistralai/Mixtral-8x7B-Instruct-v0.1"),
    ("mistralai/Mixtral-8x7B-v0.1", "mistralai/Mixtral-8x7B-Instruct-v0.1"),
    ("mistral-small-2603", "mistralai/Mistral-Small-4-119B-2603"),
    ("nvidia/MiniMax-M3-NVFP4", "MiniMaxAI/MiniMax-M3"), ("minimax-m2p5", "MiniMaxAI/MiniMax-M2.5"),
    ("sgl-project/DeepSeek-V4-Pro-FP8", "deepseek-ai/DeepSeek-V4-Pro"),
    ("deepseek-v4-pro-0813", "deepseek-ai/DeepSeek-V4-Pro"),
    ("DeepSeek V3.2", "deepseek-ai/DeepSeek-V3.2"), ("deepseek r1", "deepseek-ai/DeepSeek-R1"),
    ("nvidia/Kimi-K2.7-Code-NVFP4", "moonshotai/Kimi-K2.7-Code"),
    ("kimi k2.5", "moonshotai/Kimi-K2.5"), ("glm-5p1", "zai-org/GLM-5.1"),
    ("GLM 4.5 Air", "zai-org/GLM-4.5-Air"), ("phi-4", "microsoft/phi-4"),
    ("Nemotron-3-Nano-30B-A3B", "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16"),
    ("Nemotron 3 Ultra", "nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16"),
  ])
  func oneModelHasOneCanonicalId(_ name: String, _ canonical: String) throws {
    let catalog = try Self.catalog.get()
    #expect(try catalog.canonicalModel(name) == canonical)
    #expect(catalog.models.canonicalIdentifier(of: canonical) == canonical)
  }

  @Test(arguments: [
    ("Qwen/Qwen3-235B-A22B", "Qwen/Qwen3-235B-A22B-Instruct-2507"),
    ("Qwen/Qwen3-235B-A22B-Instruct-2507", "Qwen/Qwen3-235B-A22B-Thinking-2507"),
    ("Qwen/Qwen3-30B-A3B", "Qwen/Qwen3-30B-A3B-Instruct-2507"),
    ("Qwen/Qwen3-30B-A3B", "Qwen/Qwen3-Coder-30B-A3B-Instruct"),
    ("Qwen/Qwen3-32B", "Qwen/Qwen3-VL-32B-Instruct"),
    ("Qwen/Qwen3-VL-32B-Instruct", "Qwen/Qwen3-VL-32B-Thinking"),
    ("Qwen/Qwen3-Next-80B-A3B-Instruct", "Qwen/Qwen3-Next-80B-A3B-Thinking"),
    ("meta-llama/Llama-3.3-70B-Instruct", "deepseek-ai/DeepSeek-R1-Distill-Llama-70B"),
    ("deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3-0324"),
    ("deepseek-ai/DeepSeek-R1", "deepseek-ai/DeepSeek-R1-0528"),
    ("moonshotai/Kimi-K2-Instruct", "moonshotai/Kimi-K2-Instruct-0905"),
    ("moonshotai/Kimi-K2-Instruct", "moonshotai/Kimi-K2-Thinking"),
    ("google/gemma-3-1b-it", "google/gemma-4-31B-it"),
    ("Qwen/Qwen3.6-27B", "Qwen/Qwen3.8-27B"),
  ])
  func variantsAreNotTheirBase(_ base: String, _ variant: String) throws {
    let models = try Self.catalog.get().models
    #expect(models.canonicalIdentifier(of: base) == base)
    #expect(models.canonicalIdentifier(of: variant) == variant)
    #expect(models.canonicalIdentifier(of: variant + "-FP8") == variant)
  }

  @Test(arguments: [
    ("Qwen/Qwen3-32X", "Qwen/Qwen3-32B"), ("llama-3.3-71b", nil), ("", nil), ("instruct", nil),
    ("nobody/gpt-5.4", nil), ("Qwen3-32B-Medical", nil),
  ])
  func unknownNamesSayWhere(_ name: String, _ nearest: String?) throws {
    let catalog = try Self.catalog.get()
    let error = #expect(throws: InputError.self) {
      try catalog.canonicalModel(name, place: "$.equivalence[0].model")
    }
    #expect(error?.place == "$.equivalence[0].model")
    if let nearest { #expect(error?.suggestion == nearest) }
  }

  @Test(arguments: [
    ("moonshotai/Kimi-K2.7-Code", 8), ("deepseek-ai/DeepSeek-V4-Pro", 7),
    ("MiniMaxAI/MiniMax-M3", 7), ("meta-llama/Llama-4-Scout-17B-16E-Instruct", 6),
    ("google/gemma-4-31B-it", 6), ("zai-org/GLM-5.1", 5), ("Qwen/Qwen3.6-27B", 2),
    ("nvidia/MiniMax-M3-NVFP4", 7), ("Qwen3 32B", 5),
  ])
  func thePublishersIdFindsItsHosts(_ name: String, _ count: Int) throws {
    let catalog = try Self.catalog.get()
    #expect(catalog.tariffs(serving: try catalog.canonicalModel(name)).count == count)
    #expect(try catalog.model(named: name).parameterCount.total > 0)
  }

  @Test(arguments: ["Qwen/Qwen3-32B", "qwen3 32b", "RedHatAI/Qwen3-32B-FP8-dynamic"])
  func aUsersPriceListMaySpellTheModelAnyhow(_ spelling: String) throws {
    let catalog = try Market.catalog(tariffs: [
      Market.tariff("mine/model", input: 1, output: 2, openModel: spelling),
      Market.tariff("mine/other", input: 1, output: 2, openModel: "Qwen/Qwen3-VL-32B-Instruct"),
    ])
    #expect(catalog.tariffs(serving: "Qwen/Qwen3-32B").map(\.id) == ["mine/model"])
  }

  /// What is known by another word: a machine of a cloud, a method.
  @Test func whatIsMeantByOtherWords() throws {
    let catalog = try Self.catalog.get()
    let machine = #expect(throws: InputError.self) { try catalog.accelerator(named: "p5.48xlarge") }
    #expect(machine?.suggestion == "H100-SXM")
    let method = #expect(throws: InputError.self) { try Precision.Weights(named: "AWQ") }
    #expect(method?.suggestion == "int4")
  }

  @Test func everyOpenModelOfAPriceListIsKnown() throws {
    let catalog = try Self.catalog.get()
    for tariff in catalog.prices.tariffs {
      guard let openModel = tariff.openModel else { continue }
      #expect(catalog.openModel(of: tariff) == openModel, "\(tariff.id)")
    }
    let findings = PriceCheck.findings(
      in: catalog.prices, at: try #require(CalendarDate("2026-11-27")),
      openModel: { catalog.models.canonicalIdentifier(of: $0) })
    #expect(findings.filter { if case .unknownModel = $0.problem { true } else { false } } == [])
  }

  @Test(arguments: [
    ("h100", "H100-SXM"), ("NVIDIA H100 80GB HBM3", "H100-SXM"), ("H100 NVL", "H100-NVL"),
    ("h200", "H200-SXM"), ("a100-80gb", "A100-80GB"), ("NVIDIA A100-SXM4-80GB", "A100-80GB"),
    ("AMD Instinct MI300X", "MI300X"), ("rtx4090", "RTX-4090"), ("RTXA6000", "RTX-A6000"),
    ("NVIDIA GeForce RTX 4090", "RTX-4090"), ("4090", "RTX-4090"), ("H100 80GB SXM", "H100-SXM"),
    ("7900 XTX", "RX-7900-XTX"), ("A100 SXM 40GB", "A100-40GB"), ("Tesla T4", "T4"),
    ("tpu v5e", "TPU-v5e"),
  ])
  func acceleratorsHaveOneRule(_ name: String, _ id: String) throws {
    #expect(try Self.catalog.get().accelerator(named: name).id == id)
  }

  @Test(arguments: [
    ("vllm", "vLLM"), ("sglang", "SGLang"), ("tensorrt-llm", "TensorRT-LLM"),
    ("trtllm", "TensorRT-LLM"), ("TensorRT LLM", "TensorRT-LLM"), ("vllm 2024", "vLLM"),
  ])
  func enginesHaveOneRule(_ name: String, _ engine: String) throws {
    #expect(try Self.catalog.get().engine(named: name).engine == engine)
  }

  @Test(arguments: [
    ("OpenAI/GPT-5.4-mini", "openai/gpt-5.4-mini"), ("gpt-5.4-mini", "openai/gpt-5.4-mini"),
    ("claude haiku 4.5", "anthropic/claude-haiku-4-5"),
    ("kimi-k2.7-code", "moonshot/kimi-k2.7-code"),
    ("deepinfra/openai/gpt oss 120b", "deepinfra/openai/gpt-oss-120b"),
    ("together_ai/Kimi K3", "together/moonshotai/Kimi-K3"),
    ("claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5"),
  ])
  func tariffsHaveOneRule(_ name: String, _ id: String) throws {
    #expect(try Self.catalog.get().tariff(named: name).id == id)
  }

  @Test func anotherHostsPriceIsNotTaken() throws {
    let catalog = try Self.catalog.get()
    #expect(throws: InputError.self) { try catalog.tariff(named: "groq/kimi-k3") }
  }

  @Test func aNameOfManyHostsListsThem() throws {
    let catalog = try Self.catalog.get()
    let error = #expect(throws: InputError.self) {
      try catalog.tariff(named: "gpt-oss-120b", place: "$.today.api")
    }
    #expect(error?.place == "$.today.api")
    #expect(error?.expected.contains("groq/openai/gpt-oss-120b") == true)
  }

  @Test func starsStandInEveryList() throws {
    let catalog = try Self.catalog.get()
    #expect(
      try catalog.models(matching: "*/gpt-oss-*") == ["openai/gpt-oss-120b", "openai/gpt-oss-20b"])
    #expect(try catalog.offers(matching: "aws*").allSatisfy { $0.provider == "aws" })
    #expect(
      try catalog.offers(matching: "aws").count
        == catalog.prices.offers.count { $0.provider == "aws" })
    #expect(try catalog.tariffs(matching: "azure*").allSatisfy { $0.provider == "azure" })
    #expect(try catalog.accelerators(matching: "H100*").count == 3)
    #expect(try catalog.engines(matching: "*").count == catalog.engines.newest.count)
    #expect(try catalog.models(matching: "nvidia/minimax*nvfp4").count == 2)
    #expect(throws: InputError.self) { try catalog.offers(matching: "awz*", place: "$.x") }
    #expect(throws: InputError.self) { try catalog.models(matching: "*/gpt-oss-9*") }
  }
}
