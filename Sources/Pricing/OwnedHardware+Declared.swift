package import CheckedJSON
import Numerics

extension OwnedHardware {
  /// Power of a server over that of its accelerators' rating: 1.8.
  ///
  /// Epoch's figure for servers but DGX A100 (arXiv:2405.21015; a DGX H100 is 10.2 kW ÷ 8 ÷ 0.7 kW =
  /// 1.82). It is what must be provided, right for space; at the wall 8 H100 took 8.4 of those
  /// 10.2 kW at most (IEEE Access 13:61740), so electricity comes out up to a quarter high.
  package static let serverPowerFactor = 1.8

  /// Kilowatts of one accelerator with its share of the server: 350 W are 0.63 kW.
  package static func kilowattsPerGPU(acceleratorWatts watts: Double) -> Double {
    watts / 1000 * serverPowerFactor
  }

  /// These machines as someone owns them, or would buy them.
  ///
  /// - Parameters:
  ///   - paid: Whether the purchase is sunk: then capital costs nothing, and support, power and
  ///     space remain.
  ///   - usdPerKilowattHour: What they pay for electricity; `nil` leaves it as it is.
  ///   - capitalUSDPerGPU: What they pay for one accelerator with its share of server; `nil` leaves it.
  package func owned(
    paid: Bool, usdPerKilowattHour: Double? = nil, capitalUSDPerGPU: Double? = nil
  ) -> OwnedHardware {
    var said = [provenance.note].compactMap(\.self)
    if paid { said.append("declared as paid: no capital is counted") }
    if let price = capitalUSDPerGPU {
      said.append("declared: \(PlainDecimal.text(price)) USD per accelerator")
    }
    if let price = usdPerKilowattHour {
      said.append("declared: \(PlainDecimal.text(price)) USD per kWh")
    }
    return OwnedHardware(
      gpu: gpu, gpusPerServer: gpusPerServer,
      capitalUSDPerGPU: capitalUSDPerGPU ?? self.capitalUSDPerGPU, lifeYears: lifeYears,
      residualFraction: residualFraction, costOfCapitalPerYear: costOfCapitalPerYear,
      kilowattsPerGPU: kilowattsPerGPU, powerUsageEffectiveness: powerUsageEffectiveness,
      usdPerKilowattHour: usdPerKilowattHour ?? self.usdPerKilowattHour,
      colocationUSDPerKilowattMonth: colocationUSDPerKilowattMonth,
      supportFractionPerYear: supportFractionPerYear, isPaid: paid, site: site,
      provenance: Provenance(
        source: provenance.source, asOf: provenance.asOf, note: said.joined(separator: "; "),
        kind: provenance.kind))
  }

  /// Machines that someone owns or would buy, with an accelerator that no file prices.
  ///
  /// - Parameters:
  ///   - gpu: The accelerator's id.
  ///   - gpusPerServer: Accelerators that share a server.
  ///   - kilowattsPerGPU: Power of one with its share of the server; see
  ///     ``kilowattsPerGPU(acceleratorWatts:)``.
  ///   - capitalUSDPerGPU: The purchase price; `nil` is fine for what is paid, whose support then
  ///     is not counted.
  ///   - paid: Whether the purchase is sunk.
  ///   - usdPerKilowattHour: What electricity costs; `nil` takes the default.
  ///   - site: Where they stand; `nil` takes what is usual for the accelerator.
  ///   - defaults: Everything else.
  /// - Throws: `InputError` for a machine to be bought without a price, and numbers out of range.
  package static func declared(
    gpu: String, gpusPerServer: Int, kilowattsPerGPU: Double, capitalUSDPerGPU: Double? = nil,
    paid: Bool, usdPerKilowattHour: Double? = nil, site: Site? = nil, defaults: OwnershipDefaults
  ) throws(InputError) -> OwnedHardware {
    guard paid || capitalUSDPerGPU != nil else {
      throw InputError(
        found: "no purchase price of \(gpu)",
        expected: "a price in US dollars per accelerator, or that it is paid for")
    }
    try check("accelerators per server", Double(gpusPerServer), in: 1...1000)
    try check("kW per accelerator", kilowattsPerGPU, in: 0.001...100)
    try check("USD per accelerator", capitalUSDPerGPU ?? 1, in: 0.01...10_000_000)
    try check("USD per kWh", usdPerKilowattHour ?? 0, in: 0...10)
    let site = site ?? .usual(for: gpu)
    return OwnedHardware(
      gpu: gpu, gpusPerServer: gpusPerServer, capitalUSDPerGPU: capitalUSDPerGPU ?? 0,
      lifeYears: defaults.lifeYears, residualFraction: defaults.residualFraction,
      costOfCapitalPerYear: defaults.costOfCapitalPerYear, kilowattsPerGPU: kilowattsPerGPU,
      powerUsageEffectiveness: site == .office
        ? Site.officePowerUsageEffectiveness : defaults.powerUsageEffectiveness,
      usdPerKilowattHour: usdPerKilowattHour ?? defaults.usdPerKilowattHour,
      colocationUSDPerKilowattMonth: site == .office ? 0 : defaults.colocationUSDPerKilowattMonth,
      supportFractionPerYear: defaults.supportFractionPerYear, isPaid: paid, site: site,
      provenance: Provenance(
        source: "declared; " + defaults.provenance.source, asOf: defaults.provenance.asOf,
        note: capitalUSDPerGPU == nil
          ? "paid for at a price that is not known: neither capital nor support is counted" : nil,
        kind: .assumed))
  }

  private static func check(
    _ what: String, _ value: Double, in range: ClosedRange<Double>
  ) throws(InputError) {
    guard range.contains(value) else {
      throw InputError(
        found: "\(value) \(what)",
        expected: "from \(PlainDecimal.text(range.lowerBound)) to "
          + PlainDecimal.text(range.upperBound))
    }
  }
}
