import Foundation
import Testing

/// `breakeven compare` with the files that people have.
@Suite struct CompareTests {
  /// 1,000 requests of 1,000 + 100 tokens at 1 and 2 USD a million: 1.20 USD.
  private static let plan = #"""
    {"schema": "breakeven/report/1", "asOf": "2026-11-21",
     "workload": {"name": "w", "period": "month", "requests": 1000, "meanPromptTokens": 1000,
                  "meanUncachedPromptTokens": 1000, "meanCompletionTokens": 100},
     "verdict": {"choice": "api"},
     "api": {"id": "host/m", "billUSD": 1.2, "charges": [
       {"class": "uncachedInput", "tokens": 1000, "usdPerMillion": 1},
       {"class": "output", "tokens": 100, "usdPerMillion": 2}]}}
    """#
  private static let invoice =
    "start,end,description,quantity,unit,amount\n"
    + "2026-12-01,2027-01-01,Input tokens,1,1M tokens,1.00\n"
    + "2026-12-01,2027-01-01,Output tokens,100,1K tokens,0.20\n"

  /// Two requests that say what they cost.
  private static let log =
    "startTime,prompt_tokens,completion_tokens,spend\n2026-12-01T00:00:00Z,1000,100,0.25\n"
    + "2026-12-01T01:00:00Z,1000,100,0.50\n"

  @Test(
    arguments: [
      ("i.csv", 0, #""actualUSD": 1.2"#), ("i.csv.gz", 0, #""actualUSD": 1.2"#),
      ("i.csv ./i.csv", 65, "./i.csv: found the same as i.csv"),
      ("i.csv i.csv.gz", 65, "i.csv.gz: found the same as i.csv"),
      ("l.csv --months 1", 0, #""actualUSD": 0.75"#),
      ("cut.csv.gz", 65, "cut.csv.gz: found a gzip file that ends too early"),
    ] as [(String, Int32, String)])
  func invoicesAsFiles(paths: String, code: Int32, says: String) throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(Self.plan, to: "plan.json")
    _ = try scratch.write(Self.invoice, to: "i.csv")
    _ = try scratch.write(Self.log, to: "l.csv")
    let run = try CommandRun(
      shell: "gzip -c i.csv > i.csv.gz; head -c 60 i.csv.gz > cut.csv.gz; "
        + #""$0" compare plan.json "# + paths + " --json", in: scratch.url)
    #expect(run.code == code, "\(run.errors)")
    #expect((run.output + run.errors).contains(says), "\(run.output)\(run.errors)")
  }
}
