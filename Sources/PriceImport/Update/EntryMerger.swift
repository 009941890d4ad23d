import CheckedJSON
import Numerics
import Pricing

/// One entry of a folder with the prices of a newer list, and what is different.
struct EntryMerger {
  private(set) var merged: [String: JSONValue]
  /// What is different, in words: `input 0.13 → 0.2`.
  private(set) var details: [String] = []
  /// Whether a price moves by more than a factor of three.
  private(set) var isSuspicious = false
  /// Prices that the list gave before and no longer has; they stay, and the note says of which day they are.
  private(set) var gone: [String] = []

  static let services = ["prices", "batch", "flex", "priority", "fast", "ultrafast"]
  /// What a list may add, and never changes.
  private static let kept = [
    "openModel", "quantization", "contextTokens", "instanceType", "region",
  ]
  /// Lists round: Databricks' prices in units of its own come out a ten-thousandth off.
  private static let rounding = 0.0005

  /// Whether a price is another than before, so that what was said of the old one is said no longer.
  private var isRepriced = false
  /// The clauses of the note.
  private var notes: [String]
  /// Classes that the list states of what has none.
  private let unpriced: Set<String>

  /// - Parameter isOwn: Whether the new entry is of the list that the old one came from.
  init(old: CatalogEntry, new: CatalogEntry, isOwn: Bool) {
    merged = old.members
    notes = ProvenanceNote.clauses(old.note)
    let purpose = old.text("purpose").flatMap(TariffPurpose.init(rawValue:)) ?? .generation
    // Some lists ask for what embedders and rerankers never write.
    unpriced = purpose.isPrefillOnly ? ["output", "reasoning"] : []
    for key in Self.kept where merged[key] == nil { merged[key] = new.members[key] }
    for service in Self.services {
      mergePrices(service, of: new.members, title: service == "prices" ? "" : service + " ")
    }
    if isOwn { moveTier(to: new.members["tiers"], of: new.sourceKind ?? "the list") }
    mergeTiers(new.members["tiers"])
    mergeTerms(new.members["terms"], isOwn ? old : nil)
    mergeRegions(new.members["regionalMultipliers"], isOwn: isOwn)
    if isOwn, let fees = new.members["fees"] {
      let merger = FeeMerger(old: merged["fees"], new: fees)
      merged["fees"] = merger.merged
      details += merger.details
      isSuspicious = isSuspicious || merger.isSuspicious
    }
    for key in ["windows", "deprecation"] {
      guard let value = new.members[key], value != merged[key] else { continue }
      details.append(Self.text(key, from: merged[key], to: value))
      merged[key] = value
    }
    if isOwn { nameGone(old, new) }
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
    guard case .object(let listed) = new else { return old ?? new }
    let theirs = listed.filter { !unpriced.contains($0.key) }
    guard case .object(var ours)? = old else {
      details.append(title.isEmpty ? "prices" : title + "prices are new")
      return .object(theirs)
    }
    let readElsewhere = theirs.keys.filter { isReadElsewhere(title + $0) }
    let isAnotherList = ["input", "output"].contains {
      !readElsewhere.contains($0) && theirs[$0] != nil && !Self.isSame(ours[$0], theirs[$0])
    }
    for (tokenClass, value) in theirs.sorted(by: { $0.key < $1.key })
    where !Self.isSame(ours[tokenClass], value) {
      // What somebody read elsewhere holds for the prices that it was read beside.
      if readElsewhere.contains(tokenClass), !isAnotherList { continue }
      notes.removeAll { ProvenanceNote.pricesReadElsewhere($0).contains(title + tokenClass) }
      note(title + tokenClass, from: ours[tokenClass], to: value)
      ours[tokenClass] = value
    }
    return .object(ours)
  }

  private func isReadElsewhere(_ price: String) -> Bool {
    notes.contains { ProvenanceNote.pricesReadElsewhere($0).contains(price) }
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

  /// Moves the one tier whose bound the list no longer has to the one that it has anew; tiers that it drops beside others
  /// stay, and are told.
  private mutating func moveTier(to new: JSONValue?, of list: String) {
    guard case .array(let theirs)? = new, case .array(var ours)? = merged["tiers"] else { return }
    let listed = theirs.map(Self.bound)
    let known = ours.map(Self.bound)
    let added = listed.filter { bound in !known.contains { $0 == bound || $0 == bound - 1 } }
    let dropped = known.filter { bound in !listed.contains { $0 == bound || $0 == bound + 1 } }
    if added.count == 1, dropped.count == 1,
      let position = ours.firstIndex(where: { Self.bound($0) == dropped[0] }),
      case .object(var tier) = ours[position]
    {
      tier["aboveTokens"] = .number(added[0])
      ours[position] = .object(tier)
      merged["tiers"] = .array(ours.sorted { Self.bound($0) < Self.bound($1) })
      details.append(
        "long prompts begin above \(PlainDecimal.text(dropped[0])) → \(PlainDecimal.text(added[0])) tokens"
      )
      isRepriced = true
    } else {
      details += dropped.map {
        "the prices above \(PlainDecimal.text($0)) tokens stay, which \(list) no longer has"
      }
    }
  }

  private static func bound(_ tier: JSONValue) -> Double {
    guard case .object(let tier) = tier, case .number(let bound)? = tier["aboveTokens"] else {
      return 0
    }
    return bound
  }

  /// The terms of a machine by commitment; commitments that the list does not give stay.
  ///
  /// - Parameter before: The entry, if the same list gave it before: a term that it no longer has keeps its day, which
  ///   the note says.
  private mutating func mergeTerms(_ new: JSONValue?, _ before: CatalogEntry?) {
    guard case .array(let theirs)? = new, case .array(var ours)? = merged["terms"] else { return }
    for case .object(let term) in theirs {
      guard case .string(let commitment)? = term["commitment"] else { continue }
      notes.removeAll { $0.hasPrefix(commitment + " as of ") }
      let position = ours.firstIndex { Self.commitment(of: $0) == commitment }
      guard let position, case .object(var known) = ours[position] else {
        details.append("\(commitment) is new")
        ours.append(.object(term))
        continue
      }
      guard !Self.isSame(known["usdPerInstanceHour"], term["usdPerInstanceHour"]) else { continue }
      note(commitment, from: known["usdPerInstanceHour"], to: term["usdPerInstanceHour"] ?? .null)
      known["usdPerInstanceHour"] = term["usdPerInstanceHour"]
      known["kind"] = nil
      known["seen"] = known["seen"].map { Self.widened($0, to: term["usdPerInstanceHour"]) }
      ours[position] = .object(known)
    }
    merged["terms"] = .array(ours)
    guard let before, let list = before.sourceKind, let day = before.asOf else { return }
    let listed = Set(theirs.compactMap(Self.commitment))
    for commitment in Self.rentTerms
    where !listed.contains(commitment)
      && ours.contains(where: { Self.commitment(of: $0) == commitment })
    {
      guard !notes.contains(where: { $0.hasPrefix(commitment + " as of ") }) else { continue }
      details.append("\(commitment) is no longer listed; it stays, as of \(day)")
      notes.append("\(commitment) as of \(day)\(Self.sinceWhen)\(list) has none")
    }
  }

  /// Prices that stay although their list dropped them; those that somebody read elsewhere it never had.
  private mutating func nameGone(_ old: CatalogEntry, _ new: CatalogEntry) {
    guard let list = new.sourceKind, let day = old.asOf else { return }
    let clauses = ProvenanceNote.clauses(old.note)
    let dropped = DroppedPrices.names(of: old, notIn: new)
    notes.removeAll { clause in
      clause.contains(Self.sinceWhen) && clause.hasSuffix("\(list) has none")
        && !dropped.contains { clause.hasPrefix($0 + " as of ") }
        && !Self.rentTerms.contains { clause.hasPrefix($0 + " as of ") }
    }
    for name in dropped
    where !clauses.contains(where: {
      DroppedPrices.isExplained(name, by: $0) || $0.hasPrefix(name + " as of ")
    }) {
      gone.append(name)
      notes.append("\(name) as of \(day)\(Self.sinceWhen)\(list) has none")
    }
  }

  private static let sinceWhen = ", since when "
  /// Terms of longer commitment come from elsewhere.
  private static let rentTerms = ["onDemand", "spot"]

  /// The least and the most that a term was seen to cost, with a price of today.
  private static func widened(_ seen: JSONValue, to price: JSONValue?) -> JSONValue {
    guard case .object(var bounds) = seen, case .number(let low)? = bounds["low"],
      case .number(let high)? = bounds["high"], case .number(let now)? = price
    else { return seen }
    bounds["low"] = .number(min(low, now))
    bounds["high"] = .number(max(high, now))
    return .object(bounds)
  }

  private static func commitment(of term: JSONValue) -> String? {
    guard case .object(let term) = term, case .string(let commitment)? = term["commitment"] else {
      return nil
    }
    return commitment
  }

  /// Regions that the list adds, and those of its own whose one factor it changes; factors told apart by class stay, as
  /// people wrote them.
  private mutating func mergeRegions(_ new: JSONValue?, isOwn: Bool) {
    guard case .object(let theirs)? = new else { return }
    var ours: [String: JSONValue] = [:]
    if case .object(let regions)? = merged["regionalMultipliers"] { ours = regions }
    for (region, factor) in theirs.sorted(by: { $0.key < $1.key }) {
      switch ours[region] {
      case nil:
        details.append("region \(region) is new")
        ours[region] = factor
      case .number(let before)?:
        guard isOwn, case .number = factor, !Self.isSame(.number(before), factor) else { continue }
        details.append(Self.text("region \(region)", from: .number(before), to: factor))
        ours[region] = factor
      default: continue
      }
    }
    merged["regionalMultipliers"] = .object(ours)
  }

  /// The source and day of the list; the note of people stays, but for what it says of a price that is no more.
  private mutating func mergeProvenance(_ old: CatalogEntry, _ new: CatalogEntry) {
    guard !details.isEmpty || old.isFrom(new),
      case .object(let theirs)? = new.members["provenance"],
      case .object(var ours)? = merged["provenance"]
    else { return }
    ours["source"] = theirs["source"]
    ours["asOf"] = theirs["asOf"]
    if isRepriced { notes.removeAll(where: ProvenanceNote.isAboutAPrice) }
    if notes.isEmpty {
      ours["note"] = theirs["note"]
    } else if notes != ProvenanceNote.clauses(old.note) {
      ours["note"] = .string(ProvenanceNote.joined(notes))
    }
    if !details.isEmpty { ours["kind"] = theirs["kind"] }
    merged["provenance"] = .object(ours)
  }

  private static func isSame(_ old: JSONValue?, _ new: JSONValue?) -> Bool {
    guard case .number(let before)? = old, case .number(let now)? = new else { return old == new }
    return abs(now - before) <= rounding * max(abs(now), abs(before))
  }

  private mutating func note(_ what: String, from old: JSONValue?, to new: JSONValue) {
    details.append(Self.text(what, from: old, to: new))
    isRepriced = true
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
