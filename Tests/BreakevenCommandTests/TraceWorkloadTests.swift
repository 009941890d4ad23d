import Foundation
import Testing

/// A workload that takes its lengths from a log.
@Suite struct TraceWorkloadTests {
  /// Half of the log's prompt tokens were cached, which lengths do not tell; the workload itself has no volume.
  @Test(arguments: [("", true), (#", "sharedPrefix": {"tokens": 500, "hitRate": 0.5}"#, false)])
  func cachesOfALog(more: String, isTold: Bool) throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(
      "timestamp,prompt_tokens,completion_tokens,cached_tokens\n1764547200,1000,100,500\n"
        + "1764547260,1000,100,500\n", to: "l.csv")
    _ = try scratch.write(#"{"version": 1, "name": "w", "trace": "l.csv"\#(more)}"#, to: "w.json")
    let run = try CommandRun(shell: #""$0" report w.json"#, in: scratch.url)
    #expect(run.code == 65, "\(run.errors)")
    #expect(
      run.errors.contains("l.csv: a cache served 50 % of its prompt tokens") == isTold,
      "\(run.errors)")
  }
}
