import CheckedJSON

extension DeclaredCosts {
  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "staff", "fixedUSDPerMonth", "setupUSD", "setupMonths", "taxRate", "storageUSDPerMonth",
      "egressUSDPerThousandRequests", "regions", "api", "lens", "discounts",
    ])
    var regions: [Double] = []
    if let place = members["regions"] {
      for share in try place.array() { regions.append(try share.number(in: 0.001...1e6)) }
    }
    let usd = 0...Bounds.maximumUSD
    var fixed: DeclaredValue?
    var setup: DeclaredValue?
    if let place = members["fixedUSDPerMonth"] {
      fixed = try DeclaredValue(reading: place, .usdPerMonth, in: usd)
    }
    if let place = members["setupUSD"] { setup = try DeclaredValue(reading: place, in: usd) }
    try self.init(
      staff: members["staff"].map(StaffCost.init(reading:)), fixedUSDPerMonth: fixed,
      setupUSD: setup, setupMonths: members["setupMonths"]?.number(in: 1...120) ?? 12,
      taxRate: members["taxRate"]?.quantity(.share, in: 0...1) ?? 0,
      storageUSDPerMonth: members["storageUSDPerMonth"]?.quantity(.usdPerMonth, in: usd) ?? 0,
      egressUSDPerThousandRequests: members["egressUSDPerThousandRequests"]?.quantity(.usd, in: usd)
        ?? 0,
      regions: regions, api: members["api"].map(APICosts.init(reading:)),
      lens: members["lens"]?.choice() ?? .full,
      discounts: members["discounts"].map(Discounts.init(reading:)) ?? .none)
  }
}

extension APICosts {
  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["staff", "fixedUSDPerMonth", "setupUSD"])
    let usd = 0...Bounds.maximumUSD
    var (fixed, setup): (DeclaredValue?, DeclaredValue?)
    if let place = members["fixedUSDPerMonth"] {
      fixed = try DeclaredValue(reading: place, .usdPerMonth, in: usd)
    }
    if let place = members["setupUSD"] { setup = try DeclaredValue(reading: place, in: usd) }
    self.init(
      staff: try members["staff"].map(StaffCost.init(reading:)), fixedUSDPerMonth: fixed,
      setupUSD: setup)
  }
}

extension StaffCost {
  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    let usd = 0...1e9
    try members.allowOnly(["engineers", "usdPerEngineerMonth", "usdPerMonth"])
    if let sum = members["usdPerMonth"] {
      try members.allowOnly(["usdPerMonth"])
      self = .usdPerMonth(try DeclaredValue(reading: sum, .usdPerMonth, in: usd))
    } else {
      self = .engineers(
        count: try DeclaredValue(reading: members.required("engineers"), .share, in: 0...10_000),
        usdPerEngineerMonth: try DeclaredValue(
          reading: members.required("usdPerEngineerMonth"), .usdPerMonth, in: 0...1e7))
    }
  }
}

extension DeclaredValue {
  /// Reads a number, or `{"low": …, "likely": …, "high": …}`.
  init(
    reading place: JSONPlace, _ kind: WrittenQuantity = .usd, in range: ClosedRange<Double>
  ) throws(InputError) {
    switch place.value {
    case .number, .string:
      let value = try place.quantity(kind, in: range)
      try self.init(value)
      return
    default: break
    }
    let members = try place.object()
    try members.allowOnly(["low", "likely", "high"])
    let low = try members.required("low").quantity(kind, in: range)
    let likely = try members.required("likely").quantity(kind, in: range)
    let high = try members.required("high").quantity(kind, in: range)
    self = try place.located { () throws(InputError) in
      try DeclaredValue(low: low, likely: likely, high: high)
    }
  }
}

extension UncertaintyRanges {
  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "volume", "gpuPrice", "apiPrice", "throughput", "interruptions", "machinePricePerMonth",
      "apiPricePerMonth",
    ])
    self.init(
      volume: try members["volume"].map(Factor.init(reading:)),
      gpuPrice: try members["gpuPrice"].map(Factor.init(reading:)),
      apiPrice: try members["apiPrice"].map(Factor.init(reading:)),
      throughput: try members["throughput"].map(Factor.init(reading:)),
      interruptions: try members["interruptions"].map(Factor.init(reading:)),
      machinePricePerMonth: try members["machinePricePerMonth"].map(Trend.init(reading:)),
      apiPricePerMonth: try members["apiPricePerMonth"].map(Trend.init(reading:)))
  }
}

extension UncertaintyRanges.Trend {
  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["low", "high"])
    let low = try members.required("low").number(in: Self.changes)
    let high = try members.required("high").number(in: Self.changes)
    self = try place.located { () throws(InputError) in
      try UncertaintyRanges.Trend(low: low, high: high)
    }
  }
}

extension UncertaintyRanges.Factor {
  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["low", "high"])
    let low = try members.required("low").number(in: 0.01...1)
    let high = try members.required("high").number(in: 1...100)
    try self.init(low: low, high: high)
  }
}
