package import Roofline

extension Load {
  /// How requests came, in a few words: `16 in flight`.
  package func words(queued: Double?) -> String {
    switch self {
    case .staticBatch(let requests): "a batch of \(Self.short(requests))"
    case .concurrency(let requests): "\(Self.short(requests)) in flight"
    case .rate(let rate): "\(Self.short(rate)) requests/s"
    case .saturation: queued.map { "\(Self.short($0)) queued" } ?? "saturated"
    }
  }

  private static func short(_ value: Double) -> String { value.shortTenths }
}

extension Observation {
  /// What was measured, in a few words: `441.8 tokens/s, 227.9 ms TTFT, 3.94 ms TPOT`.
  var words: String {
    [
      outputTokensPerSecond.map { "\($0.shortTenths) tokens/s" },
      timeToFirstTokenSeconds.map { "\(($0 * 1e3).shortTenths) ms TTFT" },
      timePerOutputTokenSeconds.map { "\(($0 * 1e5).rounded() / 100) ms TPOT" },
    ].compactMap(\.self).joined(separator: ", ")
  }
}

extension Double {
  /// The number to a tenth, without one that is 0.
  var shortTenths: String {
    let tenths = (self * 10).rounded() / 10
    return tenths == tenths.rounded() && abs(tenths) < 1e15 ? "\(Int(tenths))" : "\(tenths)"
  }
}
