import CheckedJSON
import Foundation
import Testing

@testable import Workloads

/// A workload file may be written as people write, and its keys set one by one.
@Suite struct WrittenWorkloadTests {
  private static func document(_ text: String) throws(InputError) -> JSONDocument {
    try JSONDocument(Data(text.utf8), file: "mine.json")
  }

  private static let exact = """
    {"version": 1, "name": "x", "prompt": 1800, "completion": 250,
     "volume": {"requestsPerDay": 40000}, "mode": {"interactive": {}},
     "candidates": {"models": ["a/b"], "gpus": ["H100"],
       "layouts": ["TP2", "TP2·EP2", "TP2·EP2·DP2", "PP2"]},
     "dataResidency": "eu", "today": {"usdPerMonth": 18000},
     "own": [{"gpu": "A100-80GB", "count": 8}]}
    """

  @Test func textsMeanWhatTheirNumbersMean() throws {
    let written = """
      {"version": 1, "name": "x", "prompt": "1.8k", "completion": "250 tokens",
       "volume": "40k/day", "mode": "interactive",
       "candidates": {"models": "a/b", "gpus": ["2xH100"]},
       "dataResidency": "EU", "today": {"usdPerMonth": "$18k/month"}, "own": "8xA100-80GB"}
      """
    let workload = try Workload(Self.document(written))
    #expect(try workload == Workload(Self.document(Self.exact)))
    #expect(try Workload(Self.document(workload.json)) == workload)
  }

  /// One job has no month to be billed for.
  @Test func aBillOfAMonthIsNotThatOfAJob() throws {
    let text = """
      {"version": 1, "name": "x", "prompt": 1800, "completion": 250,
       "volume": {"jobRequests": 5}, "mode": {"batch": {"deadlineHours": 8}},
       "today": {"usdPerMonth": 5000}}
      """
    let error = #expect(throws: InputError.self) { try Workload(Self.document(text)) }
    #expect(error?.place == "$.today.usdPerMonth")
    #expect(error?.expected.contains("200k/month") == true)
    let priced = text.replacing(#"{"usdPerMonth""#, with: #"{"api": "a/b", "usdPerMonth""#)
    #expect(try Workload(Self.document(priced)).today?.api == "a/b")
  }

  @Test func aBatchHasADeadlineInHours() throws {
    let text = """
      {"version": 1, "name": "x", "promptPerCompletion": "6:1", "volume": {"jobRequests": "200k"},
       "mode": {"batch": {"deadlineHours": "8h"}}}
      """
    let workload = try Workload(Self.document(text))
    #expect(workload.volume == (try Volume(200_000, .oneJob)))
    #expect(workload.mode == .batch(try BatchTerms(deadlineHours: 8)))
    #expect(workload.lengths == .ratio(promptPerCompletion: 6))
  }

  @Test(arguments: [
    (#""prompt": 1800"#, #""prompt": "1,8k""#, "$.prompt", "\"1.8k\""),
    (#""prompt": 1800"#, #""prompt": null"#, "$.prompt", "a value of \"prompt\""),
    (#""prompt": 1800"#, #""prompt": true"#, "$.prompt", "1800 or \"1.8k\", or an object"),
    (#"{"requestsPerDay": 40000}"#, #""40k""#, "$.volume", "40k/day"),
    (#"{"requestsPerDay": 40000}"#, "40000", "$.volume", "40k/day"),
    (
      #"{"requestsPerDay": 40000}"#, #"{"requestsPerDay": 0}"#, "$.volume.requestsPerDay", "above 0"
    ),
    (
      #"{"requestsPerDay": 40000}"#, #"{"requestsPerDay": -1}"#, "$.volume.requestsPerDay",
      "above 0"
    ),
    (#"{"interactive": {}}"#, #""batch""#, "$.mode", "deadlineHours"),
    (#"{"interactive": {}}"#, #""interactiv""#, "$.mode", "interactive"),
    (#"["H100"]"#, #"["2.5xH100"]"#, "$.candidates.gpus[0]", "a whole number of GPUs"),
    (#""prompt": 1800, "#, "", "$.completion", "\"prompt\" beside it"),
    (#"{"requestsPerDay": 40000}"#, #""1e308/day""#, "$.volume", "at most 1e12"),
    (#"["H100"]"#, #"["2xH100", "L40S"]"#, "$.candidates.gpus", "the same number of each"),
    (#"{"gpu": "A100-80GB", "count": 8}"#, #""A100-80GB""#, "$.own[0]", "8xA100-80GB"),
  ])
  func errorsNameThePlaceAndAnExample(old: String, new: String, place: String, expected: String) {
    let text = Self.exact.replacing(old, with: new)
      .replacing(#""layouts": ["TP2", "TP2·EP2", "TP2·EP2·DP2", "PP2"]"#, with: #""kv": []"#)
    let error = #expect(throws: InputError.self) { try Workload(Self.document(text)) }
    #expect(error?.file == "mine.json" && error?.place == place)
    #expect(error?.expected.contains(expected) == true, "\(error?.description ?? "")")
  }

  private static func with(_ settings: String...) throws(InputError) -> Workload {
    var read: [WorkloadSetting] = []
    for text in settings { read.append(try WorkloadSetting(text)) }
    return try Workload(document(exact).applying(read))
  }

  @Test func settingsReplaceKeys() throws {
    let volume = try Self.with("volume.requestsPerDay=80000").volume
    #expect(volume == (try Volume(80_000, .perDay)))
    #expect(try Self.with("candidates.models[0]=c/d").candidates.models == ["c/d"])
    #expect(try Self.with("candidates.models[1]=c/d").candidates.models == ["a/b", "c/d"])
    #expect(try Self.with("own[0].count=4").own.map(\.count) == [4])
    #expect(try Self.with("today=null").today == nil)
    #expect(try Self.with("prompt=2k").lengths != Self.with("prompt=3k").lengths)
    #expect(try Self.with(#"candidates={"models": ["c/d"]}"#).candidates.gpus.isEmpty)
  }

  /// A job, or a daily rate: the form that is set takes the place of the other.
  @Test func oneFormGivesWayToAnother() throws {
    #expect(
      try Self.with("mode.batch.deadlineHours=8h", "volume.jobRequests=5", "today=null").volume.unit
        == .oneJob)
    #expect(try Self.with("volume.requestsPerMonth=1M").volume.unit == .perMonth)
    #expect(
      try Self.with("promptPerCompletion=6:1").lengths == .ratio(promptPerCompletion: 6))
    let fixed = try Self.with("prompt.mean=900", "prompt.fixed=1000").lengths
    guard case .marginals(let prompt, _, _) = fixed else {
      Issue.record("the lengths are \(fixed)")
      return
    }
    #expect(prompt == .fixed(1000))
  }

  @Test(arguments: [
    ("volum.requestsPerDay=8", "$", "volume"),
    ("volume.requestPerDay=8", "$.volume", "requestsPerDay"),
    ("mode.interactive.traffic.peakToAvg=2", "$.mode.interactive.traffic", "peakToAverage"),
  ])
  func anUnknownPathNamesTheNearest(setting: String, place: String, nearest: String) {
    let error = #expect(throws: InputError.self) { try Self.with(setting) }
    #expect(error?.place == place && error?.suggestion == nearest)
  }

  @Test(arguments: ["volume", "=5", "a..b=5", "a[x]=5", "a[-1]=5", "own[7].count=5"])
  func settingsThatAreNone(setting: String) {
    let error = #expect(throws: InputError.self) { try Self.with(setting) }
    #expect(error?.place == "--set")
  }
}
