import Breakeven

extension CacheTier {
  /// What it is, how large and how fast, for programs.
  var members: [JSONText.Member] {
    [
      .init("kind", .string(kind.rawValue)), .init("gigabytesPerGPU", .number(bytesPerChip / 1e9)),
      .init("gigabytesPerSecond", .number(bytesPerSecond / 1e9)), .init("source", .string(source)),
    ]
  }
}

extension StepTime {
  /// The seconds of each part, for programs.
  var json: JSONText { .object(parts.map { .init($0.name, .number($0.seconds)) }) }
}

extension LatencySummary {
  /// Its mean and percentiles, for programs.
  var members: [JSONText.Member] {
    [
      .init("mean", .number(mean)), .init("p50", .number(p50)), .init("p90", .number(p90)),
      .init("p95", .number(p95)), .init("p99", .number(p99)),
    ]
  }
}
