/// What a workload wants compared, as plain names; an empty list means whatever the catalogs hold.
///
/// The names are looked up by those who know models, hardware and prices; here they are only carried.
public struct Candidates: Hashable, Sendable {
  /// Open models, by catalog name or path of a config.
  public var models: [String]
  /// Weight precisions, such as `bf16` or `fp8`.
  public var precisions: [String]
  /// Accelerators, such as `H100-SXM`.
  public var gpus: [String]
  /// Serving engines.
  public var engines: [String]
  /// GPU offers, by catalog name.
  public var offers: [String]
  /// API models, as `provider/model`.
  public var apis: [String]

  /// Makes lists that are empty unless given.
  public init(
    models: [String] = [], precisions: [String] = [], gpus: [String] = [], engines: [String] = [],
    offers: [String] = [], apis: [String] = []
  ) {
    self.models = models
    self.precisions = precisions
    self.gpus = gpus
    self.engines = engines
    self.offers = offers
    self.apis = apis
  }
}
