import CheckedJSON
import Numerics
import Pricing
import Roofline
import Workloads

/// The electricity that machines of one's own take in the period, and what that emits.
///
/// `kWh = hours of accelerators · (board power · share + server) · PUE`. A hundred hours of an H100 of 700 W at 79 %
/// with 0.35 kW of server behind a PUE of 1.25 are 100 · 0.903 · 1.25 = 112.9 kWh; at 481 g, 54 kg of CO2.
package struct EnergyUse: Sendable, Hashable {
  /// Hours of accelerators that are powered.
  package let acceleratorHours: Double
  /// Watts of a board at most.
  package let boardWatts: Double
  /// The share of that which is drawn, and its 80 % range over measured runs.
  package let powerShare: Interval
  /// Kilowatts of the server for each accelerator.
  package let hostKilowatts: Double
  /// Power usage effectiveness.
  package let facility: Double
  /// Grams of CO2 equivalent for a kWh.
  package let gramsPerKWh: Double
  /// The region whose grid counts; `world` where nobody says.
  package let region: String

  /// kWh in the period.
  package var kilowattHours: Double { kilowattHours(share: powerShare.value) }
  /// Kilograms of CO2 equivalent in the period.
  package var kilograms: Double { kilowattHours * gramsPerKWh / 1000 }

  /// kWh with another share of board power.
  package func kilowattHours(share: Double) -> Double {
    acceleratorHours * (boardWatts / 1000 * share + hostKilowatts) * facility
  }
}

extension EnergyUse {
  /// The use of an option; `nil` where the board's power is not known.
  ///
  /// - Parameters:
  ///   - option: The option whose machines run.
  ///   - demand: What the workload asks of it.
  ///   - region: Where the machines are taken to stand: the region in which data must stay.
  ///   - facts: Meters and publications.
  package init?(
    _ option: SelfHostOption, demand: Demand, region: String?, facts: EnergyFacts
  ) {
    guard let watts = option.deployment.accelerator.watts, watts > 0 else { return nil }
    let rental = option.rental
    if case .batch(let plan) = option.plan, demand.period == .job, !plan.isPaidByTheHour {
      // What is paid for longer than the job does not run for longer.
      acceleratorHours =
        plan.jobSeconds(requestsPerJob: demand.requests) / 3600 * Double(option.gpus)
    } else {
      acceleratorHours = option.gpuHours(demand)
    }
    boardWatts = watts
    powerShare = facts.powerShare(
      gpu: option.deployment.accelerator.id,
      requestsInFlight: option.concurrency * option.utilization)
    hostKilowatts = min(facts.hostKilowatts, facts.hostShare * watts / 1000)
    facility =
      rental.ownership?.powerUsageEffectiveness ?? rental.hostClass.flatMap {
        facts.facilities[$0.rawValue]
      } ?? facts.facilities["other"] ?? 1.5
    let asked = region?.lowercased() ?? "world"
    let known = facts.grid[asked] == nil ? "world" : asked
    self.region = known
    gramsPerKWh = facts.grid[known] ?? 0
  }
}

extension Decision {
  /// The electricity of the best machines of one's own; `nil` where there are none.
  package var energy: EnergyUse? {
    guard let best = bestSelfHost, let facts = try? EnergyFacts.builtIn() else { return nil }
    return EnergyUse(best, demand: demand, region: workload.dataResidency, facts: facts)
  }
}
