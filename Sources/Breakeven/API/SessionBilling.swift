import Pricing
import Workloads

/// How long an API's cache keeps what was not used again.
enum CacheLifetime: Sendable, Hashable {
  /// As it does by itself: five minutes, as Anthropic's documents say, and OpenAI's of five to ten.
  case usual
  /// An hour, at the price of writing for an hour.
  case hour

  var seconds: Double {
    switch self {
    case .usual: SharedPrefix.defaultKeptHours * 3600
    case .hour: 3600
    }
  }

  func isOffered(by tariff: Tariff, _ service: ServiceTier) -> Bool {
    switch self {
    case .usual: true
    case .hour: tariff.schedules[service]?.base.usdPerMillionCacheWrite1h != nil
    }
  }
}

/// What an API's cache does for sessions: an entry lives until nobody used it for its lifetime.
///
/// What one turn sends is written, and read by the next one if that comes in time: of turns with a mean think time
/// of two minutes, 92 % come within five.
struct SessionBilling {
  private let tariff: Tariff
  private let lifetime: CacheLifetime
  /// The share of prompt tokens behind the shared prefix that are sent again.
  private let sentAgain: Double
  /// The share of what is sent again that still lives then.
  private let alive: Double

  /// `nil` where nothing is known of prompts that come back.
  init?(_ tariff: Tariff, _ demand: Demand, _ lifetime: CacheLifetime) {
    guard let workingSet = demand.workingSet else { return nil }
    self.tariff = tariff
    self.lifetime = lifetime
    sentAgain = workingSet.unlimitedShare
    let found = workingSet.hitShare(
      keptSeconds: lifetime.seconds,
      requestsPerSecond: max(1e-9, demand.requests / FleetPlan.secondsPerMonth))
    alive = sentAgain > 0 ? min(1, found / sentAgain) : 0
  }

  var isLong: Bool { lifetime == .hour }

  /// Tokens that are read from the cache beyond those of the shared prefix by itself, and those that are written to it.
  ///
  /// An entry lives with all that was sent before, or not at all: what is cached at least is asked of a whole entry, not
  /// of a mean. Of turns that send 900 shared tokens and 182 others again, where 1,024 are cached at least, 53 % that
  /// come in time read 1,024 each, the prefix with them, and the others none.
  func tokens(ofPrompt prompt: Double, shared: Double) -> (found: Double, written: Double) {
    let own = prompt - shared
    let found = max(
      0,
      alive
        * (tariff.cachedTokens(ofShared: shared + sentAgain * own)
          - tariff.cachedTokens(ofShared: shared)))
    let cacheable = max(
      0, tariff.cachedTokens(ofShared: prompt) - tariff.cachedTokens(ofShared: shared))
    return (min(found, cacheable), max(0, cacheable - found))
  }

  /// What was assumed, in words.
  var text: String {
    let percent = (alive * sentAgain * 100).rounded()
    return "its cache is taken to keep what is used again within "
      + (isLong ? "an hour" : "five minutes")
      + ", so that \(Int(percent)) % of what sessions send again and anew is read from it"
  }
}
