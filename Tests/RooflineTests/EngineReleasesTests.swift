import TestFixtures
import Testing

@testable import Roofline

@Suite struct EngineReleasesTests {
  @Test(arguments: [
    ("0.10.2", "0.10.2"), ("1.0", "1.0.0"), ("~0.20 main", "0.20.0"), ("0.5.8+", "0.5.8"),
    ("1.2.0rc6.post2", "1.2.0rc6"), ("v0.5.9", "0.5.9"), ("0.5.1.post1", "0.5.1"),
    ("lmsysorg/sglang:v0.5.9-rocm700-mi35x", "0.5.9"),
    ("nvcr.io/nvidia/tensorrt-llm/release:1.1.0rc2.post2", "1.1.0rc2"),
    ("rocm/vllm:rocm7.0.0_vllm_0.11.2", "0.11.2"), ("sglang:cu12.8-v0.5.3", "0.5.3"),
  ])
  func versionsAreFoundInTags(_ tag: String, _ version: String) {
    #expect(EngineVersion(tag)?.description == version)
  }

  @Test(arguments: [
    "", "nightly-dev", "gpt-oss-dev", "post-1.0 (1.1/1.2)", "0.0.0.dev1+g93fca0bbc", "99999.1",
    "rocm/atom:rocm7.1.1-ubuntu24.04-pytorch2.9", "latest", "1", "é.1", "v", "....",
  ])
  func whatNamesNoVersionHasNone(_ text: String) {
    #expect(EngineVersion(text) == nil)
  }

  /// Whoever sends a megabyte as a version waits no longer for it.
  @Test func endlessNamesAreReadNoFurther() {
    let name = String(repeating: "a", count: 1_000_000) + "-1.2.0-20260216"
    #expect(EngineVersion(name) == nil)
    #expect(BuildDate(ofNightlyBuild: name) == nil)
  }

  @Test func candidatesComeBeforeTheirRelease() throws {
    let versions = try ["1.1.0", "1.2.0rc2", "1.2.0rc10", "1.2.0", "1.10.0"].map {
      try #require(EngineVersion($0))
    }
    #expect(versions == versions.shuffled().sorted())
  }

  /// vLLM 0.11.0 came out in October 2025 and 0.11.1 in November; what is older than the table has no
  /// date of its own.
  @Test func versionsDateARun() throws {
    let engines = try Fixtures.engines()
    let vLLM = try engines.profile(named: "vLLM")
    func date(_ version: String, _ date: String) -> String? {
      engines.build(engine: vLLM, version: version, date: date)?.date.firstDay
    }
    #expect(date("0.11.0", "2026") == "2025-10-01")
    #expect(date("vllm/vllm-openai:v0.11.2", "2026-03-05") == "2025-11-16")
    #expect(date("0.6.1", "2024-08") == "2024-08-01")
    #expect(date("nightly-dev-20260216-d3bae71e", "2026") == "2026-02-16")
    #expect(date("", "2025-10..2026-08") == "2025-10-01")
    #expect(date("", "2026-06-20") == "2026-06-16")
    #expect(date("", "2026") == nil)
    #expect(date("", "2026-13") == nil)
  }

  @Test func driftsEndHalfAYearFromDecember2025() {
    #expect(BuildDate("2025-12")?.years == 0)
    #expect(BuildDate("2026-03-20")?.years == 7.0 / 24)
    #expect(BuildDate("2024-08")?.years == -0.5)
    #expect(BuildDate("9999-12-31")?.years == 0.5)
  }
}
