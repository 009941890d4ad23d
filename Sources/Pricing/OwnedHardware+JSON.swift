package import CheckedJSON

extension OwnedHardware {
  private static let inputs = [
    "lifeYears", "residualFraction", "costOfCapitalPerYear", "powerUsageEffectiveness",
    "usdPerKilowattHour", "colocationUSDPerKilowattMonth", "supportFractionPerYear",
  ]

  /// What an office needs of the inputs instead of a cage.
  private static let officeInputs = [
    "colocationUSDPerKilowattMonth": 0,
    "powerUsageEffectiveness": Site.officePowerUsageEffectiveness,
  ]

  /// Reads one element of `owned`; what it leaves out is taken from `defaults`.
  package init(_ place: JSONPlace, defaults: JSONMembers?) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(
      ["gpu", "gpusPerServer", "capitalUSDPerGPU", "kilowattsPerGPU", "site", "provenance"]
        + Self.inputs)
    let site: Site = try members["site"]?.choice() ?? .colocation
    func number(_ key: String, in range: ClosedRange<Double>) throws(InputError) -> Double {
      if let own = members[key] { return try own.number(in: range) }
      if site == .office, let usual = Self.officeInputs[key] { return usual }
      if let shared = defaults?[key] { return try shared.number(in: range) }
      return try members.required(key).number(in: range)
    }
    self.init(
      gpu: try members.required("gpu").name(),
      gpusPerServer: try members.required("gpusPerServer").integer(in: 1...1000),
      capitalUSDPerGPU: try members.required("capitalUSDPerGPU").price(
        upTo: 10_000_000, per: "GPU"),
      lifeYears: try number("lifeYears", in: 0.5...30),
      residualFraction: try number("residualFraction", in: 0...1),
      costOfCapitalPerYear: try number("costOfCapitalPerYear", in: 0...1),
      kilowattsPerGPU: try members.required("kilowattsPerGPU").number(in: 0.001...100),
      powerUsageEffectiveness: try number("powerUsageEffectiveness", in: 1...5),
      usdPerKilowattHour: try number("usdPerKilowattHour", in: 0...10),
      colocationUSDPerKilowattMonth: try number("colocationUSDPerKilowattMonth", in: 0...10_000),
      supportFractionPerYear: try number("supportFractionPerYear", in: 0...1),
      site: site,
      provenance: try members.required("provenance").provenance())
  }

  /// Refuses a key in the file's `defaults` that is not one of the inputs.
  package static func checkDefaults(_ defaults: JSONMembers) throws(InputError) {
    try defaults.allowOnly(inputs + ["provenance"])
  }
}
