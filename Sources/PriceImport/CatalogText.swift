import CheckedJSON
import Numerics

/// Writes catalog JSON as people would: keys in reading order, small objects on one line.
enum CatalogText {
  private static let keyOrder: [String: Int] = {
    let keys = [
      "$schema", "provider", "class", "id", "region", "instanceType", "gpu", "gpusPerInstance",
      "maximumGPUsPerNode", "nodeSizeKind", "hostClass", "stock", "model", "openModel",
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
      "shareOfBill", "commitment", "usdPerInstanceHour", "seen", "low", "high",
      "interruptionsPerHour",
      "incrementSeconds", "minimumSeconds", "terms", "billing", "code", "usd", "provenance",
      "source", "asOf", "note", "kind", "unit", "tariffs", "offers",
    ]
    return Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }()

  /// The text of a whole file.
  static func file(_ members: [String: JSONValue]) -> String {
    var text = ""
    write(.object(members), indent: 0, to: &text)
    return text + "\n"
  }

  private static func write(_ value: JSONValue, indent: Int, to text: inout String) {
    let margin = String(repeating: " ", count: indent)
    switch value {
    case .object(let members):
      let ordered = ordered(members)
      if indent > 0, let line = oneLine(ordered), line.utf8.count + indent <= 90 {
        text += line
        return
      }
      text += "{\n"
      for (position, member) in ordered.enumerated() {
        text += margin + "  " + quoted(member.key) + ": "
        write(member.value, indent: indent + 2, to: &text)
        text += position + 1 < ordered.count ? ",\n" : "\n"
      }
      text += margin + "}"
    case .array(let elements):
      text += "[\n"
      for (position, element) in elements.enumerated() {
        text += margin + "  "
        write(element, indent: indent + 2, to: &text)
        text += position + 1 < elements.count ? ",\n" : "\n"
      }
      text += margin + "]"
    default: text += scalar(value)
    }
  }

  private static func ordered(_ members: [String: JSONValue]) -> [(key: String, value: JSONValue)] {
    members.sorted {
      (keyOrder[$0.key] ?? .max, $0.key) < (keyOrder[$1.key] ?? .max, $1.key)
    }
  }

  private static func oneLine(_ members: [(key: String, value: JSONValue)]) -> String? {
    var parts: [String] = []
    for member in members {
      switch member.value {
      case .object, .array: return nil
      default: parts.append(quoted(member.key) + ": " + scalar(member.value))
      }
    }
    return "{ " + parts.joined(separator: ", ") + " }"
  }

  private static func scalar(_ value: JSONValue) -> String {
    switch value {
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): PlainDecimal.text(number)
    case .string(let string): quoted(string)
    case .null, .object, .array: "null"
    }
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.actsOnText:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
