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
    let tokens = NumberText.fixed(split.promptTokens, decimals: 0)
    let which = split.sendsLonger ? "above \(tokens) tokens" : "of up to \(tokens) tokens"
    let period = demand.period == .month ? "a month" : "for the job"
    let parts = [
      "\(NumberText.usd(plan.machineUSD + plan.egressUSD)) machines",
      "\(NumberText.usd(split.sentUSD)) for those prompts",
      "\(NumberText.usd(plan.billUSD)) for what the base leaves",
      "\(NumberText.usd(plan.overheadUSD)) people and tools",
    ]
    return
      "By length: prompts \(which) (\(NumberText.percent(split.sentShare)) of the requests) at \(plan.api.tariff.id), "
      + "the others on \(gpu) as base load with \(NumberText.percent(plan.apiShare)) of them above it: "
      + "\(NumberText.usd(split.totalUSD)) \(period) (\(NumberText.list(parts))), "
      + "\(NumberText.percent(split.savingShare)) less than the best answer that does not part them. "
      + "Chance that it is cheaper than the API alone: \(NumberText.probability(split.odds.probabilityCheaperThanAPI)); "
      + "than your own GPUs alone: \(NumberText.probability(split.odds.probabilityCheaperThanSelfHost)). "
      + Self.whyNotTheVerdict
  }

  /// Why the verdict does not say so.
  static let whyNotTheVerdict =
    "The verdict is among answers that do not part requests by length: of this mix nobody looked at other hosts and other costs, which a verdict must withstand."

  /// `prompts above 3,000 tokens at an API, the others on 4 × H100-SXM`.
  var row: String {
    let tokens = NumberText.fixed(split.promptTokens, decimals: 0)
    let which = split.sendsLonger ? "above \(tokens) tokens" : "of up to \(tokens) tokens"
    return
      "prompts \(which) at \(split.plan.api.tariff.id), the others on \(NumberText.counted(split.plan.gpus)) × \(split.plan.option.deployment.accelerator.id)"
  }
}
