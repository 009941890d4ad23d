import CheckedJSON
import TestFixtures
import Testing
import Workloads

@testable import Roofline

/// Tiers of memory beside that of the chips: what they hold, and what it takes to bring it.
struct CacheTierTests {
  private static let host = Accelerator.Host(
    bytes: 256 * 1_073_741_824, bytesPerSecond: 55e9, source: "test")

  private static func accelerator(_ host: Accelerator.Host?) -> Accelerator {
    let plain = SimulationFixture.accelerator
    return Accelerator(
      id: plain.id, aliases: [], vendor: plain.vendor, family: plain.family,
      densePeaks: plain.densePeaks, memoryBytes: plain.memoryBytes,
      bytesPerSecond: plain.bytesPerSecond, link: plain.link, host: host, watts: nil,
      source: "test", confidence: "high", caveat: nil)
  }

  private static func deployment(bytesPerSecond: Double?) throws -> Deployment {
    try SimulationFixture.deployment().offloading(
      to: bytesPerSecond.map {
        CacheTier(kind: .host, bytesPerChip: 200e9, bytesPerSecond: $0, source: "test")
      })
  }

  /// Three quarters of 256 GiB are 206 GB; what is given is taken as it is.
  @Test func aMachinesMemoryIsTakenInPart() throws {
    let chip = Self.accelerator(Self.host)
    let host = try #require(try CacheTier(CacheOffload(.host), on: chip))
    #expect(abs(host.bytesPerChip - 206.2e9) < 1e8 && host.bytesPerSecond == 55e9)
    let given = try #require(try CacheTier(CacheOffload(.host, gigabytes: 62.5), on: chip))
    #expect(given.bytesPerChip == 62.5e9)
    let disk = try #require(try CacheTier(CacheOffload(.disk), on: chip))
    #expect(disk.bytesPerSecond < host.bytesPerSecond && disk.bytesPerChip > host.bytesPerChip)
    let pool = try #require(try CacheTier(CacheOffload(.pool), on: chip))
    #expect(pool.bytesPerSecond <= host.bytesPerSecond)
    #expect(try CacheTier(CacheOffload(.none), on: chip) == nil)
  }

  @Test func memoryOfItsOwnIsNoTier() throws {
    let chip = Self.accelerator(nil)
    #expect(throws: InputError.self) { try CacheTier(CacheOffload(.host), on: chip) }
    #expect(try CacheTier(CacheOffload(.none), on: chip) == nil)
  }

  /// 8,000 tokens of so many bytes each, at 55 GB/s.
  @Test func aPromptTakesItsBytesOverTheLink() throws {
    let deployment = try Self.deployment(bytesPerSecond: 55e9)
    let bytes = deployment.memory.bytes(ofSequenceHolding: 8000)
    #expect(abs(deployment.loadSeconds(tokens: 8000) - bytes / 55e9) < 1e-12)
    #expect(abs(deployment.tierTokens - 200e9 / deployment.memory.growingBytesPerToken) < 1)
    #expect(try Self.deployment(bytesPerSecond: nil).loadSeconds(tokens: 8000) == 0)
    #expect(deployment.loadsFaster(than: RequestShape(prompt: 8000, completion: 1)))
    let slow = try Self.deployment(bytesPerSecond: 1e7)
    #expect(!slow.loadsFaster(than: RequestShape(prompt: 8000, completion: 1)))
  }

  /// A prompt that is brought begins later by as much as that takes, and no more come than the link brings.
  @Test func loadingTakesTimeAndLimitsTheRate() throws {
    let deployment = try Self.deployment(bytesPerSecond: 20e9)
    let near = RequestShape(prompt: 8000, completion: 50, cachedPrompt: 7000)
    let far = RequestShape(prompt: 8000, completion: 50, cachedPrompt: 7000, loadedPrompt: 7000)
    let loading = deployment.loadSeconds(tokens: 7000)
    let (one, other) = (
      deployment.steadyState(of: near, concurrency: 1),
      deployment.steadyState(of: far, concurrency: 1)
    )
    #expect(abs(other.timeToFirstToken - one.timeToFirstToken - loading) < 0.1 * loading)
    let most = deployment.saturation(of: far).requestsPerSecond
    #expect(most <= 1.001 / loading)
    #expect(most < deployment.saturation(of: near).requestsPerSecond)
  }

  @Test func targetsCountWhatIsBrought() throws {
    let deployment = try Self.deployment(bytesPerSecond: 20e9)
    let mix = try RequestMix(promptTokens: 8000, completionTokens: 100)
    let level = try ServiceLevel(timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.05)
    func capacity(_ tier: Double) throws -> Double {
      let prefix = try SharedPrefix(
        tokens: 0, hitRate: 0, sessionHitRate: 0.8, tierHitRate: tier)
      return deployment.capacity(for: mix, sharedPrefix: prefix, within: level)?.requestsPerSecond
        ?? 0
    }
    #expect(try capacity(0.8) < capacity(0.4))
    #expect(try capacity(0.4) < capacity(0))
  }
}
