import CheckedJSON
import Foundation
import ModelArithmetic
import Numerics
import TestFixtures
import Testing
import Workloads

@testable import Roofline

/// What low-rank adapters take and add, on numbers worked out by hand.
struct AdapterTests {
  private static let facts = Result { () throws in
    try AdapterFacts(JSONDocument(Fixtures.data("adapters.json")))
  }

  private static func service(
    _ count: Int, rank: Int = 16, targets: Adapters.Targets = .attention,
    popularity: Adapters.Popularity? = nil, resident: Int? = nil,
    source: Adapters.SwapSource = .host
  ) throws -> AdapterService? {
    AdapterService(
      try Adapters(
        count: count, rank: rank, targets: targets, popularity: popularity, resident: resident,
        swapSource: source), try facts.get())
  }

  private static func deployment(
    _ count: Int, rank: Int = 16, targets: Adapters.Targets = .attention,
    popularity: Adapters.Popularity? = nil, resident: Int? = nil,
    gpu: String = "A100-80GB", layout: Layout = .single
  ) throws -> Deployment {
    try Fixtures.deployment(on: gpu, layout: layout).serving(
      service(
        count, rank: rank, targets: targets, popularity: popularity, resident: resident))
  }

  /// Llama-3.1-8B: 32 · 16 · (8192 + 5120 + 5120 + 8192) parameters in bf16 beside attention, and as much again and
  /// 3 · 16 · 18,432 a layer beside all.
  @Test func bytesOfAnAdapter() throws {
    let model = try Fixtures.deployment().model
    let attention = try #require(try Self.service(40))
    let all = try #require(try Self.service(40, targets: .all))
    #expect(attention.bytes(of: model, on: .single) == 27_262_976)
    #expect(all.bytes(of: model, on: .single) == 83_886_080)
    // On two ranks one of the two thin matrices stays whole.
    #expect(try attention.bytes(of: model, on: Layout(tensor: 2)) == 0.75 * 27_262_976)
  }

  /// Forty of 27 MB come out of the room for caches.
  @Test func memoryIsTakenFromTheCaches() throws {
    let plain = try Fixtures.deployment(on: "A100-80GB").memory
    let memory = try Self.deployment(40).memory
    #expect(memory.residentAdapters == 40 && memory.adapters == 40 * 27_262_976)
    #expect(abs(plain.cache - memory.cache - 40 * 27_262_976) < 1)
    // A quarter of the room holds no more.
    let many = try Self.deployment(20_000).memory
    #expect(many.residentAdapters == Int(plain.cache / 4 / 27_262_976))
    #expect(try Self.deployment(40, resident: 8).memory.residentAdapters == 8)
  }

  /// 40·(1 − (39/40)³²) = 22.2 of forty that are used alike; with one used by half of all, fewer.
  @Test func differentAdaptersOfABatch() throws {
    let even = try AdapterSpread(Adapters(count: 40))
    #expect(abs(even.distinct(among: 32) - 22.21) < 0.01)
    #expect(abs(even.distinct(among: 1) - 1) < 1e-9)
    #expect(abs(even.distinct(among: 5000) - 40) < 1e-6)
    let skewed = AdapterSpread(try Adapters(count: 40, popularity: .zipf(1.5)))
    #expect(skewed.distinct(among: 32) < even.distinct(among: 32))
    #expect(abs(even.requests(having: 22.21) - 32) < 0.05)
    #expect(even.requests(having: 40) == .infinity)
    let shares = try Adapters(count: 1000, popularity: .zipf(1)).shares
    #expect(abs(shares.reduce(0) { $0 + $1.count * $1.share } - 1) < 1e-9)
    #expect(shares.reduce(0) { $0 + $1.count } == 1000)
  }

  /// Ten of forty that are used alike: three of four requests find theirs gone.
  @Test func missingAdapters() throws {
    let even = AdapterSpread(try Adapters(count: 40))
    #expect(abs(even.missingShare(holding: 10) - 0.75) < 1e-6)
    #expect(even.missingShare(holding: 40) == 0)
    let skewed = AdapterSpread(try Adapters(count: 40, popularity: .zipf(1)))
    #expect(skewed.missingShare(holding: 10) < 0.6)
  }

  /// 27 MB over four fifths of 31.5 GB/s is 1.1 ms, after 20 ms until it begins.
  @Test func bringingInAnAdapter() throws {
    let swap = try #require(try Self.deployment(40, resident: 10).adapterSwap)
    #expect(abs(swap.seconds - (0.02 + 27_262_976 / 25.2e9)) < 1e-9)
    #expect(abs(swap.share - 0.75) < 1e-6)
    #expect(swap.seconds(atQuantile: 0.95) == swap.seconds)
    #expect(try Self.deployment(40).adapterSwap?.seconds(atQuantile: 0.95) == 0)
    let disk = try Fixtures.deployment(on: "A100-80GB").serving(
      Self.service(40, resident: 10, source: .disk))
    #expect((disk.adapterSwap?.seconds ?? 0) > swap.seconds + 0.1)
  }

  /// 128 matrices of 5 µs; two and a half times 32 tokens of 27.3 MFLOPs and 2.4 MB through memory each; 22.2 adapters of 27 MB.
  @Test func stepByHand() throws {
    var ideal = try Self.deployment(40)
    ideal.parameters = .ideal
    let step = ideal.stepTime(of: StepLoad(decoding: 32, context: 1000))
    let bandwidth = ideal.accelerator.bytesPerSecond
    // Queries and outputs, then keys and values: inputs and twice the outputs, in 16 bits, of 32 layers.
    let numbers: Double = 2 * (4096 + 2 * 4096) + 2 * (4096 + 2 * 1024)
    let moved: Double = 32 * numbers * 2 / bandwidth
    let flops: Double = 2 * 13_631_488 / 312e12
    let read: Double = 22.21 * 27_262_976 / bandwidth
    let byHand: Double = 128 * 5e-6 + 2.5 * 32 * (flops + moved) + read
    #expect(abs(step.adapters / byHand - 1) < 1e-3)
  }

  /// Punica (arXiv:2310.18547): about 2 ms more a token; here for 32 sequences of a 7B model, alike or all different.
  @Test func aboutWhatPunicaMeasured() throws {
    for count in [2, 100_000] {
      let deployment = try Fixtures.deployment("meta-llama/Llama-2-7b-hf", on: "A100-80GB")
        .serving(Self.service(count, targets: .all))
      let step = deployment.stepTime(of: StepLoad(decoding: 32, context: 500))
      #expect((0.001...0.0035).contains(step.adapters))
    }
  }

  private static let shape = RequestShape(prompt: 1500, completion: 250)

  @Test func moreAdaptersAreNeverFaster() throws {
    var last = Double.infinity
    for count in [1, 2, 10, 40, 300, 3000, 100_000] {
      let estimate = try Self.deployment(count).estimate(of: Self.shape, under: .saturation)
      #expect(estimate.outputTokensPerSecond.value <= last)
      last = estimate.outputTokensPerSecond.value
    }
  }

  @Test(arguments: [Load.concurrency(32), .saturation])
  func aHigherRankIsNeverFaster(load: Load) throws {
    var last = Double.infinity
    for rank in [1, 8, 16, 64, 128, 512] {
      let estimate = try Self.deployment(40, rank: rank, targets: .all)
        .estimate(of: Self.shape, under: load)
      #expect(estimate.outputTokensPerSecond.value <= last)
      last = estimate.outputTokensPerSecond.value
    }
  }

  /// One is merged into the weights, and none is none.
  @Test func oneCostsNothing() throws {
    let plain = try Fixtures.deployment(on: "A100-80GB")
    #expect(try Self.deployment(1) == plain)
    #expect(try Self.deployment(1).memory.adapters == 0)
    #expect(try Self.deployment(40) != plain)
    #expect(try Self.deployment(40).serving(nil) == plain)
  }

  /// What is changed about a deployment leaves its adapters.
  @Test func layoutsAndDraftsKeepThem() throws {
    let two = try Self.deployment(40).with(layout: Layout(tensor: 2))
    #expect(two == (try Self.deployment(40, layout: Layout(tensor: 2))))
    #expect(two.speculating(nil).adapters != nil && two.adapterSwap?.resident == 40)
  }

  /// With eight held of forty, no more than eight different ones run.
  @Test func runningRequestsAreLimitedByWhatIsHeld() throws {
    let limit = try Self.deployment(40, resident: 8).runningLimit(for: Self.shape)
    let spread = AdapterSpread(try Adapters(count: 40))
    #expect(abs(spread.distinct(among: limit) - 8) < 0.01)
  }

  @Test func enginesThatCannotAreNamed() throws {
    let engine = try Fixtures.deployment().engine
    let dense = try Fixtures.deployment().model
    #expect(
      try Self.service(40, rank: 1024)?.obstacle(dense, engine)
        == "vLLM serves adapters up to a rank of 512, not 1024")
    #expect(try Self.service(40)?.obstacle(dense, engine) == nil)
    #expect(try Self.service(40)?.unchecked(dense, engine) == [])
    let unknown = try Self.service(40, targets: .named(["q_proj", "w_proj"]))?
      .unknownTargets(of: dense)
    #expect(unknown?.place == "$.adapters.targets[1]" && unknown?.suggestion != nil)
  }

  /// An adapter of all experts is as large as all of them, but a token multiplies only what it reaches.
  @Test func expertsAreAdaptedOneByOne() throws {
    let model = try Fixtures.model("Qwen/Qwen3-30B-A3B")
    let all = try #require(LowRankAdapter(rank: 16, targets: .all))
    let attention = try #require(LowRankAdapter(rank: 16, targets: .attention))
    let experts = Double(all.parameters(of: model) - attention.parameters(of: model))
    let active = (all.flopsPerToken(of: model) - attention.flopsPerToken(of: model)) / 2
    #expect(abs(experts / active - 16) < 1e-9)
  }
}
