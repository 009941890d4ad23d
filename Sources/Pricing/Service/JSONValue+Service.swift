import CheckedJSON

/// Writes what is known of a service as the catalog's reader takes it, so that an import keeps it.
extension JSONValue {
  package init(_ provenance: Provenance) {
    self = .members([
      ("source", .string(provenance.source)), ("asOf", .string("\(provenance.asOf)")),
      ("note", provenance.note.map { .string($0) }),
      ("kind", provenance.kind == .published ? nil : .string(provenance.kind.rawValue)),
    ])
  }

  package init(_ window: BatchWindow) {
    self = .members([
      ("hours", .number(window.hours)), ("typicalHours", window.typicalHours.map { .number($0) }),
      ("provenance", JSONValue(window.provenance)),
    ])
  }

  package init(_ limits: ServiceLimits) {
    self = .members([
      ("usdPerMonth", limits.usdPerMonth.map { .number($0) }),
      ("requestsPerMinute", limits.requestsPerMinute.map { .number($0) }),
      ("promptTokensPerMinute", limits.promptTokensPerMinute.map { .number($0) }),
      ("completionTokensPerMinute", limits.completionTokensPerMinute.map { .number($0) }),
      ("totalTokensPerMinute", limits.totalTokensPerMinute.map { .number($0) }),
      ("concurrentRequests", limits.concurrentRequests.map { .number($0) }),
      ("countsCachedTokens", limits.countsCachedTokens ? nil : .bool(false)),
      ("raisedBy", limits.raisedBy.map { .string($0.rawValue) }),
      ("provenance", JSONValue(limits.provenance)),
    ])
  }

  package init(_ speed: MeasuredSpeed) {
    self = .members([
      ("firstTokenSeconds", speed.firstToken.map { JSONValue($0) }),
      (
        "tokensPerSecond",
        speed.tokensPerSecond.map {
          .members([("p50", .number($0)), ("p05", speed.slowTokensPerSecond.map { .number($0) })])
        }
      ),
      ("thinking", speed.whileThinking ? .bool(true) : nil),
      ("conditions", .string(speed.conditions)), ("provenance", JSONValue(speed.provenance)),
    ])
  }

  private init(_ quantiles: LatencyQuantiles) {
    self = .members([
      ("p50", .number(quantiles.median)), ("p95", quantiles.p95.map { .number($0) }),
      ("p99", quantiles.p99.map { .number($0) }),
    ])
  }

  private static func members(_ pairs: [(String, JSONValue?)]) -> JSONValue {
    .object(pairs.reduce(into: [:]) { $0[$1.0] = $1.1 })
  }
}
