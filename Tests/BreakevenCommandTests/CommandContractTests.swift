import Foundation
import Testing

@Suite struct CommandContractTests {
  static let deployment = ["--model", "meta-llama/Llama-3.1-8B-Instruct", "--gpu", "H100-SXM"]

  @Test(
    arguments: [
      ([], 64), (["help"], 0), (["--help"], 0), (["reprot", "x"], 64), (["report"], 64),
      (["report", "--frmat", "json", "x"], 64), (["report", "no-such-file.json"], 66),
      (["report", "Workloads/chat-assistant.json", "--format", "pdf"], 64),
      (["report", "Workloads/chat-assistant.json", "--as-of", "yesterday"], 64),
      (["report", "Workloads/chat-assistant.json", "--pricing", "no-such-folder"], 66),
      (["report", "Workloads/chat-assistant.json", "--summary", "--expect", "neither"], 64),
      (
        ["report", "Tests/BreakevenTests/Reported/clamped-job.json", "--output", "/dev/null/x.md"],
        73
      ),
      (["model", "no-such-model"], 65), (["model", "Workloads/chat-assistant.json"], 65),
      (["estimate", "--model", "openai/gpt-oss-20b"], 64), (["calibrate", "--backtest"], 64),
      (["simulate"], 64),
      (["simulate", "--trace", "no-such-file.csv"] + CommandContractTests.deployment, 66),
      (
        ["simulate", "--workload", "Workloads/workload.schema.json"]
          + CommandContractTests.deployment, 65
      ),
      (["simulate", "--workload", "document-summaries"] + CommandContractTests.deployment, 64),
      (
        ["simulate", "--workload", "chat-assistant", "--min-replicas", "2"]
          + CommandContractTests.deployment, 64
      ),
      (
        ["simulate", "--workload", "chat-assistant", "--speed", "2"]
          + CommandContractTests.deployment, 64
      ),
      (
        ["simulate", "--workload", "chat-assistant", "--offer", "vast-a100-40gb"]
          + CommandContractTests.deployment, 64
      ),
      (
        ["simulate", "--workload", "chat-assistant", "--offer", "no-such"]
          + CommandContractTests.deployment, 65
      ),
      (["catalog", "planets"], 64), (["catalog", "gpus", "--json"], 0), (["prices", "list"], 0),
      (["prices", "import", "skypilot", "no-such-file.csv"], 64),
      (["prices", "check", "Pricing"], 64), (["prices", "check", "--model", "llama"], 64),
      (["prices", "list", "--dry-run"], 64), (["catalog", "models", "--model", "["], 65),
    ] as [([String], Int32)])
  func exitCode(arguments: [String], code: Int32) throws {
    let run = try CommandRun(arguments)
    #expect(run.code == code, "\(run.errors)")
    if code != 0 {
      #expect(run.output.isEmpty)
      #expect(!run.errors.isEmpty)
    }
  }

  @Test func modelJSONFollowsTheContract() throws {
    let run = try CommandRun(["model", "openai/gpt-oss-120b", "--json"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "breakeven/model/1")
    let parameters = try #require(json["parameters"] as? [String: Any])
    #expect(parameters["total"] as? Int == 116_829_156_672)
    #expect(parameters["activeExcludingInputEmbedding"] as? Int == 5_132_849_472)
    let cache = try #require(json["kvCache"] as? [String: Any])
    #expect(cache["bytesPerTokenUnbounded"] as? Double == 36864)
    #expect(cache["bytesPerTokenWindowed"] as? Double == 36864)
    #expect(cache["windowTokens"] as? Int == 128)
  }

  /// What is paid for is the hours that the fleet was there, by whatever policy.
  @Test(arguments: [
    ["--replicas", "2"], ["--replicas", "2", "--router", "leastLoaded"], ["--static-batch", "8"],
    ["--max-replicas", "3", "--scale-up-delay", "5", "--target-in-flight", "4"],
  ])
  func simulateJSONFollowsTheContract(fleet: [String]) throws {
    let run = try CommandRun(
      [
        "simulate", "--workload", "chat-assistant", "--requests", "400", "--rate", "6",
        "--burstiness", "3", "--usd-per-gpu-hour", "2", "--json",
      ] + Self.deployment + fleet)
    #expect(run.code == 0, "\(run.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "breakeven/simulate/1")
    let requests = try #require(json["requests"] as? [String: Int])
    #expect(requests["finished"] == 400)
    let first = try #require(json["timeToFirstTokenSeconds"] as? [String: Double])
    #expect(try #require(first["p50"]) <= (try #require(first["p99"])))
    let hours = try #require(json["gpuHours"] as? Double)
    let cost = try #require(json["cost"] as? [String: Any])
    #expect(abs((try #require(cost["usd"] as? Double)) - 2 * hours) < 1e-9)
    let targets = try #require(json["targets"] as? [String: Any])
    #expect(targets["timeToFirstTokenSeconds"] as? Double == 1)
    #expect(!(try #require(json["cacheOverTime"] as? [Any])).isEmpty)
  }

  /// Logs are played as `profile` reads them; those without times only where that does not matter.
  @Test(arguments: [
    (["a.csv"], [], 0, "2 requests of a log"),
    (["a.csv", "b.json"], [], 0, "4 requests of 2 logs"),
    (["c.jsonl", "--prompt", "p", "--completion", "c"], ["--queued"], 0, "1 requests of a log"),
    (["c.jsonl", "--prompt", "p", "--completion", "c"], [], 65, "no arrival times"),
    (["c.jsonl"], [], 65, "names of the columns"),
    (["d.csv"], [], 65, "sums of requests"),
    (["e.csv"], [], 65, "no request that was answered"),
    (["a.csv", "no-such.csv"], [], 66, "no such file"),
    (["-"], [], 65, "an empty log"),
    (["a.csv", "--prompt", "p"], [], 64, "goes with both"),
  ])
  func logsArePlayedAsTheyAreProfiled(
    logs: [String], flags: [String], code: Int32, message: String
  ) throws {
    let scratch = try ScratchFolder()
    for (name, text) in [
      ("a.csv", "arrived_at,num_prefill_tokens,num_decode_tokens\n0,10,2\n1,20,2\n"),
      (
        "b.json",
        #"[{"timestamp": 5, "input_length": 9, "output_length": 2}, "#
          + #"{"timestamp": 9, "input_length": 9, "output_length": 2}]"#
      ),
      ("c.jsonl", #"{"p": 10, "c": 2}"#),
      ("d.csv", "requests,prompt_tokens,completion_tokens\n3,30,6\n"),
      ("e.csv", "arrived_at,num_prefill_tokens,num_decode_tokens\n0,10,0\n"),
    ] { _ = try scratch.write(text, to: name) }
    let run = try CommandRun(
      ["simulate", "--trace"] + logs + flags + Self.deployment, in: scratch.url)
    #expect(run.code == code, "\(run.errors)")
    #expect((code == 0 ? run.output : run.errors).contains(message))
  }

  @Test(arguments: [
    ["--concurrency", "16"], ["--rate", "0.5"], ["--saturate"], ["--batch", "8"],
  ])
  func estimateJSONFollowsTheContract(load: [String]) throws {
    let run = try CommandRun(
      [
        "estimate", "--model", "meta-llama/Llama-3.1-8B-Instruct", "--gpu", "H100-SXM",
        "--prompt", "1000", "--completion", "100", "--json",
      ] + load)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "breakeven/estimate/1")
    #expect(json["fits"] as? Bool == true)
    for key in ["outputTokensPerSecond", "timeToFirstTokenSeconds", "timePerOutputTokenSeconds"] {
      let quantity = try #require(json[key] as? [String: Double])
      let value = try #require(quantity["value"])
      #expect(try #require(quantity["low"]) < value)
      #expect(try #require(quantity["high"]) > value)
    }
    #expect(json["bound"] is String)
    #expect(json["memory"] is [String: Any])
  }

  @Test func aModelThatIsTooLargeIsAnAnswer() throws {
    let run = try CommandRun([
      "estimate", "--model", "deepseek-ai/DeepSeek-V3", "--gpu", "L4", "--prompt", "100",
      "--completion", "100", "--saturate", "--json",
    ])
    #expect(run.code == 0)
    #expect(run.output.contains("\"fits\": false"))
  }

  @Test(arguments: [
    ("{", "not JSON"), ("[]", "expected an object"),
    (#"{"version": 1, "nmae": "x"}"#, "did you mean \"name\"?"),
    (Self.workload(volume: "-5"), "$.volume"),
    (Self.workload(volume: "1e40"), "$.volume"),
    (Self.workload(model: "openai/gpt-oss-12b"), "did you mean \"openai/gpt-oss-120b\"?"),
    (Self.workload(extra: #", "gpus": ["H10-SXM"]"#), "did you mean \"H100-SXM\"?"),
    (Self.workload(extra: #", "gpus": ["L4"], "offers": ["aws-l4-g6-xlarge"]"#), "GPU offer"),
    (Self.workload(extra: #", "engines": ["vLM"]"#), "did you mean \"vLLM\"?"),
  ])
  func badWorkloadsNameFileAndPlace(text: String, message: String) throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(text, to: "bad.json")
    let output = try scratch.write("as it was", to: "report.md")
    let run = try CommandRun(["report", file, "--output", output])
    #expect(run.code == 65)
    #expect(run.errors.contains("bad.json"), "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try String(contentsOfFile: output, encoding: .utf8) == "as it was")
  }

  private static func workload(
    volume: String = "100", model: String = "openai/gpt-oss-120b", extra: String = ""
  ) -> String {
    """
    {"version": 1, "name": "x", "prompt": {"fixed": 1000}, "completion": {"fixed": 100},
     "volume": {"requestsPerDay": \(volume)}, "mode": {"batch": {"deadlineHours": 8}},
     "candidates": {"models": ["\(model)"]\(extra)}}
    """
  }

  /// A small question, and its answer where self-hosting was expected.
  private static let small = [
    "ask", "--requests", "100/day", "--prompt", "1k", "--completion", "100", "--model",
    "llama 3.1 8b", "--gpu", "L4", "--as-of", "2026-11-21", "--format", "json", "--expect",
    "self-host",
  ]
  private static let answered = Result { try CommandRun(small) }

  @Test func anExpectedVerdictThatDiffersIsExitCode2() throws {
    let run = try Self.answered.get()
    #expect(run.code == 2, "\(run.errors)")
    #expect(run.output.contains("\"choice\": \"api\""))
    try Golden("ask-small.json").expect(run.output)
  }

  /// Nothing to compare is neither verdict: 10¹² requests in an hour on L4 fit no fleet.
  @Test(arguments: ["self-host", "api"]) func nothingToCompareIsNeitherVerdict(expected: String)
    throws
  {
    let run = try CommandRun([
      "report", "Tests/BreakevenTests/Reported/clamped-job.json", "--format", "json", "--expect",
      expected, "--as-of", "2026-11-27",
    ])
    #expect(run.code == 2)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let verdict = try #require(json["verdict"] as? [String: Any])
    #expect(verdict["choice"] as? String == "nothing to compare")
    #expect(verdict["probabilitySelfHostCheaper"] is NSNull)
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    let first = try Self.answered.get()
    #expect(try first.output == CommandRun(Self.small).output)
    #expect(!first.output.contains(CommandRun.package.path))
  }
}
