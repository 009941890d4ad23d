import ModelArithmetic
import TestFixtures
import Testing

@testable import Roofline

/// What chips pay for talking to one another, by the path between them.
struct CollectiveTests {
  private func link(_ chip: String, layout: Int) throws -> Double {
    var deployment = try Fixtures.deployment(on: chip, layout: Layout(tensor: layout))
    deployment.parameters = EngineParameters()
    return deployment.pass.time(
      of: StepLoad(decoding: 1, context: 100), with: deployment.parameters
    )
    .link
  }

  /// (8/2)^0.73 = 2.75 latencies over PCIe from chip to chip, 4^0.15 = 1.23 over NVLink.
  @Test func ranksCostByThePath() throws {
    #expect(abs(try link("L40S", layout: 8) / link("L40S", layout: 2) - 2.75) < 0.1)
    #expect(abs(try link("H100-SXM", layout: 8) / link("H100-SXM", layout: 2) - 1.23) < 0.05)
  }

  /// GeForce chips copy through the host's memory, which eight of them share.
  @Test func theHostIsShared() throws {
    let catalog = try Fixtures.accelerators()
    let path = try catalog.accelerator(named: "RTX-4090").link.path
    #expect(path == .throughHost)
    #expect(abs(path.bandwidthShare(ranks: 8) - 0.088) < 0.001)
    #expect(try catalog.accelerator(named: "L40S").link.path == .peerToPeer)
  }

  /// Two MI300X use one of their seven cables: 64 GB/s of 448.
  @Test func pairsOfAMeshHaveOneCable() throws {
    let link = try Fixtures.accelerators().accelerator(named: "MI300X").link
    #expect(link.bytesPerSecondEachWay(among: 2) == 64e9)
    #expect(link.bytesPerSecondEachWay(among: 8) == 448e9)
  }

  /// Within a node, whole experts on a rank cost no layer more than a part of each on every rank: all wait for the
  /// fullest rank, and for nothing else.
  @Test func expertParallelismWaitsForTheFullestRankInsideANode() throws {
    func step(_ expert: Int) throws -> StepTime {
      let deployment = try Fixtures.deployment(
        "openai/gpt-oss-120b", layout: Layout(tensor: 8, expert: expert))
      return deployment.pass.time(
        of: StepLoad(decoding: 16, context: 1000), with: deployment.parameters)
    }
    let (whole, parts) = (try step(8), try step(1))
    #expect(whole.overhead == parts.overhead)
    #expect(whole.link == parts.link)
    #expect(whole.weights + whole.compute > parts.weights + parts.compute)
  }

  /// Mixtral is run with one scale for each matrix, Qwen with one for each block.
  @Test(arguments: [("mistralai/Mixtral-8x7B-v0.1", false), ("Qwen/Qwen3-30B-A3B", true)])
  func scalesOfBlocksSlowManySmallExperts(_ name: String, _ isSlower: Bool) throws {
    let deployment = try Fixtures.deployment(
      name, precision: Precision(weights: .format(.fp8)))
    func seconds(_ factor: Double) -> Double {
      var parameters = EngineParameters()
      parameters.blockScaledExperts = factor
      return deployment.pass.time(of: StepLoad(promptTokens: 8192), with: parameters).total
    }
    #expect((seconds(0.4) > seconds(1)) == isSlower)
  }

  /// An A100 has no 8-bit floating-point kernels: it widens the weights, whatever those of others do.
  @Test func chipsWithoutEightBitsDoNotShareTheirKernels() throws {
    func seconds(on chip: String, _ factor: Double) throws -> Double {
      let deployment = try Fixtures.deployment(
        "Qwen/Qwen3-30B-A3B", on: chip, precision: Precision(weights: .format(.fp8)))
      var parameters = EngineParameters()
      parameters.eightBitExperts = factor
      return deployment.pass.time(of: StepLoad(decoding: 16, context: 1000), with: parameters).total
    }
    #expect(try seconds(on: "A100-80GB", 0.3) == seconds(on: "A100-80GB", 1))
    #expect(try seconds(on: "H100-SXM", 0.3) > seconds(on: "H100-SXM", 1))
  }
}
