package import CheckedJSON
package import Pricing
package import Workloads

/// What is usual where a workload says nothing: a range, its unit, and where it comes from.
package struct UsualValue: Sendable, Hashable {
  /// The least that is usual.
  package let low: Double
  /// What stands in.
  package let likely: Double
  /// The most that is usual.
  package let high: Double
  /// What is counted: `USD per month`.
  package let unit: String
  /// Where it comes from, and whether it is published, derived or assumed.
  package let provenance: Provenance

  /// Makes a range that the library itself states.
  init(low: Double, likely: Double, high: Double, unit: String, provenance: Provenance) {
    self.low = low
    self.likely = likely
    self.high = high
    self.unit = unit
    self.provenance = provenance
  }

  /// The range as a workload file would declare it.
  package func declared() throws(InputError) -> DeclaredValue {
    try DeclaredValue(low: low, likely: likely, high: high)
  }

  /// Reads `{ "low", "likely", "high", "unit", "source", "asOf", "kind", "note"? }`.
  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["low", "likely", "high", "unit", "source", "asOf", "kind", "note"])
    let low = try members.required("low").number(in: 0...1e9)
    let likely = try members.required("likely").number(in: low...1e9)
    self.low = low
    self.likely = likely
    high = try members.required("high").number(in: likely...1e9)
    unit = try members.required("unit").text()
    provenance = Provenance(
      source: try members.required("source").text(), asOf: try members.required("asOf").date(),
      note: try members["note"]?.text(), kind: try members.required("kind").choice())
  }
}
