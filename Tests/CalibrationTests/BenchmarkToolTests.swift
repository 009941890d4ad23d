import CheckedJSON
import Roofline
import Testing

@testable import Calibration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What result files of many tools say, each trimmed to the keys that matter.
@Suite struct BenchmarkToolTests {
  static let setting = BenchmarkSetting(architecture: "m", gpu: "H100")

  struct Sample: Sendable {
    let tool: String
    let text: String
    var load = Load.saturation
    var lengths: (Double, Double)
    var tokens: Double?
    var first: Double?
    var each: Double?
    var engine = "vLLM"
    var setting = BenchmarkToolTests.setting
  }

  static let samples: [Sample] = [
    // A rate of 100/s and 16 in flight: 10/s were served, so the limit bound.
    Sample(
      tool: "vLLM or SGLang bench serve",
      text: """
        {"backend": "openai-chat", "model_id": "m", "num_prompts": 1000, "request_rate": 100.0,
        "max_concurrency": 16, "completed": 1000, "failed": 0, "total_input_tokens": 1000000,
        "total_output_tokens": 200000, "request_throughput": 10.0, "output_throughput": 2000.0,
        "mean_ttft_ms": 200.0, "mean_tpot_ms": 30.0}
        """, load: .concurrency(16), lengths: (1000, 200), tokens: 2000, first: 0.2, each: 0.03),
    // 16/s were sent and 9.93/s served: it was saturated.
    Sample(
      tool: "vLLM or SGLang bench serve",
      text: """
        {"backend": "vllm", "model_id": "m", "request_rate": 16.0, "completed": 1000,
        "total_input_tokens": 215196, "total_output_tokens": 120689, "request_throughput": 9.9337,
        "output_throughput": 1198.9, "mean_ttft_ms": 1486.4, "mean_tpot_ms": 106.5}
        """, lengths: (215.196, 120.689), tokens: 1198.9, first: 1.4864, each: 0.1065),
    // Without TPOT, by Little's law: (64·200/2000 − 0.2)/199 = 31.16 ms, not the 120 ms between pieces.
    Sample(
      tool: "vLLM or SGLang bench serve",
      text: """
        {"model_id": "m", "request_rate": "inf", "max_concurrency": 64, "completed": 1000,
        "total_input_tokens": 1000000, "total_output_tokens": 200000, "request_throughput": 10.0,
        "output_throughput": 2000.0, "mean_ttft_ms": 200.0, "mean_itl_ms": 120.0}
        """, load: .concurrency(64), lengths: (1000, 200), tokens: 2000, first: 0.2, each: 6.2 / 199
    ),
    Sample(
      tool: "vLLM or SGLang bench serve",
      text: """
        Traffic request rate: inf
        Maximum request concurrency: 16
        ============ Serving Benchmark Result ============
        Successful requests:                     1000
        Benchmark duration (s):                  98.09
        Total input tokens:                      215196
        Total generated tokens:                  122819
        Request throughput (req/s):              10.19
        Output token throughput (tok/s):         1252.10
        Mean TTFT (ms):                          375.63
        Mean TPOT (ms):                          10.05
        ==================================================
        """, load: .concurrency(16), lengths: (215.196, 122.819), tokens: 1252.1, first: 0.37563,
      each: 0.01005),
    Sample(
      tool: "vllm bench throughput",
      text: """
        {"input_len": 2048, "output_len": 2048, "elapsed_time": 185.5635, "num_requests": 64,
        "total_num_tokens": 262144, "requests_per_second": 0.344895, "tokens_per_second": 1412.69}
        """, lengths: (2048, 2048), tokens: 0.344895 * 2048),
    Sample(
      tool: "vllm bench latency",
      text: """
        {"avg_latency": 4.0, "latencies": [3.9, 4.1], "batch_size": 8, "input_len": 32,
        "output_len": 128}
        """, load: .staticBatch(requests: 8), lengths: (32, 128), tokens: 256),
    Sample(
      tool: "SGLang bench_one_batch",
      text: """
        {"run_name": "a", "batch_size": 4, "input_len": 1024, "output_len": 1024,
        "prefill_latency": 3.5825, "median_decode_latency": 0.018888, "total_latency": 22.9694}
        """, load: .staticBatch(requests: 4), lengths: (1024, 1024), tokens: 4096 / 22.9694,
      first: 3.5825, each: 0.018888, engine: "SGLang"),
    Sample(
      tool: "SGLang bench_one_batch_server",
      text: """
        {"batch_size": 16, "input_len": 1024, "output_len": 16, "latency": 0.77, "last_ttft": 0.356,
        "output_throughput": 620.1, "acc_length": -1.0, "cache_hit_rate": 0.0}
        """, load: .staticBatch(requests: 16), lengths: (1024, 16), tokens: 256 / 0.77,
      first: 0.356,
      engine: "SGLang"),
    Sample(
      tool: "SGLang bench_offline_throughput",
      text: """
        {"backend": "engine", "successful_requests": 1000, "total_latency": 100.0,
        "total_input_tokens": 512000, "total_output_tokens": 250000, "request_throughput": 10.0,
        "output_throughput": 2500.0}
        """, lengths: (512, 250), tokens: 2500, engine: "SGLang"),
    Sample(
      tool: "AIPerf",
      text: """
        {"request_throughput": {"avg": 2.0}, "request_latency": {"unit": "ms", "avg": 8000.0},
        "request_count": {"avg": 160.0}, "time_to_first_token": {"unit": "ms", "avg": 200.0},
        "inter_token_latency": {"unit": "ms", "avg": 15.0}, "output_token_throughput": {"avg": 1040},
        "output_sequence_length": {"avg": 520}, "input_sequence_length": {"avg": 1000},
        "input_config": {"model": ["m"], "concurrency": 16, "request_rate": null}}
        """, load: .concurrency(16), lengths: (1000, 520), tokens: 1040, first: 0.2, each: 0.015),
    Sample(
      tool: "AIPerf",
      text: """
        {"request_throughput": {"avg": 2.0}, "request_count": {"avg": 160.0},
        "output_token_throughput": {"avg": 1040}, "output_sequence_length": {"avg": 520},
        "input_sequence_length": {"avg": 1000}, "input_config": {"model_names": ["m"],
        "perf_analyzer": {"stimulus": {"concurrency": 8}}}}
        """, load: .concurrency(8), lengths: (1000, 520), tokens: 1040),
    Sample(
      tool: "AIPerf",
      text: """
        genai-perf profile -m m --concurrency 4
                           NVIDIA GenAI-Perf | LLM Metrics
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━┳━━━━━━━━┓
        ┃                Statistic ┃    avg ┃    min ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━╇━━━━━━━━┩
        │ Time to first token (ms) │  16.26 │  12.39 │
        │ Inter token latency (ms) │   1.85 │   1.55 │
        │   Output sequence length │ 108.64 │ 100.00 │
        │    Input sequence length │ 550.06 │ 550.00 │
        │  Output token throughput │ 460.42 │    N/A │
        │                (per sec) │        │        │
        └──────────────────────────┴────────┴────────┘
        """, load: .concurrency(4), lengths: (550.06, 108.64), tokens: 460.42, first: 0.01626,
      each: 0.00185),
    // Requests that the end cut off worked too: (20,000 + 9,600)/60.
    Sample(
      tool: "GuideLLM",
      text: """
        {"benchmarks": [{"args": {"strategy": {"type_": "concurrent", "streams": 64}},
        "run_stats": {"start_time": 0.0, "end_time": 60.0}, "metrics": {
        "prompt_token_count": {"successful": {"mean": 1000}},
        "output_token_count": {"successful": {"mean": 200, "total_sum": 20000},
        "incomplete": {"mean": 150, "total_sum": 9600}},
        "time_to_first_token_ms": {"successful": {"mean": 150}},
        "inter_token_latency_ms": {"successful": {"mean": 23}},
        "request_totals": {"successful": 100, "errored": 0, "incomplete": 64, "total": 164}}}]}
        """, load: .concurrency(64), lengths: (1000, 200), tokens: 29600 / 60, first: 0.15,
      each: 0.023),
    // What it calls inter-token latency includes the first: (0.8151 − 0.2279)/149 = 3.94 ms.
    Sample(
      tool: "LLMPerf",
      text: """
        {"model": "m", "num_concurrent_requests": 5, "results_ttft_s_mean": 0.2279,
        "results_end_to_end_latency_s_mean": 0.8151, "results_inter_token_latency_s_mean": 0.005384,
        "results_number_input_tokens_mean": 550, "results_number_output_tokens_mean": 150,
        "results_mean_output_throughput_token_per_s": 441.8, "results_num_completed_requests": 150}
        """, load: .concurrency(5), lengths: (550, 150), tokens: 441.8, first: 0.2279,
      each: 0.5872 / 149),
    Sample(
      tool: "trtllm-bench",
      text: """
        {"engine": {"model": "m", "backend": "pytorch", "version": "1.1.0", "quantization": "FP8",
        "kv_cache_dtype": "FP8"}, "world_info": {"tp_size": 8, "pp_size": 1, "ep_size": null,
        "world_size": 8}, "request_info": {"num_requests": 3000,
        "avg_num_concurrent_requests": 1805.2, "avg_input_length": 128.0,
        "avg_output_length": 2048.0}, "performance": {"request_throughput_req_s": 13.6,
        "system_output_throughput_tok_s": 27850.0}}
        """, lengths: (128, 2048), tokens: 27850, engine: "TensorRT-LLM"),
    // 0.9 of the nominal lengths, 8 GPUs.
    Sample(
      tool: "trtllm-bench",
      text: """
        ===========================================================
        = PYTORCH BACKEND
        ===========================================================
        Model:                  m
        Model Path:             /models/m
        TensorRT LLM Version:   1.1
        Dtype:                  bfloat16
        KV Cache Dtype:         FP8
        Quantization:           FP8

        ===========================================================
        = WORLD + RUNTIME INFORMATION
        ===========================================================
        TP Size:                2
        PP Size:                1
        Max Runtime Batch Size: 2048
        KV Memory Percentage:   90.00%
        Issue Rate (req/sec):   8.3E+13

        ===========================================================
        = PERFORMANCE OVERVIEW
        ===========================================================
        Number of requests:             3000
        Average Input Length (tokens):  128.0000
        Average Output Length (tokens): 2048.0000
        Request Throughput (req/sec):                     5.4
        Total Output Throughput (tokens/sec):             11,059.2
        Per GPU Output Throughput (tps/gpu):              5529.6
        Total Latency (ms):                               555555.6
        """, lengths: (128, 2048), tokens: 11_059.2, engine: "TensorRT-LLM"),
    // The version of 2024, which counts output alone as tokens.
    Sample(
      tool: "trtllm-bench",
      text: """
        = ENGINE DETAILS
        Model:                  m
        Engine Directory:       /tmp/m/tp_1_pp_1
        TensorRT-LLM Version:   0.12.0
        Quantization:           FP8
        = WORLD + RUNTIME INFORMATION
        TP Size:                1
        PP Size:                1
        = STATISTICS
        Number of requests:             3000
        Average Input Length (tokens):  128.0
        Average Output Length (tokens): 128.0
        Token Throughput (tokens/sec):  23405.927228471104
        Request Throughput (req/sec):   182.8588064724305
        Total Latency (seconds):        16.406100739
        """, lengths: (128, 128), tokens: 23_405.927228471104, engine: "TensorRT-LLM"),
    Sample(
      tool: "InferenceX",
      text: """
        {"hw": "h100", "conc": 64, "image": "vllm/vllm-openai:v0.10.1", "model": "m",
        "framework": "vllm", "precision": "fp4", "disagg": false, "isl": 1024, "osl": 1024,
        "is_multinode": false, "tp": 8, "ep": 1, "dp_attention": "false", "tput_per_gpu": 1700.5,
        "output_tput_per_gpu": 850.2, "mean_ttft": 0.21, "mean_tpot": 0.0091}
        """, load: .concurrency(64), lengths: (921.6, 921.6), tokens: 6801.6, first: 0.21,
      each: 0.0091),
    Sample(
      tool: "evalscope perf",
      text: """
        {"Number of concurrency": 16, "Request rate (req/s)": -1, "Succeed requests": 160,
        "Failed requests": 0, "Output token throughput (tok/s)": 1300.2,
        "Request throughput (req/s)": 2.54, "Average time to first token (s)": 0.19,
        "Average time per output token (s)": 0.0116, "Average input tokens per request": 1024.0,
        "Average output tokens per request": 512.0}
        """, load: .concurrency(16), lengths: (1024, 512), tokens: 1300.2, first: 0.19, each: 0.0116
    ),
    Sample(
      tool: "optimum-benchmark",
      text: """
        {"config": {"backend": {"name": "vllm", "model": "m"}, "scenario": {"input_shapes":
        {"batch_size": 4, "sequence_length": 256}, "generate_kwargs": {"max_new_tokens": 128}}},
        "report": {"prefill": {"latency": {"mean": 0.05}}, "decode": {"latency": {"mean": 1.5},
        "throughput": {"value": 338.7}}}}
        """, load: .staticBatch(requests: 4), lengths: (256, 128), tokens: 512 / 1.55, first: 0.05,
      each: 1.5 / 127),
    Sample(
      tool: "llama-bench",
      text: """
        [{"model_filename": "m", "model_type": "llama 8B Q8_0", "gpu_info": "H100", "n_prompt": 512,
        "n_gen": 0, "n_depth": 0, "avg_ts": 2048.0}]
        """, load: .concurrency(1), lengths: (512, 1), first: 0.25, engine: "llama.cpp"),
    Sample(
      tool: "llama-bench",
      text: """
        | model         |     size |  params | backend | ngl |  test |            t/s |
        | ------------- | -------: | ------: | ------- | --: | ----: | -------------: |
        | llama 8B Q8_0 | 7.95 GiB | 8.03 B  | CUDA    |  99 | tg128 |  100.00 ± 0.30 |
        """, load: .concurrency(1), lengths: (1, 128), tokens: 100, each: 0.01, engine: "llama.cpp"),
    Sample(
      tool: "llama-batched-bench",
      text: """
        {"n_kv_max":8192,"is_pp_shared":0,"pp":512,"tg":128,"pl":8,"t_pp":1.1,"t_tg":2.5,"t":3.6}
        """, load: .staticBatch(requests: 8), lengths: (512, 128), tokens: 1024 / 3.6, first: 1.1,
      each: 2.5 / 128, engine: "llama.cpp"),
    Sample(
      tool: "LLM-Inference-Bench",
      text: """
        Hardware,Num of Hardware,Framework,Model,Input Output Length,Batch Size,Throughput (tokens/sec)
        Nvidia H100 GPU,1,vLLM,m,1024,16,1500
        """, load: .staticBatch(requests: 16), lengths: (1024, 1024), tokens: 750),
    Sample(
      tool: "inference-benchmarker",
      text: """
        {"config": {"model": "m"}, "results": [{"id": "throughput", "executor_type": "ConstantVUs",
        "config": {"max_vus": 128}, "total_requests": 2400, "total_tokens": 480000,
        "total_tokens_sent": 960000, "token_throughput_secs": 4000.0, "failed_requests": 0,
        "successful_requests": 2400, "request_rate": 20.0,
        "time_to_first_token_ms": {"avg": 110}, "inter_token_latency_ms": {"avg": 30}}]}
        """, load: .concurrency(128), lengths: (400, 200), tokens: 4000, first: 0.11, each: 0.03),
    // GenAI-Perf's CSV groups thousands and quotes such numbers.
    Sample(
      tool: "AIPerf",
      text: """
        genai-perf profile -m m --concurrency 32
        Metric,avg,min,max
        Time To First Token (ms),"1,420.51",210.00,"2,900.10"
        Inter Token Latency (ms),31.23,28.00,40.00
        Output Sequence Length (tokens),512.00,510.00,514.00
        Input Sequence Length (tokens),"1,024.00","1,020.00","1,030.00"

        Metric,Value
        Output Token Throughput (tokens/sec),984.61
        """, load: .concurrency(32), lengths: (1024, 512), tokens: 984.61, first: 1.42051,
      each: 0.03123),
  ]

  @Test(arguments: samples.indices)
  func everyToolsRunIsReadAsItIs(_ index: Int) throws { try check(Self.samples[index]) }

  func check(_ sample: Sample) throws {
    let file = try BenchmarkFile(Data(sample.text.utf8), setting: sample.setting)
    let run = try #require(file.measurements.first)
    func agrees(_ value: Double?, _ wanted: Double?) -> Bool {
      guard let wanted else { return true }
      return value.map { abs($0 / wanted - 1) < 1e-6 } ?? false
    }
    #expect(file.tool == sample.tool)
    #expect(run.conditions.load == sample.load)
    #expect(run.engine == sample.engine)
    #expect(agrees(run.conditions.promptTokens, sample.lengths.0))
    #expect(agrees(run.conditions.completionTokens, sample.lengths.1))
    #expect(agrees(run.measured.outputTokensPerSecond, sample.tokens))
    #expect(agrees(run.measured.timeToFirstTokenSeconds, sample.first))
    #expect(agrees(run.measured.timePerOutputTokenSeconds, sample.each))
  }

  /// Files that cannot be used, and a piece of the reason.
  static let refused: [(text: String, reason: String)] = [
    (
      """
      {"model_id": "m", "request_rate": "inf", "max_concurrency": 64, "completed": 300, "failed": 700,
      "total_input_tokens": 300000, "total_output_tokens": 60000, "output_throughput": 600.0}
      """, "700 of 1000 requests failed"
    ),
    (
      """
      {"model_id": "m", "request_rate": "inf", "max_concurrency": 64, "completed": 1000,
      "total_input_tokens": 1000000, "total_output_tokens": 1000, "output_throughput": 10.0}
      """, "one token or none"
    ),
    (
      """
      {"load_summary": {"count": 38717}, "successes": {"count": 38717, "latency": {},
      "throughput": {"output_tokens_per_sec": 3957.9}, "prompt_len": {"mean": 204.1},
      "output_len": {"mean": 62.4}}, "failures": {"count": 0}}
      """, "stage_N_lifecycle_metrics.json"
    ),
    (
      "{\"elapsed_time\": 9, \"num_requests\": 8, \"total_num_tokens\": 800, \"requests_per_second\": 1}",
      "--prompt"
    ),
    (
      """
      ============ Serving Benchmark Result ============
      Successful requests:                     1000
      Total input tokens:                      215196
      Total generated tokens:                  122819
      Output token throughput (tok/s):         1252.10
      """, "does not say its load"
    ),
    (
      """
      ================================================
      MLPerf Results Summary
      ================================================
      Scenario : Offline
      Samples per second: 92.1544
      Tokens per second: 27803.9
      Result is : VALID
      """, "--prompt"
    ),
    (
      "{\"ttft_s\": 0.9, \"end_to_end_latency_s\": 4.5, \"number_output_tokens\": 151}",
      "_summary.json"
    ),
    ("{\"metrics\": {\"http_req_duration\": {\"values\": {\"avg\": 950}}}}", "not their tokens"),
    (
      """
      {"configurations": [{"avg_batch_size": 7.9, "avg_output_len": 615.0, "gpu_model": "B200",
      "num_gpus": 1, "output_throughput_tokens_per_sec": 1086.7}], "model_id": "m"}
      """, "length of prompts"
    ),
    (
      """
      {"hw": "h100", "conc": 64, "model": "m", "framework": "dynamo-sglang", "disagg": true, "isl": 1024,
      "osl": 1024, "tp": 8, "output_tput_per_gpu": 850.2}
      """, "pools of their own"
    ),
    (
      """
      {"backend": "sglang", "model_id": "m", "request_rate": "inf", "max_concurrency": 8,
      "completed": 80, "total_input_tokens": 8000, "total_output_tokens": 8000,
      "output_throughput": 900, "accept_length": 2.7}
      """, "guesses tokens ahead"
    ),
    ("engine_id,tokens\n1,2\n", "a measurement file"),
    (
      #"{"avg_cold_startup_time": 41.5, "cold_startup_times": [41.5]}"#, "how long a server takes"
    ),
    (
      """
      {"backend": "sglang", "request_rate": "trace", "max_concurrency": 16, "completed": 10,
      "total_input_tokens": 1000, "total_output_tokens": 500, "output_throughput": 100}
      """, "came as a trace told"
    ),
    (
      """
      {"backend": "sglang", "max_concurrency": 16, "completed": 10, "total_input_tokens": 1000,
      "total_input_vision_tokens": 800, "total_output_tokens": 500, "output_throughput": 100}
      """, "hold images"
    ),
    (
      """
      {"runs": [{"stats": {"prompt_tps": 1024, "generation_tps": 64, "prompt_tokens": 512,
      "generation_tokens": 128}, "placement_nodes": 2, "pp_tokens": 512, "tg": 128}]}
      """, "lay on 2 machines"
    ),
    (
      """
      {"input_config": {"endpoint": {"model_names": ["m", "n"]}, "loadgen": {"concurrency": 4}},
      "output_token_throughput": {"avg": 100}, "request_throughput": {"avg": 1}}
      """, "it asked 2 models together (m, n)"
    ),
  ]

  @Test(arguments: refused.indices)
  func whatDoesNotSayEnoughIsRefusedByName(_ index: Int) {
    let sample = Self.refused[index]
    let setting = Self.setting
    let error = #expect(throws: InputError.self) {
      try BenchmarkFile(Data(sample.text.utf8), setting: setting)
    }
    #expect(error?.description.contains(sample.reason) == true, "\(error?.description ?? "")")
  }

  @Test func whatAFileSaysStandsAgainstAnOption() throws {
    let text = Data(Self.samples[14].text.utf8)
    let run = try #require(
      BenchmarkFile(text, setting: BenchmarkSetting(gpu: "H100")).measurements.first)
    #expect(run.layout.tensor == 8)
    #expect(run.weightType == "fp8")
    #expect(run.engineVersion == "1.1.0")
    for setting in [
      BenchmarkSetting(engine: "vLLM", gpu: "H100"), BenchmarkSetting(gpu: "H100", tensor: 4),
      BenchmarkSetting(gpu: "H100", weightType: "bf16"),
    ] {
      let error = #expect(throws: InputError.self) { try BenchmarkFile(text, setting: setting) }
      #expect(error?.description.contains("the file says") == true)
    }
  }

  @Test(arguments: [
    ("acme/Tuned-32B-FP8-dynamic", "", "fp8"), ("acme/Tuned-32B-quantized.w4a16", "", "int4"),
    ("/models/Tuned-32B-NVFP4/", "", "nvfp4"), ("Tuned-Q8_0.gguf", "", "q8_0"),
    ("Tuned.gguf", "", ""), ("acme/Tuned-32B", "", ""), ("acme/Tuned-32B-AWQ", "fp8", "fp8"),
    ("acme/Tuned-32B-AWQ", "published", ""),
  ])
  func aNameTellsTheFormatThatNothingElseDoes(
    _ model: String, _ given: String, _ weights: String
  ) throws {
    let text = """
      {"model_id": "\(model)", "request_rate": "inf", "completed": 10, "total_input_tokens": 1000,
      "total_output_tokens": 1000, "output_throughput": 100.0}
      """
    let setting = BenchmarkSetting(architecture: "m", gpu: "H100", weightType: given)
    let run = try #require(BenchmarkFile(Data(text.utf8), setting: setting).measurements.first)
    #expect(run.weightType == weights)
  }

  @Test(
    arguments: [
      ("1,420.51", 1420.51), ("12,000", 12_000), ("0,512", nil), ("1,42", nil), ("1,024,", nil),
      ("-1,000", nil), ("1,000.5,1", nil), ("7", 7),
    ] as [(String, Double?)])
  func cellsMayGroupThousands(_ cell: String, _ number: Double?) {
    let expected = number.map { JSONValue.number($0) } ?? JSONValue.string(cell)
    #expect(JSONValue(cell: cell) == expected)
  }

  @Test func appendedAndListedRunsAreAllRead() throws {
    let run = Self.samples[0].text
    for text in ["\(run)\n\(run)", "\(run)\(run)", "[\(run), \(run)]"] {
      let file = try BenchmarkFile(Data(text.utf8), setting: Self.setting)
      #expect(file.measurements.count == 2)
    }
  }

  /// Spreadsheets save sweeps with semicolons or tabs, and where commas are decimal signs with those.
  @Test(arguments: [(";", "95.5"), ("\t", "95.5"), (";", "95,5"), ("\t", "\"95,5\"")])
  func spreadsheetsPartColumnsInOtherWays(_ separator: String, _ latency: String) throws {
    let columns = [
      ("max_concurrency", "16"), ("model_id", "m"), ("completed", "200"), ("mean_ttft_ms", latency),
      ("total_input_tokens", "204800"), ("total_output_tokens", "51200"),
      ("output_throughput", "1280"),
    ]
    let text = [columns.map { $0.0 }, columns.map { $0.1 }].map { $0.joined(separator: separator) }
      .joined(separator: "\n")
    let row = try #require(
      try BenchmarkFile(Data(text.utf8), setting: Self.setting).measurements.first)
    #expect(row.measured.outputTokensPerSecond == 1280)
    #expect(row.conditions.promptTokens == 1024)
    #expect(abs((row.measured.timeToFirstTokenSeconds ?? 0) - 0.0955) < 1e-9)
  }

  /// Of `1,280` between semicolons nothing tells whether it is 1280 or 1.28.
  @Test func aCommaThatMayBeEitherIsRefused() {
    let text = """
      max_concurrency;completed;total_input_tokens;total_output_tokens;output_throughput
      16;200;204800;51200;1,280
      """
    #expect(throws: InputError.self) {
      try BenchmarkFile(Data(text.utf8), setting: Self.setting)
    }
  }

  /// A server is started once, and three runs follow; another server is of other ranks.
  @Test func aServersRanksAreThoseOfItsRuns() throws {
    func run(_ concurrency: Int) -> String {
      """
      vllm bench serve --model m --max-concurrency \(concurrency)
      ============ Serving Benchmark Result ============
      Successful requests:                     1000
      Total input tokens:                      200000
      Total generated tokens:                  100000
      Output token throughput (tok/s):         1250.0
      ==================================================

      """
    }
    let text = [
      "$ vllm serve m --tensor-parallel-size 4 &\n", run(8), run(16), "$ vllm serve m &\n", run(4),
    ]
    let file = try BenchmarkFile(Data(text.joined().utf8), setting: Self.setting)
    #expect(file.measurements.map(\.layout.tensor) == [4, 4, 1])
    let loads = file.measurements.map(\.conditions.load)
    #expect(loads == [Load.concurrency(8), .concurrency(16), .concurrency(4)])
  }

  /// What a server's command tells of copies, guesses and offloading is told of its runs.
  @Test(arguments: [
    ("vllm serve m -dp 2", "2 copies"),
    ("vllm serve m --speculative-config '{\"method\": \"eagle\"}'", "guesses tokens ahead"),
    ("python -m sglang.launch_server --speculative-algorithm EAGLE --model-path m", "EAGLE"),
    ("vllm serve m --cpu-offload-gb 10", "in the processor's memory"),
  ])
  func aServersCommandTellsWhatIsRefused(_ command: String, _ reason: String) {
    let text = """
      \(command)
      Maximum request concurrency: 16
      ============ Serving Benchmark Result ============
      Successful requests:                     1000
      Total input tokens:                      200000
      Total generated tokens:                  100000
      Output token throughput (tok/s):         1250.0
      ==================================================
      """
    let error = #expect(throws: InputError.self) {
      try BenchmarkFile(Data(text.utf8), setting: Self.setting)
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func tablesOneAfterTheOtherAreRunsOfTheirOwn() throws {
    func table(_ concurrency: Int, _ tokens: Int) -> String {
      """
      aiperf profile --model m --concurrency \(concurrency)
      NVIDIA AIPerf | LLM Metrics
      | Metric | avg |
      | Input Sequence Length (tokens) | 500 |
      | Output Sequence Length (tokens) | 100 |
      | Output Token Throughput (tokens/sec) | \(tokens) |

      """
    }
    let file = try BenchmarkFile(
      Data((table(4, 400) + table(8, 700)).utf8), setting: Self.setting)
    let tokens = file.measurements.compactMap(\.measured.outputTokensPerSecond)
    #expect(tokens == [400.0, 700.0])
    let loads = file.measurements.map(\.conditions.load)
    #expect(loads == [Load.concurrency(4), .concurrency(8)])
  }

  /// Windows' shell writes UTF-16, its spreadsheets a mark before UTF-8.
  @Test func textOfWindowsIsRead() throws {
    let text = """
      max_concurrency,model_id,completed,total_input_tokens,total_output_tokens,output_throughput
      16,m,200,204800,51200,1280
      """
    let wide = [UInt8]([0xFF, 0xFE]) + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for data in [Data("\u{FEFF}\(text)".utf8), Data(wide)] {
      let file = try BenchmarkFile(data, setting: Self.setting)
      #expect(file.measurements.first?.conditions.load == .concurrency(16))
    }
  }
}
