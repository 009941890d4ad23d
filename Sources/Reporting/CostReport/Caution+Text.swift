import Breakeven
import Documents

extension Caution {
  /// The caution in a sentence or two.
  var text: String {
    switch self {
    case .stalePrices(let prices):
      "Old prices are used: "
        + prices.map { "\($0.id) (\($0.days) days)" }.joined(separator: ", ") + "."
    case .noModelNamed(let count):
      "The workload names no model, so each of \(count) has an answer of its own. Name one, or several of "
        + "which any would do, under candidates.models."
    case .anyModelWouldDo(let models):
      "The workload says that any of \(NumberText.list(models)) would do; a saving between them is a "
        + "consequence of that."
    case .unusedEquivalence(let model, let api):
      "\(api) is declared to stand for \(model), which is not a candidate, so it is not compared."
    case .apiAssumption(let api, let text): "\(api): \(text)."
    case .cheapHost(let api, let share, let hosts, let model):
      "\(api) asks for \(NumberText.percent(share)) of the median of \(hosts) hosts of \(model): check its "
        + "price, limits and precision before relying on it."
    case .cheapMachines(let offer, let share, let sellers):
      "\(offer) costs \(NumberText.percent(share)) of the median of \(sellers) sellers of the same machines."
    case .scarceMachines(let offer, let gpus, let stock):
      "\(NumberText.counted(gpus)) GPUs of the offer \(offer) are assumed to be free at its price; "
        + (stock.map { "its stock is \(NumberText.counted($0))." } ?? "no source tells its stock.")
    case .notChecked(let api, let terms):
      "Not checked for \(api), as nobody published it: "
        + NumberText.list(terms.map(\.description)) + "."
    case .plainModelPrice(let api, let adapters, let offer):
      "The workload is for \(NumberText.counted(adapters)) fine-tuned model\(adapters == 1 ? "" : "s"), and "
        + (api.map { "the price of \($0) is that of the plain model" }
          ?? "the prices of APIs are those of plain models")
        + (offer?.provenance.map {
          ": it serves adapters, at a price that is not known (\($0.source), as of \($0.asOf))."
        } ?? ": nobody checked that yours are served for it.")
    case .adaptersNotChecked(let engine, let terms):
      "Not checked for \(engine), as nobody published it: \(NumberText.list(terms))."
    case .callsNotCosted(let tools):
      "Not costed where you serve the model yourself: \(NumberText.list(tools.map(\.title))), which you would make and pay "
        + "too. State calls.\(tools.first?.rawValue ?? "webSearch").ownUSDPerThousand."
    case .limitsToRaise(let api, let limits):
      "\(api) must raise limits first: " + limits.map(\.description).joined(separator: "; ") + "."
    case .hostsDisagree(let hosts):
      hosts.disagreement + " Restrict candidates.hostClasses to those that you can buy from."
    case .lensesDisagree(let other):
      other.lens == .marginal
        ? "Without people and tools, which may be there anyway, it would be \(other.choice.title): "
          + other.sums
        : "With people and tools counted it would be \(other.choice.title): "
          + other.sums
    case .ownTooFew(let count, let gpu, let withSpare, let needed):
      "The \(NumberText.counted(count)) × \(gpu) that you own cannot serve this by themselves"
        + (withSpare ? " with a replica kept as a spare" : "")
        + (needed.map {
          ": that takes \(NumberText.counted($0.gpus))"
            + (withSpare && $0.gpusWithoutSpare < $0.gpus
              ? ", or \(NumberText.counted($0.gpusWithoutSpare)) without the spare" : "")
        } ?? "")
        + ". They are not compared as the only answer, but may carry a base load beside an API."
        + (withSpare && (needed.map { $0.gpusWithoutSpare <= count } ?? true)
          ? " If no spare is wanted, set spare to false." : "")
    case .autoscaledMachines(let offer, let gpus):
      "Machines of \(gpus) GPUs of \(offer) are assumed to come and go by the hour; set "
        + "candidates.autoscaling to false if they do not."
    case .fewerBits(let model, let format, let step, let without):
      "\(format) weights are a step in quality below what the publisher of \(model) stores"
        + (step.map { ": \($0.text)" } ?? "; its size is not published")
        + "."
        + (without.map { " With at least 8 bits the cheapest fleet costs \(NumberText.usd($0))." }
          ?? " No fleet with at least 8 bits keeps the targets.")
    case .thinking(let models):
      "\(NumberText.list(models)) think\(models.count == 1 ? "s" : "") before answering. The lengths are taken "
        + "to count that; if they do not, completions are 2 to 7 times as long in tool loops and 5 to 28 "
        + "times on documents. State the task, or a completionMultiplier."
    case .unconfirmedCheckpoint(let model, let format, let checkpoint):
      "\(model) in \(format) rests on \(checkpoint), which is known from mentions only: check that it exists "
        + "and suits, or name other candidates.precisions."
    case .purchase(let gpus, let gpu, let usd):
      "It needs a purchase: \(NumberText.counted(gpus)) × \(gpu) for \(NumberText.usd(usd)), due at once."
    case .missedDeadline(let chance):
      "The deadline is missed with a chance of \(NumberText.probability(chance))."
    case .missedTargets(let chance):
      "With a chance of \(NumberText.probability(chance)) steps take so long that this fleet cannot keep the "
        + "targets; those draws count for the API."
    case .billDiffers(let stated, let tariff):
      "The bill of \(NumberText.usd(stated)) a month and the tariff's \(NumberText.usd(tariff)) for this "
        + "workload differ by more than a tenth: check volume, lengths and cached tokens."
    case .unmeasuredChip(let gpu):
      "No measurements of \(gpu) are known: its speed follows from its datasheet and its family."
    case .newOnStack(let model, let engine, let weeks):
      "\(model) is new on this stack: it came out about \(NumberText.significant(weeks.rounded(), digits: 2)) "
        + "weeks before the newest \(engine) that is known of. Such software is often far slower than it will "
        + "be, and the interval is wider for it."
    case .noTargets(let first, let each):
      "No target for speed is stated: in the busiest hour your own GPUs take "
        + "\(NumberText.duration(seconds: first)) until the first token and \(NumberText.duration(seconds: each)) for "
        + "each further one. State timeToFirstTokenSeconds and timePerOutputTokenSeconds."
    case .linkedMachines(let offer, let machines):
      "Each replica spans \(machines) machines of \(offer), which must be linked at 400 Gb/s for each GPU: ask the "
        + "seller for linked machines. That they are to be had at this price is assumed, and no such run was measured."
    case .shortLog(let seconds, let fill):
      "The log lasts \(NumberText.duration(seconds: seconds)); the fleet's caches take "
        + "\(NumberText.duration(seconds: fill)) to fill, so that what comes back later than the log tells "
        + "is not counted: more may be found than the report says."
    case .todayNotComparable(let api, let reason):
      "\(api), used today, is not among the APIs compared: "
        + (reason ?? "no candidate model stands for it") + "."
    }
  }

  /// Its figures, for programs.
  var json: JSONText {
    var members: [JSONText.Member] = [.init("kind", .string(kind)), .init("text", .string(text))]
    func add(_ name: String, _ value: JSONText) { members.append(.init(name, value)) }
    switch self {
    case .stalePrices(let prices):
      add("prices", .array(prices.map { ["id": .string($0.id), "ageDays": .integer($0.days)] }))
    case .noModelNamed(let count): add("models", .integer(count))
    case .anyModelWouldDo(let models), .thinking(let models):
      add("models", .array(models.map { .string($0) }))
    case .unusedEquivalence(let model, let api):
      add("model", .string(model))
      add("api", .string(api))
    case .apiAssumption(let api, _): add("api", .string(api))
    case .todayNotComparable(let api, let reason):
      add("api", .string(api))
      add("reason", .optional(reason))
    case .cheapHost(let api, let share, let hosts, let model):
      add("api", .string(api))
      add("model", .string(model))
      add("shareOfMedian", .number(share))
      add("hosts", .integer(hosts))
    case .cheapMachines(let offer, let share, let sellers):
      add("offer", .string(offer))
      add("shareOfMedian", .number(share))
      add("sellers", .integer(sellers))
    case .scarceMachines(let offer, let gpus, let stock):
      add("offer", .string(offer))
      add("gpus", .integer(gpus))
      add("stock", stock.map { .integer($0) } ?? nil)
    case .notChecked(let api, let terms):
      add("api", .string(api))
      add("terms", .array(terms.map { .string($0.rawValue) }))
    case .plainModelPrice(let api, let adapters, let offer):
      add("api", .optional(api))
      add("adapters", .integer(adapters))
      add("price", .string((offer?.price ?? .notChecked).rawValue))
      add("source", .optional(offer?.provenance?.source))
    case .adaptersNotChecked(let engine, let terms):
      add("engine", .string(engine))
      add("terms", .array(terms.map { .string($0) }))
    case .callsNotCosted(let tools):
      add("tools", .array(tools.map { .string($0.rawValue) }))
    case .limitsToRaise(let api, let limits):
      add("api", .string(api))
      add("limits", .array(limits.map { .string($0.description) }))
    case .hostsDisagree(let hosts):
      add(
        "choices",
        .array(
          hosts.map { ["class": .string($0.kind.name), "choice": .string($0.choice.rawValue)] }))
    case .lensesDisagree(let other):
      add("lens", .string(other.lens.rawValue))
      add("choice", .string(other.choice.rawValue))
      add("selfHostUSD", .number(other.selfHostUSD))
      add("apiUSD", .number(other.apiUSD))
      add("mixedUSD", .optional(other.mixedUSD))
    case .ownTooFew(let count, let gpu, let withSpare, let needed):
      add("gpus", .integer(count))
      add("gpu", .string(gpu))
      add("withSpare", .bool(withSpare))
      add("gpusNeeded", needed.map { .integer($0.gpus) } ?? nil)
      add("gpusNeededWithoutSpare", needed.map { .integer($0.gpusWithoutSpare) } ?? nil)
    case .autoscaledMachines(let offer, let gpus):
      add("offer", .string(offer))
      add("gpusPerInstance", .integer(gpus))
    case .fewerBits(let model, let format, let step, let without):
      add("model", .string(model))
      add("format", .string(format))
      add("benchmark", .optional(step?.benchmark))
      add("recoveryLow", .optional(step?.recovery.lowerBound))
      add("recoveryHigh", .optional(step?.recovery.upperBound))
      add("source", .optional(step?.source))
      add("withAtLeast8BitsUSD", .optional(without))
    case .unconfirmedCheckpoint(let model, let format, let checkpoint):
      add("model", .string(model))
      add("format", .string(format))
      add("checkpoint", .string(checkpoint))
    case .purchase(let gpus, let gpu, let usd):
      add("gpus", .integer(gpus))
      add("gpu", .string(gpu))
      add("usd", .number(usd))
    case .missedDeadline(let chance), .missedTargets(let chance): add("chance", .number(chance))
    case .billDiffers(let stated, let tariff):
      add("statedUSD", .number(stated))
      add("byTariffUSD", .number(tariff))
    case .unmeasuredChip(let gpu): add("gpu", .string(gpu))
    case .newOnStack(let model, let engine, let weeks):
      add("model", .string(model))
      add("engine", .string(engine))
      add("weeksSinceRelease", .number(weeks))
    case .noTargets(let first, let each):
      add("firstTokenSeconds", .number(first))
      add("perTokenSeconds", .number(each))
    case .linkedMachines(let offer, let machines):
      add("offer", .string(offer))
      add("machines", .integer(machines))
    case .shortLog(let seconds, let fill):
      add("seconds", .number(seconds))
      add("fillSeconds", .number(fill))
    }
    return .object(members)
  }
}

extension [HostAnswer] {
  /// Who says what, where they disagree.
  var disagreement: String {
    var order: [Verdict.Choice] = []
    var names: [Verdict.Choice: [String]] = [:]
    for answer in self where answer.counts {
      if names[answer.choice] == nil { order.append(answer.choice) }
      names[answer.choice, default: []].append(answer.kind.name)
    }
    let parts = order.map { "\($0.title) with \(NumberText.list(names[$0] ?? [])) hosts" }
    return "It depends on whose machines you take: " + parts.joined(separator: "; ") + "."
  }
}

extension QualityStep {
  /// What was measured, and by whom.
  fileprivate var text: String {
    let low = NumberText.percent(recovery.lowerBound)
    let high = NumberText.percent(recovery.upperBound)
    let range = low == high ? low : "\(low) to \(high)"
    return "\(range) of the score on \(benchmark) is kept (\(source))"
  }
}

extension Verdict.Choice {
  /// The choice in a sentence.
  var title: String {
    switch self {
    case .selfHost: "self-host"
    case .api: "the API"
    case .mixed: "a mix of both"
    case .tooCloseToCall: "too close to call"
    case .nothingToCompare: "nothing to compare"
    }
  }
}

extension LensAnswer {
  /// `$8,000 against $9,000`, and what a mix costs where that is the answer.
  fileprivate var sums: String {
    let pure = "\(NumberText.usd(selfHostUSD)) against \(NumberText.usd(apiUSD))"
    guard choice == .mixed, let mixedUSD else { return pure + "." }
    return
      "\(NumberText.usd(mixedUSD)), against \(NumberText.usd(selfHostUSD)) for your own GPUs alone and "
      + "\(NumberText.usd(apiUSD)) for the API alone."
  }
}
