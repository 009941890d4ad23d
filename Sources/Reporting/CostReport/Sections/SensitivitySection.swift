import Breakeven
import Documents

/// Each input's break-even, how far the inputs move the saving, and what hindsight would be worth.
struct SensitivitySection: ReportSection {
  let facts: ReportFacts

  var folded: Fold? {
    guard let breakEven = decision.breakEven, let uncertainty = decision.uncertainty,
      let best = decision.bestSelfHost, let api = decision.bestAPI
    else { return nil }
    var items: [InlineText] = [volumeItem(breakEven)]
    items.append(machineItem(breakEven, best))
    items.append(apiItem(breakEven, api))
    if let factor = breakEven.throughput.value {
      items.append(
        InlineText(
          "Speed: equal at \(NumberText.ratio(factor)) the estimated speed, with the targets kept "
            + "(now \(NumberText.significant(best.replicaRequestsPerSecond, digits: 3)) requests per second and replica)."
        ))
    } else {
      items.append(
        InlineText("Speed: never; \(breakEven.throughput.reason ?? "nothing changes").")
      )
    }
    items.append(overheadItem(breakEven, best))
    items += furtherItems(breakEven, best)
    let blocks: [ReportDocument.Block] = [
      .list(items), .figure(tornado(uncertainty)), .table(swingTable(uncertainty)),
    ]
    return Fold("Sensitivity, input by input", blocks + hindsight(uncertainty))
  }

  var json: [JSONText.Member] {
    [
      .init("breakEven", decision.breakEven.map(\.json) ?? nil),
      .init("uncertainty", decision.uncertainty.map(\.json) ?? nil),
    ]
  }

  /// What is lost by choosing before prices, volume and speed are known.
  private func hindsight(_ uncertainty: Uncertainty) -> [ReportDocument.Block] {
    guard uncertainty.valueOfHindsightUSD > 0 else { return [] }
    return [
      .paragraph(
        InlineText(
          "The odds are those of the recommended fleet, chosen before prices, volume and speed are known. "
            + "Someone who could choose fleet and side in hindsight would save "
            + "\(NumberText.usd(uncertainty.valueOfHindsightUSD)) \(perPeriod) on average, and would "
            + "self-host with a probability of "
            + "\(NumberText.probability(uncertainty.probabilityWithHindsight)).")
      )
    ]
  }

  private func machineItem(_ breakEven: BreakEven, _ best: SelfHostOption) -> InlineText {
    guard let factor = breakEven.gpuPrice.value else {
      return InlineText("Machine price: never; \(breakEven.gpuPrice.reason ?? "nothing changes").")
    }
    let price = NumberText.usd(best.rental.usdPerGPUHour * factor)
    let now = NumberText.usd(best.rental.usdPerGPUHour)
    let alone =
      breakEven.gpuPriceAlone.reason.map { "; if \(best.rental.id) alone moves, never: \($0)" }
      ?? ""
    return InlineText(
      "Machine price: equal at \(NumberText.ratio(factor)) today's if all machines move "
        + "(\(price) instead of \(now) per GPU and hour at \(best.rental.id))\(alone).")
  }

  private func apiItem(_ breakEven: BreakEven, _ api: APICandidate) -> InlineText {
    guard let factor = breakEven.apiPrice.value else {
      return InlineText("API price: never; \(breakEven.apiPrice.reason ?? "nothing changes").")
    }
    let alone =
      breakEven.apiPriceAlone.reason.map { "; if \(api.tariff.id) alone moves, never: \($0)" } ?? ""
    return InlineText(
      "API price: equal at \(NumberText.ratio(factor)) today's if all hosts move\(alone).")
  }

  private func overheadItem(_ breakEven: BreakEven, _ best: SelfHostOption) -> InlineText {
    switch breakEven.overhead {
    case .never(let reason): return InlineText("People and tools: never; \(reason).")
    case .at(let usd):
      var engineers = ""
      if let count = breakEven.engineers?.value {
        engineers = ", which leaves room for \(NumberText.trimmed(count, digits: 2)) engineers"
      }
      return InlineText(
        "People and tools: equal at \(NumberText.usd(usd)) \(perPeriod)\(engineers) "
          + "(assumed \(NumberText.usd(best.overheadUSD))).")
    }
  }

  /// Utilisation, the mix of tokens, the cache, and what owned machines pay back.
  private func furtherItems(_ breakEven: BreakEven, _ best: SelfHostOption) -> [InlineText] {
    func item(_ name: String, _ point: BreakEven.Point, _ text: (Double) -> String) -> InlineText {
      switch point {
      case .at(let value): InlineText("\(name): equal at \(text(value)).")
      case .never(let reason): InlineText("\(name): never; \(reason).")
      }
    }
    var items = [
      item("Utilisation", breakEven.utilization) {
        "\(NumberText.percent($0)) of the paid capacity (now \(NumberText.percent(best.utilization)))"
      },
      item("Prompt tokens per completion token", breakEven.promptToCompletion) {
        "\(NumberText.trimmed($0, digits: 3)), with as many tokens in all "
          + "(now \(NumberText.trimmed(demand.mix.meanPromptTokens / max(1, demand.mix.meanCompletionTokens), digits: 3)))"
      },
    ]
    if let rate = breakEven.cacheHitRate {
      items.append(
        item("Cache hits of the shared prefix", rate) {
          "\(NumberText.percent($0)) on both sides "
            + "(now \(NumberText.percent(demand.sharedPrefix?.hitRate ?? 0)))"
        })
    }
    if let payback = breakEven.payback {
      items.append(InlineText("Buying: " + paybackText(payback)))
    }
    return items
  }

  private func paybackText(_ payback: Payback) -> String {
    let per = payback.period == .month ? "a month" : "a job"
    let start =
      "\(facts.count(payback.option)) cost "
      + "\(NumberText.usd(payback.capitalUSD)) at once and then \(NumberText.usd(payback.runningUSD)) \(per)"
    let api = NumberText.usd(payback.apiUSD)
    guard let periods = payback.periods else {
      return start + ", more than the API's \(api): they never pay back."
    }
    let count = NumberText.trimmed(periods, digits: 2)
    guard payback.period == .month else {
      return start + "; against the API's \(api) they pay back after \(count) such jobs."
    }
    return start + "; against the API's \(api) they pay back in \(count) months"
      + (payback.isWithinLife ? "." : ", which is beyond their life.")
  }

  /// How sure the lowest break-even volume is.
  private var volumeSpread: String {
    guard let uncertainty = decision.uncertainty, let volume = uncertainty.breakEvenVolume else {
      return ""
    }
    let range =
      " The first break-even lies between \(NumberText.compact(volume.low)) and "
      + "\(NumberText.compact(volume.high)) with a probability of 80 %"
    return uncertainty.probabilityOfBreakEven >= 0.995
      ? range + "."
      : range + ", if there is one: the chance of that is "
        + NumberText.probability(uncertainty.probabilityOfBreakEven) + "."
  }

  private func volumeItem(_ breakEven: BreakEven) -> InlineText {
    guard !breakEven.volumes.isEmpty else {
      let range =
        "\(NumberText.compact(breakEven.searchedVolumes.lowerBound)) to "
        + "\(NumberText.compact(breakEven.searchedVolumes.upperBound))"
      return InlineText(
        "Volume: at none from \(range) requests, because \(breakEven.neverReason ?? "the API is cheaper")."
      )
    }
    let unit = demand.period == .month ? "requests a month" : "requests"
    let ranges = breakEven.volumes.prefix(3).map { interval in
      interval.to.map {
        "from \(NumberText.compact(interval.from)) to \(NumberText.compact($0))"
      } ?? "above \(NumberText.compact(interval.from))"
    }
    let further =
      breakEven.volumes.count > 3 ? ["in \(breakEven.volumes.count - 3) further ranges"] : []
    let parts = ranges + further
    let listed =
      parts.count > 1
      ? parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "") : parts.joined()
    return InlineText(
      "Volume: self-hosting wins \(listed) \(unit); "
        + "this workload has \(NumberText.compact(demand.requests)).\(volumeSpread)")
  }

  private func tornado(_ uncertainty: Uncertainty) -> ReportDocument.Figure {
    let chart = TornadoChart(
      title: "What moves the saving",
      subtitle: "Saving of self-hosting \(perPeriod), one input at a time over its 80 % range",
      description: "Bars of how far each uncertain input moves the saving of self-hosting.",
      outcome: "Saving of self-hosting \(perPeriod)", format: .usd,
      base: uncertainty.saving.value, threshold: 0, thresholdLabel: "break-even",
      bars: uncertainty.swings.filter { $0.size > 0 && $0.size < .infinity }.map { swing in
        TornadoChart.Bar(
          swing.input.title, atLow: swing.savingAtLow, atHigh: swing.savingAtHigh,
          low: NumberText.ratio(swing.lowFactor), high: NumberText.ratio(swing.highFactor))
      })
    return ReportDocument.Figure(
      fileName: "saving-tornado.svg", description: chart.description, svg: chart.svg)
  }

  private func swingTable(_ uncertainty: Uncertainty) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Input"), TextTable.Column("80 % range", .right),
      TextTable.Column("Saving at the low end", .right),
      TextTable.Column("Saving at the high end", .right),
    ])
    for swing in uncertainty.swings where swing.size > 0 {
      table.append([
        InlineText(swing.input.title),
        InlineText(
          NumberText.ratio(swing.lowFactor) + " to " + NumberText.ratio(swing.highFactor)),
        savingText(at: swing.savingAtLow), savingText(at: swing.savingAtHigh),
      ])
    }
    return table
  }

  /// A saving, or that the targets are missed.
  private func savingText(at end: Double) -> InlineText {
    InlineText(end > -.infinity ? NumberText.usd(end) : "misses the targets")
  }
}
