/// One API offering: a model served by a provider, and what it costs.
public struct Tariff: Sendable, Hashable, Identifiable {
  /// `provider/model`, unique in a catalog.
  public let id: String
  /// Who serves it.
  public let provider: String
  /// What the provider calls it.
  public let model: String
  /// The Hugging Face id of the model served, if its weights are open.
  public let openModel: String?
  /// What it is for.
  public let purpose: TariffPurpose
  /// The precision it is served at, where known: the same model at fewer bits is not the same good.
  public let quantization: String?
  /// The longest prompt, or prompt and completion together, as the source counts it.
  public let contextTokens: Int?
  /// What price lists give as the context, where it is more than the model has and so not believed.
  package let listedContextTokens: Int?
  /// The shortest beginning of a prompt that the provider caches, in tokens; `nil` where that is not known.
  package let leastCachedTokens: Int?
  /// Above that, a provider caches whole steps of so many tokens; `nil` for each token or where not known.
  package let cacheStepTokens: Int?
  /// The ordinary prices.
  package internal(set) var standard: PriceSchedule
  /// Prices by service tier, `.standard` among them.
  package internal(set) var schedules: [ServiceTier: PriceSchedule]
  /// Service tiers whose long-prompt prices are unknown: class by class, the dearer of the tier's
  /// own short-prompt price and the standard long-prompt price stands in.
  package let servicesWithoutLongPromptPrice: Set<ServiceTier>
  /// Hours with other prices; no two overlap.
  package internal(set) var windows: [PriceWindow]
  /// Names of hours whose long-prompt prices are unknown: class by class, the dearer of their own short-prompt price
  /// and the ordinary long-prompt price stands in.
  package let windowsWithoutLongPromptPrice: Set<String>
  /// What serving from a region multiplies prices by, such as `us: 1.1`.
  package let regionalMultipliers: [String: RegionalMultiplier]
  /// What is charged beside tokens; `nil` if nothing is known of it.
  package internal(set) var fees: APIFees?
  /// The currency of the list, of which the prices here are the worth in US dollars; `nil` for US dollars.
  package let currency: PriceCurrency?
  /// What requests ask for beside tokens, as a workload says.
  package internal(set) var toolUse = ToolUse.none
  /// The share that is off the list in all prices here; 0 for the list itself.
  package internal(set) var discount = 0.0
  /// Capacity for it that is sold by the unit and hour; `nil` if none is known.
  package internal(set) var provisioned: ProvisionedThroughput?
  /// The day from which the provider no longer serves it.
  package let deprecation: CalendarDate?
  /// How fast it was seen to answer, where somebody measured it.
  package let speed: MeasuredSpeed?
  /// How much of this model a customer may use, where published for the model.
  package let limits: ServiceLimits?
  /// How much a customer may use of the provider, where published for all models.
  package let providerLimits: ServiceLimits?
  /// When a batch comes back, where published.
  package let batchWindow: BatchWindow?
  /// What kind of company serves it, where known.
  package let hostClass: APIHostClass?
  /// Where the prices come from.
  public let provenance: Provenance

  /// Makes a tariff; `standard` gives its ordinary prices and `services` those of other tiers.
  package init(
    provider: String, model: String, openModel: String? = nil,
    purpose: TariffPurpose = .generation, quantization: String? = nil, contextTokens: Int? = nil,
    listedContextTokens: Int? = nil,
    leastCachedTokens: Int? = nil, cacheStepTokens: Int? = nil, standard: PriceSchedule,
    services: [ServiceTier: PriceSchedule] = [:], windows: [PriceWindow] = [],
    regionalMultipliers: [String: RegionalMultiplier] = [:], fees: APIFees? = nil,
    currency: PriceCurrency? = nil, provisioned: ProvisionedThroughput? = nil,
    deprecation: CalendarDate? = nil,
    speed: MeasuredSpeed? = nil, limits: ServiceLimits? = nil,
    providerLimits: ServiceLimits? = nil, batchWindow: BatchWindow? = nil,
    hostClass: APIHostClass? = nil, provenance: Provenance
  ) {
    id = provider + "/" + model
    self.provider = provider
    self.model = model
    self.openModel = openModel
    self.purpose = purpose
    self.quantization = quantization
    self.contextTokens = contextTokens
    self.listedContextTokens = listedContextTokens
    self.leastCachedTokens = leastCachedTokens
    self.cacheStepTokens = cacheStepTokens
    self.standard = standard
    var schedules = [ServiceTier.standard: standard]
    var incomplete: Set<ServiceTier> = []
    for (service, schedule) in services where service != .standard {
      let filled = schedule.filled(like: standard)
      if filled != schedule { incomplete.insert(service) }
      schedules[service] = filled
    }
    self.schedules = schedules
    servicesWithoutLongPromptPrice = incomplete
    self.windows = windows.map { window in
      PriceWindow(
        name: window.name, hours: window.hours,
        schedules: Dictionary(
          uniqueKeysWithValues: window.schedules.map { service, schedule in
            (service, schedules[service].map { schedule.filled(like: $0) } ?? schedule)
          }))
    }
    windowsWithoutLongPromptPrice = Set(
      zip(windows, self.windows).filter { $0.schedules != $1.schedules }.map(\.0.name))
    self.regionalMultipliers = regionalMultipliers
    self.fees = fees
    self.currency = currency
    self.provisioned = provisioned
    self.deprecation = deprecation
    self.speed = speed
    self.limits = limits
    self.providerLimits = providerLimits
    self.batchWindow = batchWindow
    self.hostClass = hostClass
    self.provenance = provenance
  }

  /// The ordinary prices of short prompts.
  public var prices: TokenPrices { standard.base }

  /// The prices of short prompts in a batch, if the provider has a batch service.
  package var batch: TokenPrices? { schedules[.batch]?.base }

  /// The service tiers that have a price.
  package var services: [ServiceTier] { ServiceTier.allCases.filter { schedules[$0] != nil } }

  /// Whether the provider has stopped serving it by `date`.
  package func isDeprecated(at date: CalendarDate) -> Bool {
    deprecation.map { $0 <= date } ?? false
  }
}
