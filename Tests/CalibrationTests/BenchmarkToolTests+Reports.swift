import CheckedJSON
import Roofline
import Testing

@testable import Calibration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reports that gather what other tools measured, and YAML.
extension BenchmarkToolTests {
  /// As `yaml.dump` writes it: keys in order, lists under their key's column, long texts on several lines.
  private static let yaml = """
    results:
      request_performance:
        aggregate:
          latency:
            inter_token_latency:
              mean: 0.012
              units: s/token
            request_latency:
              mean: 175.8
              units: s
            time_per_output_token:
              mean: 79.7
              units: ms/token
            time_to_first_token:
              mean: 21.25
              units: s
          requests:
            failures: 0
            input_length:
              mean: 2046.5
              p0p1: 1.5e-3
              units: count
            output_length:
              mean: 2005.0
              units: count
            total: 8192
          throughput:
            output_token_rate:
              mean: 22124.9
              units: tokens/s
            request_rate:
              mean: 11.03
              units: queries/s
    run:
      description: 'a long text: it goes
        on here'
      time: {}
    scenario:
      load:
        metadata:
          schema_version: 0.0.1
        native:
          args: {}
          list:
          - - 1
            - 2
          - a: 1
            b: null
        standardized:
          concurrency: 2048
          parallelism: 1
          rate_qps: 8192.0
          tool: inference-perf
          tool_version: ''
    version: '0.2'

    """

  static let reports: [Sample] = [
    // 8,192 requests each second were sent and 11 served: the limit in flight bound.
    Sample(
      tool: "llm-d's benchmark report", text: yaml, load: .concurrency(2048),
      lengths: (2046.5, 2005), tokens: 22124.9, first: 21.25, each: 0.0797),
    Sample(
      tool: "llm-d's benchmark report",
      text: stack(
        #""role": "replica", "replicas": 1, "accelerator": {"model": "H100", "count": 2, "parallelism": {"tp": 2, "dp": 1}}"#
      ), load: .concurrency(8), lengths: (512, 128), tokens: 640, each: 0.01,
      setting: BenchmarkSetting()),
    // What GuideLLM calls time per output token has the first in it.
    Sample(
      tool: "llm-d's benchmark report",
      text: """
        {"version": "0.1", "scenario": {"model": {"name": "m"}, "load": {"name": "guidellm", "args":
        {"profile": "concurrent", "rate": [8, 16]}, "metadata": {"stage": 1}}}, "metrics":
        {"requests": {"total": 100, "failures": 0, "input_length": {"mean": 512}, "output_length":
        {"mean": 128}}, "latency": {"time_to_first_token": {"units": "ms", "mean": 250},
        "time_per_output_token": {"units": "ms/token", "mean": 12}, "inter_token_latency":
        {"units": "ms/token", "mean": 10}}, "throughput": {"output_tokens_per_sec": 1280}}}
        """, load: .concurrency(16), lengths: (512, 128), tokens: 1280, first: 0.25, each: 0.01),
    // (1,843.5 − 52.5)/99 = 18.09 ms. Of 40 requests 8 were warm-up: 64·40/32 tokens each second.
    Sample(
      tool: "genai-bench",
      text: """
        {"aggregated_metrics": {"scenario": "D(100,100)", "num_concurrency": 4, "iteration_type":
        "num_concurrency", "mean_output_throughput_tokens_per_s": 64.0, "requests_per_second": 0.8,
        "num_error_requests": 0, "num_completed_requests": 40, "stats": {"ttft": {"mean": 52.5},
        "tpot": {"mean": 17.9}, "e2e_latency": {"mean": 1843.5}, "num_input_tokens": {"mean": 90},
        "num_output_tokens": {"mean": 100.0, "sum": 3200}}}, "_time_unit": "ms"}
        """, load: .concurrency(4), lengths: (90, 100), tokens: 80, first: 0.0525,
      each: 1.791 / 99),
    // A row of the dashboard: two GPUs, which read prompts and write tokens. 1,024 tokens come out as 921.6.
    Sample(
      tool: "InferenceX",
      text: """
        [{"hardware": "h100", "framework": "vllm", "model": "m", "precision": "fp8", "spec_method":
        "none", "disagg": false, "is_multinode": false, "prefill_tp": 2, "prefill_ep": 1, "decode_tp":
        2, "decode_ep": 1, "num_prefill_gpu": 2, "num_decode_gpu": 2, "isl": 1024, "osl": 1024,
        "conc": 64, "image": "vllm/vllm-openai:v0.11.0", "metrics": {"tput_per_gpu": 2781.4,
        "output_tput_per_gpu": 1390.7, "mean_ttft": 0.094, "mean_tpot": 0.022}, "date":
        "2026-04-17"}]
        """, load: .concurrency(64), lengths: (921.6, 921.6), tokens: 2781.4, first: 0.094,
      each: 0.022, setting: BenchmarkSetting()),
    // 20 users; its time per output token of 31 ms has the first in it.
    Sample(
      tool: "llm-load-test",
      text: """
        {"results": [{"ttft": 100}], "config": {"load_options": {"type": "constant", "concurrency":
        20, "duration": 20}, "plugin_options": {"model_name": "m"}}, "summary": {"tpot": {"mean": 31},
        "ttft": {"mean": 180.0}, "itl": {"mean": 30.0}, "response_time": {"mean": 6150},
        "output_tokens": {"mean": 200}, "input_tokens": {"mean": 400}, "throughput": 640.0,
        "total_requests": 64, "total_failures": 0}}
        """, load: .concurrency(20), lengths: (400, 200), tokens: 640, first: 0.18, each: 0.03),
    // 512 tokens at 1,024/s are 0.5 s, 128 at 64/s are 2 s: 128/2.5 = 51.2 tokens/s.
    Sample(
      tool: "exo bench",
      text: """
        {"runs": [{"elapsed_s": 2.6, "stats": {"prompt_tps": 1024.0, "generation_tps": 64.0,
        "prompt_tokens": 512, "generation_tokens": 128}, "model_id": "m", "placement_nodes": 1,
        "pp_tokens": 512, "tg": 128, "concurrency": 1}], "cluster": {}}
        """, load: .concurrency(1), lengths: (512, 128), tokens: 51.2, first: 0.5, each: 1 / 64.0,
      engine: "MLX"),
    Sample(
      tool: "mlx_lm.benchmark",
      text: """
        $ mlx_lm.generate --model m --prompt hello
        ==========
        A text, and
        ==========
        Prompt: 512 tokens, 1024.000 tokens-per-sec
        Generation: 128 tokens, 64.000 tokens-per-sec
        Peak memory: 4.123 GB
        """, load: .concurrency(1), lengths: (512, 128), tokens: 51.2, first: 0.5, each: 1 / 64.0,
      engine: "MLX"),
    // 2 requests each second of 2 s each are 4 in flight, and not 2.
    Sample(
      tool: "genai-bench",
      text: """
        {"aggregated_metrics": {"num_concurrency": 2, "arrival_requests_per_second": 2.01,
        "mean_output_throughput_tokens_per_s": 200.0, "requests_per_second": 2.0,
        "num_completed_requests": 400, "stats": {"ttft": {"mean": 0.5}, "e2e_latency": {"mean": 2.0},
        "num_input_tokens": {"mean": 90}, "num_output_tokens": {"mean": 100}}}, "_time_unit": "s"}
        """, load: .rate(requestsPerSecond: 2), lengths: (90, 100), tokens: 200, first: 0.5),
  ]

  private static func stack(_ engine: String, _ others: String = "") -> String {
    """
    {"version": "0.2", "scenario": {"stack": [{"standardized": {"kind": "generic", "tool": "epp"}},
    {"standardized": {"kind": "inference_engine", "tool": "llm-d", "model": {"name": "m"}, \(engine)}}],
    "load": {"standardized": {"tool": "vllm-benchmark", "concurrency": 8, \(others) "stage": 0}}},
    "results": {"request_performance": {"aggregate": {"requests": {"total": 100, "failures": 0,
    "input_length": {"mean": 512}, "output_length": {"mean": 128}}, "latency":
    {"time_per_output_token": {"units": "ms/token", "mean": 10}}, "throughput":
    {"output_token_rate": {"mean": 640}}}}}}
    """
  }

  @Test(arguments: reports.indices)
  func reportsAreReadAsTheirTools(_ index: Int) throws { try check(Self.reports[index]) }

  /// What a report says of its deployment and of its prompts, and why it is then refused.
  @Test(
    arguments: [
      (#""role": "prefill", "replicas": 1"#, "", "pools of their own"),
      (#""role": "decode", "replicas": 4"#, "", "4 copies"),
      (
        #""replicas": 1"#, #""prefix": {"prefix_len": {"value": 400}},"#, "in 400 tokens"
      ),
      (#""replicas": 1"#, #""multi_turn": {"enabled": true},"#, "begin alike"),
      (#""replicas": 1"#, #""parallelism": 4,"#, "one of 4 clients"),
    ])
  func reportsOfSeveralAreRefused(_ engine: String, _ others: String, _ reason: String) {
    let error = #expect(throws: InputError.self) {
      try BenchmarkFile(Data(Self.stack(engine, others).utf8), setting: Self.setting)
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  /// A report that ends early, and text that only begins like one.
  @Test(arguments: ["scenario:\n  load: [", "results:\n  a\n", "benchmarks:\n\t- x: 'y\n"])
  func brokenYAMLIsAnError(_ text: String) {
    #expect(throws: InputError.self) {
      try BenchmarkFile(Data(text.utf8), setting: Self.setting)
    }
  }

  /// Of 10,000 prompt tokens the server found 6,000 in its cache.
  @Test func inferencePerfTellsWhatWasCached() {
    let text = """
      {"load_summary": {"requested_rate": 5}, "successes": {"count": 100, "prompt_tokens":
      {"mean": 100, "total": 10000, "cached": 6000}, "output_len": {"mean": 128}, "throughput":
      {"output_tokens_per_sec": 640, "requests_per_sec": 5}}}
      """
    let error = #expect(throws: InputError.self) {
      try BenchmarkFile(Data(text.utf8), setting: Self.setting)
    }
    #expect(error?.description.contains("found in the prefix cache") == true)
  }
}
