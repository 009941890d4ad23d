/// One way to have the workload done: machines of one's own, or an API.
public enum Alternative: Sendable, Hashable {
  case selfHost(SelfHostOption)
  case api(APICandidate)
}

extension Decision {
  /// Both sides in one list, cheapest first: for each model and accelerator the cheapest machines, and every API.
  ///
  /// ```swift
  /// for alternative in decision.ranked.prefix(5) { print(alternative.usd, alternative) }
  /// ```
  public var ranked: [(usd: Double, alternative: Alternative)] {
    var seen: Set<String> = []
    let own = selfHosting.filter {
      seen.insert($0.modelName + " " + $0.deployment.accelerator.id).inserted
    }.map { (usd: $0.totalUSD, alternative: Alternative.selfHost($0)) }
    let apis = apis.map {
      (usd: $0.usd(requests: demand.requests), alternative: Alternative.api($0))
    }
    return (own + apis).enumerated().sorted {
      ($0.element.usd, $0.offset) < ($1.element.usd, $1.offset)
    }.map(\.element)
  }
}

extension Alternative: CustomStringConvertible {
  /// Its name, such as `openai/gpt-oss-120b (fp8) on 2 × H100-SXM, runpod spot`.
  public var description: String {
    switch self {
    case .selfHost(let option): option.name
    case .api(let api): api.description
    }
  }
}

extension APICandidate: CustomStringConvertible {
  /// Its name, such as `deepinfra/openai/gpt-oss-120b (batch)`.
  public var description: String {
    tariff.id + (service == .standard ? "" : " (\(service.rawValue))")
  }
}

extension SelfHostOption: CustomStringConvertible {
  /// Its ``name``.
  public var description: String { name }
}

extension Decision: CustomStringConvertible {
  /// The workload's name and the verdict in a sentence.
  public var description: String { "\(workload.name): \(verdict.sentence)" }
}

extension HostAnswer: CustomStringConvertible {
  /// Such as `hyperscaler: api, $12,231 of your own against $3,762`.
  public var description: String {
    "\(kind.name): \(choice.rawValue), \(PlainMoney.text(selfHostUSD)) of your own against \(PlainMoney.text(apiUSD))"
  }
}
