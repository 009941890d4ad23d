import CheckedJSON

/// The prices of an entry by name, to tell which of them a newer list no longer has.
///
/// A name is short enough for a note: `batch`, `cachedInput`, `flex cachedInput`, `region eu`, `off-peak`.
enum DroppedPrices {
  /// The names of what was there and is no longer; a service that is gone whole goes under its own name.
  static func names(of old: CatalogEntry, notIn new: CatalogEntry) -> [String] {
    var dropped: [String] = []
    for service in EntryMerger.services {
      guard case .object(let ours)? = old.members[service] else { continue }
      let title = service == "prices" ? "" : service + " "
      guard case .object(let theirs)? = new.members[service] else {
        if !title.isEmpty { dropped.append(service) }
        continue
      }
      dropped += ours.keys.sorted().filter { theirs[$0] == nil }.map { title + $0 }
    }
    let regions = keys(new, "regionalMultipliers")
    dropped += keys(old, "regionalMultipliers").filter { !regions.contains($0) }
      .map { "region " + $0 }
    let windows = windowNames(new)
    return dropped + windowNames(old).filter { !windows.contains($0) }
  }

  /// Whether a clause of a note says where somebody read such a price, so that the list never had it:
  /// `batch at 0.5 of standard: docs.together.ai`, `regions: the uplift of the same list`.
  static func isExplained(_ name: String, by clause: String) -> Bool {
    guard let colon = clause.firstIndex(of: ":") else {
      return name.hasPrefix("region ") && clause.contains("regions")
    }
    let said = Set(clause[..<colon].split { $0 == " " || $0 == "," }.map(String.init))
    if name.hasPrefix("region ") {
      return said.contains("regions") || said.contains("region")
    }
    return name.split(separator: " ").allSatisfy { said.contains(String($0)) }
  }

  private static func keys(_ entry: CatalogEntry, _ key: String) -> [String] {
    guard case .object(let members)? = entry.members[key] else { return [] }
    return members.keys.sorted()
  }

  private static func windowNames(_ entry: CatalogEntry) -> [String] {
    guard case .array(let windows)? = entry.members["windows"] else { return [] }
    return windows.compactMap { window in
      guard case .object(let window) = window, case .string(let name)? = window["name"] else {
        return nil
      }
      return name
    }
  }
}
