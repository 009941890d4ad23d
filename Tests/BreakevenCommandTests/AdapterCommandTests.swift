import Breakeven
import Foundation
import Testing

/// The options and the key `adapters` on the command line.
@Suite struct AdapterCommandTests {
  private static let estimate = [
    "estimate", "--model", "llama-3.1-8b", "--gpu", "A100-80GB", "--prompt", "1500",
    "--completion", "250", "--concurrency", "32",
  ]

  @Test(
    arguments: [
      (estimate + ["--adapter-rank", "8"], "--adapter-rank needs --adapters N"),
      (estimate + ["--adapters", "4", "--resident-adapters", "5"], "at most the 4 of --adapters"),
      (estimate + ["--adapters", "4", "--adapter-targets", "q_porj"], "did you mean \"q_proj\"?"),
      (estimate + ["--adapters", "4", "--adapter-rank", "1024"], "up to a rank of 512"),
      (estimate + ["--adapters", "-1"], "from 0 to 100000"),
      (["model", "llama-3.1-8b", "--adapter-targets", "all"], "needs --adapter-rank R"),
      (
        [
          "ask", "--requests", "9/day", "--prompt", "9", "--completion", "9", "--adapters", "many",
        ], "--adapters: found"
      ),
    ] as [([String], String)])
  func wrongUseIsNamed(arguments: [String], message: String) throws {
    let run = try CommandRun(arguments)
    #expect(run.code == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  /// Forty of 27.3 MB; none and one change nothing.
  @Test func anEstimateHasThem() throws {
    let plain = try CommandRun(Self.estimate).output
    #expect(try CommandRun(Self.estimate + ["--adapters", "0"]).output == plain)
    #expect(try CommandRun(Self.estimate + ["--adapters", "1"]).output == plain)
    let many = try CommandRun(Self.estimate + ["--adapters", "40"]).output
    #expect(many.contains("40 adapters of rank 16, 27.3 MB each: all are held in 1.09 GB"))
    #expect(many.contains("set by hand: published runs lost from 0 % to 50 % of throughput"))
  }

  @Test func aModelTellsWhatOneWeighs() throws {
    let text = try CommandRun(["model", "llama-3.1-8b", "--adapter-rank", "16"]).output
    #expect(text.contains("An adapter of rank 16 has 13,631,488 parameters, 27.3 MB in bf16"))
  }
}
