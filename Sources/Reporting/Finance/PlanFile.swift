package import Breakeven
package import CheckedJSON
import PriceImport
import Pricing

/// A plan read back from a report's JSON, schema `breakeven/report/1`: what it said each side would use and cost in a
/// month of 730 hours, or for its job.
package struct PlanFile: Sendable {
  package let workload: String
  package let period: String
  package let asOf: String
  /// What the report recommends; of sides that are too close, the cheaper one.
  package let side: CostPlan.Side
  package let requests: Double
  let promptTokens: Double
  let uncachedPromptTokens: Double
  let completionTokens: Double
  let api: API?
  let machines: Machines?
  /// The share of requests that the API was to have, where machines have the rest.
  let mixedAPIShare: Double?

  struct API: Sendable {
    var usd: Double { billUSD + overheadUSD }
    let name: String
    let overheadUSD: Double
    let billUSD: Double
    /// Tokens of a request by class, and dollars of one, everything included.
    let tokens: [Bill.TokenClass: Double]
    let usdPerToken: [Bill.TokenClass: Double]
    /// Units of provisioned throughput; `nil` without any.
    var units: Units?
  }

  /// Units of throughput, used or not.
  struct Units: Sendable {
    /// US dollars in a period, tax included.
    let usd: Double
    /// The share of requests that they do not take; `nil` where nobody says.
    let overflowShare: Double?
  }

  struct Machines: Sendable {
    var usd: Double { machineUSD + overheadUSD }
    let name: String
    let overheadUSD: Double
    let machineUSD: Double
    let gpuHours: Double
    /// Of a machine; of several sizes the mean.
    let gpusPerInstance: Double
    /// Of a machine, by the id of its offer.
    let gpusByResource: [String: Double]
    let promptShare: Double
    /// The lines of accelerators that they hold; empty where nobody says.
    let accelerators: Set<AcceleratorLine>
  }

  static let money = 0.0...1e15

  /// Reads a report.
  ///
  /// - Throws: `InputError` with the place of what is not a report, or of a plan that nothing can serve.
  package init(_ document: JSONDocument) throws(InputError) {
    let root = try document.root.object()
    let schema = try root.required("schema")
    guard try schema.text() == "breakeven/report/1" else {
      throw schema.error(expected: "\"breakeven/report/1\", as report --format json writes it")
    }
    if let together = root["together"], !together.isNull {
      try self.init(together: together, of: root)
    } else {
      try self.init(ofOne: root)
    }
  }

  private init(ofOne root: JSONMembers) throws(InputError) {
    asOf = try root.required("asOf").text()
    let workload = try root.required("workload").object()
    self.workload = try workload.required("name").text()
    period = try workload.required("period").text()
    requests = try workload.required("requests").number(in: 0...1e15)
    promptTokens = try workload.required("meanPromptTokens").number(in: 0...1e9)
    uncachedPromptTokens = try workload.required("meanUncachedPromptTokens").number(in: 0...1e9)
    completionTokens = try workload.required("meanCompletionTokens").number(in: 0...1e9)
    let choice = try root.required("verdict").object().required("choice")
    if try choice.text() == "mixed" {
      let mixed = try root.required("mixed")
      let members = try mixed.object()
      side = .mixed
      mixedAPIShare = try members.required("apiShare").number(in: 0...1)
      api = try Self.api(mixed, name: "api", isMixed: true, requests: requests)
      machines = try Self.machines(mixed, name: "option", offer: "machine")
      return
    }
    mixedAPIShare = nil
    let apiPlace = root["api"].flatMap { $0.isNull ? nil : $0 }
    let machinePlace = root["selfHost"].flatMap { $0.isNull ? nil : $0 }
    let count = requests
    api = try apiPlace.map { place throws(InputError) in
      try Self.api(place, name: "id", requests: count)
    }
    machines = try machinePlace.map { place throws(InputError) in
      try Self.machines(place, name: "name", offer: "offer")
    }
    switch (try choice.text(), api, machines) {
    case ("self-host", _, .some), (_, nil, .some): side = .selfHost
    case ("api", .some, _), (_, .some, nil): side = .api
    case (_, .some(let api), .some(let machines)):
      side = api.usd < machines.usd ? .api : .selfHost
    case (_, nil, nil):
      let isApart = try root["modelScope"]?.text() == "each"
      throw choice.error(
        expected: isApart
          ? "the report of one model, named in \"candidates.models\": this one decides for each apart"
          : "a plan of an API or of machines to compare with")
    }
  }

  /// - Parameters:
  ///   - name: The key of its name.
  ///   - isMixed: Whether people and tools stand with the machines.
  ///   - requests: Requests of a period.
  private static func api(
    _ place: JSONPlace, name: String, isMixed: Bool = false, requests: Double
  ) throws(InputError) -> API {
    let members = try place.object()
    let multiplier = try members["priceMultiplier"]?.number(in: 0...1e6) ?? 1
    var tokens: [Bill.TokenClass: Double] = [:]
    var prices: [Bill.TokenClass: Double] = [:]
    for charge in try members["charges"]?.array() ?? [] {
      let charge = try charge.object()
      let tokenClass: Bill.TokenClass = try charge.required("class").choice()
      tokens[tokenClass] = try charge.required("tokens").number(in: 0...1e12)
      prices[tokenClass] = try charge.required("usdPerMillion").number(in: money) / 1e6 * multiplier
    }
    // With units of throughput the charge of a request is its part of them.
    var units: Units?
    if let provisioned = members["provisioned"], !provisioned.isNull {
      units = Units(
        usd: (prices[.request] ?? 0) * (tokens[.request] ?? 0) * requests,
        overflowShare: try provisioned.object().required("overflowShare").number(in: 0...1))
      (tokens[.request], prices[.request]) = (nil, nil)
    }
    return API(
      name: try members.required(name).text(),
      overheadUSD: isMixed ? 0 : try members["overheadUSD"]?.number(in: money) ?? 0,
      billUSD: try members.required("billUSD").number(in: money), tokens: tokens,
      usdPerToken: prices, units: units)
  }

  private static func machines(
    _ place: JSONPlace, name: String, offer: String
  ) throws(InputError) -> Machines {
    let members = try place.object()
    let usd =
      try members.required("machineUSD").number(in: money)
      + (members["egressUSD"]?.number(in: money) ?? 0)
    let gpus = try members["gpusPerInstance"]?.number(in: 1...100_000) ?? 1
    let id = try members[offer].flatMap { $0.isNull ? nil : $0 }?.text()
    let gpu = try members["gpu"].flatMap { $0.isNull ? nil : $0 }?.text()
    return Machines(
      name: try members.required(name).text(),
      overheadUSD: try members["overheadUSD"]?.number(in: money) ?? 0, machineUSD: usd,
      gpuHours: try gpuHours(members),
      gpusPerInstance: gpus, gpusByResource: id.map { [$0: gpus] } ?? [:],
      promptShare: try members["promptShare"]?.number(in: 0...1) ?? 0,
      accelerators: Set([AcceleratorLine(in: gpu ?? id ?? "")].compactMap(\.self)))
  }
}

extension PlanFile {
  /// GPU hours of a mean month; plans of older versions do not say them, and their prices are those of today.
  private static func gpuHours(_ members: JSONMembers) throws(InputError) -> Double {
    if let hours = members["gpuHours"] { return try hours.number(in: 0...1e15) }
    let tax = try members["taxRate"]?.number(in: 0...1) ?? 0
    let price = try members.required("usdPerGPUHour").number(in: money)
    let usd = try members.required("machineUSD").number(in: money)
    return price > 0 ? usd / (1 + tax) / price : 0
  }

  /// The name of what serves on a side; `nil` where the plan has nothing there.
  func name(_ side: CostPlan.Side) -> String? {
    switch side {
    case .api: api?.name
    case .selfHost: machines?.name
    case .mixed: nil
    }
  }

  /// Whether units of throughput take most of the API's requests, so that few of their tokens are billed.
  var hasUnits: Bool { api?.units?.overflowShare != nil }

  /// What the API was to be paid in so many periods; `nil` where the plan has none.
  ///
  /// - Parameter countingAll: Whether tokens are all that are asked, as a log has them, at their mean price, and not only
  ///   those that are billed beside units of throughput.
  func tokenSpend(periods: Double, countingAll: Bool = false) -> TokenSpend? {
    api.map { api in
      let count = requests * periods * (mixedAPIShare ?? 1)
      let billed = countingAll ? api.units?.overflowShare : nil
      return TokenSpend(
        requests: count,
        tokens: allTokens(api, billed: billed).mapValues { $0 * count },
        usd: api.billUSD * periods,
        usdPerToken: billed.map { share in
          api.usdPerToken.reduce(into: [:]) {
            $0[$1.key] = $1.value * ($1.key.isCall ? 1 : share)
          }
        } ?? api.usdPerToken, fixedUSD: (api.units?.usd ?? 0) * periods)
    }
  }

  /// Tokens of a request, of which a share is billed; `nil` for those that are.
  private func allTokens(_ api: API, billed share: Double?) -> [Bill.TokenClass: Double] {
    guard let share else { return api.tokens }
    let calls = api.tokens.filter(\.key.isCall)
    guard share > 0 else {
      return calls.merging([
        .uncachedInput: uncachedPromptTokens, .cachedInput: promptTokens - uncachedPromptTokens,
        .output: completionTokens,
      ]) { $1 }
    }
    return api.tokens.filter { !$0.key.isCall }.mapValues { $0 / share }.merging(calls) { $1 }
  }

  /// What machines were to be paid in so many periods, traffic out included; `nil` where the plan has none.
  func machineSpend(periods: Double) -> MachineSpend? {
    machines.map { machines in
      MachineSpend(
        gpuHours: machines.gpuHours * periods, usd: machines.machineUSD * periods,
        served: MachineSpend.Served(
          requests: requests * periods * (1 - (mixedAPIShare ?? 0)), promptTokens: promptTokens,
          completionTokens: completionTokens,
          hitRate: promptTokens > 0 ? 1 - uncachedPromptTokens / promptTokens : 0))
    }
  }

  /// The share of a replica's time that goes into prompts.
  var promptShare: Double { machines?.promptShare ?? 0 }

  /// Accelerators of a machine, by the id of its offer where an invoice names that.
  func gpus(ofResource id: String) -> Double? { machines?.gpusByResource[id] }

  /// The lines of accelerators of the plan's machines; empty where nobody says.
  var accelerators: Set<AcceleratorLine> { machines?.accelerators ?? [] }

  /// Accelerators of a machine; of several sizes the mean.
  var gpusPerInstance: Double { machines?.gpusPerInstance ?? 1 }
  /// Whether machines differ in size.
  var differsInSize: Bool { Set(machines?.gpusByResource.values.map(\.self) ?? []).count > 1 }

  /// US dollars of people and tools in a period.
  func overheadUSD(_ side: CostPlan.Side) -> Double {
    switch side {
    case .api: api?.overheadUSD ?? 0
    case .selfHost: machines?.overheadUSD ?? 0
    case .mixed: (api?.overheadUSD ?? 0) + (machines?.overheadUSD ?? 0)
    }
  }
}
