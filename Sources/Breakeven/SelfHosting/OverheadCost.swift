import CheckedJSON
import Numerics
import Workloads

/// What a side costs besides machines and tokens, whatever the volume: people, tools, storage, set-up.
///
/// Each cost is a product of inputs that are independent of each other, such as engineers and their pay, so
/// both are seldom at their highest at once: 1 engineer of $20,800 is the end of neither range alone but a
/// rare case of both.
struct OverheadCost: Sendable, Hashable {
  /// What is paid for.
  enum Kind: Sendable, Hashable, CaseIterable {
    case people, tools, storage
    /// Paid once, and borne by several periods.
    case setup
  }

  /// One cost: the product of its factors in US dollars.
  struct Item: Sendable, Hashable {
    let kind: Kind
    fileprivate let factors: [DeclaredValue]

    /// US dollars in the period with every input at its likely value.
    var likelyUSD: Double { factors.reduce(1) { $0 * $1.likely } }
  }

  /// Costs whose sum it is.
  let items: [Item]

  private init(items: [Item]) { self.items = items }

  /// Nothing.
  static let none = OverheadCost(items: [])

  /// Of serving a model oneself, in a month or for one job.
  ///
  /// A job takes people for a month. Its set-up is paid whole, as no other job shares it.
  init(ofSelfHosting costs: DeclaredCosts, in period: Demand.Period) throws(InputError) {
    var items: [Item] = []
    if costs.lens == .full {
      if let staff = costs.staff { items.append(Item(kind: .people, factors: staff.factors)) }
      if let fixed = costs.fixedUSDPerMonth { items.append(Item(kind: .tools, factors: [fixed])) }
    }
    if costs.storageUSDPerMonth > 0 {
      items.append(Item(kind: .storage, factors: [try DeclaredValue(costs.storageUSDPerMonth)]))
    }
    if let setup = costs.setupUSD {
      items.append(Item(kind: .setup, factors: [setup, try Self.share(of: costs, in: period)]))
    }
    self.items = items
  }

  /// Of using an API, in a month or for one job.
  init(ofAPI costs: DeclaredCosts, in period: Demand.Period) throws(InputError) {
    var items: [Item] = []
    if let api = costs.api {
      if costs.lens == .full {
        if let staff = api.staff { items.append(Item(kind: .people, factors: staff.factors)) }
        if let fixed = api.fixedUSDPerMonth { items.append(Item(kind: .tools, factors: [fixed])) }
      }
      if let setup = api.setupUSD {
        items.append(Item(kind: .setup, factors: [setup, try Self.share(of: costs, in: period)]))
      }
    }
    self.items = items
  }

  /// The share of a set-up that one period bears.
  private static func share(
    of costs: DeclaredCosts, in period: Demand.Period
  ) throws(InputError) -> DeclaredValue {
    try DeclaredValue(period == .job ? 1 : 1 / costs.setupMonths)
  }

  /// US dollars with every input at its likely value.
  var likelyUSD: Double { usd { $0.likely } }

  /// US dollars with each input at a value of its own.
  func usd(_ value: (DeclaredValue) -> Double) -> Double {
    items.reduce(0) { sum, item in sum + item.factors.reduce(1) { $0 * value($1) } }
  }

  /// Whether any input is uncertain.
  var isUncertain: Bool { items.contains { $0.factors.contains { $0.low < $0.high } } }

  /// US dollars with every input drawn by itself.
  func drawn(_ generator: inout SplitMix64) -> Double {
    var sum = 0.0
    for item in items {
      var product = 1.0
      for factor in item.factors { product *= factor.drawn(&generator) }
      sum += product
    }
    return sum
  }
}

extension StaffCost {
  /// The inputs whose product is the cost of a month.
  fileprivate var factors: [DeclaredValue] {
    switch self {
    case .usdPerMonth(let value): [value]
    case .engineers(let count, let usd): [count, usd]
    }
  }
}

extension DeclaredValue {
  /// One draw: the logarithm is normal on either side of the likely value, with 80 % between low and high.
  fileprivate func drawn(_ generator: inout SplitMix64) -> Double {
    guard low < high else { return likely }
    let normal = generator.normal()
    guard likely > 0 else { return max(0, normal) / 1.2816 * high }
    let end = normal < 0 ? max(low, likely * 1e-3) : high
    return likely * exponential(abs(normal) / 1.2816 * naturalLogarithm(end / likely))
  }
}
