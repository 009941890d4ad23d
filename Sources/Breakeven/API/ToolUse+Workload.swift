import Pricing
import Workloads

extension ToolUse {
  /// What a workload's requests ask for beside tokens.
  init(_ workload: Workload) {
    var calls: [ToolCall: Double] = [:]
    var prices: [ToolCall: Double] = [:]
    for (tool, use) in workload.calls.uses {
      calls[ToolCall(tool)] = use.perRequest
      prices[ToolCall(tool)] = use.ownUSDPerThousand.map { $0 / 1000 }
    }
    self.init(
      callsPerRequest: calls, ownUSDPerCall: prices,
      documentsPerSearch: workload.documentsPerSearch)
  }
}

extension ToolCall {
  fileprivate init(_ tool: ToolCalls.Tool) {
    self =
      switch tool {
      case .webSearch: .webSearch
      case .fileSearch: .fileSearch
      case .mapSearch: .mapSearch
      }
  }
}
