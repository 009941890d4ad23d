package import CheckedJSON

extension ServiceLimits {
  /// Reads the `limits` of a tariff or of a provider; `nil` where nothing stands.
  package init?(ifAt place: JSONPlace?) throws(InputError) {
    guard let place else { return nil }
    let members = try place.object()
    let figures = [
      "usdPerMonth", "requestsPerMinute", "promptTokensPerMinute", "completionTokensPerMinute",
      "totalTokensPerMinute", "concurrentRequests",
    ]
    try members.allowOnly(figures + ["countsCachedTokens", "raisedBy", "provenance"])
    guard figures.contains(where: { members[$0] != nil }) else {
      throw place.error(expected: "one of " + figures.joined(separator: ", "))
    }
    func limit(_ key: String) throws(InputError) -> Double? {
      try members[key]?.number(in: 1...1e15)
    }
    self.init(
      usdPerMonth: try limit("usdPerMonth"),
      requestsPerMinute: try limit("requestsPerMinute"),
      promptTokensPerMinute: try limit("promptTokensPerMinute"),
      completionTokensPerMinute: try limit("completionTokensPerMinute"),
      totalTokensPerMinute: try limit("totalTokensPerMinute"),
      concurrentRequests: try limit("concurrentRequests"),
      countsCachedTokens: try members["countsCachedTokens"]?.bool() ?? true,
      raisedBy: try members["raisedBy"]?.choice(),
      provenance: try members.required("provenance").provenance())
  }
}
