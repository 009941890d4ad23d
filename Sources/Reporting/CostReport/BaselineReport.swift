package import Breakeven

/// What a former report said, read back from its JSON, schema `breakeven/report/1`.
package struct BaselineReport: Sendable, Equatable {
  /// One side of the former comparison.
  struct Side: Sendable, Equatable {
    let name: String
    let totalUSD: Double
    /// Prices by what they are for.
    let prices: [String: Double]
    /// Facts in words by what they are about.
    let facts: [String: String]
  }

  let asOf: String
  let choice: Verdict.Choice
  /// `nil` where there was nothing to compare.
  let probability: Double?
  /// The rules by which it was made; the first ones did not say.
  let rules: Int
  let workloadName: String
  let period: String
  let workload: [String: Double]
  let selfHost: Side?
  let api: Side?
  /// The lowest volume from which self-hosting won.
  let breakEvenRequests: Double?

  private static let schema = "breakeven/report/1"
  private static let money = 0.0...1e15
  private static let workloadNumbers = [
    "requests", "meanPromptTokens", "meanUncachedPromptTokens", "meanCompletionTokens",
    "peakToAverage", "burstiness", "deadlineHours",
  ]

  /// Reads a report that `--format json` wrote; members that later versions added may be missing.
  ///
  /// - Throws: `InputError` with the place of what is not a report.
  package init(_ document: JSONDocument) throws(InputError) {
    let root = try document.root.object()
    let schema = try root.required("schema")
    guard try schema.text() == Self.schema else {
      throw schema.error(expected: "\"\(Self.schema)\", as --format json writes it")
    }
    asOf = try root.required("asOf").text()
    let verdict = try root.required("verdict").object()
    choice = try verdict.required("choice").choice()
    let odds = try verdict.required("probabilitySelfHostCheaper")
    probability = odds.isNull ? nil : try odds.number(in: 0...1)
    rules = try root["rules"]?.integer(in: 1...1_000_000) ?? 1
    let workload = try root.required("workload").object()
    workloadName = try workload.required("name").text()
    period = try workload.required("period").text()
    var numbers: [String: Double] = [:]
    for name in Self.workloadNumbers {
      if let place = workload[name] { numbers[name] = try place.number(in: 0...1e15) }
    }
    self.workload = numbers
    selfHost = try root["selfHost"].flatMap { $0.isNull ? nil : $0 }.map(Self.readSelfHost)
    api = try root["api"].flatMap { $0.isNull ? nil : $0 }.map(Self.readAPI)
    breakEvenRequests = try Self.readBreakEven(root["breakEven"])
  }

  private static func readSelfHost(_ place: JSONPlace) throws(InputError) -> Side {
    let members = try place.object()
    var facts: [String: String] = [:]
    for key in ["model", "precision", "gpu", "parallelism", "engine", "offer", "terms"] {
      if let place = members[key] { facts[key] = try place.text() }
    }
    var prices: [String: Double] = [:]
    if let price = members["usdPerGPUHour"] {
      prices["machines, per GPU and hour"] = try price.number(in: money)
    }
    return Side(
      name: try members.required("name").text(),
      totalUSD: try members.required("totalUSD").number(in: money), prices: prices, facts: facts)
  }

  private static func readAPI(_ place: JSONPlace) throws(InputError) -> Side {
    let members = try place.object()
    var prices: [String: Double] = [:]
    for charge in try members["charges"]?.array() ?? [] {
      let charge = try charge.object()
      prices["\(try charge.required("class").text()), per million"] =
        try charge.required("usdPerMillion").number(in: money)
    }
    var facts: [String: String] = [:]
    if let units = try members["provisioned"].flatMap({ $0.isNull ? nil : $0 })?.object() {
      facts["provisioned"] = try units.required("name").text()
      // What units cost a request follows from the volume, and is no price.
      prices["\(Bill.TokenClass.request.rawValue), per million"] = nil
      for unit in try units["units"]?.array() ?? [] {
        let unit = try unit.object()
        prices["\(try unit.required("name").text()), per hour"] =
          try unit.required("usdPerUnitHour").number(in: money)
      }
    }
    return Side(
      name: try members.required("id").text(),
      totalUSD: try members.required("totalUSD").number(in: money), prices: prices, facts: facts)
  }

  private static func readBreakEven(_ place: JSONPlace?) throws(InputError) -> Double? {
    guard let place, let wins = try place.object()["selfHostWins"],
      let first = try wins.array().first
    else { return nil }
    return try first.object().required("fromRequests").number(in: 0...1e18)
  }
}
