import CheckedJSON
import Roofline
import TestFixtures
import Testing

@testable import Calibration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What result files tell of the deployment: how tokens were guessed, what ran elsewhere, and formats.
@Suite struct BenchmarkDeploymentTests {
  static let setting = BenchmarkSetting(architecture: "m", gpu: "H100")

  private static func run(
    _ text: String, _ setting: BenchmarkSetting = BenchmarkDeploymentTests.setting,
    names: MeasurementResolver? = nil
  ) throws -> Measurement {
    try #require(
      BenchmarkFile(Data(text.utf8), setting: setting, names: names).measurements.first)
  }

  private static func refusal(
    _ text: String, _ setting: BenchmarkSetting = BenchmarkDeploymentTests.setting,
    names: MeasurementResolver? = nil
  ) -> String {
    let error = #expect(throws: InputError.self) {
      try BenchmarkFile(Data(text.utf8), setting: setting, names: names)
    }
    return error?.description ?? ""
  }

  private static func llama(_ members: String) -> String {
    """
    [{"model_filename": "m", "model_type": "llama 8B Q8_0", "gpu_info": "H100", "n_prompt": 0,
    "n_gen": 128, "n_depth": 0, "avg_ts": 100.0, \(members)}]
    """
  }

  private static func served(_ members: String) -> String {
    """
    {"model_id": "m", "request_rate": "inf", "completed": 10, "total_input_tokens": 1000,
    "total_output_tokens": 1000, "output_throughput": 100.0, \(members)}
    """
  }

  @Test(arguments: [
    (
      "\"ramp_up_strategy\": \"linear\", \"ramp_up_start_rps\": 1, \"ramp_up_end_rps\": 10",
      "from 1 to 10"
    ),
    // A rate that no whole number holds is left out of the reason.
    (
      "\"ramp_up_strategy\": \"linear\", \"ramp_up_start_rps\": 1, \"ramp_up_end_rps\": 1e300",
      "its rate rose while it ran"
    ),
    ("\"mtp\": \"on\"", "guesses tokens ahead (mtp)"),
    ("\"mtp\": 3", "guesses tokens ahead (mtp)"),
    ("\"dataset_name\": \"generated-shared-prefix\"", "data set generated-shared-prefix"),
    ("\"dataset_name\": \"prefix_repetition\"", "found in the prefix cache"),
    ("\"random_prefix_len\": 50", "begin alike (in 50 tokens)"),
    (
      "\"server_info\": {\"disaggregation_mode\": \"decode\"}", "prefills and decodes on pools"
    ),
    ("\"server_info\": {\"cpu_offload_gb\": 20}", "in the processor's memory"),
    ("\"server_info\": {\"lora_paths\": {\"a\": \"/x\"}}", "served LoRA adapters"),
    ("\"server_info\": {\"enable_lora\": true}", "served LoRA adapters"),
    ("\"lora_modules\": [\"a\", \"b\"]", "served LoRA adapters"),
    ("\"spec_method\": \"eagle3\"", "guesses tokens ahead (eagle3)"),
    ("\"speculative_config\": {\"method\": \"ngram\"}", "guesses tokens ahead (ngram)"),
  ])
  func runsOfAnotherKindAreRefused(_ members: String, _ reason: String) {
    #expect(Self.refusal(Self.served(members)).contains(reason))
  }

  @Test(arguments: [
    "\"dataset_name\": \"random\", \"random_prefix_len\": 0", "\"random_prefix_len\": 4",
    "\"server_info\": {\"disaggregation_mode\": \"null\"}",
    "\"ramp_up_strategy\": null", "\"burstiness\": 1.0", "\"burstiness\": 0.5",
    "\"lora_modules\": null",
    "\"server_info\": {\"enable_lora\": null, \"lora_paths\": []}", "\"mtp\": \"off\"",
    "\"mtp\": false", "\"mtp\": 0",
    "\"cpu_offload_gb\": 0", "\"spec_decoding\": \"none\"", "\"speculative_config\": null",
  ])
  func whatSaysNoIsNoGuess(_ members: String) throws {
    #expect(try Self.run(Self.served(members)).measured.outputTokensPerSecond == 100)
  }

  /// At a rate, a burstiness of 1 is a Poisson process; half of it comes in bursts.
  @Test func burstsAreNoPlainLoad() throws {
    func file(_ burstiness: String) -> String {
      Self.served("\"burstiness\": \(burstiness)").replacing("\"inf\"", with: "1.0")
    }
    #expect(Self.refusal(file("0.5")).contains("in bursts (burstiness 0.5)"))
    #expect(Self.refusal(file("100")).contains("more evenly than by chance"))
    #expect(try Self.run(file("1.0")).measured.outputTokensPerSecond == 100)
  }

  @Test(arguments: [
    """
    {"engine": {"model": "m"}, "request_info": {"num_requests": 100, "avg_input_length": 64.0,
    "avg_output_length": 16.0, "avg_num_concurrent_requests": 8.0}, "performance":
    {"request_throughput_req_s": 0.21, "system_output_throughput_tok_s": 3.37},
    "decoding_stats": {"mode": "Eagle", "acceptance_length_percentiles": {"average": 2.6}}}
    """,
    """
    Model:                  m
    = PERFORMANCE OVERVIEW
    Number of requests:             3000
    Average Input Length (tokens):  128.0000
    Average Output Length (tokens): 2048.0000
    Total Output Throughput (tokens/sec):             11,059.2
    [DAR] AVERAGE: 0.71
    [AL] AVERAGE: 2.60
    """,
  ])
  func trtllmTellsThatItGuessed(_ text: String) {
    #expect(Self.refusal(text).contains("guesses tokens ahead"))
  }

  @Test(arguments: [
    ("\"backends\": \"CPU\"", "on the processor (backend CPU)"),
    ("\"backends\": \"BLAS\"", "on the processor"), ("\"devices\": \"none\"", "on the processor"),
    ("\"n_gpu_layers\": 0", "layers of the model"),
    ("\"tensor_buft_overrides\": \"exps=CPU\"", "processor's memory (exps=CPU)"),
    ("\"no_kv_offload\": true", "cache stayed in the processor's memory"),
    ("\"type_k\": \"q8_0\", \"type_v\": \"f16\"", "keys in q8_0 and values in f16"),
  ])
  func llamaRunsOfAProcessorAreRefused(_ members: String, _ reason: String) {
    #expect(Self.refusal(Self.llama(members)).contains(reason))
  }

  @Test func aLlamaRunOnTheGPUIsRead() throws {
    let text = Self.llama(
      """
      "backends": "Metal,BLAS", "devices": "auto", "n_gpu_layers": -1, "type_k": "q8_0",
      "type_v": "q8_0", "tensor_buft_overrides": "none", "no_kv_offload": false
      """)
    #expect(try Self.run(text).keyValueType == "q8_0")
    #expect(try Self.run(Self.llama("\"type_k\": \"f16\", \"type_v\": \"f16\"")).keyValueType == "")
  }

  /// vLLM tells how weights are stored, not always in what.
  @Test(
    arguments: [
      ("acme/Tuned-32B-FP8-dynamic", "", "fp8"), ("acme/Tuned-32B", "fp8", "fp8"),
      ("acme/Tuned-32B", "published", ""), ("acme/Tuned-32B", "", nil),
    ] as [(String, String, String?)])
  func aMethodIsNoFormat(_ model: String, _ given: String, _ weights: String?) throws {
    let text = Self.served("\"quantization\": \"compressed-tensors\"")
      .replacing("\"model_id\": \"m\"", with: "\"model_id\": \"\(model)\"")
    let setting = BenchmarkSetting(architecture: "m", gpu: "H100", weightType: given)
    if let weights {
      #expect(try Self.run(text, setting).weightType == weights)
    } else {
      #expect(Self.refusal(text, setting).contains("say it with --weights"))
    }
  }

  @Test(arguments: [(20, true), (31, true), (32, false), (99, false), (-1, false)])
  func aPartOfTheLayersIsNoMeasurementOfTheGPU(_ layers: Int, _ isRefused: Bool) throws {
    // Llama 3.1 8B has 32 layers.
    let setting = BenchmarkSetting(
      architecture: "meta-llama/Llama-3.1-8B-Instruct", gpu: "H100-SXM")
    let names = try Fixtures.resolver()
    let text = Self.llama("\"n_gpu_layers\": \(layers)")
    if isRefused {
      #expect(Self.refusal(text, setting, names: names).contains("\(layers) of 32 layers"))
    } else {
      #expect(try Self.run(text, setting, names: names).weightType == "q8_0")
    }
  }

  static let markdown = """
    | model         |     size |  params | backend | ngl | type_k | type_v |  test |            t/s |
    | ------------- | -------: | ------: | ------- | --: | -----: | -----: | ----: | -------------: |
    | llama 8B Q8_0 | 7.95 GiB | 8.03 B  | CUDA    |  99 |   q8_0 |   q8_0 | tg128 |  100.00 ± 0.30 |
    """

  @Test func llamaTablesTellTheSame() throws {
    #expect(try Self.run(Self.markdown).keyValueType == "q8_0")
    let reason = Self.refusal(Self.markdown.replacing("CUDA", with: "CPU "))
    #expect(reason.contains("on the processor"))
  }

  @Test(arguments: [(1536, true), (5120, false)])
  func aTableTellsASharedPromptByItsCache(_ cached: Int, _ isShared: Bool) throws {
    // 8 sequences of 512 + 128: 8·640 = 5,120 tokens, and 512 + 8·128 = 1,536 of one shared prompt.
    let text = """
      |    PP |     TG |    B |   N_KV |   T_PP s | S_PP t/s |   T_TG s | S_TG t/s |      T s |    S t/s |
      |-------|--------|------|--------|----------|----------|----------|----------|----------|----------|
      |   512 |    128 |    8 |   \(cached) |    0.200 |  2560.00 |    5.000 |   204.80 |    5.200 |   295.38 |
      """
    if isShared {
      #expect(Self.refusal(text).contains("one prompt that all share"))
    } else {
      #expect(try Self.run(text).conditions.load == .staticBatch(requests: 8))
    }
  }

  @Test(arguments: [
    (
      "\"torch_dtype\": \"float16\", \"quantization_scheme\": \"gptq\", \"quantization_config\": {\"bits\": 4}",
      "int4"
    ),
    (
      "\"torch_dtype\": \"float16\", \"quantization_scheme\": \"bnb\", \"quantization_config\": {\"load_in_8bit\": true}",
      "int8"
    ),
    ("\"torch_dtype\": \"float16\", \"quantization_scheme\": \"awq\"", "awq"),
    ("\"torch_dtype\": \"float16\"", "float16"),
  ])
  func optimumTellsTheQuantisation(_ members: String, _ weights: String) throws {
    #expect(try Self.run(Self.optimum("acme/One-7B", members)).weightType == weights)
  }

  @Test func optimumComputesInHalvesWhatANameCallsQuantised() throws {
    let text = Self.optimum("acme/One-7B-GPTQ", "\"torch_dtype\": \"float16\"")
    #expect(try Self.run(text).weightType == "int4")
  }

  @Test func optimumNamesItsDevices() throws {
    let text = Self.optimum("m", "\"device_ids\": \"0,1\"")
    let layout = try Self.run(text).layout
    #expect(layout.pipeline == 2)
    #expect(layout.tensor == 1)
    let one = try Self.run(Self.optimum("m", "\"device_ids\": \"0\"")).layout
    #expect(one.pipeline == 1)
  }

  @Test(
    arguments: [
      ("8xH100", "H100", 8), ("2x H100", "H100", 2), ("H100x2", "H100", 2), ("4 × 4090", "4090", 4),
      ("NVIDIA A100-SXM4-80GB x 4", "A100-SXM4-80GB", 4), ("MI300X x8", "MI300X", 8),
      ("NVIDIA GeForce RTX 4090, NVIDIA GeForce RTX 4090", "GeForce RTX 4090", 2),
      ("MI300X", "MI300X", nil), ("RTX 4090", "RTX 4090", nil), ("GTX 980", "GTX 980", nil),
      ("RX 7900 XTX", "RX 7900 XTX", nil), ("RTX 50", "RTX 50", nil),
      ("AMD Radeon RX 7900 XTX (RADV NAVI31)", "Radeon RX 7900 XTX", nil),
      ("AMD Radeon Graphics (RADV GFX1151)", "GFX1151", nil),
      ("Intel(R) Arc(TM) B580 Graphics", "Arc B580", nil),
    ] as [(String, String, Int?)])
  func chipsAreNamedAndCounted(_ name: String, _ candidate: String, _ count: Int?) {
    let chip = ChipName(name)
    #expect(chip.candidates.contains(candidate), "\(chip.candidates)")
    #expect(chip.count == count)
  }

  @Test(arguments: [
    ("NVIDIA GH200 480GB", "GH200", 1), ("8xH100", "H100-SXM", 8), ("Habana Gaudi2", "Gaudi2", 1),
    ("AMD Radeon Graphics (RADV GFX1151)", "Strix-Halo", 1), ("NVIDIA DGX H100 x2", "H100-SXM", 2),
  ])
  func resultsNameGPUsAsMachinesDo(_ name: String, _ id: String, _ chips: Int) throws {
    let setting = BenchmarkSetting(architecture: "meta-llama/Llama-3.1-8B-Instruct")
    let run = try Self.run(
      Self.served("\"gpu\": \"\(name)\""), setting, names: Fixtures.resolver())
    #expect(run.gpu == id)
    #expect(run.layout.tensor == chips)
  }

  private static func served(
    on gpu: String, given: String, tensor: Int? = nil, _ members: String = ""
  ) throws -> Measurement {
    let setting = BenchmarkSetting(
      architecture: "meta-llama/Llama-3.1-8B-Instruct", gpu: given, tensor: tensor)
    let named = gpu.isEmpty ? "\"seed\": 0" : "\"gpu\": \"\(gpu)\""
    return try run(served(named + members), setting, names: Fixtures.resolver())
  }

  /// Prompts of 1,000 tokens.
  @Test(
    arguments: [
      (#""input": {"prompt": {"prefix_prompt": {"pool_size": 0, "length": 0}}}"#, nil),
      (
        #""input": {"prompt": {"prefix_prompt": {"pool_size": 1, "length": 900}}}"#, "in 900 tokens"
      ),
      (#""input": {"conversation": {"num": 20, "turn": {"mean": 5}}}"#, "of talks of 5 turns"),
      (#""prefix_prompt_length": 100"#, "in 100 tokens"),
      (#""input": {"custom_dataset_type": "multi_turn"}"#, "of the kind multi_turn"),
      (#""input": {"custom_dataset_type": "single_turn"}"#, nil),
      (#""input": {"fixed_schedule": true}"#, "as a schedule told"),
    ] as [(String, String?)])
  func promptsThatBeginAlikeAreRefused(_ asked: String, _ reason: String?) throws {
    let text = """
      {"input_config": {"model": "m", "loadgen": {"concurrency": 32}, \(asked)},
      "input_sequence_length": {"avg": 1000}, "output_sequence_length": {"avg": 100},
      "request_count": {"avg": 200}, "request_throughput": {"avg": 1},
      "output_token_throughput": {"avg": 100}}
      """
    if let reason {
      #expect(Self.refusal(text).contains(reason))
    } else {
      #expect(try Self.run(text).measured.outputTokensPerSecond == 100)
    }
  }

  /// What GuideLLM was told, in each way of writing it: 200 requests of 1,000 tokens.
  @Test(
    arguments: [
      (#""data": ["prompt_tokens=500,output_tokens=100"]"#, nil),
      (#""data": "prompt_tokens=500,prefix_tokens=500,output_tokens=100""#, "in 500 tokens"),
      (#""data": [{"prompt_tokens": 500, "prefix_tokens": 500, "prefix_count": 200}]"#, nil),
      (#""data": ["{\"prompt_tokens\": 500, \"prefix_tokens\": 400}"]"#, "in 400 tokens"),
      (
        #""data": [{"prefix_buckets": [{"bucket_weight": 100, "prefix_count": 8, "prefix_tokens": 300}]}]"#,
        "in 300 tokens"
      ),
      (#""data": ["prompt_tokens=500,turns=4"]"#, "of talks of 4 turns"),
    ] as [(String, String?)])
  func guideLLMTellsHowPromptsBegin(_ data: String, _ reason: String?) throws {
    let text = """
      {"args": {"model": "m", \(data)}, "benchmarks": [{"config": {"strategy": {"type_":
      "concurrent", "streams": 32}}, "duration": 200, "metrics": {
      "request_totals": {"successful": 200, "errored": 0},
      "prompt_token_count": {"successful": {"mean": 1000}},
      "output_token_count": {"successful": {"mean": 100, "total_sum": 20000}}}}]}
      """
    if let reason {
      #expect(Self.refusal(text).contains(reason))
    } else {
      #expect(try Self.run(text).measured.outputTokensPerSecond == 100)
    }
  }

  /// Of 1,000 tokens of a prompt the server read some from its cache.
  @Test(
    arguments: [
      (#""overall_usage_prompt_cache_read_pct": {"unit": "%", "avg": 62.5}"#, true),
      (#""usage_prompt_cache_read_tokens": {"avg": 480}"#, true),
      (#""usage_prompt_cache_read_tokens": {"avg": 16}"#, false),
    ])
  func whatAServerFoundInItsCacheIsRefused(_ cached: String, _ isRefused: Bool) throws {
    let text = """
      {"input_config": {"model": "m", "loadgen": {"concurrency": 32}}, \(cached),
      "input_sequence_length": {"avg": 1000}, "output_sequence_length": {"avg": 100},
      "request_count": {"avg": 200}, "request_throughput": {"avg": 1},
      "output_token_throughput": {"avg": 100}}
      """
    if isRefused {
      #expect(Self.refusal(text).contains("found in the prefix cache"))
    } else {
      #expect(try Self.run(text).measured.outputTokensPerSecond == 100)
    }
  }

  /// 256 tokens of a prompt in half a second, 128 of an answer in two; a tag does not tell its format.
  @Test(arguments: [
    """
    {"model": "acme:8b", "created_at": "2026-04-04T08:52:19Z", "response": "a", "done": false}
    {"model": "acme:8b", "created_at": "2026-04-04T08:52:21Z", "done": true,
    "total_duration": 2600000000, "prompt_eval_count": 256, "prompt_eval_duration": 500000000,
    "eval_count": 128, "eval_duration": 2000000000}
    """,
    """
    $ ollama run acme:8b --verbose hello
    total duration:       1m2.6s
    load duration:        12.5µs
    prompt eval count:    256 token(s)
    prompt eval duration: 500ms
    prompt eval rate:     512.00 tokens/s
    eval count:           128 token(s)
    eval duration:        2s
    eval rate:            64.00 tokens/s
    """,
  ])
  func ollamaIsReadOneRequestAtATime(_ text: String) throws {
    var setting = Self.setting
    #expect(Self.refusal(text).contains("say it with --weights"))
    setting.weightType = "q4_k_m"
    let run = try Self.run(text, setting)
    #expect(run.engine == "Ollama")
    #expect(run.conditions.load == .concurrency(1))
    #expect(run.conditions.promptTokens == 256)
    #expect(run.measured.outputTokensPerSecond == 51.2)
    #expect(run.measured.timeToFirstTokenSeconds == 0.5)
    #expect(run.measured.timePerOutputTokenSeconds == 1 / 64.0)
  }

  /// Options name GPUs as machines, files and workloads do.
  @Test(
    arguments: [
      ("8xH100", nil, "H100-SXM", 8), ("2xH100", 2, "H100-SXM", 2), ("A100-40", 4, "A100-40GB", 4),
      ("tpu-v6e-8", nil, "TPU-v6e", 8), ("MI325X x8", 8, "MI325X", 8),
      ("H100:2", nil, "H100-SXM", 2),
    ] as [(String, Int?, String, Int)])
  func optionsCountGPUs(_ given: String, _ tensor: Int?, _ id: String, _ chips: Int) throws {
    let run = try Self.served(on: "", given: given, tensor: tensor)
    let names = try Fixtures.resolver().accelerators
    #expect(try names.accelerator(named: run.gpu).id == id)
    #expect(run.layout.tensor == chips)
  }

  @Test func moreGPUsThanRanksAreToldAsThat() throws {
    let error = #expect(throws: InputError.self) {
      try Self.served(on: "", given: "8xH100", tensor: 2)
    }
    #expect(error?.description.contains("--gpu says 8 GPUs, and tp 2 × pp 1 run on 2") == true)
    let other = #expect(throws: InputError.self) {
      try Self.served(on: "4xH100", given: "8xH100")
    }
    #expect(other?.description.contains("the file says 4 GPUs, --gpu says 8") == true)
  }

  /// A name that tells less than the option leaves it open; another chip does not, however its name begins.
  @Test(
    arguments: [
      ("H100", "H100-PCIe", true), ("NVIDIA A100", "A100-40", true),
      ("RTX 3080", "RTX-3080-12GB", true),
      ("A10", "A100-80GB", false), ("L4", "L40S", false), ("H20", "H200", false),
      ("RTX 3090", "RTX-3090-Ti", false), ("Apple M4", "Apple-M4-Max", false),
      ("NVIDIA H100 80GB HBM3", "H100-PCIe", false), ("A100-SXM4-80GB", "A100-40GB", false),
    ])
  func aNameLeavesOpenOnlyWhatItDoesNotTell(_ gpu: String, _ given: String, _ isOpen: Bool) throws {
    if isOpen {
      #expect(throws: Never.self) { try Self.served(on: gpu, given: given) }
    } else {
      #expect(throws: InputError.self) { try Self.served(on: gpu, given: given) }
    }
  }

  /// llama.cpp spreads layers over all GPUs that it finds.
  @Test func llamaRunsOnAllGPUsThatItFinds() throws {
    let found = """
      ggml_cuda_init: found 2 CUDA devices:
        Device 0: NVIDIA GeForce RTX 3090, compute capability 8.6, VMM: yes
        Device 1: NVIDIA GeForce RTX 3090, compute capability 8.6, VMM: yes

      """
    let run = try Self.run(found + Self.markdown)
    #expect(run.layout.pipeline == 2)
    #expect(run.layout.tensor == 1)
    let list = "\"gpu_info\": \"RTX 4090, RTX 4090\""
    func layout(_ members: String) throws -> Layout {
      let text = Self.llama("").replacing("\"gpu_info\": \"H100\"", with: list)
      return try Self.run(text.replacing(", }", with: ", \(members)}")).layout
    }
    #expect(try layout("\"split_mode\": \"layer\"").pipeline == 2)
    #expect(try layout("\"split_mode\": \"row\"").tensor == 2)
    #expect(try layout("\"split_mode\": \"none\"").chips == 1)
    let mixed = found.replacing("1: NVIDIA GeForce RTX 3090", with: "1: NVIDIA GeForce RTX 4090")
    #expect(Self.refusal(mixed + Self.markdown).contains("several kinds"))
  }

  private static func optimum(_ model: String, _ members: String) -> String {
    """
    {"config": {"backend": {"name": "pytorch", "model": "\(model)", \(members)}, "scenario":
    {"input_shapes": {"batch_size": 4, "sequence_length": 256}, "generate_kwargs":
    {"max_new_tokens": 128}}}, "report": {"prefill": {"latency": {"mean": 0.05}},
    "decode": {"latency": {"mean": 1.5}}}}
    """
  }

  /// AIPerf's sweep tells the load of each entry, the means of its runs none.
  @Test func severalRunsOfAIPerfAreRead() throws {
    let metrics = """
      {"request_throughput_avg": {"mean": 2.0, "std": 0.1, "unit": "requests/sec"},
       "output_token_throughput_avg": {"mean": 200.0, "unit": "tokens/sec"},
       "input_sequence_length_avg": {"mean": 1000.0, "unit": "tokens"},
       "output_sequence_length_avg": {"mean": 100.0, "unit": "tokens"},
       "time_to_first_token_avg": {"mean": 250.0, "unit": "ms"},
       "time_to_first_token_p99": {"mean": 900.0, "unit": "ms"}}
      """
    let sweep = """
      {"aggregation_type": "sweep", "metadata": {"num_combinations": 1},
       "per_combination_metrics": [{"parameters": {"phases.profiling.concurrency": 8}, "metrics": \(metrics)}]}
      """
    let run = try Self.run(sweep)
    #expect(run.conditions.load == .concurrency(8))
    #expect(run.conditions.promptTokens == 1000 && run.conditions.completionTokens == 100)
    #expect(run.measured.outputTokensPerSecond == 200)
    #expect(run.measured.timeToFirstTokenSeconds == 0.25)
    let runs = """
      {"metadata": {"aggregation_type": "confidence", "num_profile_runs": 3}, "metrics": \(metrics)}
      """
    #expect(Self.refusal(runs).contains("does not say its load"))
  }

  /// 16 prompts of 4,096 tokens at 33,772.27 tokens/s take 1.94 s; 1,033.36 tokens/s for the other 7.93 s are
  /// 512 tokens of each answer.
  @Test func theTableOfSGLangsBatchesIsRead() throws {
    let run = try Self.run(
      """
      ### zai-org/GLM-5-FP8 [H200]
      | Batch Size | Input Len | Latency (s) | Input Throughput (tok/s) | Output Throughput (tok/s) | ITL (ms) |
      |------------|-----------|-------------|--------------------------|---------------------------|----------|
      | **16**     | 4096      | 9.87        | 33,772.27                | 1,033.36                  | 15.48    |
      """)
    #expect(run.conditions.load == .staticBatch(requests: 16))
    #expect(run.conditions.promptTokens == 4096 && run.conditions.completionTokens == 512)
    #expect(run.engine == "SGLang")
  }

  /// GuideLLM's table has three lines of header; 10 answers of 50 tokens and 2 of 25 that were cut off, in 10 s.
  @Test func theTableOfGuideLLMIsRead() throws {
    func table(_ strategy: String) -> String {
      """
      Run Info,Run Info,Benchmark,Timings,Request Counts,Request Counts,Request Counts,Time to First Token,Server Throughput,Token Metrics,Token Metrics,Token Metrics
      Run ID,Backend,Strategy,Duration,Successful,Incomplete,Errored,Successful ms,Successful Concurrency,Successful Input Tokens,Successful Output Tokens,Incomplete Output Tokens
      ,,,Sec,,,,Mean,Mean,Mean,Mean,Mean
      a,"{""model"": ""m""}",\(strategy),10.0,10,2,0,250.0,7.93,1000.0,50.0,25.0
      """
    }
    let run = try Self.run(table("concurrent"))
    #expect(run.conditions.load == .concurrency(8))
    #expect(run.conditions.promptTokens == 1000 && run.conditions.completionTokens == 50)
    #expect(run.measured.outputTokensPerSecond == 55)
    #expect(run.measured.timeToFirstTokenSeconds == 0.25)
    #expect(Self.refusal(table("constant")).contains("the rate that was asked"))
  }
}
