/// What the requests of a workload ask for beside tokens: calls of tools, and documents that are ranked together.
package struct ToolUse: Sendable, Hashable {
  /// Calls of each tool in a request, on average.
  package let callsPerRequest: [ToolCall: Double]
  /// What a call costs whoever makes it himself, in US dollars; a tool that is left out has no known price.
  package let ownUSDPerCall: [ToolCall: Double]
  /// Requests, of a query with one document each, that are one search; `nil` where that is not said.
  package let documentsPerSearch: Double?

  /// Nothing.
  package static let none = ToolUse()

  package init(
    callsPerRequest: [ToolCall: Double] = [:], ownUSDPerCall: [ToolCall: Double] = [:],
    documentsPerSearch: Double? = nil
  ) {
    self.callsPerRequest = callsPerRequest
    self.ownUSDPerCall = ownUSDPerCall
    self.documentsPerSearch = documentsPerSearch
  }

  /// US dollars of a request's calls for whoever makes all of them himself; those without a price cost nothing here.
  package var ownUSDPerRequest: Double {
    ToolCall.allCases.reduce(0) { $0 + (callsPerRequest[$1] ?? 0) * (ownUSDPerCall[$1] ?? 0) }
  }

  /// The tools that are called and have no price of one's own.
  package var unpricedTools: [ToolCall] {
    ToolCall.allCases.filter { (callsPerRequest[$0] ?? 0) > 0 && ownUSDPerCall[$0] == nil }
  }
}
