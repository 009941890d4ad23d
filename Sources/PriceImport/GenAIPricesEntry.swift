import CheckedJSON
import Pricing

/// One model of genai-prices, with the prices that hold on a date.
struct GenAIPricesEntry {
  private(set) var unusedPriceKeys: [String] = []
  private let isDeprecated: Bool
  private let context: ListedContext
  private let purpose: TariffPurpose
  private var base: GenAIPriceSet
  private var services: [ServiceTier: GenAIPriceSet] = [:]
  private var windows: [(hours: [Int], prices: GenAIPriceSet)] = []

  /// Reads a model.
  ///
  /// - Parameter purpose: What it is for, which the list does not say: of who embeds or ranks it has no price of output,
  ///   or one of 0, or one that is never paid.
  /// - Throws: `ImportObstacle` if it cannot be imported whole, `InputError` if it is malformed.
  init(_ members: JSONMembers, at date: CalendarDate, purpose: TariffPurpose) throws {
    self.purpose = purpose
    isDeprecated = try members["deprecated"]?.bool() ?? false
    context = ListedContext(members["context_window"])
    let prices = try members.required("prices")
    var unused: [String] = []
    if prices.isArray {
      let candidates = try Self.candidates(prices, at: date, unused: &unused)
      guard let last = candidates.last(where: { $0.hours == nil }) ?? candidates.first else {
        throw ImportObstacle(reason: .noPrice("this date"))
      }
      base = last.prices
      windows = Self.windows(of: candidates, base: base)
    } else {
      base = try GenAIPriceSet(prices.object(), unused: &unused)
    }
    for (service, overrides) in try Self.variants(members, at: date, unused: &unused) {
      services[service] = base.overridden(by: overrides)
    }
    unusedPriceKeys = unused
    if purpose.isPrefillOnly {
      base = base.withoutOutput
      services = services.mapValues(\.withoutOutput)
      windows = windows.map { ($0.hours, $0.prices.withoutOutput) }
    }
    try base.check(purpose)
    for service in services.values { try service.check(purpose) }
  }

  /// The entry as a tariff of our catalog.
  func tariff(
    model: String, provider: String, source: String, asOf: CalendarDate
  ) -> JSONValue {
    var provenance: [String: JSONValue] = [
      "source": .string(source), "asOf": .string("\(asOf)"),
    ]
    let notes = [isDeprecated ? "the source marks it as deprecated" : nil, context.problem]
      .compactMap(\.self)
    if !notes.isEmpty { provenance["note"] = .string(notes.joined(separator: "; ")) }
    var value: [String: JSONValue] = [
      "model": .string(model), "prices": base.prices(above: 0), "provenance": .object(provenance),
    ]
    if purpose != .generation { value["purpose"] = .string(purpose.rawValue) }
    if let tokens = context.tokens { value["contextTokens"] = .number(Double(tokens)) }
    for (service, prices) in services { value[service.rawValue] = prices.prices(above: 0) }
    let bounds = services.values.reduce(into: base.bounds) { $0.formUnion($1.bounds) }.sorted()
    if !bounds.isEmpty {
      value["tiers"] = .array(
        bounds.map { bound in
          let above = PromptBound.aboveTokens(bound, at: provider)
          var tier: [String: JSONValue] = [
            "aboveTokens": .number(Double(above)), "prices": base.prices(above: bound),
          ]
          for (service, prices) in services {
            tier[service.rawValue] = prices.prices(above: bound)
          }
          return .object(tier)
        })
    }
    if !base.usdPerThousandCalls.isEmpty {
      value["fees"] = .object([
        "usdPerThousandCalls": .object(
          Dictionary(
            uniqueKeysWithValues: base.usdPerThousandCalls.map {
              ($0.key.rawValue, .number($0.value))
            })),
        "provenance": .object(["source": .string(source), "asOf": .string("\(asOf)")]),
      ])
    }
    if !windows.isEmpty {
      value["windows"] = .array(
        windows.enumerated().map { position, window in
          var hours: [String: JSONValue] = [
            "name": .string("hours-\(position + 1)"),
            "hoursUTC": .array(Self.periods(window.hours)),
            "prices": window.prices.prices(above: 0),
          ]
          let bounds = base.bounds.union(window.prices.bounds).sorted()
          if !bounds.isEmpty {
            hours["tiers"] = .array(
              bounds.map {
                .object([
                  "aboveTokens": .number(Double(PromptBound.aboveTokens($0, at: provider))),
                  "prices": window.prices.prices(above: $0),
                ])
              })
          }
          return .object(hours)
        })
    }
    return .object(value)
  }

  /// Prices that may hold on the date, the later taking precedence; with hours if they depend on
  /// the hour.
  private static func candidates(
    _ place: JSONPlace, at date: CalendarDate, unused: inout [String]
  ) throws -> [(hours: Set<Int>?, prices: GenAIPriceSet)] {
    var candidates: [(hours: Set<Int>?, prices: GenAIPriceSet)] = []
    for element in try place.array() {
      let conditional = try element.object()
      let constraint = try GenAIConstraint(conditional["constraint"])
      guard constraint.holds(on: date) else { continue }
      let prices = try GenAIPriceSet(conditional.required("prices").object(), unused: &unused)
      candidates.append((constraint.hours, prices))
    }
    return candidates
  }

  /// Groups the hours of the day at which other prices than the base hold.
  private static func windows(
    of candidates: [(hours: Set<Int>?, prices: GenAIPriceSet)], base: GenAIPriceSet
  ) -> [(hours: [Int], prices: GenAIPriceSet)] {
    var windows: [(hours: [Int], prices: GenAIPriceSet)] = []
    for hour in 0..<24 {
      guard
        let prices = candidates.last(where: { $0.hours?.contains(hour) ?? true })?.prices,
        prices != base
      else { continue }
      if let known = windows.firstIndex(where: { $0.prices == prices }) {
        windows[known].hours.append(hour)
      } else {
        windows.append(([hour], prices))
      }
    }
    return windows
  }

  /// Runs of hours as the periods of a price window.
  private static func periods(_ hours: [Int]) -> [JSONValue] {
    var runs: [(from: Int, to: Int)] = []
    for hour in hours.sorted() {
      if let last = runs.last, last.to == hour {
        runs[runs.count - 1].to = hour + 1
      } else {
        runs.append((hour, hour + 1))
      }
    }
    return runs.map {
      .object([
        "days": .string("everyDay"), "from": .number(Double($0.from)),
        "to": .number(Double($0.to)),
      ])
    }
  }

  /// What each service tier changes; the first variant that gives a price decides it.
  private static func variants(
    _ members: JSONMembers, at date: CalendarDate, unused: inout [String]
  ) throws -> [ServiceTier: GenAIPriceSet] {
    var services: [ServiceTier: GenAIPriceSet] = [:]
    for place in try members["price_variants"]?.array() ?? [] {
      let variant = try place.object()
      guard let service = try service(of: variant.required("when").object()) else { continue }
      let constraint = try GenAIConstraint(variant["constraint"])
      guard constraint.holds(on: date) else { continue }
      guard constraint.hours == nil else {
        throw ImportObstacle(reason: .unsupported("a \(service) price that depends on the hour"))
      }
      let prices = try GenAIPriceSet(variant.required("prices").object(), unused: &unused)
      services[service] = prices.overridden(by: services[service] ?? GenAIPriceSet())
    }
    return services
  }

  private static func service(of when: JSONMembers) throws -> ServiceTier? {
    guard when.keys.count == 1, let key = when.keys.first else { return nil }
    switch (key, try when.required(key).text()) {
    case ("processing", "batch"): return .batch
    case ("service_tier", "flex"): return .flex
    case ("service_tier", "priority"): return .priority
    case ("service_tier", "fast"), ("speed", "fast"): return .fast
    default: return nil
    }
  }
}
