/// The words that names of regions are made of, among which slips of the pen stand out.
///
/// `us-east-1` has the words us and east, Azure's `northcentralus` is one. Which regions there are nobody but a cloud
/// knows; a word that no region has and that is one slip from a known one is meant to be that.
struct RegionWords {
  private let words: Set<String>

  /// Words of regions of AWS, Azure, Google Cloud and OCI, as their documentation lists them.
  private static let usual: Set = [
    "east", "west", "north", "south", "central", "northeast", "northwest", "southeast", "southwest",
    "america", "northamerica", "southamerica", "europe", "asia", "australia", "africa", "middle",
    "eastus", "westus", "centralus", "northcentralus", "southcentralus", "westcentralus",
    "northeurope", "westeurope", "eastasia", "southeastasia", "japaneast", "japanwest",
    "australiaeast", "brazilsouth", "canadacentral", "canadaeast", "centralindia", "francecentral",
    "germanywestcentral", "koreacentral", "norwayeast", "polandcentral", "southafricanorth",
    "swedencentral", "switzerlandnorth", "uaenorth", "uksouth", "ukwest", "ashburn", "phoenix",
    "frankfurt", "london", "iceland", "norway", "sweden", "finland",
  ]

  /// - Parameter regions: The names of regions that are known to be right.
  init(_ regions: some Sequence<String>) {
    words = Self.usual.union(regions.flatMap(Self.words))
  }

  /// The name with the words that were meant; `nil` for a name in which no word is a slip from a known one.
  func meant(by region: String) -> String? {
    var meant = region.lowercased()
    for word in Self.words(of: region) where !words.contains(word) && word.count >= Self.shortest {
      guard let known = words.filter({ Self.isOneSlip(word, from: $0) }).min() else { continue }
      meant = meant.split(separator: word, omittingEmptySubsequences: false).joined(
        separator: known)
    }
    return meant == region.lowercased() ? nil : meant
  }

  /// Shorter words are codes of countries, of which each is one letter from another.
  private static let shortest = 4

  private static func words(of region: String) -> [String] {
    region.lowercased().split { !$0.isLetter }.map(String.init)
  }

  /// The key of another region's prices that a key was meant to be: `ue` is eu, and `au` is not.
  ///
  /// - Parameter keys: The keys that are known to be right.
  static func key(meantBy key: String, among keys: Set<String>) -> String? {
    guard !keys.contains(key) else { return nil }
    return keys.filter { known in
      isOneSlip(key, from: known)
        || (key.count == 2 && known.count == 2 && String(key.reversed()) == known)
    }.min()
  }

  /// Whether one letter is another, too many or missing, or two neighbours have changed places.
  static func isOneSlip(_ word: String, from other: String) -> Bool {
    let (first, second) = (Array(word.utf8), Array(other.utf8))
    guard first != second, abs(first.count - second.count) <= 1, second.count >= shortest else {
      return false
    }
    let start = zip(first, second).prefix { $0 == $1 }.count
    let end = zip(first.dropFirst(start).reversed(), second.dropFirst(start).reversed())
      .prefix { $0 == $1 }.count
    let (own, theirs) = (
      first.dropFirst(start).dropLast(end), second.dropFirst(start).dropLast(end)
    )
    if max(own.count, theirs.count) == 1 { return true }
    return own.count == 2 && theirs.count == 2 && own.first == theirs.last
      && own.last == theirs.first
  }
}
