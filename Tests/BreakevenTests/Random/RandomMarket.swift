@testable import Breakeven

/// A few machines and APIs at random prices.
struct RandomMarket: Sendable {
  /// A machine for rent.
  struct Machine: Sendable {
    let id: String
    let gpu: String
    let gpus: Int
    let usdPerGPUHour: Double
    let terms: [Commitment]
    let billedBySeconds: Double
  }

  /// A price list of one host.
  struct Host: Sendable {
    let id: String
    let model: String
    let input: Double
    let output: Double
    let cached: Double?
    let batchFactor: Double?
  }

  /// Machines that the workload's author has, or would buy.
  struct Own: Sendable {
    let gpu: String
    let count: Int
    let isPaid: Bool
    let usdPerGPU: Double
    let usdPerKilowattHour: Double
    let wantsSpare: Bool?
  }

  var machines: [Machine]
  var hosts: [Host]
  var owned: Own?
  /// Factor on all prices of machines.
  var machineFactor = 1.0
  /// Factor on all prices of APIs.
  var apiFactor = 1.0

  init(gpus: [String], models: [String], _ dice: inout SplitMix64) throws {
    machines = gpus.flatMap { gpu in
      (0..<dice.one(of: [1, 2, 3])).map { index in
        Machine(
          id: "\(gpu)-\(index)".lowercased(), gpu: gpu, gpus: dice.one(of: [1, 1, 2, 4, 8]),
          usdPerGPUHour: dice.factor(from: 0.3, to: 6),
          terms: [.onDemand] + (dice.chance(0.4) ? [.reserved1Year] : [])
            + (dice.chance(0.4) ? [.spot] : []), billedBySeconds: dice.one(of: [1, 60, 3600]))
      }
    }
    hosts = models.flatMap { model in
      (0..<dice.one(of: [1, 2])).map { index in
        let input = dice.factor(from: 0.02, to: 3)
        return Host(
          id: "host\(index)/\(model.lowercased().replacing("/", with: "-"))", model: model,
          input: input, output: input * dice.factor(from: 1, to: 5),
          cached: dice.chance(0.5) ? input * 0.25 : nil,
          batchFactor: dice.chance(0.5) ? 0.5 : nil)
      }
    }
    if dice.chance(0.3) {
      owned = Own(
        gpu: dice.one(of: gpus), count: dice.one(of: [1, 4, 8, 64]), isPaid: dice.chance(0.5),
        usdPerGPU: dice.factor(from: 3000, to: 40_000),
        usdPerKilowattHour: dice.factor(from: 0.05, to: 0.4),
        wantsSpare: dice.one(of: [nil, true, false]))
    }
  }

  /// The machines of the author; what they cost moves with all prices of machines.
  func own() throws -> [OwnMachines] {
    guard let owned else { return [] }
    return [
      try OwnMachines(
        gpu: owned.gpu, count: owned.count, isPaid: owned.isPaid,
        usdPerKilowattHour: owned.usdPerKilowattHour * machineFactor,
        usdPerGPU: owned.usdPerGPU * machineFactor, wantsSpare: owned.wantsSpare)
    ]
  }

  func catalog() throws -> Catalog {
    let builtIn = try Market.builtIn.get()
    return builtIn.with(
      prices: try PriceCatalog(
        tariffs: hosts.map {
          try Market.tariff(
            $0.id, input: $0.input * apiFactor, output: $0.output * apiFactor,
            cached: $0.cached.map { $0 * apiFactor }, batchFactor: $0.batchFactor,
            openModel: $0.model)
        },
        offers: machines.map {
          try Market.offer(
            $0.id, gpu: $0.gpu, gpus: $0.gpus, usdPerGPUHour: $0.usdPerGPUHour * machineFactor,
            terms: $0.terms, billedBy: $0.billedBySeconds)
        }, market: builtIn.prices.market, ownershipDefaults: builtIn.prices.ownershipDefaults))
  }

  var told: String { "\(machines), \(hosts), \(owned.map { "\($0)" } ?? "nothing owned")" }
}
