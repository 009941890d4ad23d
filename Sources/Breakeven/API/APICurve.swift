/// The cheapest API at each volume, as limits on rates and spending leave it.
struct APICurve: Sendable {
  /// A range of volumes at which one API is the cheapest that serves them.
  struct Stretch: Sendable, Hashable {
    let from: Double
    let to: Double
    let api: APICandidate
  }

  let stretches: [Stretch]
  /// What is asked for over the prices.
  let priceFactor: Double
  /// The volumes that were looked at: up to as many requests as any API is known to serve.
  let range: ClosedRange<Double>

  /// - Parameters:
  ///   - apis: All that keep the workload's other terms, whether their limits allow its volume or not.
  ///   - range: The volumes to look at.
  ///   - priceFactor: What all of them ask for, over their prices.
  init(_ apis: [APICandidate], range: ClosedRange<Double>, priceFactor: Double = 1) {
    var found: [Stretch] = []
    var from = range.lowerBound
    let cheapest = apis.sorted { $0.usdPerRequest < $1.usdPerRequest }
    // A price that holds only from a volume on splits the range there.
    let bounds =
      Set(cheapest.map(\.holdsFrom)).filter { $0 > from && $0 < range.upperBound }
      .sorted() + [range.upperBound]
    for bound in bounds {
      for api in cheapest where api.holdsFrom <= from {
        let to = min(bound, api.mostRequests(priceFactor: priceFactor))
        guard to > from else { continue }
        if let last = found.last, last.to == from, last.api == api {
          found[found.count - 1] = Stretch(from: last.from, to: to, api: api)
        } else {
          found.append(Stretch(from: from, to: to, api: api))
        }
        from = to
      }
      // Where nobody serves more, a later bound may find somebody again only from there on.
      guard from >= bound else { break }
    }
    stretches = found
    self.priceFactor = priceFactor
    self.range = range.lowerBound...max(range.lowerBound, found.last?.to ?? range.upperBound)
  }
}

extension APICurve {
  /// The cheapest API that serves so many requests; `nil` where none is known to.
  func api(requests: Double) -> APICandidate? {
    stretches.first { requests <= $0.to }?.api
  }
}

extension Contenders {
  /// The same, where another option that is cheaper at the first of these volumes is looked at too: an option that
  /// is the cheapest between two of the volumes at which contenders were chosen may have been missed.
  func volumesCheaper(
    than curve: APICurve, lookingAgainAmong options: [SelfHostOption]
  ) -> [BreakEven.VolumeInterval] {
    var contenders = self
    var found = volumesCheaper(than: curve)
    for _ in 0..<4 {
      guard let volume = found.first?.from,
        let (missed, usd) = options.map({ ($0, $0.totalUSD(requests: volume)) })
          .min(by: { $0.1 < $1.1 }),
        usd < contenders.usd(requests: volume) * 0.999
      else { break }
      contenders = Contenders(contenders.options + [missed], of: contenders)
      found = contenders.volumesCheaper(than: curve)
    }
    return found
  }

  /// The volumes at which the cheapest self-hosting is cheaper than the cheapest API that serves so much.
  func volumesCheaper(than curve: APICurve) -> [BreakEven.VolumeInterval] {
    var found: [BreakEven.VolumeInterval] = []
    for (index, stretch) in curve.stretches.enumerated() {
      let fixed = stretch.api.overheadUSD
      let parts = VolumeIntervals(
        selfHostUSD: { usd(requests: $0) - fixed }, leastUSD: { leastUSD(requests: $0) - fixed },
        usdPerRequest: stretch.api.usdPerRequest * curve.priceFactor
      ).intervals(from: stretch.from, to: stretch.to)
      let isLast = index == curve.stretches.count - 1
      found += parts.map {
        BreakEven.VolumeInterval(from: $0.from, to: $0.to ?? (isLast ? nil : stretch.to))
      }
    }
    return found.joined(acrossGapsBelow: 0.005)
  }
}
