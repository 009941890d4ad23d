import CheckedJSON

/// The engine generations that are known by name.
public struct EngineCatalog: Sendable, Hashable {
  /// All of them; of one engine, the newest last, and one for unknown engines at the end.
  public let profiles: [EngineProfile]
  package let contents: EngineCatalogContents

  package init(_ contents: EngineCatalogContents) {
    self.contents = contents
    profiles = contents.profiles
  }

  /// Makes a catalog without any.
  package init() {
    let none = ErrorSpread([:])
    self.init(
      EngineCatalogContents(
        source: "", common: [], exponents: .none, families: [:], relatives: [:], releases: [:],
        generations: [],
        spreads: ErrorSpreads(throughput: none, firstToken: none, perToken: none)))
  }

  /// The name of the profile for engines that are not known.
  package static let genericName = "Generic"

  /// The newest generation of each known engine.
  package var newest: [EngineProfile] {
    var byEngine: [String: EngineProfile] = [:]
    for profile in profiles
    where profile.generation.vendors.isEmpty && profile.engine != Self.genericName {
      byEngine[profile.engine] = profile
    }
    return byEngine.values.sorted { $0.engine < $1.engine }
  }

  /// The generation to which a run belongs: by version if it has one, else by month, else the newest.
  ///
  /// An engine that is not known gets the last profile, the generic one.
  package func generation(engine: String, version: String, date: String, vendor: String)
    -> EngineProfile
  {
    let ofEngine = profiles.filter { $0.generation.isMeant(by: engine) }
    let candidates = ofEngine.filter { $0.generation.suits(vendor: vendor) }
    guard let oldest = candidates.first else { return profiles[profiles.count - 1] }
    let known: (EngineProfile) -> Bool
    if let version = EngineVersion(version) {
      known = { !version.numbers.lexicographicallyPrecedes($0.generation.fromVersion) }
    } else if date.count >= 4 {
      known = { $0.generation.fromMonth <= date }
    } else {
      known = { _ in true }
    }
    let matching = candidates.filter(known)
    guard let newest = matching.last else { return oldest }
    return matching.last {
      $0.generation.era == newest.generation.era && !$0.generation.vendors.isEmpty
    } ?? newest
  }
}
