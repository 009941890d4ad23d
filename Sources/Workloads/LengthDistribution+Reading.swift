import CheckedJSON

extension LengthDistribution {
  /// Reads `1200` or `"1.2k"`, `{"fixed": 1200}`, `{"mean": …, "p50": …}` or `{"histogram": [[tokens, weight], …]}`.
  ///
  /// - Parameter orNone: Whether 0 is a length too, as of completions where nothing is written.
  init(reading place: JSONPlace, orNone: Bool = false) throws(InputError) {
    let tokens = 1...Bounds.maximumTokens
    switch place.value {
    case .number, .string:
      let stated = orNone ? 0...Bounds.maximumTokens : tokens
      let mean = try place.quantity(.tokens, in: stated)
      guard mean == 0 || tokens.contains(mean) else {
        throw place.error(expected: "0, or from 1 to \(Int(Bounds.maximumTokens)) tokens")
      }
      self = mean == 0 ? .fixed(0) : .mean(mean)
      return
    case .object: break
    default:
      throw place.error(
        expected:
          "tokens, such as 1800 or \"1.8k\", or an object such as {\"mean\": 1800, \"p95\": 6000}")
    }
    let members = try place.object()
    if let fixed = members["fixed"] {
      try members.allowOnly(["fixed"])
      if orNone, case .number(0) = fixed.value {
        self = .fixed(0)
      } else {
        self = .fixed(try fixed.quantity(.tokens, in: tokens))
      }
    } else if let histogram = members["histogram"] {
      try members.allowOnly(["histogram"])
      let rows = try histogram.rows(of: 2)
      self = .histogram(
        try histogram.located { () throws(InputError) in
          try LengthHistogram(rows.map { LengthHistogram.Bin(tokens: $0[0], weight: $0[1]) })
        })
    } else {
      try members.allowOnly(["mean", "p50", "p90", "p95", "p99", "max", "fixed", "histogram"])
      let mean = try members.required("mean").quantity(.tokens, in: tokens)
      let p50 = try members["p50"]?.quantity(.tokens, in: tokens)
      let p90 = try members["p90"]?.quantity(.tokens, in: tokens)
      let p95 = try members["p95"]?.quantity(.tokens, in: tokens)
      let p99 = try members["p99"]?.quantity(.tokens, in: tokens)
      let longest = try members["max"]?.quantity(.tokens, in: tokens)
      self = .quantiles(
        try place.located { () throws(InputError) in
          try LengthQuantiles(mean: mean, p50: p50, p90: p90, p95: p95, p99: p99, max: longest)
        })
    }
  }
}
