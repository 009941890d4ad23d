import CheckedJSON
import Roofline
import Testing

@testable import Calibration

/// Newer keys, console text and databases of tools whose JSON is read too.
extension BenchmarkToolTests {
  static let otherForms: [Sample] = [
    // 512 tokens at 1,024/s are 0.5 s, 128 at 64/s are 2 s: 128/2.5 = 51.2 tokens/s.
    Sample(
      tool: "mlx_lm.benchmark",
      text: """
        $ mlx_lm.benchmark --model m -p 512 -g 128
        Running warmup..
        Timing with prompt_tokens=512, generation_tokens=128, batch_size=1.
        Trial 1:  prompt_tps=1020.000, generation_tps=63.000, peak_memory=3.502
        Trial 2:  prompt_tps=1028.000, generation_tps=65.000, peak_memory=3.503
        Averages: prompt_tps=1024.000, generation_tps=64.000, peak_memory=3.503
        """, load: .concurrency(1), lengths: (512, 128), tokens: 51.2, first: 0.5,
      each: 1 / 64.0, engine: "MLX"),
    // Speeds of a batch are its sums: 4·512/1,024 = 2 s and 4·128/128 = 4 s; 512 tokens in 6 s.
    Sample(
      tool: "mlx_lm.benchmark",
      text: """
        Timing with prompt_tokens=512, generation_tokens=128, batch_size=4.
        Averages: prompt_tps=1024.000, generation_tps=128.000, peak_memory=3.503
        """, load: .staticBatch(requests: 4), lengths: (512, 128), tokens: 512 / 6.0, first: 2,
      each: 4 / 128.0, engine: "MLX"),
    Sample(
      tool: "LocalScore",
      text: """
        {"system_info": {"cpu_name": "x"}, "accelerator_info": {"name": "H100", "type": "GPU"},
        "results": [{"name": "pp1024+tg256", "model_filename": "m", "model_type":
        "llama 8B Q8_0", "n_prompt": 1024, "n_gen": 256, "prompt_tps": 2048.0, "gen_tps": 128.0}]}
        """, load: .concurrency(1), lengths: (1024, 256), tokens: 102.4, first: 0.5,
      each: 1 / 128.0, engine: "llama.cpp"),
    Sample(
      tool: "evalscope perf",
      text: """
        {"Test Duration (s)": 260.1, "Concurrency": 32, "Request Rate (req/s)": -1.0,
        "Total Requests": 500, "Success Requests": 500, "Failed Requests": 0,
        "Req Throughput (req/s)": 1.923, "Avg Latency (s)": 16.36, "Avg Input Tokens": 1024.0,
        "Avg Output Tokens": 512.0, "Output Throughput (tok/s)": 984.6, "TTFT (ms)": 420.1,
        "TPOT (ms)": 31.2, "ITL (ms)": 31.1}
        """, load: .concurrency(32), lengths: (1024, 512), tokens: 984.6, first: 0.4201,
      each: 0.0312),
    // The first line of a log opens with a bracket, as JSON does.
    Sample(
      tool: "vLLM or SGLang bench serve",
      text: """
        [INFO] 2026-11-02 benchmark of m
        Maximum request concurrency: 16
        ============ Serving Benchmark Result ============
        Successful requests:                     1000
        Total input tokens:                      200000
        Total generated tokens:                  100000
        Output token throughput (tok/s):         1250.0
        Mean TTFT (ms):                          375.0
        Mean TPOT (ms):                          10.0
        ==================================================
        """, load: .concurrency(16), lengths: (200, 100), tokens: 1250, first: 0.375, each: 0.01),
    Sample(
      tool: "llama-bench",
      text: """
        CREATE TABLE IF NOT EXISTS llama_bench (
          gpu_info TEXT,
          avg_ts TEXT
        );

        INSERT INTO llama_bench (gpu_info, backends, model_filename, model_type, n_prompt, n_gen, n_depth, avg_ts) VALUES ('H100', 'CUDA', 'm', 'llama 8B Q8_0', '512', '0', '0', '2048.0');
        INSERT INTO llama_bench (gpu_info, backends, model_filename, model_type, n_prompt, n_gen, n_depth, avg_ts) VALUES ('H100', 'CUDA', 'm', 'llama 8B Q8_0', '0', '128', '0', '38.5');
        """, load: .concurrency(1), lengths: (512, 1), first: 0.25, engine: "llama.cpp"),
    // 1,536,000 tokens at 9,369.6/s are 163.93 s, in which 6.1/s are 1,000 requests.
    Sample(
      tool: "vllm bench throughput",
      text: """
        INFO 09-22 10:00:00 [__init__.py:244] Automatically detected platform cuda.
        Throughput: 6.10 requests/s, 9369.60 total tokens/s, 3123.20 output tokens/s
        Total num prompt tokens:  1024000
        Total num output tokens:  512000
        """, lengths: (1024, 512), tokens: 3123.2),
    // Without the counts: (9,000 − 3,000)/6 and 3,000/6 tokens of each request.
    Sample(
      tool: "vllm bench throughput",
      text: "Throughput: 6.00 requests/s, 9000.00 total tokens/s, 3000.00 output tokens/s",
      lengths: (1000, 500), tokens: 3000),
    Sample(
      tool: "vllm bench latency",
      text: """
        $ vllm bench latency --model m --batch-size 8 --input-len 32 --output-len 128
        Profiling iterations: 100%|##########| 30/30 [02:00<00:00,  4.00s/it]
        Avg latency: 4.0 seconds
        10% percentile latency: 3.9 seconds
        """, load: .staticBatch(requests: 8), lengths: (32, 128), tokens: 256),
    Sample(
      tool: "vllm bench latency",
      text: """
        {"avg_latency": 4.0, "latencies": [3.9, 4.1], "percentiles": {"50": 4.0}}
        """, load: .staticBatch(requests: 8), lengths: (32, 128), tokens: 256,
      setting: BenchmarkSetting(
        architecture: "m", gpu: "H100", promptTokens: 32, completionTokens: 128, concurrency: 8)),
    Sample(
      tool: "SGLang bench_offline_throughput",
      text: """
        ====== Offline Throughput Benchmark Result =======
        Backend:                                 engine
        Successful requests:                     1000
        Benchmark duration (s):                  160.00
        Total input tokens:                      1024000
        Total generated tokens:                  512000
        Request throughput (req/s):              6.25
        Output token throughput (tok/s):         3200.00
        ==================================================
        """, lengths: (1024, 512), tokens: 3200, engine: "SGLang"),
    // 0.0225 s · 355.56/s = 8 sequences, 0.25 s · 32,768/s = 8 prompts of 1,024, and of
    // 3.13 s · 2,944.73/s = 8 · 1,152 tokens 128 are left for each answer.
    Sample(
      tool: "SGLang bench_one_batch",
      text: """
        Warmup ...
        Prefill. latency: 0.09000 s, throughput:  11377.78 token/s
        Decode.  median latency: 0.02200 s, median throughput:     363.64 token/s
        Total. latency:  1.130 s, throughput:   944.73 token/s
        Benchmark ...
        Prefill. latency: 0.25000 s, throughput:  32768.00 token/s
        Decode 0. Batch size: 8, latency: 0.02250 s, throughput:    355.56 token/s
        Decode.  median latency: 0.02250 s, median throughput:    355.56 token/s
        Total. latency:  3.130 s, throughput:   2944.73 token/s
        """, load: .staticBatch(requests: 8), lengths: (1024, 128), tokens: 1024 / 3.13,
      first: 0.25,
      each: 0.0225, engine: "SGLang"),
    // The second version of GuideLLM's reports.
    Sample(
      tool: "GuideLLM",
      text: """
        {"metadata": {"version": 2, "guidellm_version": "0.7.0"}, "config": {"spec": {"backend":
        {"model": "m"}}}, "benchmarks": [{"config": {"strategy": {"kind": "constant", "rate": 1.95}},
        "duration": 20, "metrics": {"prompt_token_count": {"successful": {"mean": 3072}},
        "output_token_count": {"successful": {"mean": 30.5, "total_sum": 1160}}}}]}
        """, load: .rate(requestsPerSecond: 1.95), lengths: (3072, 30.5), tokens: 58,
      setting: BenchmarkSetting(gpu: "H100")),
    Sample(
      tool: "inference-perf",
      text: """
        {"load_summary": {"count": 100, "requested_rate": null, "concurrency": 8}, "successes":
        {"count": 100, "prompt_tokens": {"mean": 512}, "output_len": {"mean": 128},
        "throughput": {"output_tokens_per_sec": 640, "requests_per_sec": 5}}}
        """, load: .concurrency(8), lengths: (512, 128), tokens: 640),
    // 8 · 1,800 tokens each second, of which 800 of 1,800 are answers: 6,400.
    Sample(
      tool: "InferenceX",
      text: """
        {"hw": "h200", "tp": 8, "conc": 64, "model": "m", "framework": "vllm", "precision": "fp8",
        "isl": 1000, "osl": 800, "random_range_ratio": 1, "tput_per_gpu": 1800.0}
        """, load: .concurrency(64), lengths: (1000, 800), tokens: 6400,
      setting: BenchmarkSetting(architecture: "m")),
    Sample(
      tool: "AIPerf",
      text: phases(
        """
        [{"name": "warmup", "type": "concurrency", "concurrency": 4},
        {"name": "profiling", "type": "concurrency", "concurrency": 32}]
        """), load: .concurrency(32), lengths: (1024, 512), tokens: 984.6),
    Sample(
      tool: "AIPerf",
      text: phases(
        """
        [{"name": "start", "kind": "warmup", "type": "concurrency", "concurrency": 4},
        {"name": "profiling", "type": "poisson", "rate": 1.9}]
        """), load: .rate(requestsPerSecond: 1.9), lengths: (1024, 512), tokens: 984.6),
    Sample(
      tool: "vllm bench throughput",
      text: """
        [{"benchmark": {"name": "vLLM benchmark", "extra_info": {"args": {"model": "m",
        "tensor_parallel_size": 1, "input_len": 1024, "output_len": 512,
        "speculative_config": null}}}, "model": {"name": "m"}, "metric": {"name":
        "requests_per_second", "benchmark_values": [6.1], "extra_info": {"elapsed_time": 163.93,
        "num_requests": 1000, "total_num_tokens": 1536000}}}, {"benchmark": {"name":
        "vLLM benchmark", "extra_info": {"args": {"model": "m"}}}, "model": {"name": "m"},
        "metric": {"name": "tokens_per_second", "benchmark_values": [9369.6], "extra_info": {}}}]
        """, lengths: (1024, 512), tokens: 6.1 * 512),
    Sample(
      tool: "vllm bench latency",
      text: """
        [{"benchmark": {"name": "vLLM benchmark", "extra_info": {"args": {"model": "m",
        "batch_size": 8, "input_len": 32, "output_len": 128}}}, "model": {"name": "m"}, "metric":
        {"name": "latency", "benchmark_values": [3.9, 4.1], "extra_info": {"avg_latency": 4.0}}}]
        """, load: .staticBatch(requests: 8), lengths: (32, 128), tokens: 256),
  ]

  private static func phases(_ phases: String) -> String {
    """
    {"input_config": {"models": {"items": [{"name": "m"}]}, "phases": \(phases)},
    "request_throughput": {"avg": 1.923}, "request_count": {"avg": 500.0},
    "request_latency": {"unit": "ms", "avg": 16363.0}, "output_token_throughput": {"avg": 984.6},
    "output_sequence_length": {"avg": 512.0}, "input_sequence_length": {"avg": 1024.0}}
    """
  }

  @Test(arguments: otherForms.indices)
  func otherFormsAreReadAlike(_ index: Int) throws { try check(Self.otherForms[index]) }
}
