package import CheckedJSON

extension MeasuredSpeed {
  /// Reads `{ "firstTokenSeconds"?, "tokensPerSecond"?, "thinking"?, "conditions", "provenance" }`.
  ///
  /// - Returns: `nil` where nothing stands.
  package init?(ifAt place: JSONPlace?) throws(InputError) {
    guard let place else { return nil }
    let members = try place.object()
    try members.allowOnly([
      "firstTokenSeconds", "tokensPerSecond", "thinking", "conditions", "provenance",
    ])
    guard members["firstTokenSeconds"] != nil || members["tokensPerSecond"] != nil else {
      throw place.error(expected: "\"firstTokenSeconds\" or \"tokensPerSecond\"")
    }
    let rates = try members["tokensPerSecond"]?.object()
    try rates?.allowOnly(["p50", "p05"])
    let median = try rates?.required("p50").number(in: 0.01...1e6)
    let speed = MeasuredSpeed(
      firstToken: try LatencyQuantiles(ifAt: members["firstTokenSeconds"]),
      tokensPerSecond: median,
      slowTokensPerSecond: try rates?["p05"]?.number(in: 0.01...(median ?? 1e6)),
      whileThinking: try members["thinking"]?.bool() ?? false,
      conditions: try members.required("conditions").text(),
      provenance: try members.required("provenance").provenance())
    guard let speed else { throw place.error(expected: "speeds above 0") }
    self = speed
  }
}

extension LatencyQuantiles {
  /// Reads `{ "p50", "p95"?, "p99"? }`, in seconds; `nil` where nothing stands.
  package init?(ifAt place: JSONPlace?) throws(InputError) {
    guard let place else { return nil }
    let members = try place.object()
    try members.allowOnly(["p50", "p95", "p99"])
    let median = try members.required("p50").number(in: 0.001...3600)
    let p95 = try members["p95"]?.number(in: median...3600)
    let p99 = try members["p99"]?.number(in: (p95 ?? median)...3600)
    guard let quantiles = LatencyQuantiles(median: median, p95: p95, p99: p99) else {
      throw place.error(expected: "seconds above 0, each no less than the one before")
    }
    self = quantiles
  }
}
