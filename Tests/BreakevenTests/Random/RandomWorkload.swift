import Testing

@testable import Breakeven

/// A valid workload with a market of its own, drawn from a seed, of which a test may change one part alone.
struct RandomWorkload: Sendable {
  /// How lengths vary around their means.
  enum Spread: CaseIterable, Sendable { case fixed, quantiles, twoKinds }

  var prompt: Double
  var completion: Double
  var spread: Spread
  var prefix: (tokens: Double, hitRate: Double)?
  var requestsPerDay: Double
  var isOneJob: Bool
  var service: RandomService
  var models: [String]
  var gpus: [String]
  var fewerThan8Bits: Bool
  var autoscaling: Bool
  var staffUSD: Double
  var apiStaffUSD: Double
  var market: RandomMarket

  private static let modelNames = [
    "meta-llama/Llama-3.1-8B-Instruct", "openai/gpt-oss-20b", "Qwen/Qwen3-32B",
    "Qwen/Qwen3-30B-A3B",
  ]
  private static let gpuNames = ["H100-SXM", "A100-80GB", "L40S", "B200", "H200-SXM", "MI300X"]

  /// Volumes span six decades; everything else is drawn as people state it, the odd one included.
  init(_ dice: inout SplitMix64) throws {
    prompt = dice.lengths(from: 20, to: 20_000)
    completion = dice.lengths(from: 2, to: 2000)
    spread = dice.one(of: Spread.allCases)
    prefix = dice.chance(0.3) ? ((prompt * dice.uniform()).rounded(), dice.uniform()) : nil
    requestsPerDay = dice.lengths(from: 3, to: 3_000_000)
    service = RandomService(&dice)
    isOneJob = service.isBatch && dice.chance(0.3)
    models = dice.some(of: Self.modelNames, atMost: 2)
    gpus = dice.some(of: Self.gpuNames, atMost: 2)
    fewerThan8Bits = dice.chance(0.5)
    autoscaling = dice.chance(0.7)
    staffUSD = dice.chance(0.3) ? 0 : dice.lengths(from: 100, to: 20_000)
    apiStaffUSD = dice.chance(0.5) ? 0 : dice.lengths(from: 50, to: 2000)
    market = try RandomMarket(gpus: gpus, models: models, &dice)
  }

  /// The workload of that number: always the same one.
  init(number: Int) throws {
    var dice = SplitMix64(seed: 0xB1EA_CE0F_0000_0000 &+ UInt64(number))
    try self.init(&dice)
  }

  /// As a workload file says it.
  func workload() throws -> Workload {
    try Workload(
      name: "random", lengths: lengths(),
      sharedPrefix: prefix.map { try SharedPrefix(tokens: $0.tokens, hitRate: $0.hitRate) },
      volume: Volume(requestsPerDay, isOneJob ? .oneJob : .perDay), mode: service.mode(),
      candidates: Candidates(
        models: models, layouts: ["TP1", "TP2", "TP4"], gpus: gpus, engines: ["vLLM"],
        allowsFewerThan8Bits: fewerThan8Bits, allowsAutoscaling: autoscaling),
      costs: DeclaredCosts(
        staff: .usdPerMonth(DeclaredValue(staffUSD)),
        api: APICosts(staff: .usdPerMonth(DeclaredValue(apiStaffUSD)))),
      own: market.own())
  }

  private func lengths() throws -> RequestLengths {
    switch spread {
    case .fixed:
      .marginals(prompt: .fixed(prompt), completion: .fixed(completion), correlation: 0)
    case .quantiles:
      .marginals(
        prompt: .quantiles(
          try LengthQuantiles(mean: prompt, p50: 0.8 * prompt, p95: 2.5 * prompt)),
        completion: .quantiles(
          try LengthQuantiles(mean: completion, p50: 0.8 * completion, p95: 2.5 * completion)),
        correlation: 0)
    case .twoKinds:
      .joint([
        RequestPoint(promptTokens: prompt, completionTokens: completion / 2, weight: 3),
        RequestPoint(promptTokens: prompt / 2, completionTokens: completion, weight: 1),
      ])
    }
  }

  /// Few draws, no simulated requests, and nothing assumed.
  static let assumptions = {
    var assumptions = Market.closedForm
    assumptions.draws = 100
    assumptions.sideDraws = 20
    return assumptions
  }()

  /// The decision, or `nil` where neither side has a candidate.
  func decision() throws -> Decision? {
    let (workload, catalog) = (try workload(), try market.catalog())
    do {
      return try Market.decision(workload, catalog: catalog, assumptions: Self.assumptions)
    } catch let error as InputError where error.found.hasPrefix("no candidate that serves") {
      return nil
    }
  }

  /// What a person needs to run it again.
  var told: String {
    "\((try? workload())?.json ?? "an invalid workload") in a market of \(market.told)"
  }
}

extension SplitMix64 {
  /// A number whose logarithm is even between two ends, rounded to whole tokens, requests or dollars.
  mutating func lengths(from low: Double, to high: Double) -> Double {
    (low * exponential(uniform() * naturalLogarithm(high / low))).rounded()
  }

  /// A number whose logarithm is even between two ends.
  mutating func factor(from low: Double, to high: Double) -> Double {
    low * exponential(uniform() * naturalLogarithm(high / low))
  }

  mutating func chance(_ share: Double) -> Bool { uniform() < share }

  mutating func one<Value>(of values: [Value]) -> Value {
    values[min(values.count - 1, Int(uniform() * Double(values.count)))]
  }

  /// Up to so many of them, in their order.
  mutating func some(of values: [String], atMost most: Int) -> [String] {
    let chosen = Set((0..<most).map { _ in one(of: values) })
    return values.filter(chosen.contains)
  }
}
