import Breakeven
import Documents

/// On what terms machines are best had, for how long, and when to look again.
struct CommitmentsSection: ReportSection {
  let facts: ReportFacts

  private var commitments: Commitments? { facts.commitments }

  var folded: Fold? {
    guard let commitments else { return nil }
    var blocks: [ReportDocument.Block] = [
      .paragraph(summary(commitments)), .table(parts(commitments)),
      .table(alternatives(commitments)),
    ]
    if !commitments.looks.isEmpty, !commitments.processes.isCertain {
      blocks += [.paragraph(InlineText(waiting(commitments))), .table(looks(commitments))]
    }
    blocks.append(.paragraph(InlineText(assumptions(commitments))))
    return Fold("How long to commit, and when to look again", blocks)
  }

  /// What rounding leaves is nothing.
  private func usd(_ value: Double) -> String { NumberText.usd(abs(value) < 0.005 ? 0 : value) }

  private func summary(_ all: Commitments) -> InlineText {
    let monthly = all.usd / Double(all.months)
    let range = NumberText.range(all.low / Double(all.months), all.high / Double(all.months)) {
      usd($0)
    }
    let what =
      switch all.choice {
      case .api: "the API for everything, and no machines"
      case .own, .mixed: NumberText.list(all.parts.map(words))
      }
    let fixed =
      "Over \(months(all.months)), of all that can be fixed today the least is expected of \(what): \(usd(monthly)) a month (80 %: \(range)). One who knew all prices and volumes beforehand would pay \(usd(all.regretUSD / Double(all.months))) a month less, on average."
    let isBinding = all.parts.contains { !$0.term.isFlexible }
    if let wait = all.bestWait {
      let act = isBinding ? "Do not commit yet: decide" : "Commit to nothing, and look again"
      return .strong("\(act) in month \(wait.month).")
        + InlineText(
          " Until then whatever is cheaper on demand or at an API, then what the prices of the day say: that is expected to cost \(usd((wait.waitingSavesUSD) / Double(all.months))) a month less than what is fixed today. \(fixed)"
        )
    }
    return .strong(isBinding ? "Commit now." : "Commit to nothing.")
      + InlineText(
        (isBinding
          ? " No wait is expected to save half a percent. "
          : " What can be left any month is cheapest, and no later look is expected to save half a percent. ")
          + fixed)
  }

  private func words(_ part: Commitments.Part) -> String {
    switch part.term.kind {
    case .api: "the API for \(NumberText.percent(part.requestShare)) of the requests"
    case .byUse, .committed, .owned:
      "\(NumberText.counted(part.replicas)) \(part.replicas == 1 ? "replica" : "replicas") \(part.term.title)"
    }
  }

  private func months(_ count: Int) -> String { count == 1 ? "1 month" : "\(count) months" }

  private func parts(_ all: Commitments) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Now"), TextTable.Column("From"), TextTable.Column("Replicas", .right),
      TextTable.Column("Bound for", .right),
      TextTable.Column("A month", .right, note: "expected, while it lasts"),
    ])
    for part in all.parts where part.usdPerMonth > 0 {
      let bound =
        switch part.term.kind {
        case .byUse, .api: "nothing"
        case .committed(let bound): months(bound)
        case .owned: months(all.months)
        }
      table.append([
        InlineText(part.term.title), InlineText(part.term.seller),
        InlineText(part.replicas > 0 ? NumberText.counted(part.replicas) : "—"), InlineText(bound),
        InlineText(usd(part.usdPerMonth)),
      ])
    }
    table.append([
      InlineText(
        all.choice == .own
          ? "people and tools"
          : all.choice == .api
            ? "the API, its people and tools"
            : "people, tools, and the API while a replica is down"), InlineText(""),
      InlineText("—"),
      InlineText("—"), InlineText(usd(all.standingUSDPerMonth)),
    ])
    return table
  }

  private func alternatives(_ all: Commitments) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Everything on one term"), TextTable.Column("From"),
      TextTable.Column("A month", .right, note: "people and tools included"),
      TextTable.Column("Above the blend", .right),
    ])
    let best = all.usd / Double(all.months)
    for other in all.alternatives {
      table.append([
        InlineText(other.title), InlineText(other.seller), InlineText(usd(other.usdPerMonth)),
        InlineText(usd(max(0, other.usdPerMonth - best))),
      ])
    }
    return table
  }

  private func waiting(_ all: Commitments) -> String {
    all.lookAgain.map {
      "Whoever takes the blend now should look again in month \($0.month): what is free then is expected to be placed \(usd($0.lookingSavesUSD)) better, over the horizon."
    }
      ?? "Whoever takes the blend now need not look again before something is free: no look is expected to save half a percent."
  }

  private func looks(_ all: Commitments) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Look in month", .right),
      TextTable.Column(
        "Waiting until then saves", .right,
        note: "nothing bound before, against the blend fixed today, over the horizon"),
      TextTable.Column(
        "Blend now, look then saves", .right, note: "against never looking, over the horizon"),
    ])
    for look in all.looks {
      table.append([
        InlineText("\(look.month)"), InlineText(usd(look.waitingSavesUSD)),
        InlineText(usd(look.lookingSavesUSD)),
      ])
    }
    return table
  }

  private func assumptions(_ all: Commitments) -> String {
    func percent(_ share: Double) -> String {
      (share < 0 ? "−" : "") + NumberText.trimmed(abs(share) * 100, digits: 2) + " %"
    }
    func trend(_ process: PriceProcess) -> String {
      abs(process.driftPerMonth) < 5e-5
        ? ", without a trend that can be told from chance"
        : ", with a trend of \(percent(process.driftPerMonth)) a month"
    }
    let rents = all.processes.rents
    let apis = all.processes.apiPrices
    var text =
      "Machines: \(facts.shortName(all.option))\(otherMachines(all)). Each term at its cheapest seller with enough for the peak. "
    text +=
      rents.isCertain
      ? "Rents are taken to stay. "
      : "Rents wander by \(percent(rents.volatility)) a month"
        + (rents.moves > 0 ? " (\(rents.moves) moves in the price history)" : "")
        + trend(rents) + ". "
    text +=
      apis.isCertain
      ? "API prices are taken to stay. "
      : apis.jumpsPerMonth > 0
        ? "An API price jumps with a chance of \(percent(apis.jumpsPerMonth)) a month (\(apis.moves) jumps seen)\(trend(apis)). "
        : "API prices wander by \(percent(apis.volatility)) a month. "
    text +=
      "A reserved price moves with that on demand, and holds once taken. Replicas by the hour run in the hours that need them; \(all.choice == .own ? "a spare always runs" : "the API stands in for a spare"). Machines that are bought are sold at the end of the horizon, at what is left of their value. "
    if !all.tooLong.isEmpty {
      text +=
        "Left out as they bind beyond \(months(all.months)): \(NumberText.list(all.tooLong.map(\.title))). "
    }
    return text + "Drawn with the seed \(all.seed)."
  }

  /// That the machines are not those of the best fleet; empty where they are.
  private func otherMachines(_ all: Commitments) -> String {
    guard let best = decision.bestSelfHost, best.rental.gpu != all.option.rental.gpu else {
      return ""
    }
    return
      ", whose terms are expected to cost less over these months than those of the best fleet's \(best.rental.gpu)"
  }

  var json: [JSONText.Member] {
    [.init("commitments", commitments.map(CommitmentsJSON.init)?.value ?? .null)]
  }
}
