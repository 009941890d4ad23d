package import CheckedJSON

extension MarketMoves {
  /// Reads the object `market`.
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["gpuRents", "gpuPurchases", "apiPrices"])
    self.init(
      gpuRents: try members["gpuRents"].map(PriceMoves.init),
      gpuPurchases: try members["gpuPurchases"].map(PriceMoves.init),
      apiPrices: try members["apiPrices"].map(PriceMoves.init))
  }
}

extension PriceMoves {
  /// Reads how far one kind of price moved.
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["from", "until", "horizons", "trendPerMonth", "provenance"])
    let list = try members.required("horizons")
    var horizons: [Horizon] = []
    for place in try list.array() {
      let horizon = try Horizon(place)
      guard horizon.months > horizons.last?.months ?? 0 else {
        throw place.error(expected: "more months than the horizon before it")
      }
      horizons.append(horizon)
    }
    guard !horizons.isEmpty else { throw list.error(expected: "at least one horizon") }
    let trend = try members.required("trendPerMonth")
    let from = try members.required("from").date()
    let until = try members.required("until")
    guard from < (try until.date()) else {
      throw until.error(expected: "a date after \(from)")
    }
    self.init(
      horizons: horizons, trendPerMonth: try Change(trend.object(), in: -0.5...0.5),
      trendSeries: try trend.object().required("series").integer(in: 0...1_000_000), from: from,
      until: try until.date(), provenance: try members.required("provenance").provenance())
  }
}

extension PriceMoves.Horizon {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    self.init(
      months: try members.required("months").number(in: 0.1...240),
      factor: try PriceMoves.Change(members, in: 0.001...1000, also: ["months", "kind"]),
      series: try members.required("series").integer(in: 0...1_000_000),
      kind: try members["kind"]?.choice() ?? .measured)
  }
}

extension PriceMoves.Change {
  /// Reads `low`, `likely` and `high`, which stand beside `series` and the keys in `also`.
  fileprivate init(
    _ members: JSONMembers, in range: ClosedRange<Double>, also: [String] = []
  ) throws(InputError) {
    try members.allowOnly(["low", "likely", "high", "series"] + also)
    let low = try members.required("low").number(in: range)
    let likely = try members.required("likely").number(in: low...range.upperBound)
    self.init(
      low: low, likely: likely,
      high: try members.required("high").number(in: likely...range.upperBound))
  }
}
