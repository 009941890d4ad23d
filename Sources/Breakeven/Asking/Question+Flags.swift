package import CheckedJSON

extension Question {
  /// Runs something whose errors have JSON paths, and names the flags that stand behind them.
  package func namingFlags<Value>(
    _ body: () throws(InputError) -> Value
  ) throws(InputError) -> Value {
    do {
      return try body()
    } catch {
      var named = error
      let place = error.place ?? ""
      // Machines that are there are candidates behind those that are named to be rented.
      if let index = place.split(whereSeparator: { "[]".contains($0) }).dropFirst().first,
        place.hasPrefix("$.candidates.gpus["), let position = Int(index), position >= gpus.count
      {
        named.place = "--own"
      } else if place.hasPrefix("$.volume"), requests == nil {
        named.place = volumeFlag
      } else if let flag = Self.flags.first(where: { place.hasPrefix($0.path) })?.flag {
        named.place = flag
      }
      throw named
    }
  }

  /// The flag that says how much there is, where it is not `--requests`.
  private var volumeFlag: String {
    if job != nil { return "--job" }
    if tokens != nil { return "--tokens" }
    return users != nil ? "--users" : "--bill"
  }

  /// Which flag stands behind which JSON path; the longest paths first.
  private static let flags: [(path: String, flag: String)] = [
    ("$.volume", "--requests"),
    ("$.promptPerCompletion", "--ratio"),
    ("$.prompt", "--prompt"), ("$.completion", "--completion"),
    ("$.mode.interactive.timeToFirstTokenSeconds", "--ttft"),
    ("$.mode.interactive.timePerOutputTokenSeconds", "--tpot"), ("$.mode.batch", "--deadline"),
    ("$.today.usdPerMonth", "--bill"), ("$.today", "--today"), ("$.candidates.models", "--model"),
    ("$.candidates.apis", "--api"), ("$.candidates.hostClasses", "--host-class"),
    ("$.candidates.exclude", "--exclude"), ("$.candidates.gpus", "--gpu"),
    ("$.candidates.layouts", "--gpu"), ("$.own", "--own"),
    ("$.equivalence", "--model"), ("$.dataResidency", "--region"), ("$.costs.staff", "--people"),
    ("$.adapters.rank", "--adapter-rank"), ("$.adapters", "--adapters"),
  ]
}
