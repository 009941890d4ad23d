import CheckedJSON
import Numerics

/// Calls of a tool that a provider does not charge, of a day or a month.
///
/// Google grounds the first 5,000 prompts of a month on its search for nothing, with all Gemini 3 together.
package struct FreeCalls: Sendable, Hashable {
  /// The time after which as many are free again.
  package enum Period: String, Sendable, Hashable, CaseIterable {
    case day, month

    /// Days of one, a year's mean: 365.25 / 12 of a month.
    var days: Double { self == .day ? 1 : 365.25 / 12 }
    /// The key of such quotas in a file.
    package var key: String { self == .day ? "freeCallsPerDay" : "freeCallsPerMonth" }
  }

  /// How many.
  package let count: Double
  /// Of what time.
  package let period: Period

  package init(count: Double, period: Period) {
    self.count = count
    self.period = period
  }

  /// How many in a month: 1,500 of a day are 45,656.
  package var perMonth: Double { count * Period.month.days / period.days }

  /// The quotas of fees, by tool: `{ "freeCallsPerDay"?: { "webSearch" }, "freeCallsPerMonth"?: … }`.
  static func quotas(_ members: JSONMembers) throws(InputError) -> [ToolCall: FreeCalls] {
    var quotas: [ToolCall: FreeCalls] = [:]
    for period in Period.allCases {
      guard let calls = try members[period.key]?.object() else { continue }
      try calls.allowOnly(ToolCall.allCases.map(\.rawValue))
      for tool in ToolCall.allCases {
        guard let place = calls[tool.rawValue] else { continue }
        guard quotas[tool] == nil else {
          throw place.error(expected: "one quota for each tool, of a day or of a month")
        }
        quotas[tool] = FreeCalls(count: try place.number(in: 0...1_000_000_000), period: period)
      }
    }
    return quotas
  }

  /// Quotas as they are read.
  static func members(_ quotas: [ToolCall: FreeCalls]) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    for period in Period.allCases {
      let calls = quotas.filter { $0.value.period == period }
      guard !calls.isEmpty else { continue }
      members[period.key] = .object(
        Dictionary(uniqueKeysWithValues: calls.map { ($0.key.rawValue, .number($0.value.count)) }))
    }
    return members
  }
}
