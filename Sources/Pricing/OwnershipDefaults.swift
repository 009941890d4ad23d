package import CheckedJSON

/// What holds of owned machines unless they say otherwise: life, interest, power, space, support.
package struct OwnershipDefaults: Sendable, Hashable {
  /// Years in service.
  package let lifeYears: Double
  /// Share of the capital that remains when it is sold at the end.
  package let residualFraction: Double
  /// Cost of capital per year: 0.1 is 10 %.
  package let costOfCapitalPerYear: Double
  /// Power usage effectiveness: facility power over server power.
  package let powerUsageEffectiveness: Double
  /// Electricity in US dollars per kWh.
  package let usdPerKilowattHour: Double
  /// Space, in US dollars per kW of server power and month, electricity not included.
  package let colocationUSDPerKilowattMonth: Double
  /// Support and spare parts per year as a share of the capital.
  package let supportFractionPerYear: Double
  /// Where they come from.
  package let provenance: Provenance

  /// Reads the `defaults` of a file of owned machines; `nil` if it leaves one of them out.
  package init?(_ members: JSONMembers) throws(InputError) {
    guard let life = members["lifeYears"], let residual = members["residualFraction"],
      let interest = members["costOfCapitalPerYear"], let pue = members["powerUsageEffectiveness"],
      let power = members["usdPerKilowattHour"],
      let space = members["colocationUSDPerKilowattMonth"],
      let support = members["supportFractionPerYear"], let provenance = members["provenance"]
    else { return nil }
    lifeYears = try life.number(in: 0.5...30)
    residualFraction = try residual.number(in: 0...1)
    costOfCapitalPerYear = try interest.number(in: 0...1)
    powerUsageEffectiveness = try pue.number(in: 1...5)
    usdPerKilowattHour = try power.number(in: 0...10)
    colocationUSDPerKilowattMonth = try space.number(in: 0...10_000)
    supportFractionPerYear = try support.number(in: 0...1)
    self.provenance = try provenance.provenance()
  }
}
