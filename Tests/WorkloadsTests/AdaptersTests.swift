import CheckedJSON
import Foundation
import TestFixtures
import Testing

@testable import Workloads

/// The key `adapters` of a workload file.
@Suite struct AdaptersTests {
  private static func workload(_ adapters: String) throws(InputError) -> Workload {
    let text = """
      {"version": 1, "name": "x", "prompt": 1500, "completion": 250,
       "volume": {"requestsPerDay": 40000}, "mode": {"interactive": {}}, "adapters": \(adapters)}
      """
    return try Workload(JSONDocument(Data(text.utf8), file: "mine.json"))
  }

  @Test func aNumberIsHowMany() throws {
    let adapters = try #require(try Self.workload("40").adapters)
    #expect(adapters == (try Adapters(count: 40)))
    #expect(adapters.rank == 16 && adapters.targets == .attention && adapters.popularity == .even)
    #expect(try Self.workload(#""1k""#).adapters?.count == 1000)
  }

  @Test(arguments: [
    "40", #"{"count": 40, "rank": 64}"#, #"{"count": 2, "popularity": "even"}"#,
    #"{"count": 40, "targets": ["q_proj", "v_proj"], "format": "fp32", "popularity": 1.1, "resident": 8, "swapSource": "disk"}"#,
    #"{"count": 9, "targets": "all", "popularity": 0}"#,
  ])
  func whatIsWrittenIsReadAgain(text: String) throws {
    let workload = try Self.workload(text)
    #expect(try Workload(JSONDocument(Data(workload.json.utf8))) == workload)
  }

  /// None is the same as no key; one alone is merged into the weights.
  @Test func noneAndOne() throws {
    #expect(try Self.workload("0").adapters == nil)
    #expect(try Self.workload(#"{"count": 0, "rank": 8}"#).adapters == nil)
    #expect(try Self.workload("1").adapters?.isMerged == true)
    #expect(try Self.workload("2").adapters?.isMerged == false)
    #expect(try !Self.workload("0").json.contains("adapters"))
  }

  @Test(arguments: [
    ("-1", "$.adapters", "0 to 100000"), ("1e9", "$.adapters", "0 to 100000"),
    ("1.5", "$.adapters", "whole number"), (#""many""#, "$.adapters", "whole number"),
    ("[40]", "$.adapters", "whole number"), ("true", "$.adapters", "whole number"),
    ("{}", "$.adapters", "count"),
    (#"{"count": 40, "rang": 16}"#, "$.adapters", "rank"),
    (#"{"count": 40, "rank": 0}"#, "$.adapters.rank", "1 to 4096"),
    (#"{"count": 40, "rank": "16x"}"#, "$.adapters.rank", "1 to 4096"),
    (#"{"count": 40, "targets": "atention"}"#, "$.adapters.targets", "attention"),
    (#"{"count": 40, "targets": []}"#, "$.adapters.targets", "1 to 64"),
    (#"{"count": 40, "targets": ["q_proj", "q_proj"]}"#, "$.adapters.targets[1]", "once"),
    (#"{"count": 40, "targets": [7]}"#, "$.adapters.targets[0]", "a text"),
    (#"{"count": 40, "format": "fp8"}"#, "$.adapters.format", "bf16"),
    (#"{"count": 40, "popularity": "zipf"}"#, "$.adapters.popularity", "exponent"),
    (#"{"count": 40, "popularity": 9}"#, "$.adapters.popularity", "0 to 5"),
    (#"{"count": 40, "resident": 41}"#, "$.adapters.resident", "at most the count of 40"),
    (#"{"count": 40, "swapSource": "tape"}"#, "$.adapters.swapSource", "host"),
  ])
  func anErrorNamesPlaceAndChoices(text: String, place: String, expected: String) {
    let error = #expect(throws: InputError.self) { try Self.workload(text) }
    #expect(error?.file == "mine.json" && error?.place == place, "\(error?.description ?? "")")
    #expect(error?.expected.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test func aMisspeltWordNamesTheNearest() {
    let error = #expect(throws: InputError.self) {
      try Self.workload(#"{"count": 40, "targets": "atention"}"#)
    }
    #expect(error?.suggestion == "attention")
  }

  @Test(arguments: ["40", #"{"count": 40}"#, "null"])
  func settingTheCountMakesAnObject(text: String) throws {
    let document = try JSONDocument(
      Data(
        """
        {"version": 1, "name": "x", "prompt": 1500, "completion": 250,
         "volume": {"requestsPerDay": 40000}, "mode": {"interactive": {}}, "adapters": \(text)}
        """.utf8))
    let set = try document.applying([WorkloadSetting("adapters.count=80")])
    #expect(try Workload(set).adapters?.count == 80)
  }
}
