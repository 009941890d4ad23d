import Breakeven
import Reporting

let workload = try Workload(
  name: "Nightly extraction", lengths: .fixed(prompt: 6000, completion: 200),
  volume: Volume(50_000, .perDay), mode: .batch(deadlineHours: 8),
  candidates: Candidates(models: ["openai/gpt-oss-20b"]))
let decision = try Decision(workload, catalog: .builtIn(), asOf: .today)
print(decision.verdict.sentence)
for (usd, alternative) in decision.ranked.prefix(3) { print(usd, alternative) }
try CostReport(decision).write(to: "report.html")
