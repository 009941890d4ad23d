/// What a workload wants compared, as plain names; an empty list means whatever the catalogs hold.
///
/// Every list restricts. A name may hold `*` for any run of characters, as in `aws*` or `*/gpt-oss-*`. The
/// names are looked up by those who know models, hardware and prices; here they are only carried.
public struct Candidates: Hashable, Sendable {
  /// Open models, by any of their names; any of them would do.
  package var models: [String]
  /// How the tokens of a model or an API differ from the lengths, by its name as written in the lists.
  package var tokens: [String: CandidateTokens]
  /// Weight precisions, such as `bf16` or `fp8`.
  package var precisions: [String]
  /// Datatypes of the KV cache, such as `bf16`, `fp8` or `nvfp4`.
  package var kv: [String]
  /// Tiers of memory beside that of accelerators which keep what these drop of prompts' caches; empty for none, and
  /// in a modern stack for none and that of the machines.
  package var offload: [CacheOffload]
  /// Layouts of a replica, such as `TP8` or `TP8·EP8`.
  package var layouts: [String]
  /// Accelerators, such as `H100-SXM`.
  package var gpus: [String]
  /// Serving engines.
  package var engines: [String]
  /// GPU offers, by catalog name or provider.
  package var offers: [String]
  /// Classes of hosts of machines, such as `hyperscaler`.
  package var hostClasses: [String]
  /// API models, as `provider/model`.
  package var apis: [String]
  /// Names of models, accelerators, engines, offers or APIs that are left out whatever the other lists say.
  package var exclude: [String]
  /// The fewest parameters of a model, in billions; `nil` for no bound.
  package var atLeastBillions: Double?
  /// Whether weights of less than 8 bits are tried where the publisher's own have more.
  package var allowsFewerThan8Bits: Bool
  /// Whether machines are assumed to come and go by the hour with the traffic.
  package var allowsAutoscaling: Bool

  /// Makes lists that are empty unless given.
  ///
  /// - Parameters:
  ///   - models: Open models, by any of their names; any of them would do.
  ///   - tokens: How the tokens of a model or an API differ from the lengths, by its name as written in the lists.
  ///   - precisions: Weight precisions, such as `bf16` or `fp8`.
  ///   - kv: Datatypes of the KV cache, such as `bf16`, `fp8` or `nvfp4`.
  ///   - offload: Tiers of memory beside that of accelerators which keep what these drop of prompts' caches.
  ///   - layouts: Layouts of a replica, such as `TP8` or `TP8·EP8`.
  ///   - gpus: Accelerators, such as `H100-SXM`.
  ///   - engines: Serving engines.
  ///   - offers: GPU offers, by catalog name or provider.
  ///   - hostClasses: Classes of hosts of machines, such as `hyperscaler`.
  ///   - apis: API models, as `provider/model`.
  ///   - exclude: Names of whatever is left out, whatever the other lists say.
  ///   - atLeastBillions: The fewest parameters of a model, in billions; `nil` for no bound.
  ///   - allowsFewerThan8Bits: Whether weights of less than 8 bits are tried where the publisher's own have more.
  ///   - allowsAutoscaling: Whether machines are assumed to come and go by the hour with the traffic.
  public init(
    models: [String] = [], tokens: [String: CandidateTokens] = [:], precisions: [String] = [],
    kv: [String] = [], offload: [CacheOffload] = [], layouts: [String] = [], gpus: [String] = [],
    engines: [String] = [],
    offers: [String] = [], hostClasses: [String] = [], apis: [String] = [],
    exclude: [String] = [], atLeastBillions: Double? = nil, allowsFewerThan8Bits: Bool = true,
    allowsAutoscaling: Bool = true
  ) {
    self.models = models
    self.tokens = tokens
    self.precisions = precisions
    self.kv = kv
    self.offload = offload
    self.layouts = layouts
    self.gpus = gpus
    self.engines = engines
    self.offers = offers
    self.hostClasses = hostClasses
    self.apis = apis
    self.exclude = exclude
    self.atLeastBillions = atLeastBillions
    self.allowsFewerThan8Bits = allowsFewerThan8Bits
    self.allowsAutoscaling = allowsAutoscaling
  }
}
