import Breakeven
import Documents

/// Electricity and CO2 of the best machines of one's own.
struct EnergySection: ReportSection {
  let facts: ReportFacts

  private var millionTokens: Double { (demand.promptTokens + demand.completionTokens) / 1e6 }

  var folded: Fold? {
    guard let energy = decision.energy, millionTokens > 0 else { return nil }
    var table = TextTable(columns: [
      TextTable.Column("Machines of your own"), TextTable.Column("", .right),
    ])
    func row(_ name: String, _ value: String) {
      table.append([InlineText(name), InlineText(value)])
    }
    func digits(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
    row("kWh per million tokens", digits(energy.kilowattHours / millionTokens))
    row("g CO2 per million tokens", digits(energy.kilograms * 1000 / millionTokens))
    row("kWh \(perPeriod)", digits(energy.kilowattHours))
    row("kg CO2 \(perPeriod)", digits(energy.kilograms))
    let range = NumberText.range(
      energy.kilowattHours(share: energy.powerShare.low),
      energy.kilowattHours(share: energy.powerShare.high)
    ) { digits($0) }
    return Fold(
      "Electricity and CO2",
      [
        .table(table),
        .paragraph(
          InlineText(
            "\(digits(energy.acceleratorHours)) hours of accelerators × (\(digits(energy.boardWatts)) W × \(NumberText.percent(energy.powerShare.value)) + \(NumberText.trimmed(energy.hostKilowatts * 1000, digits: 3)) W of server) × PUE \(NumberText.trimmed(energy.facility, digits: 3)); 80 % of measured runs: \(range) kWh. Grid: \(NumberText.trimmed(energy.gramsPerKWh, digits: 4)) g a kWh (\(energy.region)). Sources: \(source)."
          )),
      ])
  }

  private var source: String {
    guard let known = try? EnergyFacts.builtIn() else { return "" }
    return "\(known.powerSource); \(known.gridSource)"
  }

  var json: [JSONText.Member] {
    guard let energy = decision.energy, millionTokens > 0 else {
      return [.init("energy", nil)]
    }
    return [
      .init(
        "energy",
        [
          "kWh": .number(energy.kilowattHours),
          "kWhLow": .number(energy.kilowattHours(share: energy.powerShare.low)),
          "kWhHigh": .number(energy.kilowattHours(share: energy.powerShare.high)),
          "kWhPerMillionTokens": .number(energy.kilowattHours / millionTokens),
          "kgCO2": .number(energy.kilograms),
          "gramsCO2PerMillionTokens": .number(energy.kilograms * 1000 / millionTokens),
          "acceleratorHours": .number(energy.acceleratorHours),
          "boardWatts": .number(energy.boardWatts),
          "shareOfBoardPower": .number(energy.powerShare.value),
          "serverKilowattsPerGPU": .number(energy.hostKilowatts),
          "powerUsageEffectiveness": .number(energy.facility),
          "gramsPerKWh": .number(energy.gramsPerKWh), "region": .string(energy.region),
          "source": .string(source),
        ])
    ]
  }
}
