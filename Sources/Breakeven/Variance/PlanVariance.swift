import Pricing

/// Why what came differs from what was planned, cause by cause, to the cent.
///
/// Causes are taken one after another, each at what the ones before it have left: first as many requests as came, then
/// their lengths, then the share that a cache served, then how much the machines did in an hour, then prices. So they
/// add up to the whole difference, with nothing left over.
package struct PlanVariance: Sendable, Hashable {
  /// What makes a difference.
  package enum Cause: String, Sendable, Hashable, CaseIterable {
    case volume, promptLength, completionLength, hitRate
    /// How much a paid hour of machines did: speed, load and idle time.
    case throughput
    /// All tokens of machines at once, where nobody counted requests.
    case machineTime
    case price
    /// Machines with other accelerators than those of the plan.
    case otherMachines
    /// People, tools, storage.
    case operation
  }

  /// One cause and its dollars; positive where it made things dearer.
  package struct Effect: Sendable, Hashable {
    package let cause: Cause
    package let usd: Double
  }

  /// US dollars that were planned for these days.
  package let plannedUSD: Double
  /// The causes in the order in which they are taken.
  package let effects: [Effect]

  /// US dollars that came.
  package var actualUSD: Double {
    (effects.reduce(plannedUSD) { $0 + $1.usd } * 100).rounded() / 100
  }

  /// Takes causes from sums of dollars, each with one more cause taken in.
  ///
  /// Sums are rounded to cents before they are taken from each other, so that what is printed adds up.
  private init(plannedUSD: Double, through stages: [(Cause, Double)]) {
    func cents(_ usd: Double) -> Double { (usd * 100).rounded() }
    var before = cents(plannedUSD)
    self.plannedUSD = before / 100
    effects = stages.map { cause, usd in
      let after = cents(usd)
      defer { before = after }
      return Effect(cause: cause, usd: (after - before) / 100)
    }
  }

  /// Of an API's bill.
  ///
  /// 1,000 requests of 1,000 prompt tokens at 1 USD a million were planned, 1 USD; 2,000 of 1,500 at 1.10 came, 3.30:
  /// volume +1.00, lengths +1.00, price +0.30.
  package init(planned: TokenSpend, actual: TokenSpend) {
    let volume = planned.requests > 0 ? actual.requests / planned.requests : 0
    let prompt = Self.ratio(actual.promptTokens, planned.promptTokens * volume)
    let completion = Self.ratio(actual.completionTokens, planned.completionTokens * volume)
    func scaled(_ promptFactor: Double, _ completionFactor: Double) -> Double {
      planned.cost(
        of: planned.tokens.reduce(into: [:]) { tokens, item in
          // Requests and calls of tools have no length.
          let factor =
            item.key.isCompletion
            ? completionFactor : item.key == .request || item.key.isCall ? 1 : promptFactor
          tokens[item.key] = item.value * volume * factor
        })
    }
    self.init(
      plannedUSD: planned.usd,
      through: [
        (.volume, scaled(1, 1)), (.promptLength, scaled(prompt, 1)),
        (.completionLength, scaled(prompt, completion)),
        (.hitRate, planned.cost(of: actual.tokens)), (.price, actual.usd),
      ])
  }

  /// Of machines.
  ///
  /// Hours follow requests, and a request's time its lengths: prompts that no cache serves have `promptShare` of it,
  /// completions the rest. What hours differ beyond that is how much an hour did. An hour of another accelerator is none
  /// of these: what such machines cost stands last, by itself.
  ///
  /// - Parameters:
  ///   - planned: What was planned.
  ///   - actual: What it came to.
  ///   - promptShare: The share of a replica's time that the plan has for prompts.
  package init(planned: MachineSpend, actual: MachineSpend, promptShare: Double) {
    let price = planned.gpuHours > 0 ? planned.usd / planned.gpuHours : 0
    let others: [(Cause, Double)] =
      actual.otherUSD == 0 ? [] : [(.otherMachines, actual.usd + actual.otherUSD)]
    guard let was = planned.served, let came = actual.served, was.requests > 0 else {
      self.init(
        plannedUSD: planned.usd,
        through: [(.machineTime, price * actual.gpuHours), (.price, actual.usd)] + others)
      return
    }
    let volume = planned.usd * came.requests / was.requests
    let prompt = Self.ratio(came.promptTokens, was.promptTokens)
    let completion = Self.ratio(came.completionTokens, was.completionTokens)
    let miss = Self.ratio(1 - came.hitRate, 1 - was.hitRate)
    func work(_ prompt: Double, _ completion: Double) -> Double {
      volume * (promptShare * prompt + (1 - promptShare) * completion)
    }
    self.init(
      plannedUSD: planned.usd,
      through: [
        (.volume, volume), (.promptLength, work(prompt, 1)),
        (.completionLength, work(prompt, completion)),
        (.hitRate, work(prompt * miss, completion)), (.throughput, price * actual.gpuHours),
        (.price, actual.usd),
      ] + others)
  }

  /// Of people, tools and storage.
  package init(operationPlannedUSD planned: Double, actualUSD actual: Double) {
    self.init(plannedUSD: planned, through: [(.operation, actual)])
  }

  private static func ratio(_ value: Double, _ base: Double) -> Double {
    base > 0 ? value / base : 1
  }
}
