import Testing
import Workloads

@testable import Breakeven
@testable import Roofline

/// Fleets of workloads with sessions are sized with the hit rate that they will have.
struct SessionDecisionTests {
  private static func workload(
    offload: String? = nil, stack: String = "plain", regions: [Int]? = nil
  ) throws -> Workload {
    try Workload(
      json: #"""
        {"version": 1, "name": "sessions", "completion": {"fixed": 200}, "stack": "\#(stack)",
         "sessions": {"systemPromptTokens": 640, "firstPromptTokens": 8000, "turns": {"fixed": 20},
           "newTokensPerTurn": 900, "thinkTimeSeconds": 20},
         "candidates": {"models": ["\#(Market.model)"], "engines": ["vLLM"]
           \#(offload.map { #", "offload": \#($0)"# } ?? "")},
         "volume": {"requestsPerDay": 500000},
         \#(regions.map { #""costs": {"regions": \#($0)},"# } ?? "")
         "mode": {"interactive": {"timeToFirstTokenSeconds": 2, "timePerOutputTokenSeconds": 0.05}}}
        """#)
  }

  /// Each region has a fleet of its own, whose caches see only its requests: of shares 3 and 1 the larger sees three
  /// quarters.
  @Test func cachesSeeTheRequestsOfTheirRegion() throws {
    func caches(_ regions: [Int]?) throws -> OwnCaches {
      let workload = try Self.workload(regions: regions)
      return try #require(OwnCaches(Demand(workload), mode: workload.mode))
    }
    let one = try caches(nil).peakRequestsPerSecond
    #expect(abs(try caches([3, 1]).peakRequestsPerSecond - 0.75 * one) < 1e-9 * one)
    #expect(try caches([2]).peakRequestsPerSecond == one)
  }

  private static let plain = Result { try Market.decision(workload()) }
  private static let hosted = Result {
    try Market.decision(workload(offload: #"["none", "host"]"#))
  }

  /// What the fleet was sized with is no more than so many replicas find, and less than an unlimited cache would find.
  @Test func theFleetFindsWhatItWasSizedWith() throws {
    let decision = try Self.plain.get()
    let best = try #require(decision.bestSelfHost)
    let outlook = try #require(decision.cacheOutlook)
    let own = try #require(outlook.rows.first { $0.replicas == best.replicas })
    #expect(best.replicas > 1 && best.deployment.tier == nil)
    #expect(best.hitRate < own.spread + 0.02)
    let set = try #require(decision.workload.workingSet)
    let system = try #require(decision.workload.sharedPrefix).tokens
    let mean = decision.workload.mix.meanPromptTokens
    #expect(best.hitRate < (system + set.unlimitedShare * (mean - system)) / mean - 0.05)
    // Sessions that stay with their replica, and tiers, find at least as much, whatever the number of replicas.
    for row in outlook.rows {
      #expect(row.sessions >= row.spread - 1e-9)
      #expect(try #require(row.tier) >= row.spread - 1e-9)
    }
  }

  /// With host memory more is found and fewer replicas are needed; what the report without it foretold is what the
  /// decision with it finds.
  @Test func hostMemorySavesWhatTheOutlookTells() throws {
    let (plain, hosted) = (try Self.plain.get(), try Self.hosted.get())
    let outlook = try #require(plain.cacheOutlook?.tier)
    let best = try #require(hosted.bestSelfHost)
    let before = try #require(plain.bestSelfHost)
    #expect(outlook.kind == .host && !outlook.isInUse)
    #expect(best.deployment.tier?.kind == .host)
    #expect(best.hitRate > before.hitRate + 0.05)
    #expect(best.totalUSD < before.totalUSD)
    #expect(abs(outlook.hitRate - best.hitRate) < 0.1)
    #expect(outlook.usd <= before.totalUSD && outlook.replicas <= before.replicas)
    let back = try #require(hosted.cacheOutlook?.tier)
    #expect(back.isInUse && back.usd >= best.totalUSD)
  }

  /// A serving team tries host memory by itself, a small team does not.
  @Test func theModernStackTriesHostMemory() throws {
    let modern = try Market.decision(Self.workload(stack: "modern"))
    let best = try #require(modern.bestSelfHost)
    #expect(best.deployment.tier?.kind == .host)
    #expect(best.totalUSD <= (try Self.hosted.get().bestSelfHost?.totalUSD ?? 0) * 1.001)
  }

  /// A tier that is slower than computing is not used, and costs nothing.
  @Test func aTierNeverMakesAFleetDearer() throws {
    let tiny = try Market.decision(Self.workload(offload: #""host:0.001""#))
    let best = try #require(tiny.bestSelfHost)
    let before = try #require(try Self.plain.get().bestSelfHost)
    #expect(abs(best.totalUSD - before.totalUSD) < 0.02 * before.totalUSD)
  }

  /// Sellers of workers and endpoints keep the memory beside their accelerators for themselves.
  @Test func workersOfASellerHaveNoTier() throws {
    let workload = try Workload(
      json: #"""
        {"version": 1, "name": "sessions", "completion": {"fixed": 200},
         "sessions": {"systemPromptTokens": 640, "firstPromptTokens": 4000, "turns": {"fixed": 6},
           "newTokensPerTurn": 900, "thinkTimeSeconds": 20},
         "candidates": {"models": ["openai/gpt-oss-20b"], "engines": ["vLLM"], "gpus": ["H100-SXM"],
           "offload": ["host"]},
         "volume": {"requestsPerDay": 50000},
         "mode": {"interactive": {"timeToFirstTokenSeconds": 2, "timePerOutputTokenSeconds": 0.05}}}
        """#)
    let decision = try Market.decision(workload, catalog: Market.builtIn.get())
    let sold = decision.selfHosting.filter { $0.rental.service != nil }
    #expect(!sold.isEmpty && sold.allSatisfy { $0.deployment.tier == nil })
    #expect(decision.selfHosting.contains { $0.deployment.tier != nil })
  }

  /// One worker of a seller sees all turns of a session; machines of which one is a spare see half of them each.
  ///
  /// Blocks simulated one by one find 61.5 % on one replica.
  @Test func aWorkerWithoutASpareFindsWhatOneReplicaFinds() throws {
    let workload = try Workload(
      json: #"""
        {"version": 1, "name": "chats", "completion": {"fixed": 200},
         "sessions": {"turns": 8, "newTokensPerTurn": 400, "thinkTimeSeconds": 45,
           "keptFraction": 0.6},
         "candidates": {"models": ["\#(Market.model)"], "engines": ["vLLM"]},
         "volume": {"requestsPerDay": 100000},
         "mode": {"interactive": {"timeToFirstTokenSeconds": 3, "timePerOutputTokenSeconds": 0.06,
           "percentile": 90, "traffic": {"peakToAverage": 1}}}}
        """#)
    let worker = GPUOffer(
      id: "flex", provider: "seller", gpu: "H100-SXM", gpusPerInstance: 1,
      terms: [.init(commitment: .onDemand, usdPerInstanceHour: 4)],
      service: ManagedService(
        kind: .serverless, idleSeconds: 1...3600, billsStart: true, keptPriceShare: 0.8),
      provenance: try Market.provenance())
    let decision = try Market.decision(
      workload,
      catalog: Market.catalog(offers: [Market.offer("machine", usdPerGPUHour: 4), worker]))
    let best = try #require(decision.bestSelfHost)
    #expect(best.rental.id == "flex" && best.replicas == 1)
    #expect(abs(best.hitRate - 0.615) < 0.03)
    let rows = try #require(decision.cacheOutlook).rows
    #expect(abs(best.hitRate - (rows.first { $0.replicas == 1 }?.spread ?? 0)) < 0.01)
    let dedicated = try #require(decision.selfHosting.first { $0.rental.service == nil })
    #expect(dedicated.replicas == 2)
    #expect(abs(dedicated.hitRate - (rows.first { $0.replicas == 2 }?.spread ?? 0)) < 0.01)
  }
}
