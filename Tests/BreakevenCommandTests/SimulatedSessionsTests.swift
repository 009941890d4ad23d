import Testing

/// `simulate --workload` of a workload that declares sessions.
@Suite struct SimulatedSessionsTests {
  private static let workload = """
    {"version": 1, "name": "sessions", "completion": {"fixed": 32},
     "sessions": {"systemPromptTokens": 64, "firstPromptTokens": 64, "turns": {"fixed": 20},
       "newTokensPerTurn": 32, "thinkTimeSeconds": 20},
     "volume": {"requestsPerDay": 86400},
     "mode": {"interactive": {"timeToFirstTokenSeconds": 2, "timePerOutputTokenSeconds": 0.05}}}
    """

  private static func run(_ options: [String]) throws -> CommandRun {
    let folder = try ScratchFolder()
    let file = try folder.write(workload, to: "sessions.json")
    return try CommandRun(
      ["simulate", "--workload", file, "--model", "llama-3.1-8b", "--gpu", "H100"] + options)
  }

  /// Sessions begin at random: a workload that says otherwise is not played as if it did not.
  @Test func burstsOfSessionsAreRefusedByTheirPath() throws {
    let folder = try ScratchFolder()
    let bursty = Self.workload.replacing(
      "\"timePerOutputTokenSeconds\": 0.05",
      with: "\"timePerOutputTokenSeconds\": 0.05, \"traffic\": {\"burstiness\": 3}")
    let file = try folder.write(bursty, to: "bursty.json")
    let run = try CommandRun([
      "simulate", "--workload", file, "--model", "llama-3.1-8b", "--gpu", "H100",
    ])
    #expect(run.code == 65)
    #expect(
      run.errors.contains("mode.interactive.traffic.burstiness: found 3"), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func aModelThatWritesNothingPlaysNoChat() throws {
    let run = try CommandRun([
      "simulate", "--workload", "chat-assistant", "--requests", "10", "--model",
      "qwen3-embedding-8b", "--gpu", "H100",
    ])
    #expect(run.code == 65)
    #expect(run.errors.contains("which writes no tokens"), "\(run.errors)")
  }

  /// What sessions cannot do is refused, not left out.
  @Test(arguments: [
    (["--burstiness", "4"], "sessions begin at random"),
    (["--requests", "100001"], "at most 100000"),
    (["--rate", "1e8"], "per second"),
  ])
  func whatSessionsCannotDoIsSaid(_ options: [String], _ expected: String) throws {
    let run = try Self.run(options)
    #expect(run.code != 0)
    #expect(run.errors.contains(expected), "\(run.errors)")
    #expect(run.output.isEmpty)
  }
}
