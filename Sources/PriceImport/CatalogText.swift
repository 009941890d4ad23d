import CheckedJSON
import Numerics

/// Writes catalog JSON as people would: keys in reading order, small objects on one line.
enum CatalogText {
  private static let keyOrder: [String: Int] = {
    let keys = [
      "$schema", "provider", "class", "id", "region", "instanceType", "gpu", "gpusPerInstance",
      "maximumGPUsPerNode", "nodeSizeKind", "hostClass", "stock", "model", "openModel", "purpose",
      "quantization", "contextTokens", "listedContextTokens", "leastCachedTokens",
      "cacheStepTokens", "name", "hoursUTC", "days",
      "from", "to", "aboveTokens", "prices", "batch", "flex", "priority", "fast", "ultrafast",
      "input", "cachedInput", "cacheWrite", "cacheWrite1h", "cacheStoragePerMillionTokenHours",
      "output", "reasoning", "tiers", "windows", "regionalMultipliers", "deprecation", "speed",
      "limits", "batchWindow", "fees", "currency",
      "firstTokenSeconds", "tokensPerSecond", "p50", "p95", "p99", "p05", "thinking",
      "conditions", "hours", "typicalHours", "usdPerMonth", "requestsPerMinute",
      "promptTokensPerMinute", "completionTokensPerMinute", "totalTokensPerMinute",
      "concurrentRequests", "countsCachedTokens", "raisedBy", "usdPerThousandRequests",
      "usdPerThousandCalls", "freeCallsPerDay", "freeCallsPerMonth", "webSearch", "fileSearch",
      "mapSearch", "usdPerThousandSearches", "documentsPerSearch",
      "shareOfBill", "commitment", "usdPerInstanceHour", "seen", "low", "high",
      "interruptionsPerHour",
      "incrementSeconds", "minimumSeconds", "terms", "billing", "code", "usd", "provenance",
      "source", "asOf", "note", "kind", "unit", "tariffs", "offers",
    ]
    return Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }()

  /// The text of a whole file.
  static func file(_ members: [String: JSONValue]) -> String {
    JSONText.object(ordered(members, depth: 0)).pretty
  }

  /// An object below the top stays on one line if it holds no others and is short.
  private static func text(_ value: JSONValue, depth: Int) -> JSONText {
    switch value {
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .number(let number): return .decimal(number)
    case .string(let string): return .string(string)
    case .array(let elements): return .array(elements.map { text($0, depth: depth + 1) })
    case .object(let members):
      let object = JSONText.object(ordered(members, depth: depth))
      let isFlat = members.values.allSatisfy { value in
        switch value {
        case .object, .array: false
        case .null, .bool, .number, .string: true
        }
      }
      return isFlat && object.onOneLine.utf8.count + 2 * depth <= 90 ? .line(object) : object
    }
  }

  private static func ordered(_ members: [String: JSONValue], depth: Int) -> [JSONText.Member] {
    members.sorted {
      (keyOrder[$0.key] ?? .max, $0.key) < (keyOrder[$1.key] ?? .max, $1.key)
    }.map { JSONText.Member($0.key, text($0.value, depth: depth + 1)) }
  }
}
