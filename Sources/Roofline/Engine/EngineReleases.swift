package import CheckedJSON

/// When the versions of an engine came out.
///
/// What a run shows depends on its software, and a version dates that better than the day on which
/// somebody ran or published it.
package struct EngineReleases: Sendable, Hashable {
  /// A version with its date.
  struct Release: Sendable, Hashable {
    let version: EngineVersion
    let date: BuildDate
  }

  /// From the oldest version to the newest.
  let releases: [Release]

  init(_ releases: [Release]) { self.releases = releases.sorted { $0.version < $1.version } }

  /// The date of the newest release that is no newer than the version; `nil` before the first.
  func date(of version: EngineVersion) -> BuildDate? {
    releases.last { $0.version <= version }?.date
  }
}

extension EngineReleases {
  /// Reads dates by version by engine: `{"vLLM": {"0.7.0": "2025-01-27"}}`.
  package static func byEngine(_ place: JSONPlace) throws(InputError) -> [String: EngineReleases] {
    let engines = try place.object()
    var byEngine: [String: EngineReleases] = [:]
    for engine in engines.keys {
      let versions = try engines.required(engine).object()
      var releases: [Release] = []
      for name in versions.keys {
        let place = try versions.required(name)
        guard let version = EngineVersion(name) else {
          throw place.error(expected: "a version such as 0.10.2 as its key")
        }
        guard let date = BuildDate(try place.text()) else {
          throw place.error(expected: "a date such as 2025-10-15")
        }
        releases.append(Release(version: version, date: date))
      }
      byEngine[engine] = EngineReleases(releases)
    }
    return byEngine
  }
}
