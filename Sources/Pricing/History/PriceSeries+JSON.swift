import CheckedJSON

extension PriceSeries {
  /// Reads a history file: `{ "history": UNIT, "sources": [TEXT], "series": [{ "provider", "item", "terms"?, "points" }] }`.
  ///
  /// A point is `[DAY, USD, SOURCE]`, and of tokens `[DAY, INPUT, OUTPUT, CACHED, SOURCE]`; the source is a position in
  /// `sources`, the day `null` for a price that held before anybody looked.
  static func all(in place: JSONPlace) throws(InputError) -> [PriceSeries] {
    let members = try place.object()
    try members.allowOnly(["$schema", "history", "sources", "series"])
    let unit: Unit = try members.required("history").choice()
    var sources: [String] = []
    for source in try members.required("sources").array() { sources.append(try source.text()) }
    var all: [PriceSeries] = []
    for place in try members.required("series").array() {
      let series = try place.object()
      try series.allowOnly(["provider", "item", "terms", "points"])
      var points: [Point] = []
      for point in try series.required("points").array() {
        let point = try Point(point, unit: unit, sources: sources)
        if let last = points.last, let before = last.date, point.date.map({ $0 < before }) ?? true {
          throw place.error(expected: "points from the oldest to the newest")
        }
        points.append(point)
      }
      all.append(
        PriceSeries(
          provider: try series.required("provider").name(),
          item: try series.required("item").name(), unit: unit,
          terms: try series["terms"]?.text(), points: points))
    }
    return all
  }
}

extension PriceSeries.Point {
  fileprivate init(
    _ place: JSONPlace, unit: PriceSeries.Unit, sources: [String]
  ) throws(InputError) {
    let parts = try place.array()
    let isOfTokens = unit == .perMillionTokens
    guard parts.count == (isOfTokens ? 5 : 3) else {
      throw place.error(
        expected: isOfTokens ? "a day, three prices and a source" : "a day, a price and a source")
    }
    guard let last = parts.last else { throw place.error(expected: "a source") }
    let source = try last.integer(in: 0...max(0, sources.count - 1))
    guard sources.indices.contains(source) else {
      throw last.error(expected: "the position of a source")
    }
    func price(_ place: JSONPlace) throws(InputError) -> Double? {
      place.isNull ? nil : try place.price(upTo: 1_000_000, per: "unit")
    }
    guard let usd = try price(parts[1]) else { throw parts[1].error(expected: "a price") }
    self.init(
      date: parts[0].isNull ? nil : try parts[0].date(), usd: usd,
      output: isOfTokens ? try price(parts[2]) : nil,
      cachedInput: isOfTokens ? try price(parts[3]) : nil, source: sources[source])
  }
}
