import Breakeven
import Documents

/// Sums of a plan of several workloads, in words and in whole dollars that add up.
struct JointFacts: Sendable {
  let decision: JointDecision
  /// The workloads' names, told apart where they are alike.
  let names: [String]
  /// What each planned workload bears for machines, tokens and people, rounded so that all add up to the whole.
  let cells: [[Double]]

  init(_ decision: JointDecision) {
    self.decision = decision
    var counts: [String: Int] = [:]
    names = decision.decisions.map { one in
      let name = one.workload.name
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      return count == 1 ? name : "\(name) (\(count))"
    }
    let bills = decision.plan?.bills ?? []
    let exact = bills.map { bill in
      [
        bill.machineUSD + bill.egressUSD, bill.tokenUSD, bill.ownPeopleUSD + bill.apiPeopleUSD,
      ]
    }
    let total = decision.plan?.totalUSD ?? 0
    let unit = total >= 1000 ? 1.0 : 0.01
    let flat = WholeParts.rounded(exact.flatMap(\.self), unit: unit)
    cells = exact.indices.map { Array(flat[(3 * $0)..<(3 * $0 + 3)]) }
  }

  /// US dollars of the plan as printed: the sum of all cells.
  var totalUSD: Double { cells.reduce(0) { $0 + $1.reduce(0, +) } }

  /// `Chat assistant, RAG answers and Reasoning agent`.
  func list(_ places: [Int]) -> String {
    NumberText.list(places.map { names[decision.planned[$0]] })
  }

  /// `openai/gpt-oss-120b on 8 × (4 × RTX-5090), bought`.
  func text(_ fleet: SharedFleet) -> String {
    "\(fleet.modelName)\(fleet.slices.isEmpty ? "" : " side by side") on \(machines(fleet))"
  }

  /// `8 × (4 × RTX-5090), bought`, or `12 × H100-SXM at vast`.
  func machines(_ fleet: SharedFleet) -> String {
    let chips = fleet.deployment.layout.chips
    let gpu = fleet.deployment.accelerator.id
    let count =
      chips > 1 && fleet.gpus == fleet.replicas * chips
      ? "\(NumberText.counted(fleet.replicas)) × (\(chips) × \(gpu))"
      : "\(NumberText.counted(fleet.gpus)) × \(gpu)"
    if fleet.rental.terms == .owned {
      return count + (fleet.rental.isPaid ? ", your own" : ", bought")
    }
    let terms =
      fleet.rental.terms == .onDemand && fleet.rental.service == nil
      ? "" : " (\(fleet.rental.reportTitle))"
    return "\(count) at \(fleet.rental.provider)\(terms)"
  }

  /// Who serves a planned workload.
  func place(_ bill: JointPlan.Bill, _ index: Int) -> String {
    switch bill.place {
    case .shared(let fleet):
      let shares = decision.plan?.fleets[fleet].shares ?? []
      let share = shares.first { $0.workload == index }
      if let share, let api = share.api {
        return
          "fleet \(fleet + 1) as base load, \(NumberText.percent(share.apiShare)) at \(api.tariff.id)"
      }
      let text = "fleet \(fleet + 1), \(NumberText.percent(share?.share ?? 0)) of its work"
      return share?.isInTroughs == true ? text + ", in the troughs" : text
    case .alone(let option): return "its own: \(ShortAnswer(decisionOf(index)).machineText(option))"
    case .api(let api): return "API: \(api.description)"
    case .mixed(let mixed):
      return
        "its own \(NumberText.counted(mixed.gpus)) × \(mixed.option.deployment.accelerator.id), \(NumberText.percent(mixed.apiShare)) at \(mixed.api.tariff.id)"
    }
  }

  func decisionOf(_ index: Int) -> Decision { decision.decisions[decision.planned[index]] }

  var headline: String {
    guard decision.plan != nil else { return "Nothing to plan together:" }
    switch decision.choice {
    case .selfHost: return "Self-host together:"
    case .api: return "Pay the APIs:"
    case .mixed: return "Do both:"
    case .tooCloseToCall: return "Too close to call:"
    case .nothingToCompare: return "Nothing to compare:"
    }
  }

  /// What all cost, against what they would by themselves and on either side alone, and how sure that is.
  var reason: String {
    guard let plan = decision.plan, let separate = decision.separateUSD else {
      return "\(planned) to plan together."
    }
    let usd = NumberText.usd(totalUSD)
    let own = plan.bills.indices.filter { !plan.leaves($0) }
    let left = plan.bills.indices.filter { plan.leaves($0) }
    var text =
      decision.period == .job
      ? "\(usd) once for \(plan.bills.count) jobs"
      : "\(usd) a month for \(plan.bills.count) workloads"
    if plan.baseReplicas > 0 {
      text += ": " + NumberText.list(mixedParts(plan))
    } else if left.isEmpty || own.isEmpty {
      text += own.isEmpty ? " at APIs" : " on your own GPUs"
    } else {
      text += ": \(list(own)) on your own GPUs, \(list(left)) at an API"
    }
    let saving = separate - plan.totalUSD
    text +=
      saving > 0.005 * separate
      ? ". That is \(NumberText.percent(saving / separate)) less than the \(NumberText.usd(separate)) that each by itself costs"
      : ". Each by itself costs \(NumberText.usd(separate)): sharing saves next to nothing"
    var rivals: [String] = []
    if let api = decision.allAPI, plan.choice != .api {
      rivals.append("\(NumberText.usd(api.totalUSD)) at APIs")
    }
    if let all = decision.allOwn, plan.choice != .selfHost {
      rivals.append("\(NumberText.usd(all.totalUSD)) with all on own GPUs")
    }
    if !rivals.isEmpty { text += "; \(NumberText.list(rivals))" }
    text += "."
    if let odds = decision.odds {
      text += " Chance that this is the cheapest: \(ShortAnswer.chance(odds.probability))."
    }
    return text
  }

  /// `a base load of 5 replicas for A and B with APIs above it`, and where the others are.
  private func mixedParts(_ plan: JointPlan) -> [String] {
    enum Kind { case base, troughs, own, api }
    func kind(_ index: Int) -> Kind {
      switch plan.bills[index].place {
      case .mixed: return .base
      case .alone: return .own
      case .api: return .api
      case .shared(let place):
        let fleet = plan.fleets[place]
        guard fleet.isBaseLoad else { return .own }
        let share = fleet.shares.first { $0.workload == index }
        return share?.isInTroughs == true ? .troughs : .base
      }
    }
    func list(_ wanted: Kind, _ text: (String) -> String) -> String? {
      let some = plan.bills.indices.filter { kind($0) == wanted }
      return some.isEmpty ? nil : text(self.list(some))
    }
    let replicas =
      "\(NumberText.counted(plan.baseReplicas)) \(plan.baseReplicas == 1 ? "replica" : "replicas")"
    return [
      list(.base) { "an own base load of \(replicas) for \($0) with APIs above it" },
      list(.troughs) { "\($0) in its troughs" }, list(.own) { "\($0) on your own GPUs alone" },
      list(.api) { "\($0) at an API alone" },
    ].compactMap(\.self)
  }

  /// The cheapest plan with a base load below APIs, where it is not the plan, and why it is not.
  var mixNotTaken: String? {
    guard let mixed = decision.mixed, let plan = decision.plan, plan.baseReplicas == 0,
      mixed.savingUSD > 0
    else { return nil }
    let text =
      "A base load of \(NumberText.counted(mixed.plan.baseReplicas)) of your own replicas with APIs above it: "
      + "\(NumberText.usd(mixed.plan.totalUSD)), \(NumberText.percent(mixed.savingShare)) less than \(NumberText.usd(mixed.pureUSD)) without"
    guard mixed.isWorthIt else {
      return text
        + "; it must save \(NumberText.percent(MixedAnswer.leastSavingShare)) to be worth having two of everything"
    }
    return text
      + (mixed.odds.map {
        "; chance that it is the cheapest: \(ShortAnswer.chance($0.probability))"
      }
        ?? "")
  }

  /// What happens if one workload stands on the other side.
  func moved(_ index: Int) -> String? {
    guard let plan = decision.plan, let other = decision.movedUSD[index] else { return nil }
    let more = max(0, other - plan.totalUSD)
    return plan.leaves(index)
      ? "\(NumberText.usd(more)) more on your own GPUs" : "\(NumberText.usd(more)) more at an API"
  }

  /// How many can be planned together: `only chat is there`.
  private var planned: String {
    let some = decision.planned.map { names[$0] }
    return some.isEmpty
      ? "none of the workloads is there" : "only \(NumberText.list(some)) is there"
  }

  /// What keeps workloads from a plan together, each by its name.
  var missingPlan: String {
    (["\(planned) to plan together"] + leftOut.map { "\($0.name) is left out (\($0.reason))" })
      .joined(separator: "; ")
  }

  /// Workloads that were left out, and why.
  var leftOut: [(name: String, reason: String)] {
    decision.decisions.indices.filter { !decision.planned.contains($0) }.map { index in
      let one = decision.decisions[index]
      let reason =
        decision.isJobBesideMonths(index)
        ? "it is run once, and the others go on month by month, so that its cost is its own answer"
        : one.scope == .each
          ? "it names no model, so each has an answer of its own"
          : one.verdict.onlyBecause ?? "nothing serves it"
      return (names[index], reason)
    }
  }

  /// That of more than four models on machines of one's own at most four were put on the same ones; `nil` where there
  /// are no more than four.
  var modelsApart: String? {
    guard let plan = decision.plan else { return nil }
    var models: Set<String> = []
    for bill in plan.bills {
      if case .alone(let option) = bill.place { models.insert(option.modelName) }
    }
    for fleet in plan.fleets {
      models.formUnion(
        fleet.slices.isEmpty
          ? [fleet.deployment.model.name] : fleet.slices.map(\.deployment.model.name))
    }
    let most = JointDecision.mostSideBySide
    guard models.count > most else { return nil }
    return
      "\(models.count) models have machines of one's own. \(most) at most are put side by side on the same ones; whether more fit there was not looked at."
  }

  /// `meta-llama/Llama-3.1-8B-Instruct has 42 % of the memory and 55 % of the time`, for each of models side by side.
  private func slices(_ fleet: SharedFleet) -> String {
    NumberText.list(
      fleet.slices.map {
        "\($0.deployment.model.name) (\($0.deployment.precision.name)) has "
          + "\(NumberText.percent($0.memoryShare)) of the memory and "
          + "\(NumberText.percent($0.timeShare)) of the time"
      })
  }

  /// That machines are added month by month, so that the mean month costs less than the last.
  private func growing(_ fleet: SharedFleet) -> String {
    let first = fleet.gpusInFirstMonth
    return first < fleet.gpus
      ? "; \(NumberText.counted(first)) GPUs in the first month, \(NumberText.counted(fleet.gpus)) in the last, paid as they are added"
      : ""
  }

  /// How a fleet is shared.
  func sharing(_ fleet: SharedFleet) -> String {
    if !fleet.slices.isEmpty {
      let apart = fleet.apartUSD.map {
        "; machines apart cost \(NumberText.usd($0)) instead of \(NumberText.usd(fleet.machineUSD))"
      }
      return "models side by side, whose steps take turns: \(slices(fleet))" + (apart ?? "")
        + growing(fleet)
    }
    var text =
      fleet.isMixed
      ? "requests of all meet on every replica"
      : "each replica serves one workload at a time"
    if fleet.isMixed, fleet.efficiency < 0.995 {
      text +=
        ", which does \(NumberText.percent(fleet.efficiency)) of what it would by turns, each within its own targets"
    }
    if fleet.shares.contains(where: \.isInTroughs) {
      text += "; batches run on what is idle"
      if let hour = fleet.batchStartHour { text += " from \(hour):00 UTC" }
    }
    if fleet.isBaseLoad {
      text +=
        "; what comes above that at the moment goes to each workload's API, which is the spare too"
    }
    return text + growing(fleet)
  }
}

/// Sums of money rounded so that they still add up.
enum WholeParts {
  /// The parts in whole units whose sum is that of the exact parts, rounded: each is rounded down, and those with the
  /// largest rests get one more.
  ///
  /// Of 1.4, 1.4 and 1.4 the sum is 4.2: 2, 1 and 1.
  static func rounded(_ parts: [Double], unit: Double) -> [Double] {
    let scaled = parts.map { $0 / unit }
    guard scaled.allSatisfy({ $0.isFinite && abs($0) < 1e15 }) else { return parts }
    var whole = scaled.map { $0.rounded(.down) }
    let missing = Int((scaled.reduce(0, +).rounded() - whole.reduce(0, +)))
    let order = scaled.indices.sorted {
      (scaled[$1] - whole[$1], $0) < (scaled[$0] - whole[$0], $1)
    }
    for index in order.prefix(max(0, missing)) { whole[index] += 1 }
    return whole.map { $0 * unit }
  }
}
