import PriceImport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the requests of a log cost by its own account.
struct LoggedCostsTests {
  /// Logs of two requests of 0.25 and 0.50 dollars, in the forms of LiteLLM, Langfuse and OpenRouter.
  static let logs = [
    "startTime,model,prompt_tokens,completion_tokens,spend\n1,a,5,1,0.25\n2,a,5,1,$0.50\n",
    #"{"model": "a", "response_cost": 0.25}"# + "\n" + #"{"model": "a", "response_cost": 0.5}"#
      + "\n",
    #"[{"inputUsage": 5, "totalCost": 0.25}, {"inputUsage": 5, "totalCost": "0.5"}]"#,
    #"{"data": [{"usage": {"cost": 0.25}}, {"usage": {"cost": 0.5}}]}"#,
    #"{"costDetails": {"input": 0.2, "total": 0.25}}"# + "\n"
      + #"{"costDetails": {"input": 0.4, "total": 0.5}}"#,
  ]

  @Test(arguments: logs)
  func costsOfALog(text: String) throws {
    #expect(LoggedCosts.mayBe(in: Data(text.utf8)))
    let costs = try #require(LoggedCosts(Data(text.utf8)))
    #expect(costs.usd == 0.75 && costs.count == 2 && costs.missing == 0)
  }

  /// A line without its cost is counted as such; euros, and the hundredths that Portkey exports, are not taken for
  /// dollars, nor are tokens.
  @Test func whatIsNoCost() throws {
    let some = try #require(LoggedCosts(Data("prompt_tokens,cost\n5,0.25\n5,\n".utf8)))
    #expect(some.count == 1 && some.missing == 1)
    let others = [
      "prompt_tokens,cost,currency\n5,0.25,EUR\n", "req_units,cost,cost_currency\n5,25,USD\n",
      "prompt_tokens,completion_tokens\n5,1\n", #"{"usage": {"total": 6}}"#,
      #"{"response": {"usage": {"total": 6}}}"#,
    ]
    for text in others { #expect(LoggedCosts(Data(text.utf8)) == nil) }
  }
}
