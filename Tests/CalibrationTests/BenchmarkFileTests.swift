import CheckedJSON
import Roofline
import Testing

@testable import Calibration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct BenchmarkFileTests {
  static let setting = BenchmarkSetting(architecture: "m", gpu: "H100")

  /// Trimmed results of each tool, with what they say.
  static let samples:
    [(tool: String, text: String, load: Load, tokens: Double?, firstToken: Double)] = [
      (
        "vLLM or SGLang bench serve",
        """
        {"date": "20260722", "model_id": "Qwen/Qwen3-VL-8B-Instruct", "request_rate": 1.0,
        "max_concurrency": null, "completed": 200, "total_input_tokens": 40000,
        "total_output_tokens": 25600, "output_throughput": 125.79, "mean_ttft_ms": 95.63,
        "mean_tpot_ms": 27.91}
        """, .rate(requestsPerSecond: 1), 125.79, 0.09563
      ),
      (
        "vLLM or SGLang bench serve",
        """
        {"backend": "sglang", "request_rate": Infinity, "max_concurrency": 16, "completed": 300,
        "total_input_tokens": 152612, "total_output_tokens": 160347, "output_throughput": 537.41,
        "median_ttft_ms": 85.75, "median_itl_ms": 13.64}
        """, .concurrency(16), 537.41, 0.08575
      ),
      (
        "vLLM or SGLang bench serve",
        """
        {"backend": "vllm", "request_rate": "inf", "max_concurrency": null, "completed": 300,
        "total_input_tokens": 299700, "total_output_tokens": 81050, "request_goodput:": null,
        "output_throughput": 2249.2, "mean_ttft_ms": 54.6, "mean_tpot_ms": 13.6}
        """, .saturation, 2249.2, 0.0546
      ),
      (
        "AIPerf",
        """
        {"records": {"input_sequence_length": {"avg": 550}, "ttft": {"avg": 2343.2},
        "output_sequence_length": {"avg": 201}, "request_count": {"avg": 890},
        "inter_token_latency": {"avg": 21}, "output_token_throughput": {"avg": 1500}},
        "input_config": {"endpoint": {"model_names": ["openai/gpt-oss-20b"]},
        "loadgen": {"concurrency": 100}}}
        """, .concurrency(100), 1500, 2.3432
      ),
      (
        "GuideLLM",
        """
        {"benchmarks": [{"config": {"strategy": {"type_": "constant", "rate": 1.95}}, "duration": 20,
        "metrics": {"prompt_token_count": {"successful": {"mean": 3072}},
        "output_token_count": {"successful": {"mean": 30.5, "total_sum": 1160}},
        "time_to_first_token_ms": {"successful": {"mean": 120}},
        "inter_token_latency_ms": {"successful": {"mean": 12}}}}]}
        """, .rate(requestsPerSecond: 1.95), 58, 0.12
      ),
      (
        "inference-perf",
        """
        {"load_summary": {"requested_rate": 111.92}, "successes": {"count": 6715,
        "latency": {"time_to_first_token": {"mean": 0.2}, "time_per_output_token": {"mean": 0.01}},
        "throughput": {"output_tokens_per_sec": 6955.7}, "prompt_len": {"mean": 200.9},
        "output_len": {"mean": 62.8}}}
        """, .rate(requestsPerSecond: 111.92), 6955.7, 0.2
      ),
      (
        "LLMPerf",
        """
        {"model": "tinyLlama", "mean_input_tokens": 256, "mean_output_tokens": 100,
        "num_concurrent_requests": 5, "results_ttft_s_mean": 0.2538,
        "results_inter_token_latency_s_mean": 0.0119,
        "results_mean_output_throughput_token_per_s": 335.4}
        """, .concurrency(5), 335.4, 0.2538
      ),
      (
        "trtllm-bench",
        """
        {"engine": {"model": "m"}, "request_info": {"num_requests": 100, "avg_input_length": 64.0,
        "avg_output_length": 16.0, "avg_num_concurrent_requests": 8.0},
        "performance": {"request_throughput_req_s": 0.21, "system_output_throughput_tok_s": 3.37},
        "streaming_metrics": {"avg_ttft_ms": 4533.1, "avg_tpot_ms": 14.03}}
        """, .concurrency(8), 3.37, 4.5331
      ),
    ]

  @Test(arguments: samples.indices)
  func everyToolIsRead(_ index: Int) throws {
    let sample = Self.samples[index]
    let file = try BenchmarkFile(Data(sample.text.utf8), setting: Self.setting)
    let row = try #require(file.measurements.first)
    #expect(file.tool == sample.tool)
    #expect(row.conditions.load == sample.load)
    #expect(row.measured.outputTokensPerSecond == sample.tokens)
    #expect(abs((row.measured.timeToFirstTokenSeconds ?? 0) - sample.firstToken) < 1e-9)
  }

  @Test func runsOnSeveralLinesAreAllRead() throws {
    let line = String(Self.samples[1].text.filter { $0 != "\n" })
    let file = try BenchmarkFile(Data("\(line)\n\(line)\n".utf8), setting: Self.setting)
    #expect(file.measurements.count == 2)
  }

  @Test(arguments: [
    "", "{", "[]", "{}", "null", "{\"total_output_tokens\": 5}",
    "{\"benchmarks\": []}", "{\"request_info\": {\"num_requests\": -1}}",
    "{\"completed\": 0, \"total_input_tokens\": 1e300, \"total_output_tokens\": 1e300}",
  ])
  func whatIsNoResultIsAnError(_ text: String) {
    #expect(throws: InputError.self) {
      try BenchmarkFile(Data(text.utf8), setting: Self.setting)
    }
  }
}
