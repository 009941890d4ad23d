/// Capacity for one model that is paid by the unit and hour, used or not.
///
/// Azure sells GPT-5 by provisioned throughput units (PTU): one takes 4,750 input tokens a minute, where an output
/// token counts as 8 and a cached one as none, at 1 USD an hour, at least 15 of them in steps of 5. OpenAI's Scale
/// Tier sells input and output apart: two kinds of unit, of which each counts one class of tokens.
package struct ProvisionedThroughput: Sendable, Hashable {
  /// For how long units are bought.
  package enum Term: String, Sendable, Hashable, CaseIterable {
    case hour, day, month, year

    /// What the price is called: `by the hour`, `for a year`.
    package var title: String {
      switch self {
      case .hour: "by the hour"
      case .day: "by the day, for 30 days at least"
      case .month: "for a month"
      case .year: "for a year"
      }
    }
  }

  /// One kind of unit.
  package struct Unit: Sendable, Hashable {
    /// What the seller calls it.
    package let name: String
    /// Weighted tokens per minute that one takes.
    package let tokensPerMinute: Double
    /// What a token of each class counts.
    package let inputWeight, cachedInputWeight, outputWeight: Double
    /// The fewest that can be bought, and the steps beyond.
    package let least, step: Int
    /// US dollars per unit and hour by term.
    package let usdPerHour: [Term: Double]

    /// Weighted tokens of a request.
    package func tokens(input: Double, cachedInput: Double, output: Double) -> Double {
      input * inputWeight + cachedInput * cachedInputWeight + output * outputWeight
    }

    /// The units that take so many weighted tokens a minute, in steps and no fewer than can be bought.
    ///
    /// 100,000 of them at 4,750 a unit take 21.05 units: 25 in steps of 5.
    package func units(tokensPerMinute wanted: Double) -> Int {
      let units = max(0, min(1e9, wanted / tokensPerMinute - 1e-9))
      return max(least, Int((units / Double(step)).rounded(.up)) * step)
    }

    package init(
      name: String, tokensPerMinute: Double, inputWeight: Double, cachedInputWeight: Double,
      outputWeight: Double, least: Int, step: Int, usdPerHour: [Term: Double]
    ) {
      self.name = name
      self.tokensPerMinute = tokensPerMinute
      self.inputWeight = inputWeight
      self.cachedInputWeight = cachedInputWeight
      self.outputWeight = outputWeight
      self.least = least
      self.step = step
      self.usdPerHour = usdPerHour
    }
  }

  /// The kinds of unit that a deployment takes, all of them.
  package let units: [Unit]
  /// Whether what exceeds the units is served at the prices of tokens; else it is refused.
  package let spillsOver: Bool
  /// Where the figures come from.
  package let provenance: Provenance

  package init(units: [Unit], spillsOver: Bool, provenance: Provenance) {
    self.units = units
    self.spillsOver = spillsOver
    self.provenance = provenance
  }

  /// The terms for which every kind of unit has a price.
  package var terms: [Term] {
    Term.allCases.filter { term in units.allSatisfy { $0.usdPerHour[term] != nil } }
  }

  /// The same at so many times the prices.
  package func scaled(by factor: Double) -> ProvisionedThroughput {
    ProvisionedThroughput(
      units: units.map {
        Unit(
          name: $0.name, tokensPerMinute: $0.tokensPerMinute, inputWeight: $0.inputWeight,
          cachedInputWeight: $0.cachedInputWeight, outputWeight: $0.outputWeight, least: $0.least,
          step: $0.step, usdPerHour: $0.usdPerHour.mapValues { $0 * factor })
      }, spillsOver: spillsOver, provenance: provenance)
  }
}
