import Testing

/// `--offload`: a tier of memory beside that of the GPUs.
@Suite struct OffloadOptionTests {
  private static let estimate = [
    "estimate", "--model", "llama-3.1-8b", "--gpu", "H100", "--prompt", "8k", "--completion", "100",
    "--cached", "7k", "--concurrency", "8",
  ]

  /// 7,000 tokens of 131,072 B at 55 GB/s take 17 ms, and 200 GB hold 1.53 million of them.
  @Test func theEstimateTellsWhatATierHoldsAndTakes() throws {
    let run = try CommandRun(Self.estimate + ["--offload", "host:200"])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("200 GB for each GPU keep 1.53M tokens"))
    #expect(run.output.contains("come from there in 17 ms"))
    let json = try CommandRun(Self.estimate + ["--offload", "host:200", "--json"])
    #expect(json.output.contains(#""kind": "host""#))
    #expect(!(try CommandRun(Self.estimate + ["--json"])).output.contains("offload"))
  }

  @Test(arguments: [
    (["--offload", "hsot"], "did you mean \"host\"?"),
    (["--offload", "host:x"], "host:200"),
    (["--offload", "host", "--gpu", "Apple-M4"], "Apple-M4"),
    (["--offload", "host", "--prefill-workers", "1"], "expected one of them"),
  ])
  func whatIsWrongIsSaid(_ options: [String], _ expected: String) throws {
    let run = try CommandRun(
      Self.estimate.filter { !options.contains("--gpu") || ($0 != "--gpu" && $0 != "H100") }
        + options)
    #expect(run.code == 64)
    #expect(run.errors.contains(expected), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func aSimulationHasNoPool() throws {
    let run = try CommandRun([
      "simulate", "--workload", "chat-assistant", "--requests", "10", "--model", "llama-3.1-8b",
      "--gpu", "H100", "--offload", "pool",
    ])
    #expect(run.code == 64)
    #expect(run.errors.contains("expected none, host or disk"))
  }
}
