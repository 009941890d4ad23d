package import Pricing

/// The deployments and batch sizes that no other beats in both price and speed.
package struct SpeedFrontier: Sendable, Hashable {
  /// One of them.
  package struct Point: Sendable, Hashable {
    /// The deployment on its cheapest machines.
    package let option: SelfHostOption
    /// The batch size and what follows from it.
    package let tier: LatencyTier
  }

  /// An API's service tier, and its price relative to its ordinary one.
  package struct ServicePrice: Sendable, Hashable {
    /// The offering.
    package let tariffID: String
    /// The service.
    package let service: ServiceTier
    /// Price of the workload's mean request relative to the ordinary service.
    package let factor: Double
  }

  /// A way to run a model on its cheapest machines, and what it costs at a speed.
  package struct Run: Sendable, Hashable {
    /// The option whose model, machines and precision it has.
    package let option: SelfHostOption
    /// How it is run, such as `TP8 with MTP`, or both pools.
    package let name: String
    /// Output tokens per second that each user sees.
    package let tokensPerSecondPerUser: Double
    /// US dollars of machines for a million tokens, prompt and completion together, at full load.
    package let usdPerMillionTokens: Double
  }

  /// What somebody measured and published, at the machine prices of this market.
  package struct Published: Sendable, Hashable {
    /// The measured point.
    package let speed: PublishedSpeed
    /// The option whose machines it is priced with.
    package let option: SelfHostOption
    /// US dollars of machines for a million tokens, prompt and completion together.
    package let usdPerMillionTokens: Double
  }

  /// With the headline's stack, from cheap and slow to dear and fast.
  package let points: [Point]
  /// What a plain stack reaches; empty where both reach the same.
  package let plain: [Run]
  /// What a modern stack reaches; empty where both reach the same.
  package let modern: [Run]
  /// Published measurements of the same models on the same chips with nearly these requests.
  package let published: [Published]
  /// What APIs ask for other speeds.
  package let services: [ServicePrice]

  /// The slowest speed within 5 % of the lowest price: slower than this saves nothing.
  package var slowestThatPays: Point? {
    guard let cheapest = points.first else { return nil }
    return points.last { $0.tier.usdPerMillionTokens <= 1.05 * cheapest.tier.usdPerMillionTokens }
  }
}
