package import CheckedJSON

/// What holds for every tariff of one provider, from the head of its file.
package struct APIProvider: Sendable, Hashable {
  /// The provider's name, such as `openai`.
  package let name: String
  /// What kind of company it is, where known.
  package let hostClass: APIHostClass?
  /// Limits of an account, whatever the model.
  package let limits: ServiceLimits?
  /// When a batch comes back, whatever the model.
  package let batchWindow: BatchWindow?
  /// The shortest beginning of a prompt that is cached, in tokens, where a model says nothing else.
  package let leastCachedTokens: Int?
  /// The step in which more is cached, in tokens.
  package let cacheStepTokens: Int?
  /// What it charges beside tokens.
  package let fees: APIFees?
  /// The currency of its list; `nil` for US dollars.
  package let currency: PriceCurrency?

  /// Makes a provider; what is not given is not known.
  package init(
    name: String, hostClass: APIHostClass? = nil, limits: ServiceLimits? = nil,
    batchWindow: BatchWindow? = nil, leastCachedTokens: Int? = nil,
    cacheStepTokens: Int? = nil, fees: APIFees? = nil, currency: PriceCurrency? = nil
  ) {
    self.name = name
    self.hostClass = hostClass
    self.limits = limits
    self.batchWindow = batchWindow
    self.leastCachedTokens = leastCachedTokens
    self.cacheStepTokens = cacheStepTokens
    self.fees = fees
    self.currency = currency
  }

  /// The keys at the head of a provider's file that this type reads.
  package static let keys = [
    "provider", "class", "limits", "batchWindow", "leastCachedTokens", "cacheStepTokens", "fees",
    "currency",
  ]

  /// Reads the head of a provider's file.
  package init(_ members: JSONMembers) throws(InputError) {
    self.init(
      name: try members.required("provider").name(),
      hostClass: try members["class"]?.choice(),
      limits: try ServiceLimits(ifAt: members["limits"]),
      batchWindow: try BatchWindow(ifAt: members["batchWindow"]),
      leastCachedTokens: try members["leastCachedTokens"]?.integer(in: 1...10_000_000),
      cacheStepTokens: try members["cacheStepTokens"]?.integer(in: 1...1_000_000),
      fees: try members["fees"].map(APIFees.init),
      currency: try members["currency"].map(PriceCurrency.init))
  }
}
