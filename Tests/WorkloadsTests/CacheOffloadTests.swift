import CheckedJSON
import Testing

@testable import Workloads

struct CacheOffloadTests {
  @Test(arguments: [
    ("none", CacheOffload.Kind.none, nil), ("Host", .host, nil), ("host:200", .host, 200),
    ("host:200GB", .host, 200), ("disk:3.84TB", .disk, 3840), ("pool:62.5", .pool, 62.5),
  ])
  func aTierIsRead(text: String, kind: CacheOffload.Kind, gigabytes: Double?) throws {
    let offload = try CacheOffload(written: text)
    #expect(offload.kind == kind && offload.gigabytes == gigabytes)
    #expect(try CacheOffload(written: offload.written) == offload)
  }

  @Test(arguments: [
    ("hsot", "host"), ("", "none"), ("host:", "host:200"), ("host:-3", "0.001"),
    ("host:nan", "0.001"), ("host:1e99", "100000"), ("host:1e12", "found 1000000000000 GB"),
    ("none:3", "none:3, expected none, without"),
    ("host:1:2", "host:200"),
  ])
  func whatIsWrongIsSaid(text: String, expected: String) {
    let error = #expect(throws: InputError.self) { try CacheOffload(written: text) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  private static func workload(_ offload: String) throws -> Workload {
    try Workload(
      json: #"""
        {"version": 1, "name": "sessions", "prompt": 1000, "completion": 200,
         "candidates": {"offload": \#(offload)},
         "volume": {"requestsPerDay": 10000}, "mode": {"interactive": {}}}
        """#)
  }

  @Test func aWorkloadNamesTiers() throws {
    let workload = try Self.workload(#"["none", "host:200", "pool"]"#)
    #expect(workload.candidates.offload.map(\.written) == ["none", "host:200", "pool"])
    #expect(try Workload(json: workload.json) == workload)
    #expect(try Self.workload(#""host""#).candidates.offload == [CacheOffload(.host)])
    let error = #expect(throws: InputError.self) { try Self.workload(#"["none", "hots"]"#) }
    #expect(error?.place == "$.candidates.offload[1]")
    #expect(error?.description.contains("did you mean \"host\"") == true)
  }
}
