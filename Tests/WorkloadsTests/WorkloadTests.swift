import CheckedJSON
import Foundation
import TestFixtures
import Testing
import Workloads

@Suite struct WorkloadTests {
  @Test(
    arguments: [
      [:],
      [
        "prompt": #"{"mean": 900, "p50": 700, "p95": 2000}"#, "completion": #"{"mean": 90}"#,
        "correlation": "0.25",
      ],
      ["prompt": #"{"fixed": 7.5}"#, "completion": #"{"histogram": [[1, 2], [30, 1]]}"#],
      ["prompt": "", "completion": "", "requests": "[[100, 10, 3], [2000.5, 90, 1]]"],
      ["volume": #"{"jobRequests": 12345}"#],
      ["mode": #"{"interactive": {"traffic": {"peakToAverage": 2.5}, "percentile": 99}}"#],
      ["mode": #"{"interactive": {"traffic": {"peakToAverage": 2.5, "burstiness": 3.5}}}"#],
      ["mode": #"{"interactive": {"traffic": {"burstiness": 0}}}"#],
      ["mode": #"{"interactive": {"apiService": "priority"}}"#, "dataResidency": "\"eu\""],
      [
        "mode": #"""
        {"batch": {"deadlineHours": 8, "spotAllowed": true, "interruptionsPerHour": 0.2,
          "lostMinutesPerInterruption": 12, "readyHourUTC": 23, "apiHours": 2.5,
          "failedShare": 0.02, "retriedShare": 0.1}}
        """#,
        "sharedPrefix": #"{"tokens": 500, "hitRate": 0.9, "keptHours": 2}"#,
        "ranges": #"{"interruptions": {"low": 0.1, "high": 3}}"#,
      ],
      [
        "mode":
          #"{"interactive": {"timeToFirstTokenSeconds": 0.5, "timePerOutputTokenSeconds": 0.05}}"#,
        "description": #""Quoted \"text\" \\ and\ttabs\u0001""#, "sources": #"["a", "b"]"#,
        "sharedPrefix": #"{"tokens": 500, "hitRate": 0.9}"#,
        "growth": #"{"perMonth": 0.03, "horizonMonths": 6}"#,
        "candidates": #"{"models": ["a/b"], "apis": ["c/d"], "gpus": ["H100-SXM"]}"#,
        "equivalence": #"[{"model": "a/b", "api": "c/d", "note": "n", "tokenRatio": 1.1}]"#,
        "costs": #"""
        {"staff": {"engineers": {"low": 0, "likely": 0.5, "high": 1}, "usdPerEngineerMonth": 20000},
         "fixedUSDPerMonth": 10, "setupUSD": 5, "setupMonths": 6, "taxRate": 0.19}
        """#,
        "ranges": #"{"volume": {"low": 0.5, "high": 2}, "throughput": {"low": 0.8, "high": 1.1}}"#,
      ],
    ] as [[String: String]])
  func whatIsWrittenReadsBackEqual(changes: [String: String]) throws {
    let workload = try Workload(document(workloadText(changes)))
    let again = try Workload(document(workload.json))
    #expect(again == workload)
    #expect(again.json == workload.json)
  }

  @Test(
    arguments: [
      (["promt": "1"], "$", "prompt"),
      (["version": "2"], "$.version", nil),
      (["name": "\"\""], "$.name", nil),
      (["name": ""], "$", nil),
      (["prompt": "-3"], "$.prompt", nil),
      (["prompt": "1e30"], "$.prompt", nil),
      (["prompt": "\"x\""], "$.prompt", nil),
      (["prompt": #"{"mean": 10, "p50": 100}"#], "$.prompt", nil),
      (["prompt": #"{"mean": 100, "p50": 200, "p95": 150}"#], "$.prompt", nil),
      (["prompt": #"{"mean": 100, "p51": 200}"#], "$.prompt", "p50"),
      (["prompt": #"{"histogram": [[1]]}"#], "$.prompt.histogram[0]", nil),
      (["prompt": #"{"histogram": [[1, 0]]}"#], "$.prompt.histogram", nil),
      (["completion": ""], "$", nil),
      (["correlation": "0.5"], "$.correlation", nil),
      (["requests": "[[1, 2, 3]]"], "$", nil),
      (["prompt": "", "requests": "[[1, 2, 3]]"], "$.completion", nil),
      (["prompt": "", "completion": "", "requests": "[[1, 2, 0]]"], "$.requests", nil),
      (["prompt": "", "completion": "", "trace": "\"x.csv\""], "$.trace", nil),
      (["volume": "{}"], "$.volume", nil),
      (["volume": #"{"requestsPerDay": 1, "jobRequests": 1}"#], "$.volume", nil),
      (["volume": #"{"requestsPerDay": 1e30}"#], "$.volume.requestsPerDay", nil),
      (["volume": #"{"requestsPerHour": 1e12}"#], "$.volume.requestsPerHour", nil),
      (["volume": #"{"requestsPerHour": 0}"#], "$.volume.requestsPerHour", nil),
      (["volume": #"{"requestPerDay": 3}"#], "$.volume", "requestsPerDay"),
      (["mode": "{}"], "$.mode", nil),
      (["mode": #"{"batch": {"deadlineHours": 0}}"#], "$.mode.batch.deadlineHours", nil),
      (
        ["mode": #"{"batch": {"deadlineHours": 1, "apiHours": 2}}"#], "$.mode.batch.apiHours", nil
      ),
      (
        ["mode": #"{"batch": {"deadlineHours": 1, "interruptionsPerHour": 2}}"#],
        "$.mode.batch.interruptionsPerHour", nil
      ),
      (
        ["mode": #"{"batch": {"deadlineHours": 1, "readyHourUTC": 24}}"#],
        "$.mode.batch.readyHourUTC", nil
      ),
      (
        ["mode": #"{"batch": {"deadlineHours": 1, "retriedShare": 1}}"#],
        "$.mode.batch.retriedShare", nil
      ),
      (
        ["mode": #"{"interactive": {"apiService": "prioity"}}"#], "$.mode.interactive.apiService",
        "priority"
      ),
      (
        ["sharedPrefix": #"{"tokens": 5, "hitRate": 1, "keptHour": 1}"#], "$.sharedPrefix",
        "keptHours"
      ),
      (["dataResidency": "7"], "$.dataResidency", nil),
      (["mode": #"{"interactive": {"traffic": {}}}"#], "$.mode.interactive.traffic", nil),
      (
        ["mode": #"{"interactive": {"traffic": {"burstiness": -1}}}"#],
        "$.mode.interactive.traffic.burstiness", nil
      ),
      (
        ["mode": #"{"interactive": {"traffic": {"burstyness": 2}}}"#],
        "$.mode.interactive.traffic", "burstiness"
      ),
      (
        ["mode": #"{"interactive": {"traffic": {"hourOfDay": [1]}}}"#],
        "$.mode.interactive.traffic.hourOfDay", nil
      ),
      (["mode": #"{"interactive": {}}"#, "volume": #"{"jobRequests": 1}"#], "$.volume", nil),
      (["sharedPrefix": #"{"tokens": 5, "hitRate": 2}"#], "$.sharedPrefix.hitRate", nil),
      (["equivalence": #"[{"model": "a", "api": "b"}]"#], "$.equivalence[0]", nil),
      (["costs": #"{"staff": {"engineers": 1}}"#], "$.costs.staff", nil),
      (
        ["costs": #"{"setupUSD": {"low": 3, "likely": 2, "high": 4}}"#], "$.costs.setupUSD", nil
      ),
      (["ranges": #"{"volume": {"low": 2, "high": 3}}"#], "$.ranges.volume.low", nil),
    ] as [([String: String], String, String?)])
  func whatIsWrongIsToldWithItsPlace(
    changes: [String: String], place: String, suggestion: String?
  ) throws {
    let document = try document(workloadText(changes))
    let error = #expect(throws: InputError.self) { try Workload(document) }
    #expect(error?.file == "w.json")
    #expect(error?.place == place)
    #expect(error?.suggestion == suggestion)
  }

  @Test func aTraceIsResolvedByTheCaller() throws {
    let text = workloadText(["prompt": "", "completion": "", "trace": "\"logs/x.csv\""])
    var asked: String?
    let workload = try Workload(document(text)) { path throws(InputError) in
      asked = path
      return try RequestMix(promptTokens: 12, completionTokens: 3)
    }
    #expect(asked == "logs/x.csv")
    #expect(workload.mix.meanPromptTokens == 12)
    #expect(workload.json.contains("\"trace\": \"logs/x.csv\""))
  }

  @Test func aNightlyBatchIsOneJobADay() throws {
    let workload = try Workload(
      document(workloadText(["volume": #"{"requestsPerDay": 40000}"#])))
    #expect(isClose(workload.batchJobs?.requestsPerJob ?? 0, 40000, within: 1e-12))
    #expect(isClose(workload.batchJobs?.jobsPerMonth ?? 0, 30.4167, within: 1e-5))
    let doubled = try workload.with(volume: Volume(80000, .perDay))
    #expect(doubled.mix == workload.mix)
    #expect(doubled != workload)
  }
}
