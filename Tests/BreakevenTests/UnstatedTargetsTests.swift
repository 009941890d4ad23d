import CheckedJSON
import Foundation
import Testing

@testable import Breakeven

/// Somebody waits, and the workload does not say how long.
struct UnstatedTargetsTests {
  private func cautions(_ mode: String) throws -> [Caution] {
    let text = """
      {"version": 1, "name": "t", "prompt": {"mean": 2000}, "completion": {"mean": 200},
       "volume": {"requestsPerDay": 20000}, "mode": \(mode),
       "candidates": {"models": ["\(Market.model)"], "engines": ["vLLM"]}}
      """
    return try Market.decision(
      Workload(JSONDocument(Data(text.utf8), file: nil)), catalog: Market.catalog()
    ).cautions
  }

  /// The fleet is then sized for full use, and a reader must see what that means for those who wait.
  @Test(arguments: [#""interactive""#, #"{"interactive": {}}"#])
  func theReaderSeesHowLongTheyWait(mode: String) throws {
    let told = try cautions(mode).compactMap { caution -> (Double, Double)? in
      if case .noTargets(let first, let each) = caution { (first, each) } else { nil }
    }
    let (first, each) = try #require(told.first)
    #expect(first > each && each > 0.005 && first < 86_400)
  }

  @Test(arguments: [
    #"{"interactive": {"timeToFirstTokenSeconds": 2}}"#,
    #"{"interactive": {"timePerOutputTokenSeconds": 0.05}}"#, #"{"batch": {"deadlineHours": 24}}"#,
  ])
  func notWhereOneIsStated(mode: String) throws {
    #expect(try !cautions(mode).contains { $0.kind == "noTargets" })
  }
}
