import CheckedJSON
import Pricing
import Workloads

/// A workload with what is usual in the place of what its author did not say.
///
/// Nothing that is stated is changed, and a stated zero stays zero.
struct UsualWorkload {
  let workload: Workload
  let assumed: [(what: AssumedValue.What, value: UsualValue)]

  /// - Parameter omitted: Something that is not assumed, to see what it makes.
  init(
    _ stated: Workload, usual: UsualValues, omitting omitted: AssumedValue.What? = nil
  ) throws(InputError) {
    var assumed: [(what: AssumedValue.What, value: UsualValue)] = []
    func assumes(_ what: AssumedValue.What, _ value: UsualValue) -> Bool {
      guard what != omitted else { return false }
      assumed.append((what, value))
      return true
    }
    var costs = stated.costs
    if costs.staff == nil, assumes(.staff, usual.selfHostEngineers) {
      costs = try costs.with(
        staff: .engineers(
          count: usual.selfHostEngineers.declared(),
          usdPerEngineerMonth: usual.usdPerEngineerMonth.declared()))
    }
    if stated.costs.staff == nil, costs.fixedUSDPerMonth == nil,
      assumes(.tools, usual.toolsUSDPerMonth)
    {
      costs = try costs.with(fixedUSDPerMonth: usual.toolsUSDPerMonth.declared())
    }
    if costs.api?.staff == nil, assumes(.apiStaff, usual.apiEngineers) {
      costs = try costs.with(
        api: APICosts(
          staff: .engineers(
            count: usual.apiEngineers.declared(),
            usdPerEngineerMonth: usual.usdPerEngineerMonth.declared()),
          fixedUSDPerMonth: costs.api?.fixedUSDPerMonth, setupUSD: costs.api?.setupUSD))
    }
    var mode = stated.mode
    if case .interactive(let level, let traffic) = mode, traffic.shape == .unstated,
      assumes(.peak, usual.peakToAverage)
    {
      mode = .interactive(
        level,
        try Traffic(
          .daily(peakToAverage: usual.peakToAverage.likely), burstiness: traffic.burstiness))
    }
    var lengths = stated.lengths
    if case .ratio(let ratio) = lengths {
      let completion = RequestLengths.usualCompletionTokens
      assumed.append(
        (.requestLengths, Self.completionTokens(asOf: usual.apiEngineers.provenance.asOf)))
      lengths = .marginals(
        prompt: .mean(max(1, ratio * completion)), completion: .mean(completion), correlation: 0)
    }
    if case .marginals(let prompt, let completion, let correlation) = lengths {
      func spread(
        _ lengths: LengthDistribution, _ what: AssumedValue.What, _ usual: LengthSpread
      ) throws(InputError) -> LengthDistribution {
        guard case .mean(let tokens) = lengths, tokens >= Self.leastSpreadTokens,
          assumes(what, usual.p95)
        else { return lengths }
        return .quantiles(try usual.quantiles(mean: tokens))
      }
      lengths = .marginals(
        prompt: try spread(prompt, .promptLengths, usual.promptSpread),
        completion: try spread(completion, .completionLengths, usual.completionSpread),
        correlation: correlation)
    }
    workload = try stated.with(lengths: lengths, mode: mode, costs: costs)
    self.assumed = assumed
  }

  /// Completion tokens of a request where only a ratio is known.
  private static func completionTokens(asOf date: CalendarDate) -> UsualValue {
    UsualValue(
      low: 214, likely: RequestLengths.usualCompletionTokens, high: 283,
      unit: "completion tokens of a request",
      provenance: Provenance(
        source:
          "between a step of coding agents (arXiv 2606.30560) and a RAG bot's answer (arXiv 2511.12979)",
        asOf: date, kind: .assumed))
  }

  /// Shorter lengths, such as the one token of a classifier, do not vary.
  private static let leastSpreadTokens = 16.0
}
