@testable import Breakeven

/// A change to a workload or its market that cannot make a side cheaper.
struct DecisionChange: Sendable {
  enum Side: Sendable { case own, api }

  let name: String
  /// The sides that must not become cheaper.
  let sides: [Side]
  /// Whether the odds of self-hosting must not rise, or not fall; `nil` if they may do either.
  var oddsRise: Bool?
  /// Makes the change; `false` where it does not apply.
  let make: @Sendable (inout RandomWorkload) -> Bool

  static let all: [DecisionChange] = [
    DecisionChange(name: "more prompt tokens", sides: [.own, .api]) {
      $0.prompt *= 1.5
      return true
    },
    // The time per token is kept as the mean of a request: one prompt that is read in between weighs less in
    // a long answer, so that with such a target longer answers may be the easier ones.
    DecisionChange(name: "more completion tokens", sides: [.own, .api]) {
      $0.completion *= 1.5
      return $0.service.isBatch || $0.service.timePerOutputTokenSeconds == nil
    },
    DecisionChange(name: "more completion tokens at the API", sides: [.api]) {
      $0.completion *= 1.5
      return true
    },
    DecisionChange(name: "more requests", sides: [.own, .api]) {
      $0.requestsPerDay *= 2
      return true
    },
    DecisionChange(name: "a tighter first token", sides: [.own, .api]) {
      $0.service.timeToFirstTokenSeconds = ($0.service.timeToFirstTokenSeconds ?? 60) / 2
      return !$0.service.isBatch
    },
    DecisionChange(name: "a tighter time per token", sides: [.own, .api]) {
      $0.service.timePerOutputTokenSeconds = ($0.service.timePerOutputTokenSeconds ?? 2) / 2
      return !$0.service.isBatch
    },
    DecisionChange(name: "a stricter percentile", sides: [.own, .api]) {
      $0.service.percentile = 99.9
      return !$0.service.isBatch
    },
    DecisionChange(name: "a shorter deadline", sides: [.own, .api]) {
      $0.service.deadlineHours /= 2
      return $0.service.isBatch
    },
    DecisionChange(name: "one more spare", sides: [.own, .api]) {
      $0.service.spareReplicas += 1
      return !$0.service.isBatch
    },
    DecisionChange(name: "dearer machines", sides: [.own, .api], oddsRise: false) {
      $0.market.machineFactor = 1.3
      return $0.market.owned == nil
    },
    DecisionChange(name: "dearer APIs", sides: [.own, .api], oddsRise: true) {
      $0.market.apiFactor = 1.3
      return true
    },
    DecisionChange(name: "people who cost more", sides: [.own, .api], oddsRise: false) {
      $0.staffUSD += 1000
      return true
    },
    DecisionChange(name: "no machines by the hour", sides: [.own, .api]) {
      $0.autoscaling = false
      return !$0.service.isBatch
    },
    DecisionChange(name: "at least 8 bits", sides: [.own, .api]) {
      $0.fewerThan8Bits = false
      return true
    },
    DecisionChange(name: "nothing owned", sides: [.own, .api]) {
      let isOwner = $0.market.owned != nil
      $0.market.owned = nil
      return isOwner
    },
  ]

  /// The tokens of a day in one batch with a day's time, against the same where somebody might wait.
  static let batch = DecisionChange(
    name: "interactive without targets instead of a daily batch", sides: [.own, .api]
  ) {
    $0.isOneJob = false
    $0.service.isBatch = false
    $0.service.timeToFirstTokenSeconds = nil
    $0.service.timePerOutputTokenSeconds = nil
    $0.service.spareReplicas = 0
    return true
  }

  /// Costs are compared to this share: searches end when they are near enough, and the last requests of a small
  /// job are done a little sooner where longer ones leave fewer in flight.
  static let tolerance = 1e-4

  /// What the change makes cheaper that it must not; `nil` if all is well or it does not apply.
  func violation(of workload: RandomWorkload, from before: DecisionOutcome) throws -> String? {
    var changed = workload
    guard make(&changed) else { return nil }
    let after = try DecisionOutcome(changed)
    var found: [String] = []
    func mustNotFall(_ name: String, _ low: Double, _ high: Double) {
      if high < low * (1 - Self.tolerance) {
        found.append("\(name) falls from \(low) to \(high) USD")
      }
    }
    for side in sides {
      switch side {
      case .own: mustNotFall("self-hosting", before.selfHostUSD, after.selfHostUSD)
      case .api: mustNotFall("the API", before.apiUSD, after.apiUSD)
      }
    }
    if let oddsRise, let low = before.probability, let high = after.probability,
      oddsRise ? high < low : high > low
    {
      found.append("the odds go from \(low) to \(high)")
    }
    guard !found.isEmpty else { return nil }
    return """
      \(name): \(found.joined(separator: ", ")); \(before.fleet ?? "no fleet") \
      becomes \(after.fleet ?? "no fleet"); \(changed.told); before: \(workload.told)
      """
  }
}
