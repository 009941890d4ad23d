import Breakeven
import Foundation

let file = """
  {
    "version": 1,
    "name": "Nightly extraction",
    "prompt": { "fixed": 6000 },
    "completion": { "fixed": 200 },
    "volume": { "requestsPerDay": 50000 },
    "mode": { "batch": { "deadlineHours": 8 } },
    "candidates": { "models": ["openai/gpt-oss-20b"] }
  }
  """

let workload = try Workload(JSONDocument(Data(file.utf8)))
let decision = try Decision(workload, catalog: .builtIn(), asOf: .today)
print(decision.verdict.choice.rawValue, decision.verdict.probabilitySelfHostCheaper ?? .nan)
if let own = decision.bestSelfHost, let api = decision.bestAPI {
  print(own.name, own.totalUSD, api.tariff.id, api.usd(requests: decision.demand.requests))
}
