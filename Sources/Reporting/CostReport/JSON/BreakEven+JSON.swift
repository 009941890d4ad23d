import Breakeven

extension BreakEven {
  /// Every break-even, for programs.
  var json: JSONText {
    func point(_ point: BreakEven.Point?) -> JSONText {
      guard let point else { return nil }
      return ["value": .optional(point.value), "neverBecause": .optional(point.reason)]
    }
    return [
      "selfHostWins": .array(
        volumes.map {
          ["fromRequests": .number($0.from), "toRequests": .optional($0.to)]
        }),
      "searchedFromRequests": .number(searchedVolumes.lowerBound),
      "searchedToRequests": .number(searchedVolumes.upperBound),
      "neverReason": .optional(neverReason),
      "gpuPriceFactor": point(gpuPrice),
      "gpuPriceFactorAlone": point(gpuPriceAlone),
      "apiPriceFactor": point(apiPrice),
      "apiPriceFactorAlone": point(apiPriceAlone),
      "throughputFactor": point(throughput),
      "utilization": point(utilization), "overheadUSD": point(overhead),
      "engineers": point(engineers),
      "promptTokensPerCompletionToken": point(promptToCompletion),
      "cacheHitRate": point(cacheHitRate),
      "payback": payback.map { payback in
        [
          "option": .string(payback.option.name), "capitalUSD": .number(payback.capitalUSD),
          "per": .string(payback.period.rawValue), "runningUSD": .number(payback.runningUSD),
          "apiUSD": .number(payback.apiUSD), "months": .optional(payback.months),
          "jobs": .optional(payback.period == .job ? payback.periods : nil),
          "isWithinLife": .bool(payback.isWithinLife),
        ]
      } ?? nil,
    ]
  }
}
