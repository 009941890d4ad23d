package import Pricing

/// What a line of an invoice counts.
package enum InvoiceMeter: Sendable, Hashable {
  /// Tokens of one class, or requests.
  case tokens(Bill.TokenClass)
  /// Hours of machines, with the accelerators of each where the line says how many.
  case machineHours(gpus: Int?)
  /// A tax, a credit or another correction of what stands beside it.
  case correction
  /// Anything else: people, tools, storage.
  case other

  /// Recognises what is counted by the words of the line, as sellers write them.
  ///
  /// - Parameters:
  ///   - category: FOCUS' `ChargeCategory`, or nothing.
  ///   - unit: What the quantity is counted in, such as `1M tokens` or `Hrs`.
  ///   - words: Everything else that the line says of it.
  init(category: String, unit: String, words: String) {
    let unit = unit.lowercased()
    let words = Self.withoutNegations(words.lowercased())
    func says(_ parts: String...) -> Bool { parts.contains { words.contains($0) } }
    let isCorrection = unit.isEmpty && says(" tax", "vat ", "credit", "refund", "discount")
    if isCorrection || ["tax", "credit", "adjustment"].contains(category.lowercased()) {
      self = .correction
    } else if unit.contains("token")
      || unit.isEmpty && says("token", "input", "output", "prompt", "completion")
    {
      self = .tokens(Self.tokenClass(words, isHourly: unit.contains("hour")))
    } else if unit.contains("request") || unit.contains("call") {
      self = says("traffic", "egress", "network") ? .other : .tokens(.request)
    } else if Self.isHours(unit) {
      self = .machineHours(gpus: unit.contains("gpu") ? 1 : Self.gpus(words))
    } else {
      self = .other
    }
  }

  /// The words without those that say what a line is not: `not cached` is no cache.
  private static func withoutNegations(_ words: String) -> String {
    ["not cached", "non-cached", "uncached", "no cache"].reduce(" " + words + " ") {
      $0.replacing($1, with: "")
    }
  }

  /// The accelerators of a machine that is called `8xH100` or `8 × A100`; `nil` if nothing says how many.
  ///
  /// The size of an instance, as in `48xlarge`, is no count.
  private static func gpus(_ words: String) -> Int? {
    let parts = words.replacing("×", with: "x").filter { $0 != " " }.split(separator: "x")
    for (before, after) in zip(parts, parts.dropFirst()) where !after.hasPrefix("large") {
      let digits = before.reversed().prefix { $0.isNumber }.reversed()
      guard let first = after.first, first.isLetter, let count = Int(String(digits)) else {
        continue
      }
      if (1...1024).contains(count) { return count }
    }
    return nil
  }

  private static func tokenClass(_ words: String, isHourly: Bool) -> Bill.TokenClass {
    func says(_ parts: String...) -> Bool { parts.contains { words.contains($0) } }
    if isHourly || says("cache storage", "cache_storage") { return .cacheStorage }
    if says("cache write", "cache_write", "cachewrite", "cache creation", "cache_creation") {
      return says("1h", "1 h", "1-hour", "one hour") ? .cacheWrite1h : .cacheWrite
    }
    if says("cache") { return .cachedInput }
    if says("reasoning", "thinking") { return .reasoning }
    if says("output", "completion", "generated", "response") { return .output }
    return .uncachedInput
  }

  private static func isHours(_ unit: String) -> Bool {
    let last = unit.split { !$0.isLetter }.last.map(String.init) ?? ""
    return [
      "h", "hr", "hrs", "hour", "hours", "seconds", "second", "secs", "sec", "s", "minutes", "min",
    ]
    .contains(last)
  }

  /// What a quantity in a unit must be multiplied by to be tokens, requests or hours: 1,000,000 for `1M tokens`.
  static func factor(of unit: String) -> Double {
    let unit = unit.lowercased()
    var factor = 1.0
    let digits = unit.prefix { $0.isNumber || $0 == "," || $0 == "." }
    if let number = Double(digits.filter { $0 != "," }), number > 0 { factor = number }
    let rest = unit.dropFirst(digits.count).drop { $0 == " " }
    let word = rest.prefix { $0.isLetter }
    switch word {
    case "k", "thousand", "ktoken", "ktokens": factor *= 1e3
    case "m", "mm", "million", "mtoken", "mtokens": factor *= 1e6
    case "b", "billion": factor *= 1e9
    case "seconds", "second", "secs", "sec", "s": factor /= 3600
    case "minutes", "min": factor /= 60
    default: break
    }
    return factor
  }
}
