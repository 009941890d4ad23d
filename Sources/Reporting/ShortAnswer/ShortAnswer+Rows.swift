import Breakeven
import Documents

extension ShortAnswer {
  /// A sum and what it is for.
  private struct Row {
    let label: String
    let usd: Double
    let text: String
  }

  /// What is paid today, the best API, the best machines of one's own; where no model was named, the models
  /// that most hosts sell.
  var rows: [Section] {
    var rows: [Row] = []
    if let today = decision.today {
      let name = today.api?.tariff.id ?? "the bill"
      rows.append(
        Row(
          label: "Today", usd: today.usd, text: name + split(today.usd, today.overheadUSD, "tokens")
        ))
    }
    if let api = decision.bestAPI {
      let usd = api.usd(requests: decision.demand.requests)
      rows.append(
        Row(
          label: "Best API", usd: usd,
          text: "\(api.tariff.id)\(service(api))\(againstToday(usd))"
            + split(usd, api.overheadUSD, "tokens")))
    }
    if let best = decision.bestSelfHost {
      rows.append(
        Row(
          label: "Own GPUs", usd: best.totalUSD,
          text: "\(shortName(best.deployment.model.name)) on \(machineText(best))"
            + againstToday(best.totalUSD)
            + split(best.totalUSD, best.overheadUSD, "machines")))
    }
    if let mixed = decision.mixed, mixed.isWorthIt {
      let plan = mixed.plan
      rows.append(
        Row(
          label: "Both", usd: plan.totalUSD,
          text:
            "\(MixedText(mixed, of: decision.demand).machines), \(NumberText.percent(plan.apiShare)) at \(plan.api.tariff.id)"
            + againstToday(plan.totalUSD)
            + split(plan.totalUSD, plan.overheadUSD, "machines and tokens")))
    }
    if let lengths = decision.lengthSplit, !lengths.isAnswer {
      rows.append(
        Row(
          label: "By length", usd: lengths.totalUSD,
          text: LengthSplitText(lengths, of: decision.demand).row
            + againstToday(lengths.totalUSD)
            + split(lengths.totalUSD, lengths.plan.overheadUSD, "machines and tokens")))
    }
    let width = rows.map { NumberText.usd($0.usd).count }.max() ?? 0
    let money = rows.map { row in
      let usd = NumberText.usd(row.usd)
      let head = String(repeating: " ", count: width - usd.count) + usd + "  "
      return Section(row.label, [Section.Item(row.text, head: head)])
    }
    return money + modelRows
  }

  /// ` (batch)` where it is not the ordinary service.
  func service(_ api: APICandidate) -> String {
    if let plan = api.provisioned { return " (\(plan.name))" }
    let plain = api.adapters.map { $0.price != .basePrice } ?? false
    return (api.service == .standard ? "" : " (\(api.service.rawValue))")
      + (plain ? " (plain model)" : "")
  }

  /// `: $245 tokens, $1,504 people`.
  private func split(_ usd: Double, _ people: Double, _ rest: String) -> String {
    guard people > 0 else { return "" }
    return ": \(NumberText.usd(usd - people)) \(rest), \(NumberText.usd(people)) people"
  }

  /// `, 61 % less than today`.
  private func againstToday(_ usd: Double) -> String {
    guard let today = decision.today?.usd, today > 0, abs(usd / today - 1) > 0.0005 else {
      return ""
    }
    return usd < today
      ? ", \(NumberText.percent(1 - usd / today)) less than today"
      : ", \(NumberText.ratio(usd / today)) today's"
  }

  /// The name of a model without its publisher.
  func shortName(_ model: String) -> String {
    model.split(separator: "/").last.map(String.init) ?? model
  }

  /// A small table of the models that most hosts sell, where each model has an answer of its own.
  private var modelRows: [Section] {
    guard decision.scope == .each else { return [] }
    let known = decision.models.filter { $0.probability != nil }
    guard !known.isEmpty else { return [] }
    let hosts = Dictionary(grouping: decision.apis.compactMap(\.model), by: \.self)
      .mapValues(\.count)
    let shown = known.enumerated().sorted {
      let (first, second) = (hosts[$0.element.model] ?? 0, hosts[$1.element.model] ?? 0)
      return first == second ? $0.offset < $1.offset : first > second
    }.prefix(5).map(\.element)
    let cells = shown.map { answer in
      [
        shortName(answer.model),
        answer.api.map { api in
          NumberText.usd(api.usd(requests: decision.demand.requests)) + " "
            + (api.tariff.id.split(separator: "/").first.map(String.init) ?? "")
        } ?? "none",
        answer.selfHost.map { NumberText.usd($0.totalUSD) } ?? "none", answer.choice.short,
      ]
    }
    let widths = [28, 19, 10, 10]
    return ([["Model", "best API", "own GPUs", "cheaper"]] + cells).enumerated().map { index, row in
      let line = zip(row, widths).map { Self.padded($0, to: $1) }.joined(separator: " ")
      return Section(index == 0 ? "Models" : "", [Section.Item("", head: line)])
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    let line = Escaping.printable(text)
    return line.count > width
      ? line.prefix(width - 1) + "…" : line + String(repeating: " ", count: width - line.count)
  }
}

extension Verdict.Choice {
  /// The answer in a few words.
  fileprivate var short: String {
    switch self {
    case .selfHost: "self-host"
    case .api: "API"
    case .mixed: "both"
    case .tooCloseToCall: "unclear"
    case .nothingToCompare: "none"
    }
  }
}
