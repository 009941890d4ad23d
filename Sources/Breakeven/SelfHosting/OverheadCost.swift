/// What self-hosting costs besides machines, whatever the volume: people, tools, storage, set-up.
struct OverheadCost {
  private let monthlyUSD: [DeclaredValue]

  init(_ costs: DeclaredCosts) throws(InputError) {
    var values: [DeclaredValue] = []
    if let staff = costs.staff { values.append(try staff.usdPerMonth) }
    if let fixed = costs.fixedUSDPerMonth { values.append(fixed) }
    if costs.storageUSDPerMonth > 0 { values.append(try DeclaredValue(costs.storageUSDPerMonth)) }
    if let setup = costs.setupUSD {
      values.append(
        try DeclaredValue(
          low: setup.low / costs.setupMonths, likely: setup.likely / costs.setupMonths,
          high: setup.high / costs.setupMonths))
    }
    monthlyUSD = values
  }

  /// US dollars in a month; a job that is run once is charged the same, as it takes people a month too.
  func usd(in period: Demand.Period) throws(InputError) -> DeclaredValue {
    try DeclaredValue(
      low: monthlyUSD.reduce(0) { $0 + $1.low }, likely: monthlyUSD.reduce(0) { $0 + $1.likely },
      high: monthlyUSD.reduce(0) { $0 + $1.high })
  }
}
