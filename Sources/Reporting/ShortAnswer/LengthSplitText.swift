import Breakeven
import Documents

/// What a mix by the length of prompts comes to, in words.
struct LengthSplitText {
  private let split: LengthSplit
  private let demand: Demand

  init(_ split: LengthSplit, of demand: Demand) {
    self.split = split
    self.demand = demand
  }

  /// `Prompts above 3,000 tokens (10 % of the requests) at an API`, and what that saves.
  var summary: String {
    let plan = split.plan
    let gpu = "\(NumberText.counted(plan.gpus)) × \(plan.option.deployment.accelerator.id)"
    let which = Self.which(tokens: split.promptTokens, sendsLonger: split.sendsLonger)
    let period = demand.period == .month ? "a month" : "for the job"
    let parts = [
      "\(NumberText.usd(plan.machineUSD + plan.egressUSD)) machines",
      "\(NumberText.usd(split.sentUSD)) for those prompts",
      "\(NumberText.usd(plan.billUSD)) for what the base leaves",
      "\(NumberText.usd(plan.overheadUSD)) people and tools",
    ]
    return
      "By length: \(which) (\(NumberText.percent(split.sentShare)) of the requests) at \(plan.api.tariff.id), "
      + "the others on \(gpu) as base load with \(NumberText.percent(plan.apiShare)) of them above it: "
      + "\(NumberText.usd(split.totalUSD)) \(period) (\(NumberText.list(parts))), "
      + "\(NumberText.percent(split.savingShare)) less than the best answer that does not part them. "
      + "Chance that it is cheaper than the API alone: \(NumberText.probability(split.odds.probabilityCheaperThanAPI)); "
      + "than your own GPUs alone: \(NumberText.probability(split.odds.probabilityCheaperThanSelfHost))."
      + (whyNotTheVerdict.map { " " + $0 } ?? "")
  }

  /// Why the verdict does not say so; `nil` where it does.
  var whyNotTheVerdict: String? {
    switch split.holdsAtHosts {
    case true?: nil
    case false?: "It is not the verdict, as other hosts give another answer."
    case nil:
      "It is not the verdict, as it is not likely enough to cost less than either pure answer."
    }
  }

  /// `prompts above 3,000 tokens`.
  static func which(_ lengths: MixedPlan.Lengths) -> String {
    which(tokens: lengths.promptTokens, sendsLonger: lengths.sendsLonger)
  }

  private static func which(tokens: Double, sendsLonger: Bool) -> String {
    let tokens = NumberText.fixed(tokens, decimals: 0)
    return "prompts " + (sendsLonger ? "above \(tokens) tokens" : "of up to \(tokens) tokens")
  }

  /// `prompts above 3,000 tokens at an API, the others on 4 × H100-SXM`.
  var row: String {
    let which = Self.which(tokens: split.promptTokens, sendsLonger: split.sendsLonger)
    return
      "\(which) at \(split.plan.api.tariff.id), the others on \(NumberText.counted(split.plan.gpus)) × \(split.plan.option.deployment.accelerator.id)"
  }
}
