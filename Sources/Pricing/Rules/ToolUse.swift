package import CheckedJSON

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

extension PriceCatalog {
  /// The catalog for requests that call tools, or are documents of a search.
  package func serving(_ use: ToolUse) throws(InputError) -> PriceCatalog {
    guard use != .none else { return self }
    return try PriceCatalog(
      tariffs: tariffs.map { tariff in
        var tariff = tariff
        tariff.toolUse = use
        return tariff
      }, offers: offers, owned: owned, hosts: hosts, market: market,
      ownershipDefaults: ownershipDefaults)
  }
}

extension Tariff {
  /// A charge of a request that its tokens do not decide.
  struct Fee {
    let tokenClass: Bill.TokenClass
    /// How many there are in a request.
    let count: Double
    /// US dollars of each.
    let usd: Double
  }

  /// What a request is charged beside its tokens, the seller's share of the bill included.
  ///
  /// A call that the provider has no price for is one of the asker's own, who pays it elsewhere.
  var requestFees: [Fee] {
    let withFee = 1 + (fees?.shareOfBill ?? 0)
    var list: [Fee] = []
    if let usd = fees?.usdPerRequest, usd > 0 {
      list.append(Fee(tokenClass: .request, count: 1, usd: usd * withFee))
    }
    if let search = fees?.search, let documents = toolUse.documentsPerSearch {
      let searches = max(1, (documents / search.documents).rounded(.up))
      list.append(
        Fee(tokenClass: .search, count: searches / max(1, documents), usd: search.usd * withFee))
    }
    for tool in ToolCall.allCases {
      guard let calls = toolUse.callsPerRequest[tool], calls > 0 else { continue }
      let listed = fees?.usdPerCall[tool].map { $0 * withFee }
      guard let usd = listed ?? toolUse.ownUSDPerCall[tool], usd > 0 else { continue }
      list.append(Fee(tokenClass: tool.tokenClass, count: calls, usd: usd))
    }
    return list
  }

  /// What a bill says of calls that the provider has no price for.
  var toolAssumptions: [Bill.Assumption] {
    ToolCall.allCases.compactMap { tool in
      guard (toolUse.callsPerRequest[tool] ?? 0) > 0, fees?.usdPerCall[tool] == nil else {
        return nil
      }
      return toolUse.ownUSDPerCall[tool] == nil ? .callsUnknown(tool) : .callsOfOnesOwn(tool)
    }
  }
}
