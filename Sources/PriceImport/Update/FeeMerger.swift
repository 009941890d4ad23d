import CheckedJSON
import Numerics
import Pricing

/// The fees of an entry with those of a newer list of their source, and what is different.
///
/// A search of the web at 10 US dollars for a thousand becomes one at 14; a fee that the list does not give stays.
struct FeeMerger {
  private(set) var merged: JSONValue
  /// What is different, in words: `fee webSearch 10 → 14`.
  private(set) var details: [String] = []
  /// Whether a fee moves by more than a factor of three.
  private(set) var isSuspicious = false

  /// What stands in fees by the call; all else that is a number stands beside it.
  private static let calls = "usdPerThousandCalls"
  /// Calls that are free, by the call too.
  private static let quotas = Set(FreeCalls.Period.allCases.map(\.key))

  /// Fees that the entry has from elsewhere stay as they are.
  init(old: JSONValue?, new: JSONValue) {
    guard case .object(let theirs) = new else {
      merged = old ?? new
      return
    }
    guard case .object(var ours)? = old else {
      merged = new
      details = ["fees are new"]
      return
    }
    merged = .object(ours)
    guard let source = Self.source(of: ours), source == Self.source(of: theirs) else { return }
    for (key, value) in theirs.sorted(by: { $0.key < $1.key }) {
      if key == Self.calls, case .object(let prices) = value {
        var calls: [String: JSONValue] = [:]
        if case .object(let known)? = ours[key] { calls = known }
        for (tool, price) in prices.sorted(by: { $0.key < $1.key }) {
          take(tool, price, over: &calls)
        }
        ours[key] = .object(calls)
      } else if Self.quotas.contains(key), ours[key] != value {
        // A quota of a month takes the place of one of a day.
        for other in Self.quotas { ours[other] = nil }
        ours[key] = value
        details.append("the calls that are free are others")
      } else if case .number = value {
        take(key, value, over: &ours)
      }
    }
    ours["provenance"] = theirs["provenance"]
    merged = .object(ours)
  }

  private mutating func take(
    _ key: String, _ value: JSONValue, over fees: inout [String: JSONValue]
  ) {
    guard case .number(let now) = value, fees[key] != value else { return }
    if case .number(let before)? = fees[key] {
      details.append("fee \(key) \(PlainDecimal.text(before)) → \(PlainDecimal.text(now))")
      if before > 0, now > before * 3 || now * 3 < before { isSuspicious = true }
    } else {
      details.append("fee \(key) none → \(PlainDecimal.text(now))")
    }
    fees[key] = value
  }

  /// The first word of the source.
  private static func source(of fees: [String: JSONValue]) -> Substring? {
    guard case .object(let provenance)? = fees["provenance"],
      case .string(let source)? = provenance["source"]
    else { return nil }
    return source.split { $0 == " " || $0 == "," }.first
  }
}
