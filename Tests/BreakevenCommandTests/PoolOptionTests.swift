import Foundation
import Testing

/// `estimate --prefill-workers`: prompts that are read on GPUs of their own.
@Suite struct PoolOptionTests {
  private static let estimate = [
    "estimate", "--model", "llama-3.1-8b", "--gpu", "H100", "--prompt", "1k", "--completion", "200",
    "--prefill-workers", "2",
  ]

  /// A batch that starts and ends together has no meaning where each request is written as soon as it is read.
  @Test func poolsHaveNoStaticBatch() throws {
    let run = try CommandRun(Self.estimate + ["--batch", "4"])
    #expect(run.code == 64)
    #expect(run.errors.contains("expected --concurrency"), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  /// A simulation of pools shares requests out by itself, and one of requests that lie ready has no pace.
  @Test(arguments: [
    (["--prefill-workers", "2", "--router", "prefixAware"], "--prefill-workers and --router"),
    (["--prefill-workers", "2", "--policy", "reserving"], "--prefill-workers and --policy"),
    (["--prefill-workers", "2", "--replicas", "3"], "--prefill-workers and --replicas"),
    (["--queued", "--rate", "3"], "--queued goes without --rate"),
    (["--queued", "--burstiness", "3"], "--queued goes without --burstiness"),
  ])
  func whatASimulationWouldLeaveOutIsRefused(_ options: [String], _ expected: String) throws {
    let run = try CommandRun(
      [
        "simulate", "--workload", "chat-assistant", "--requests", "10", "--model", "llama-3.1-8b",
        "--gpu", "H100",
      ] + options)
    #expect(run.code == 64)
    #expect(run.errors.contains(expected), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  /// The grid of loads that `--check-closed-form` plays has paces of its own, and one replica.
  @Test(arguments: [
    ["--requests", "10"], ["--rate", "3"], ["--seed", "2"], ["--queued"], ["--replicas", "2"],
    ["--static-batch", "4"], ["--ttft", "1"], ["--usd-per-gpu-hour", "2"],
    ["--prefill-workers", "2"],
  ])
  func aGridOfLoadsRefusesOthers(_ options: [String]) throws {
    let run = try CommandRun(
      [
        "simulate", "--workload", "chat-assistant", "--model", "llama-3.1-8b", "--gpu", "H100",
        "--check-closed-form",
      ] + options)
    #expect(run.code == 64)
    #expect(
      run.errors.contains("--check-closed-form goes without \(options[0])"), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  /// Too many requests are no lack of memory, and two pools are not one replica.
  @Test func requestsThatComeTooFastAreNoMatterOfFit() throws {
    let run = try CommandRun(Self.estimate + ["--rate", "100000"])
    #expect(run.output.contains("Cannot keep up: requests come faster"), "\(run.output)")
    #expect(!run.output.contains("one replica"))
  }

  /// The parts of a GPU's memory are all of it: of 85 GB an engine that uses nine tenths keeps 8.5 free.
  @Test func theMemoryAddsUp() throws {
    let run = try CommandRun(Self.estimate + ["--concurrency", "4", "--json"])
    let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let memory = try #require(document?["memory"] as? [String: Any])
    func bytes(_ part: String) throws -> Double {
      try #require(memory[part] as? NSNumber).doubleValue
    }
    let parts = try ["weightBytes", "overheadBytes", "keptFreeBytes", "cacheBytes"].map(bytes)
    let visible = try bytes("visibleBytes")
    #expect(abs(parts.reduce(0, +) / visible - 1) < 1e-9)
    #expect(abs(parts[2] / visible - 0.1) < 1e-9)
  }
}
