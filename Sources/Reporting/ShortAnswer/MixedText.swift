import Breakeven
import Documents

/// What a mix comes to, in words.
struct MixedText {
  private let mixed: MixedAnswer
  private let demand: Demand

  init(_ mixed: MixedAnswer, of demand: Demand) {
    self.mixed = mixed
    self.demand = demand
  }

  private var perPeriod: String { demand.period == .month ? "a month" : "for the job" }

  /// `2 × (8 × H100-SXM) at vast`, or `2 × H100-SXM of your own`.
  var machines: String {
    let plan = mixed.plan
    let each = plan.option.deployment.layout.chips
    let gpu = plan.option.deployment.accelerator.id
    let count =
      each == 1
      ? "\(NumberText.counted(plan.baseReplicas)) × \(gpu)"
      : "\(NumberText.counted(plan.baseReplicas)) × (\(each) × \(gpu))"
    let terms = plan.option.rental.terms
    if terms == .owned { return count + (plan.option.rental.isPaid ? " of your own" : ", bought") }
    return "\(count) at \(plan.option.rental.provider)"
      + (terms == .onDemand && plan.option.rental.service == nil
        ? "" : " (\(plan.option.rental.reportTitle))")
  }

  /// `tariff for prompts above 3,000 tokens (10 %) and another 2 %`, or `tariff for the other 12 % of the requests`.
  private var rest: String {
    let plan = mixed.plan
    guard let lengths = plan.lengths else {
      return "\(plan.api.tariff.id) for the other \(NumberText.percent(plan.apiShare))"
    }
    let above = max(0, plan.apiShare - lengths.share)
    return
      "\(plan.api.tariff.id) for \(LengthSplitText.which(lengths)) (\(NumberText.percent(lengths.share)))"
      + (above >= 0.0005 ? " and another \(NumberText.percent(above))" : "")
  }

  /// What it saves, and whether that is worth having two of everything.
  var summary: String {
    let plan = mixed.plan
    let least = NumberText.percent(MixedAnswer.leastSavingShare)
    let what =
      "\(machines) for the base and \(rest) of the requests"
    guard mixed.isCheaper else {
      return
        "No mix costs less than the better pure answer. The nearest, \(what), costs \(NumberText.usd(plan.totalUSD)) \(perPeriod), \(NumberText.percent(-mixed.savingShare)) more."
        + volumes
    }
    let sums =
      "\(what) cost \(NumberText.usd(plan.totalUSD)) \(perPeriod), \(NumberText.percent(mixed.savingShare)) less than the better pure answer."
    guard mixed.isWorthIt else {
      return sums + " That is not worth it: two of everything should save at least \(least)."
        + volumes
    }
    let odds =
      " Chance that it is cheaper than the API alone: \(chance(mixed.odds.probabilityCheaperThanAPI))"
      + (mixed.isAgainstAPIOnly
        ? "." : "; than your own GPUs alone: \(chance(mixed.odds.probabilityCheaperThanSelfHost)).")
    return sums + odds + (mixed.holdsAtHosts == false ? " Other hosts give another answer." : "")
      + volumes
  }

  private func chance(_ probability: Double) -> String { NumberText.probability(probability) }

  /// What to do, for the verdict: `2 × H100-SXM at vast for the base`, and what that comes to.
  var reason: String {
    let plan = mixed.plan
    return
      "\(NumberText.usd(plan.totalUSD)) \(perPeriod): \(machines) for the base, \(rest). "
      + (mixed.isAgainstAPIOnly
        ? "That saves \(NumberText.percent(mixed.savingShare)) of the API alone, \(NumberText.usd(mixed.pureUSD)); your own GPUs are too few for everything. Chance that it is cheaper: \(chance(mixed.odds.probability))."
        : "That saves \(NumberText.percent(mixed.savingShare)) of the better pure answer, \(NumberText.usd(mixed.pureUSD)). Chance that it is cheaper than either: \(chance(mixed.odds.probability)).")
  }

  /// Where it would pay.
  private var volumes: String {
    guard !mixed.volumes.isEmpty else { return "" }
    let now = demand.requests
    let parts = mixed.volumes.map { range in
      let from = NumberText.ratio(range.from / now)
      guard let to = range.to else { return "from \(from) up" }
      return to > range.from ? "from \(from) to \(NumberText.ratio(to / now))" : "at \(from)"
    }
    return
      " Of the volumes tried, a mix saves at least \(NumberText.percent(MixedAnswer.leastSavingShare)) \(NumberText.list(parts)) this one."
  }
}
