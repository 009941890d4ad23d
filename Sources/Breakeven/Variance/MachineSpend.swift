/// What machines were paid for some days, and what they served.
package struct MachineSpend: Sendable, Hashable {
  /// Hours of accelerators that were paid.
  package let gpuHours: Double
  /// US dollars, tax included.
  package let usd: Double
  /// US dollars of machines with other accelerators, beside these; their hours are not counted.
  package let otherUSD: Double
  /// What they served; `nil` if nobody counted.
  package let served: Served?

  /// Requests and their mean lengths.
  package struct Served: Sendable, Hashable {
    package let requests: Double
    package let promptTokens: Double
    package let completionTokens: Double
    /// The share of prompt tokens that a cache served.
    package let hitRate: Double

    package init(requests: Double, promptTokens: Double, completionTokens: Double, hitRate: Double)
    {
      self.requests = requests
      self.promptTokens = promptTokens
      self.completionTokens = completionTokens
      self.hitRate = hitRate
    }
  }

  package init(gpuHours: Double, usd: Double, otherUSD: Double = 0, served: Served?) {
    self.gpuHours = gpuHours
    self.usd = usd
    self.otherUSD = otherUSD
    self.served = served
  }
}
