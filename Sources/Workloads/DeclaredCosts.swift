package import CheckedJSON
import Numerics

/// What the people cost who run a self-hosted model.
package enum StaffCost: Hashable, Sendable {
  /// So many engineers, each at so many dollars a month.
  case engineers(count: DeclaredValue, usdPerEngineerMonth: DeclaredValue)
  /// Dollars a month.
  case usdPerMonth(DeclaredValue)

  /// Dollars a month; low goes with low, high with high.
  package var usdPerMonth: DeclaredValue {
    get throws(InputError) {
      switch self {
      case .usdPerMonth(let value): value
      case .engineers(let count, let usd):
        try DeclaredValue(
          low: count.low * usd.low, likely: count.likely * usd.likely, high: count.high * usd.high)
      }
    }
  }
}

/// What using an API costs besides its bill: people who integrate and watch it, tools, set-up.
package struct APICosts: Hashable, Sendable {
  /// The people; `nil` if nothing was said.
  package let staff: StaffCost?
  /// Gateways, logs, evaluation: dollars a month.
  package let fixedUSDPerMonth: DeclaredValue?
  /// Integrating it, once, in dollars; spread over the same months as the set-up of self-hosting.
  package let setupUSD: DeclaredValue?

  /// Makes costs; what is `nil` was not stated.
  public init(
    staff: StaffCost? = nil, fixedUSDPerMonth: DeclaredValue? = nil, setupUSD: DeclaredValue? = nil
  ) {
    self.staff = staff
    self.fixedUSDPerMonth = fixedUSDPerMonth
    self.setupUSD = setupUSD
  }
}

/// Which costs are laid on every side at once.
public enum CostLens: String, CaseIterable, Hashable, Sendable {
  /// All of them.
  case full
  /// Only what the decision adds: not people, tools and paid hardware that are there anyway.
  case marginal
}

/// Costs that no catalog knows.
public struct DeclaredCosts: Hashable, Sendable {
  /// The people; `nil` if nothing was said, which is not nothing.
  package let staff: StaffCost?
  /// Tools, monitoring, storage, network: dollars a month.
  package let fixedUSDPerMonth: DeclaredValue?
  /// Setting up, once, in dollars.
  package let setupUSD: DeclaredValue?
  /// Nothing was declared.
  public static let none = DeclaredCosts()

  private init() {
    (staff, fixedUSDPerMonth, setupUSD, setupMonths, taxRate) = (nil, nil, nil, 12, 0)
    (storageUSDPerMonth, egressUSDPerThousandRequests, regions) = (0, 0, [])
    (api, lens, discounts) = (nil, .full, .none)
  }

  /// The months over which the setup is spread.
  package let setupMonths: Double
  /// Tax on GPU rent and API bills alike, as a fraction.
  package let taxRate: Double
  /// Keeping weights and logs: dollars a month.
  package let storageUSDPerMonth: Double
  /// Traffic out of one's own network: dollars per thousand requests.
  package let egressUSDPerThousandRequests: Double
  /// Shares of the traffic, in any unit, of regions that each need a fleet of their own; empty for one.
  package let regions: [Double]
  /// What using an API costs besides its bill; `nil` if nothing was said, which is not nothing.
  package let api: APICosts?
  /// Which costs count.
  package let lens: CostLens
  /// What is off the lists of APIs and of machines.
  package let discounts: Discounts

  /// Makes costs of nothing unless given; a setup is spread over 1 to 120 months, a tax is from 0 to 1.
  package init(
    staff: StaffCost? = nil, fixedUSDPerMonth: DeclaredValue? = nil, setupUSD: DeclaredValue? = nil,
    setupMonths: Double = 12, taxRate: Double = 0, storageUSDPerMonth: Double = 0,
    egressUSDPerThousandRequests: Double = 0, regions: [Double] = [], api: APICosts? = nil,
    lens: CostLens = .full, discounts: Discounts = .none
  ) throws(InputError) {
    let usd = 0...Bounds.maximumUSD
    guard usd.contains(storageUSDPerMonth), usd.contains(egressUSDPerThousandRequests) else {
      throw InputError(
        found:
          "storage at \(PlainDecimal.text(storageUSDPerMonth)) and egress at \(PlainDecimal.text(egressUSDPerThousandRequests)) dollars",
        expected: "from 0 to \(Bounds.maximumUSD) dollars")
    }
    guard regions.count <= 50, regions.allSatisfy({ (0.001...1e6).contains($0) }) else {
      throw InputError(
        found: "\(regions.count) regions", expected: "at most 50, each with a share above 0")
    }
    guard (1...120).contains(setupMonths), (0...1).contains(taxRate) else {
      throw InputError(
        found: "\(setupMonths) months of setup and a tax rate of \(PlainDecimal.text(taxRate))",
        expected: "from 1 to 120 months and a rate from 0 to 1")
    }
    self.staff = staff
    self.fixedUSDPerMonth = fixedUSDPerMonth
    self.setupUSD = setupUSD
    self.setupMonths = setupMonths
    self.taxRate = taxRate
    self.storageUSDPerMonth = storageUSDPerMonth
    self.egressUSDPerThousandRequests = egressUSDPerThousandRequests
    self.regions = regions
    self.api = api
    self.lens = lens
    self.discounts = discounts
  }

  /// The same costs with some of them replaced.
  package func with(
    staff: StaffCost? = nil, fixedUSDPerMonth: DeclaredValue? = nil, api: APICosts? = nil,
    lens: CostLens? = nil
  ) throws(InputError) -> DeclaredCosts {
    try DeclaredCosts(
      staff: staff ?? self.staff, fixedUSDPerMonth: fixedUSDPerMonth ?? self.fixedUSDPerMonth,
      setupUSD: setupUSD, setupMonths: setupMonths, taxRate: taxRate,
      storageUSDPerMonth: storageUSDPerMonth,
      egressUSDPerThousandRequests: egressUSDPerThousandRequests, regions: regions,
      api: api ?? self.api, lens: lens ?? self.lens, discounts: discounts)
  }
}
