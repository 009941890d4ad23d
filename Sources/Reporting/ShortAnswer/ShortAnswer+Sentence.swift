import Breakeven
import Documents

extension ShortAnswer {
  private var demand: Demand { decision.demand }

  /// `a month`, or `for the job`.
  var perPeriod: String { demand.period == .month ? "a month" : "for the job" }

  /// What to do, in a few words.
  var headline: String {
    switch decision.verdict.choice {
    case .selfHost: "Self-host:"
    case .api: "Pay the API:"
    case .mixed: "Do both:"
    case .tooCloseToCall: "Too close to call:"
    case .nothingToCompare: "Nothing to compare:"
    }
  }

  /// Why, with both sums and the odds.
  var reason: String {
    switch decision.verdict.ground {
    case .modelsAgree:
      return "that holds for each of the \(comparedModels) models that could be compared."
        + againstToday
    case .modelsDiffer: return "it depends on the model: \(modelsByChoice)." + againstToday
    case .nothing(let reason): return (ownTooFew ?? reason + ".") + oneSide
    case .odds, .hostsDisagree: break
    }
    if decision.verdict.choice == .mixed, let mixed = decision.mixed {
      return MixedText(mixed, of: demand).reason
    }
    guard let best = decision.bestSelfHost, let api = decision.bestAPI,
      let uncertainty = decision.uncertainty
    else { return "" }
    let total = NumberText.usd(best.totalUSD)
    let bill = NumberText.usd(api.usd(requests: demand.requests))
    let own = best.machineUSD + best.egressUSD
    let machines =
      best.overheadUSD > 0
      ? "(\(NumberText.usd(own)) for \(machineText(best)), \(NumberText.usd(best.overheadUSD)) people and tools)"
      : "(\(machineText(best)))"
    let apiIsCheaper = best.totalUSD >= api.usd(requests: demand.requests)
    let sides =
      switch decision.verdict.choice {
      case .tooCloseToCall where demand.period == .job:
        "\(bill) at the API for the job, \(total) for your own GPUs \(machines)."
      case .tooCloseToCall:
        "\(bill) \(perPeriod) for the API, \(total) for your own GPUs \(machines)."
      case _ where apiIsCheaper:
        "\(bill) \(perPeriod), against \(total) for your own GPUs \(machines)."
      default: "\(total) \(perPeriod) \(machines), against \(bill) for \(api.tariff.id)."
      }
    let odds =
      "Chance that self-hosting is cheaper: \(Self.chance(uncertainty.probabilitySelfHostCheaper))"
    let others =
      decision.verdict.ground == .hostsDisagree ? ", but other hosts give another answer." : "."
    return sides + " " + odds + others
  }

  /// `under 1 %`, `37 %`.
  static func chance(_ probability: Double) -> String {
    let text = NumberText.probability(probability)
    if text.hasPrefix("<") { return "under " + text.dropFirst() }
    if text.hasPrefix(">") { return "over " + text.dropFirst() }
    return text
  }

  /// `12 × A100-40GB at vast`, or `8 × A100-80GB, your own`.
  func machineText(_ option: SelfHostOption) -> String {
    let count = countText(option)
    if let usd = option.purchaseUSD { return "\(count), bought for \(NumberText.usd(usd))" }
    if option.rental.terms == .owned { return "\(count), your own" }
    let rental = option.rental
    let terms =
      rental.terms == .onDemand && rental.service == nil ? "" : " (\(rental.reportTitle))"
    return "\(count) at \(option.rental.provider)\(terms)"
  }

  /// `12 × A100-40GB`, or `6 × (2 × A100-40GB)` where a replica takes several.
  func countText(_ option: SelfHostOption) -> String {
    let perReplica = option.deployment.layout.chips
    let gpu = option.deployment.accelerator.id
    if let split = option.splitText {
      return "\(NumberText.counted(option.gpus)) × \(gpu) (\(split))"
    }
    return option.replicas > 1 && perReplica > 1 && option.gpus == option.replicas * perReplica
      ? "\(NumberText.counted(option.replicas)) × (\(perReplica) × \(gpu))"
      : "\(NumberText.counted(option.gpus)) × \(gpu)"
  }

  /// That the machines that are owned do not suffice, where nothing else was asked about.
  private var ownTooFew: String? {
    guard decision.selfHosting.isEmpty else { return nil }
    for caution in decision.cautions {
      if case .ownTooFew(let count, let gpu, _, let needed) = caution {
        return "your \(NumberText.counted(count)) × \(gpu) cannot serve this"
          + (needed.map { "; it takes \(NumberText.counted($0.gpus))." } ?? obstacle(on: gpu).map {
            " (\($0))."
          } ?? ".")
      }
    }
    return nil
  }

  /// What kept every deployment on an accelerator out, where all have one reason; of a single one with its name.
  private func obstacle(on gpu: String) -> String? {
    let left = decision.exclusions.filter { $0.name.contains(" on \(gpu)") }
    guard let first = left.first, left.allSatisfy({ $0.reason == first.reason }) else {
      return nil
    }
    let what = left.count == 1 ? first.name : "each of \(left.count) deployments"
    return "\(what): \(first.reason)"
  }

  /// What the one side costs that there is.
  private var oneSide: String {
    if let best = decision.bestSelfHost {
      return " Your own GPUs cost \(NumberText.usd(best.totalUSD)) \(perPeriod)."
    }
    guard let api = decision.bestAPI else { return "" }
    return " The API costs \(NumberText.usd(api.usd(requests: demand.requests))) \(perPeriod)."
  }

  private var comparedModels: Int { decision.models.count { $0.probability != nil } }

  /// `self-hosting is cheaper for 4, the API for 34, unclear for 33`.
  private var modelsByChoice: String {
    let parts = [Verdict.Choice.selfHost, .api, .tooCloseToCall].compactMap { choice in
      let count = decision.models.count { $0.choice == choice }
      guard count > 0 else { return String?.none }
      return switch choice {
      case .selfHost: "self-hosting is cheaper for \(count)"
      case .api: "the API is cheaper for \(count)"
      default: "it is unclear for \(count)"
      }
    }
    return NumberText.list(parts)
  }

  /// How many models cost less than what is paid today, on the cheaper side of each.
  private var againstToday: String {
    guard let today = decision.today else { return "" }
    let sums = decision.models.compactMap { answer in
      [answer.selfHost?.totalUSD, answer.api?.usd(requests: demand.requests)]
        .compactMap(\.self).min()
    }
    guard let least = sums.min() else { return "" }
    let cheaper = sums.count { $0 < today.usd }
    guard cheaper > 0 else {
      return " None costs less than today's \(NumberText.usd(today.usd))."
    }
    return
      " \(cheaper) of them cost less than today's \(NumberText.usd(today.usd)), from \(NumberText.usd(least)) up: which would do?"
  }

  /// What is asked for: `1.22M requests a month, 1,800 + 250 tokens each`.
  var demandText: String {
    let mix = demand.mix
    var text =
      "\(NumberText.compact(demand.requests)) requests \(demand.period == .month ? "a month" : "in one job"), "
      + "\(NumberText.fixed(mix.meanPromptTokens, decimals: 0)) + "
      + "\(NumberText.fixed(mix.meanCompletionTokens, decimals: 0)) tokens each"
    if decision.workload.volumeFollowsFromBill { text += ", as many as the bill pays for" }
    switch decision.workload.mode {
    case .interactive(let level, _):
      let targets = [
        level.timeToFirstTokenSeconds.map {
          "first token in \(NumberText.duration(seconds: $0))"
        },
        level.timePerOutputTokenSeconds.map {
          "\(NumberText.duration(seconds: $0)) per further one"
        },
      ].compactMap(\.self)
      if !targets.isEmpty {
        text +=
          "; \(targets.joined(separator: ", ")), for \(NumberText.trimmed(level.percentile, digits: 4)) %"
      }
    case .batch(let terms):
      text += ", done in \(NumberText.duration(seconds: terms.deadlineHours * 3600))"
    }
    if let region = demand.dataResidency {
      text += ", APIs in \(region.count <= 3 ? region.uppercased() : region)"
    }
    return text + "."
  }
}
