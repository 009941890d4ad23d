import CheckedJSON

extension Workload {
  /// A region as tariffs name it: in lower case, and Europe as `eu`.
  static func readRegion(_ place: JSONPlace) throws(InputError) -> String {
    let region = try place.text().trimmingBlanks.lowercased()
    return switch region {
    case "europe", "european union", "e.u.": "eu"
    case "usa", "united states", "u.s.": "us"
    default: region
    }
  }
}
