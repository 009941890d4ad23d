import CheckedJSON
import Numerics

/// One entry of a folder with the prices of a newer list, and what is different.
struct EntryMerger {
  private(set) var merged: [String: JSONValue]
  /// What is different, in words: `input 0.13 → 0.2`.
  private(set) var details: [String] = []
  /// Whether a price moves by more than a factor of three.
  private(set) var isSuspicious = false

  private static let services = ["prices", "batch", "flex", "priority", "fast", "ultrafast"]
  /// What a list may add, and never changes.
  private static let kept = [
    "openModel", "quantization", "contextTokens", "instanceType", "region",
  ]
  /// Lists round: Databricks' prices in units of its own come out a ten-thousandth off.
  private static let rounding = 0.0005

  init(old: CatalogEntry, new: CatalogEntry) {
    merged = old.members
    for key in Self.kept where merged[key] == nil { merged[key] = new.members[key] }
    for service in Self.services {
      mergePrices(service, of: new.members, title: service == "prices" ? "" : service + " ")
    }
    mergeTiers(new.members["tiers"])
    mergeTerms(new.members["terms"])
    mergeRegions(new.members["regionalMultipliers"])
    for key in ["windows", "deprecation"] {
      guard let value = new.members[key], value != merged[key] else { continue }
      details.append(Self.text(key, from: merged[key], to: value))
      merged[key] = value
    }
    mergeProvenance(old, new)
  }

  private mutating func mergePrices(
    _ service: String, of new: [String: JSONValue], title: String
  ) {
    guard let value = new[service] else { return }
    merged[service] = classes(merged[service], value, title: title)
  }

  /// The classes of a list over those that stood there; classes that it does not give stay.
  private mutating func classes(
    _ old: JSONValue?, _ new: JSONValue, title: String
  ) -> JSONValue {
    guard case .object(let theirs) = new else { return old ?? new }
    guard case .object(var ours)? = old else {
      details.append(title.isEmpty ? "prices" : title + "prices are new")
      return new
    }
    for (tokenClass, value) in theirs.sorted(by: { $0.key < $1.key })
    where !Self.isSame(ours[tokenClass], value) {
      note(title + tokenClass, from: ours[tokenClass], to: value)
      ours[tokenClass] = value
    }
    return .object(ours)
  }

  /// Tiers by their bounds; one that somebody made inclusive, a token lower, is the same tier.
  private mutating func mergeTiers(_ new: JSONValue?) {
    guard case .array(let theirs)? = new else { return }
    var ours: [JSONValue] = []
    if case .array(let tiers)? = merged["tiers"] { ours = tiers }
    for case .object(let tier) in theirs {
      guard case .number(let bound)? = tier["aboveTokens"] else { continue }
      let position = ours.firstIndex {
        guard case .object(let known) = $0, case .number(let above)? = known["aboveTokens"] else {
          return false
        }
        return above == bound || above == bound - 1
      }
      let title = "above \(PlainDecimal.text(bound)) tokens "
      guard let position, case .object(var known) = ours[position] else {
        details.append(title + "prices are new")
        ours.append(.object(tier))
        continue
      }
      for service in Self.services {
        guard let value = tier[service] else { continue }
        known[service] = classes(
          known[service], value, title: title + (service == "prices" ? "" : service + " "))
      }
      ours[position] = .object(known)
    }
    merged["tiers"] = .array(ours.sorted { Self.bound($0) < Self.bound($1) })
  }

  private static func bound(_ tier: JSONValue) -> Double {
    guard case .object(let tier) = tier, case .number(let bound)? = tier["aboveTokens"] else {
      return 0
    }
    return bound
  }

  /// The terms of a machine by commitment; commitments that the list does not give stay.
  private mutating func mergeTerms(_ new: JSONValue?) {
    guard case .array(let theirs)? = new, case .array(var ours)? = merged["terms"] else { return }
    for case .object(let term) in theirs {
      guard case .string(let commitment)? = term["commitment"] else { continue }
      let position = ours.firstIndex {
        guard case .object(let known) = $0 else { return false }
        return known["commitment"] == term["commitment"]
      }
      guard let position, case .object(var known) = ours[position] else {
        details.append("\(commitment) is new")
        ours.append(.object(term))
        continue
      }
      guard !Self.isSame(known["usdPerInstanceHour"], term["usdPerInstanceHour"]) else { continue }
      note(commitment, from: known["usdPerInstanceHour"], to: term["usdPerInstanceHour"] ?? .null)
      known["usdPerInstanceHour"] = term["usdPerInstanceHour"]
      known["kind"] = nil
      ours[position] = .object(known)
    }
    merged["terms"] = .array(ours)
  }

  /// Regions that the list adds; those that stand there stay, as they may be told apart by class.
  private mutating func mergeRegions(_ new: JSONValue?) {
    guard case .object(let theirs)? = new else { return }
    var ours: [String: JSONValue] = [:]
    if case .object(let regions)? = merged["regionalMultipliers"] { ours = regions }
    for (region, factor) in theirs.sorted(by: { $0.key < $1.key }) where ours[region] == nil {
      details.append("region \(region) is new")
      ours[region] = factor
    }
    merged["regionalMultipliers"] = .object(ours)
  }

  /// The source and day of the list; the note of people stays.
  private mutating func mergeProvenance(_ old: CatalogEntry, _ new: CatalogEntry) {
    guard !details.isEmpty || old.isFrom(new),
      case .object(let theirs)? = new.members["provenance"],
      case .object(var ours)? = merged["provenance"]
    else { return }
    ours["source"] = theirs["source"]
    ours["asOf"] = theirs["asOf"]
    ours["note"] = ours["note"] ?? theirs["note"]
    if !details.isEmpty { ours["kind"] = theirs["kind"] }
    merged["provenance"] = .object(ours)
  }

  private static func isSame(_ old: JSONValue?, _ new: JSONValue?) -> Bool {
    guard case .number(let before)? = old, case .number(let now)? = new else { return old == new }
    return abs(now - before) <= rounding * max(abs(now), abs(before))
  }

  private mutating func note(_ what: String, from old: JSONValue?, to new: JSONValue) {
    details.append(Self.text(what, from: old, to: new))
    guard case .number(let before)? = old, case .number(let now) = new, before > 0 else { return }
    if now > before * 3 || now * 3 < before { isSuspicious = true }
  }

  private static func text(_ what: String, from old: JSONValue?, to new: JSONValue) -> String {
    "\(what) \(old.map(spelled) ?? "none") → \(spelled(new))"
  }

  private static func spelled(_ value: JSONValue) -> String {
    switch value {
    case .number(let number): PlainDecimal.text(number)
    case .string(let text): text
    default: "other hours"
    }
  }
}
