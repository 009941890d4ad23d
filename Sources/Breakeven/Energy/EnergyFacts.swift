import CheckedJSON
import Numerics
import Pricing

/// What accelerators, servers and halls draw, and what a kWh emits by region, as measured and published.
package struct EnergyFacts: Sendable, Hashable {
  /// The share of its board power that an accelerator draws while it serves, by requests in flight.
  struct PowerShare: Sendable, Hashable {
    let gpu: String
    let fromRequests: Double
    let interval: Interval
  }

  let powerShares: [PowerShare]
  /// The share of board power that is drawn while nothing is served.
  let idleShare: Double
  /// Kilowatts of the server for each accelerator, at most.
  let hostKilowatts: Double
  /// The same as a share of board power, where that is less.
  let hostShare: Double
  /// Power usage effectiveness by class of host.
  let facilities: [String: Double]
  /// Grams of CO2 equivalent for a kWh, by region.
  let grid: [String: Double]
  /// Where the shares of board power are from.
  package let powerSource: String
  /// Where the grid factors are from.
  package let gridSource: String

  /// What the library carries.
  ///
  /// - Throws: `InputError` if the library's own file is broken, which its tests exclude.
  package static func builtIn() throws(InputError) -> EnergyFacts { try facts.get() }

  private static let facts = Result { () throws(InputError) in
    let path = "data/energy.json"
    return try EnergyFacts(JSONDocument(EmbeddedFile.at(path).data, file: path))
  }

  package init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly([
      "version", "powerShares", "idleShare", "host", "facilities", "grid",
    ])
    let shares = try members.required("powerShares").object()
    powerSource = try shares.required("source").text()
    var found: [PowerShare] = []
    for place in try shares.required("rows").array() {
      let row = try place.object()
      found.append(
        PowerShare(
          gpu: try row.required("gpu").text(),
          fromRequests: try row.required("fromRequests").number(in: 0...1e6),
          interval: Interval(
            value: try row.required("likely").number(in: 0...1.5),
            low: try row.required("low").number(in: 0...1.5),
            high: try row.required("high").number(in: 0...1.5))))
    }
    powerShares = found
    idleShare = try members.required("idleShare").object().required("value").number(in: 0...1)
    let host = try members.required("host").object()
    hostKilowatts = try host.required("kilowattsPerGPU").number(in: 0...10)
    hostShare = try host.required("shareOfBoardPower").number(in: 0...10)
    let halls = try members.required("facilities").object().required("rows").object()
    var facilities: [String: Double] = [:]
    for name in HostClass.allCases.map(\.rawValue) + ["other"] {
      if let place = halls[name] { facilities[name] = try place.number(in: 1...5) }
    }
    self.facilities = facilities
    let grid = try members.required("grid").object()
    gridSource = try grid.required("source").text()
    var factors: [String: Double] = [:]
    for place in try grid.required("rows").array() {
      let row = try place.object()
      factors[try row.required("region").text()] = try row.required("gramsPerKWh")
        .number(in: 0...2000)
    }
    self.grid = factors
  }

  /// The share of board power with so many requests in flight on a replica, on average.
  ///
  /// With `n` in flight on average there is none for `e^(−n)` of the time, when an accelerator draws the idle share. A
  /// chip that was not measured draws what those that were do on average.
  func powerShare(gpu: String, requestsInFlight: Double) -> Interval {
    let measured = Set(powerShares.map(\.gpu)).sorted()
    let chips = measured.contains(gpu) ? [gpu] : measured
    let rows = chips.compactMap { chip in
      let own = powerShares.filter { $0.gpu == chip }.sorted { $0.fromRequests < $1.fromRequests }
      return (own.last { $0.fromRequests <= max(1, requestsInFlight) } ?? own.first)?.interval
    }
    let idle = exponential(-max(0, requestsInFlight))
    func mean(_ value: (Interval) -> Double) -> Double {
      let busy = rows.reduce(0) { $0 + value($1) } / Double(max(1, rows.count))
      return idle * idleShare + (1 - idle) * busy
    }
    return Interval(value: mean(\.value), low: mean(\.low), high: mean(\.high))
  }
}
