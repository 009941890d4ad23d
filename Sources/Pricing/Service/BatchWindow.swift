package import CheckedJSON

/// When a batch comes back: the time that is promised, and the usual one.
package struct BatchWindow: Sendable, Hashable {
  /// Hours within which the provider promises to finish, or after which it gives up.
  package let hours: Double
  /// Hours in which most batches are done, where that is published: no promise.
  package let typicalHours: Double?
  /// Where the figures come from.
  package let provenance: Provenance

  /// Makes a window from its parts.
  package init(hours: Double, typicalHours: Double? = nil, provenance: Provenance) {
    self.hours = hours
    self.typicalHours = typicalHours
    self.provenance = provenance
  }
}

extension BatchWindow {
  /// Reads `{ "hours", "typicalHours"?, "provenance" }`; `nil` where nothing stands.
  package init?(ifAt place: JSONPlace?) throws(InputError) {
    guard let members = try place?.object() else { return nil }
    try members.allowOnly(["hours", "typicalHours", "provenance"])
    let hours = try members.required("hours").number(in: 0.001...1000)
    self.init(
      hours: hours,
      typicalHours: try members["typicalHours"]?.number(in: 0.001...hours),
      provenance: try members.required("provenance").provenance())
  }
}
