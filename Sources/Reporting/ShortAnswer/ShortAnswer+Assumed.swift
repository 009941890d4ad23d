import Breakeven
import Documents

extension ShortAnswer {
  /// What was assumed for the author, gravest first: what would turn the answer, then what was stated in the
  /// sources, then what is usual.
  var assumed: [String] {
    let turning = decision.assumed.filter { turns($0) }.map(text)
    let quiet = decision.assumed.filter { !turns($0) }
    let lengths: [AssumedValue.What] = [.promptLengths, .completionLengths]
    let spread = quiet.contains { lengths.contains($0.what) } ? ["lengths vary as is usual"] : []
    return turning + otherTokens + decision.workload.statedAssumptions + adapters
      + quiet.filter { !lengths.contains($0.what) }.map(text) + spread
  }

  /// Which of the candidates that are compared write other numbers of tokens than was said, thinking included, by at
  /// least a fifth.
  private var otherTokens: [String] {
    guard decision.scope == .anyOf else { return [] }
    let candidates = [
      decision.bestSelfHost.map { ($0.deployment.model.name, $0.tokenFactors) },
      decision.bestAPI.map { ($0.tariff.id, $0.tokenFactors) },
    ].compactMap(\.self)
    var said: Set<String> = []
    return candidates.compactMap { name, factors in
      let model = name.split(separator: "/").last.map(String.init) ?? name
      guard !factors.completionIsStated, abs(factors.completion - 1) >= 0.2,
        said.insert(model.lowercased()).inserted
      else { return nil }
      let times = NumberText.trimmed(factors.completion, digits: 2)
      return "\(model) writes \(times) × these completion tokens"
        + (factors.thinking > 1 ? ", as it thinks" : "")
    }
  }

  /// What the workload does not say of its adapters.
  private var adapters: [String] {
    guard let adapters = decision.workload.adapters, !adapters.isMerged else { return [] }
    return (adapters.statedRank == nil ? ["adapters of rank \(adapters.rank)"] : [])
      + (adapters.statedPopularity == nil ? ["requests spread evenly over the adapters"] : [])
  }

  private func turns(_ item: AssumedValue) -> Bool {
    item.without.map { $0.choice != decision.verdict.choice } ?? false
  }

  private func text(_ item: AssumedValue) -> String {
    let likely = NumberText.trimmed(item.value.likely, digits: 3)
    let range =
      "\(NumberText.trimmed(item.value.low, digits: 3)) to \(NumberText.trimmed(item.value.high, digits: 3))"
    let plain =
      switch item.what {
      case .staff: "\(likely) engineers (\(range)) run the GPUs"
      case .tools: "\(NumberText.usd(item.value.likely)) a month for tools"
      case .apiStaff: "\(likely) engineers look after the API"
      case .peak: "a busiest hour of \(likely) times the mean"
      case .promptLengths: "prompt lengths vary as is usual"
      case .completionLengths: "completion lengths vary as is usual"
      case .requestLengths: "\(likely) completion tokens a request"
      }
    guard turns(item), let without = item.without else { return plain }
    return plain + " (without that: \(without.choice.title))"
  }

  /// What a reader must know before they rely on it, gravest first.
  var cautions: [String] {
    decision.cautions.filter { caution in
      // The sentence says that already where nothing else was asked about.
      if case .ownTooFew = caution { !decision.selfHosting.isEmpty } else { true }
    }.map(\.shortText)
  }

  /// What to do next, at most two lines.
  var nextSteps: [String] {
    var steps: [String] = []
    if decision.scope == .each {
      steps.append("name the models that would do, --model for each: then they are compared")
    } else if decision.apis.isEmpty, decision.today == nil, !decision.selfHosting.isEmpty {
      steps.append("name the API that you would use instead, --today openai/gpt-5.4-mini")
    } else if decision.selfHosting.isEmpty, !decision.workload.own.isEmpty {
      steps.append("let rented machines in beside yours: --gpu H100")
    } else if decision.bestSelfHost == nil || decision.bestAPI == nil {
      steps.append("the full report says what was left out, and why")
    }
    return steps + next
  }
}
