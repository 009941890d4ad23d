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

  /// What a bill says of calls that the provider has no price for, or does not charge all of.
  var toolAssumptions: [Bill.Assumption] {
    ToolCall.allCases.compactMap { tool in
      guard (toolUse.callsPerRequest[tool] ?? 0) > 0 else { return nil }
      if let fees, let usd = fees.usdPerCall[tool] {
        guard usd > 0, let free = fees.freeCalls[tool], free.count > 0 else { return nil }
        return .freeCallsNotCounted(
          tool, free, usdPerMonth: free.perMonth * usd * (1 + fees.shareOfBill))
      }
      return toolUse.ownUSDPerCall[tool] == nil ? .callsUnknown(tool) : .callsOfOnesOwn(tool)
    }
  }
}

extension ToolCall {
  /// The class of a bill's line.
  package var tokenClass: Bill.TokenClass {
    switch self {
    case .webSearch: .webSearch
    case .fileSearch: .fileSearch
    case .mapSearch: .mapSearch
    }
  }
}
