package import CheckedJSON

extension ProvisionedThroughput {
  /// Reads `{ "units": [...], "spillsOver", "provenance" }`.
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["units", "spillsOver", "provenance"])
    var units: [Unit] = []
    for place in try members.required("units").array() { units.append(try Unit(place)) }
    guard !units.isEmpty else {
      throw try members.required("units").error(expected: "at least one kind of unit")
    }
    self.init(
      units: units, spillsOver: try members.required("spillsOver").bool(),
      provenance: try members.required("provenance").provenance())
    guard !terms.isEmpty else {
      throw try members.required("units").error(expected: "a term for which all units have a price")
    }
  }
}

extension ProvisionedThroughput.Unit {
  /// Reads `{ "name", "tokensPerMinute", "weights", "least"?, "step"?, "usd" }`; a month has 730 hours.
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["name", "tokensPerMinute", "weights", "least", "step", "usd"])
    let weights = try members.required("weights").object()
    try weights.allowOnly(["input", "cachedInput", "output"])
    let prices = try members.required("usd").object()
    try prices.allowOnly(["perHour", "perDay", "perMonth", "perMonthForAYear"])
    var usd: [ProvisionedThroughput.Term: Double] = [:]
    for (key, term, hours) in [
      ("perHour", ProvisionedThroughput.Term.hour, 1.0), ("perDay", .day, 24),
      ("perMonth", .month, 730), ("perMonthForAYear", .year, 730),
    ] {
      guard let place = prices[key] else { continue }
      usd[term] = try place.price(upTo: 10_000_000, per: "unit") / hours
    }
    self.init(
      name: try members.required("name").text(),
      tokensPerMinute: try members.required("tokensPerMinute").number(in: 1...1e12),
      inputWeight: try weights.required("input").number(in: 0...1000),
      cachedInputWeight: try weights.required("cachedInput").number(in: 0...1000),
      outputWeight: try weights.required("output").number(in: 0...1000),
      least: try members["least"]?.integer(in: 1...1_000_000) ?? 1,
      step: try members["step"]?.integer(in: 1...1_000_000) ?? 1, usdPerHour: usd)
  }
}
