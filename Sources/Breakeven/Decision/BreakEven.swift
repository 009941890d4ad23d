/// Where self-hosting and the best API cost the same.
public struct BreakEven: Sendable, Hashable {
  /// A range of requests in the period.
  public struct VolumeInterval: Sendable, Hashable {
    /// Requests above which self-hosting wins.
    public let from: Double
    /// Requests up to which it wins; `nil` for ever.
    public let to: Double?
  }

  /// The volumes at which the cheapest self-hosting is cheaper than the best API.
  public let volumes: [VolumeInterval]
  /// Why there are none.
  public let neverReason: String?
  /// The factor on the chosen machines' price at which both cost the same.
  public let gpuPriceFactor: Double?
  /// The factor on the best API's price at which both cost the same.
  public let apiPriceFactor: Double?
  /// The factor on throughput at which both cost the same.
  public let throughputFactor: Double?
  /// US dollars of people and tools in the period at which both cost the same; negative means that even
  /// without any the API is cheaper.
  public let overheadUSD: Double

  /// The lowest volume from which self-hosting wins.
  public var firstVolume: Double? { volumes.first?.from }
}

/// Solves for the volumes at which self-hosting is cheaper than an API of so much for each request.
struct BreakEvenSolver {
  let options: [SelfHostOption]
  let usdPerAPIRequest: Double
  let requests: Double

  /// Volumes are looked at up to a thousand times today's.
  private var limit: Double { requests * 1000 }

  /// The union of the options' exact intervals: each step of a staircase is a straight line.
  func volumes() -> [BreakEven.VolumeInterval] {
    var wins: [(from: Double, to: Double)] = []
    for option in contenders() {
      let segments = option.segments(upTo: limit, count: 200)
      for segment in segments {
        guard let win = winning(segment) else { continue }
        wins.append(win)
      }
      if let last = segments.last, winsForEver(option, from: last.to) {
        wins.append((from: last.to, to: .infinity))
      }
    }
    return Self.merged(wins)
  }

  /// The options that are cheapest at some volume between a thousandth and a thousand times today's.
  private func contenders() -> [SelfHostOption] {
    var chosen: Set<Int> = []
    for exponent in stride(from: -3.0, through: 3.0, by: 0.25) {
      let volume = requests * exponential(exponent * 2.302585092994046)
      let cheapest = options.indices.min {
        usd(options[$0], volume) < usd(options[$1], volume)
      }
      if let cheapest { chosen.insert(cheapest) }
    }
    return chosen.sorted().map { options[$0] }
  }

  private func usd(_ option: SelfHostOption, _ requests: Double) -> Double {
    option.machineUSD(requests: requests) + option.overheadUSD
  }

  private func winning(_ segment: CostSegment) -> (from: Double, to: Double)? {
    let gain = usdPerAPIRequest - segment.usdPerRequest
    guard gain > 0 else { return nil }
    let crossing = segment.fixedUSD / gain
    return crossing < segment.to ? (from: max(segment.from, crossing), to: segment.to) : nil
  }

  private func winsForEver(_ option: SelfHostOption, from volume: Double) -> Bool {
    let far = max(volume, limit) * 1e3
    return usd(option, far) < usdPerAPIRequest * far
      && usd(option, volume) < usdPerAPIRequest * volume
  }

  private static func merged(_ wins: [(from: Double, to: Double)]) -> [BreakEven.VolumeInterval] {
    var merged: [(from: Double, to: Double)] = []
    for win in wins.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
      if let last = merged.last, win.from <= last.to * (1 + 1e-9) {
        merged[merged.count - 1].to = max(last.to, win.to)
      } else {
        merged.append(win)
      }
    }
    return merged.map {
      BreakEven.VolumeInterval(from: $0.from, to: $0.to == .infinity ? nil : $0.to)
    }
  }
}

extension BreakEven {
  init(
    options: [SelfHostOption], best: SelfHostOption, api: APICandidate, demand: Demand
  ) {
    let apiUSD = api.usd(requests: demand.requests)
    volumes = BreakEvenSolver(
      options: options, usdPerAPIRequest: api.usdPerRequest, requests: demand.requests
    ).volumes()
    let cheapest = best.machineUSD / max(demand.requests, 1)
    neverReason =
      volumes.isEmpty
      ? cheapest > api.usdPerRequest
        ? "the machines alone cost more for each request than the API"
        : "people and tools are never spread over enough requests" : nil
    overheadUSD = apiUSD - best.machineUSD
    gpuPriceFactor =
      apiUSD > best.overheadUSD ? (apiUSD - best.overheadUSD) / best.machineUSD : nil
    apiPriceFactor = apiUSD > 0 ? best.totalUSD / apiUSD : nil
    throughputFactor = Self.crossing { factor in
      best.machineUSD(requests: demand.requests, throughputFactor: factor) + best.overheadUSD
        <= apiUSD
    }
  }

  /// The least factor from 1/100 to 100 at which `holds`, by bisection; `nil` if it never holds, or
  /// always.
  private static func crossing(_ holds: (Double) -> Bool) -> Double? {
    var low = -4.605170185988092
    var high = 4.605170185988092
    guard !holds(exponential(low)), holds(exponential(high)) else { return nil }
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if holds(exponential(middle)) { high = middle } else { low = middle }
    }
    return exponential(high)
  }
}
