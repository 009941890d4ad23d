#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What it costs to own and run one accelerator with its share of server, network, power and space.
///
/// The inputs are the bare components. A published all-in cost per GPU-hour (SemiAnalysis' owner
/// cost, for one) already contains capital, power and colocation: compare with it, never add to it.
public struct OwnedHardware: Sendable, Hashable, Identifiable {
  /// The accelerator's id, such as `H100-SXM`; unique among the owned hardware of a catalog.
  public let gpu: String
  /// Accelerators per server: owned hardware is bought by the server.
  package let gpusPerServer: Int
  /// Purchase price in US dollars per accelerator, with its share of server and network.
  package let capitalUSDPerGPU: Double
  /// Whether the purchase is paid for: what is sunk no longer counts, and neither does its residue.
  package let isPaid: Bool
  /// Where it stands.
  package let site: Site
  /// Years in service.
  package let lifeYears: Double
  /// Share of the capital that remains when it is sold at the end.
  package let residualFraction: Double
  /// Cost of capital per year: 0.1 is 10 %.
  package let costOfCapitalPerYear: Double
  /// Electrical power in use, in kW per accelerator with its share of the server.
  package let kilowattsPerGPU: Double
  /// Power usage effectiveness: facility power over server power.
  package let powerUsageEffectiveness: Double
  /// Electricity in US dollars per kWh.
  package let usdPerKilowattHour: Double
  /// Space, in US dollars per kW of server power and month, electricity not included.
  package let colocationUSDPerKilowattMonth: Double
  /// Support and spare parts per year as a share of the capital.
  package let supportFractionPerYear: Double
  /// Where the inputs come from.
  public let provenance: Provenance

  /// The accelerator's id.
  public var id: String { gpu }
  /// The name under which it stands beside the offers of hosts: `own-h100-sxm`.
  package var offerID: String { "own-" + gpu.lowercased() }

  /// Hours in a year on average: 24 × 365.25.
  package static let hoursPerYear = 8766.0

  /// Makes the ownership inputs of one accelerator.
  package init(
    gpu: String, gpusPerServer: Int, capitalUSDPerGPU: Double, lifeYears: Double,
    residualFraction: Double, costOfCapitalPerYear: Double, kilowattsPerGPU: Double,
    powerUsageEffectiveness: Double, usdPerKilowattHour: Double,
    colocationUSDPerKilowattMonth: Double, supportFractionPerYear: Double, isPaid: Bool = false,
    site: Site = .colocation,
    provenance: Provenance
  ) {
    self.gpu = gpu
    self.gpusPerServer = max(1, gpusPerServer)
    self.capitalUSDPerGPU = capitalUSDPerGPU
    self.lifeYears = lifeYears
    self.residualFraction = residualFraction
    self.costOfCapitalPerYear = costOfCapitalPerYear
    self.kilowattsPerGPU = kilowattsPerGPU
    self.powerUsageEffectiveness = powerUsageEffectiveness
    self.usdPerKilowattHour = usdPerKilowattHour
    self.colocationUSDPerKilowattMonth = colocationUSDPerKilowattMonth
    self.supportFractionPerYear = supportFractionPerYear
    self.isPaid = isPaid
    self.site = site
    self.provenance = provenance
  }

  /// The yearly payment that repays one dollar over the life: `r / (1 − (1 + r)⁻ⁿ)`.
  ///
  /// At 10 % over 5 years it is 0.2638; at 0 % it is 1/5.
  package var capitalRecoveryFactor: Double {
    let rate = costOfCapitalPerYear
    guard rate > 0 else { return 1 / lifeYears }
    return rate / (1 - discountAtEndOfLife)
  }

  /// What a dollar at the end of the life is worth today: `(1 + r)⁻ⁿ`.
  private var discountAtEndOfLife: Double { pow(1 + costOfCapitalPerYear, -lifeYears) }

  /// Capital: `(C − residual · (1 + r)⁻ⁿ) · recovery factor ÷ 8766`, in US dollars per GPU-hour; 0 once paid.
  package var capitalUSDPerGPUHour: Double {
    guard !isPaid else { return 0 }
    let residual = residualFraction * capitalUSDPerGPU
    return (capitalUSDPerGPU - residual * discountAtEndOfLife) * capitalRecoveryFactor
      / Self.hoursPerYear
  }

  /// What must still be spent to have one, in US dollars per accelerator: the capital, or 0 once paid.
  package var purchaseUSDPerGPU: Double { isPaid ? 0 : capitalUSDPerGPU }

  /// Electricity: `kW · PUE · USD/kWh`.
  package var electricityUSDPerGPUHour: Double {
    kilowattsPerGPU * powerUsageEffectiveness * usdPerKilowattHour
  }

  /// Space: `kW · USD/kW-month · 12 ÷ 8766`.
  package var colocationUSDPerGPUHour: Double {
    kilowattsPerGPU * colocationUSDPerKilowattMonth * 12 / Self.hoursPerYear
  }

  /// Support: `C · share per year ÷ 8766`.
  package var supportUSDPerGPUHour: Double {
    capitalUSDPerGPU * supportFractionPerYear / Self.hoursPerYear
  }

  /// The sum of capital, electricity, space and support, in US dollars per GPU-hour, used or idle.
  ///
  /// 40,000 USD over 5 years at 10 % without residual is 1.204; 1.4 kW at a PUE of 1.25 and
  /// 0.08 USD/kWh is 0.140; 1.4 kW at 195 USD/kW-month is 0.374; support at 3 % is 0.137: 1.854.
  package var usdPerGPUHour: Double {
    capitalUSDPerGPUHour + electricityUSDPerGPUHour + colocationUSDPerGPUHour
      + supportUSDPerGPUHour
  }
}
