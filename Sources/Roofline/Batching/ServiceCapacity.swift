import Numerics
package import Workloads

/// The requests that one replica of a deployment serves within a service level.
package struct ServiceCapacity: Sendable, Hashable {
  /// The most requests per second, arriving at random.
  package let requestsPerSecond: Double
  /// Requests in flight at that rate.
  package let concurrency: Double
  /// Seconds to the first token that the percentile asked for does not exceed.
  package let timeToFirstTokenSeconds: Double
  /// Seconds between tokens that the percentile asked for does not exceed.
  package let timePerOutputTokenSeconds: Double
  /// The rate at which it would saturate, whatever the latency.
  package let saturationRequestsPerSecond: Double
  /// By how much the prompts of others lengthen the time between tokens at the percentile, relative to
  /// its mean.
  package let promptInterference: Double
  /// The mean step at capacity.
  package let step: StepTime
  /// What keeps the rate from being higher.
  package let limit: Limit

  /// What keeps a replica's rate from being higher.
  package enum Limit: String, Sendable, Hashable {
    /// The target for the time to the first token.
    case timeToFirstToken
    /// The target for the time between tokens.
    case timePerOutputToken
    /// Memory or the engine's sequence limit, with both targets kept.
    case saturation
  }
}

extension Deployment {
  /// The most that one replica serves within a service level, by a search over the requests in flight.
  ///
  /// Percentiles follow from closed forms, which hold for random arrivals without bursts:
  /// - Time per output token: with `N` requests in flight on average the number varies like a Poisson
  ///   count, so the percentile is that of `N + z·√N`; beside that a request meets more or fewer prompts
  ///   of others (`PromptInterference`). A crowd comes with its prompts, so the two excesses over the
  ///   mean add.
  /// - Time to the first token: the prefill of a prompt at the percentile of prompt lengths, plus half
  ///   a step until the next one begins, plus the percentile of the wait behind other prompts in an
  ///   M/G/1 queue, whose tail falls like `ρ·e^(−t·ρ/W)` with `W = λ·E[S²]/(2·(1 − ρ))` (Pollaczek and
  ///   Khinchine). Adding the two percentiles errs on the safe side.
  ///
  /// - Returns: `nil` if not even a request alone keeps the targets.
  package func capacity(
    for mix: RequestMix, sharedPrefix: SharedPrefix?, within level: ServiceLevel
  ) -> ServiceCapacity? {
    capacity(
      for: ServiceDemand(mix, sharedPrefix: sharedPrefix, percentile: level.percentile),
      within: level)
  }

  /// The same for requests that were prepared once for many deployments or levels.
  ///
  /// - Parameters:
  ///   - demand: Lengths and a shared prefix at the percentile that counts.
  ///   - level: The targets.
  ///   - known: A rate that must be exceeded; `nil` comes back as soon as that is out of reach.
  ///   - pace: ``pace(of:)`` of the demand's shape, where it is known.
  package func capacity(
    for demand: ServiceDemand, within level: ServiceLevel, exceeding known: Double = 0,
    pace: Pace? = nil
  ) -> ServiceCapacity? {
    let shape = demand.shape
    let limit = runningLimit(for: shape)
    guard limit >= 1 else { return nil }
    let prompts = demand.prompts
    let pace = pace ?? self.pace(of: shape)
    let served = ServedShape(ShapedSteps(self, shape: shape), prompts, on: self)
    if known > 0, let target = level.timePerOutputTokenSeconds,
      cannotServe(known, served.steps, pace, secondsPerToken: target)
    {
      return nil
    }
    var last: SteadyState?
    func latency(_ requests: Double) -> PercentileLatency {
      let there = percentileLatency(
        served, pace, requests: requests, limit: limit, near: last)
      last = there.state
      return there
    }
    var lowest = latency(0)
    guard lowest.excess(over: level) <= 0 else { return nil }
    for _ in 0..<Self.triesBelowKnown where known > 0 {
      // With more requests in flight each takes longer, so that these are not enough to exceed what is known.
      let requests = min(limit, known * lowest.sojourn)
      guard requests > lowest.requests * 1.02 else { break }
      let there = latency(requests)
      if there.excess(over: level) > 0 {
        if there.requestsPerSecond <= known { return nil }
        break
      }
      lowest = there
    }
    let most = latency(limit)
    let excess = most.excess(over: level)
    var reason = ServiceCapacity.Limit.saturation
    if excess <= 0 {
      lowest = most
    } else {
      if most.requestsPerSecond <= known { return nil }
      reason = most.limit(of: level)
      var crossing = RisingCrossing(
        low: lowest.requests, below: lowest.excess(over: level), high: limit, above: excess)
      for _ in 0..<Self.mostTries where !crossing.isWithin(Self.tolerance) {
        let there = latency(crossing.next(tolerance: Self.tolerance))
        let excess = there.excess(over: level)
        crossing.take(excess, at: there.requests)
        if excess <= 0 {
          lowest = there
        } else {
          // The rate rises with the requests in flight: fewer of them cannot exceed it.
          if there.requestsPerSecond <= known { return nil }
          reason = there.limit(of: level)
        }
      }
    }
    let kept = lowest
    guard kept.state.requestsPerSecond > 0, kept.requests > 0 else { return nil }
    return ServiceCapacity(
      requestsPerSecond: kept.requestsPerSecond, concurrency: kept.requests,
      timeToFirstTokenSeconds: kept.firstToken, timePerOutputTokenSeconds: kept.perToken,
      saturationRequestsPerSecond: served.steps.steadyState(
        concurrency: limit, runningLimit: limit, pace: pace
      ).requestsPerSecond,
      promptInterference: kept.promptInterference, step: kept.state.step, limit: reason)
  }

  /// Whether so many requests per second certainly miss a target for the time between tokens: a bound that takes two
  /// steps' times to work out.
  ///
  /// At a rate `λ`, `λ·steps·t` requests decode. Even if each took as little time as a request alone, without any
  /// prompts, a step with as many must not take longer than the target.
  private func cannotServe(
    _ rate: Double, _ steps: ShapedSteps, _ pace: Pace, secondsPerToken target: Double
  ) -> Bool {
    func step(_ decoding: Double) -> Double {
      steps.time(decoding: decoding).total * pace.factor(running: decoding)
    }
    let decoding = rate * steps.decodeSteps * step(1)
    return decoding > 1 && step(decoding) > Self.certainly * target * tokensPerStep
  }

  /// Like cases may say that a step with more requests takes less time than one with fewer, by some percent.
  private static let certainly = 1.1
  /// Requests in flight at capacity are found to this part of them.
  private static let tolerance = 1e-5
  private static let mostTries = 40
  private static let triesBelowKnown = 3

  private struct PercentileLatency {
    let requests: Double
    /// Seconds from a request's arrival to its last token, on average.
    let sojourn: Double
    let requestsPerSecond: Double
    let firstToken: Double
    let perToken: Double
    let promptInterference: Double
    let state: SteadyState

    /// By which part of it the tighter target is missed; negative where both are kept.
    func excess(over level: ServiceLevel) -> Double {
      max(
        level.timePerOutputTokenSeconds.map { perToken / $0 - 1 } ?? -1,
        level.timeToFirstTokenSeconds.map { firstToken / $0 - 1 } ?? -1)
    }

    /// The target that is missed, or nearest to it.
    func limit(of level: ServiceLevel) -> ServiceCapacity.Limit {
      guard let each = level.timePerOutputTokenSeconds else { return .timeToFirstToken }
      guard let first = level.timeToFirstTokenSeconds else { return .timePerOutputToken }
      return perToken / each >= firstToken / first ? .timePerOutputToken : .timeToFirstToken
    }
  }

  private func percentileLatency(
    _ served: ServedShape, _ pace: Pace, requests: Double, limit: Double, near known: SteadyState?
  ) -> PercentileLatency {
    let (steps, shape, prompts) = (served.steps, served.steps.shape, served.prompts)
    // An arriving request sees the others and adds itself.
    let state = steps.steadyState(
      concurrency: requests + 1, runningLimit: limit, pace: pace, near: known)
    let sojourn = state.timeToFirstToken + shape.decodeSteps * state.timePerOutputToken
    let rate = requests / sojourn
    let crowded = min(limit, requests + 1 + prompts.deviations * requests.squareRoot())
    let busy = steps.steadyState(concurrency: crowded, runningLimit: limit, pace: pace, near: state)
    let mean =
      served.mean.seconds(steps, decoding: state.decoding)
      * pace.factor(running: min(limit, requests + 1))
    let long =
      served.long.latency(steps, decoding: busy.decoding) * pace.factor(running: crowded)
    let square = mean * mean * prompts.meanSquareRatio
    let utilization = min(0.999, rate * mean)
    let wait = rate * square / (2 * (1 - utilization))
    let perToken = state.timePerOutputToken
    let crowding = max(0, busy.timePerOutputToken - perToken)
    let interference = prompts.interference.excess(
      promptsPerSecond: rate, secondsPerToken: perToken,
      square: state.secondsPerPrompt * state.secondsPerPrompt * prompts.meanSquareRatio)
    let tail = 1 - prompts.quantile
    let waitAtQuantile =
      utilization > tail ? wait / utilization * naturalLogarithm(utilization / tail) : 0
    let loading = steps.loadSeconds > 0 ? served.loading(at: rate) : 0
    return PercentileLatency(
      requests: requests, sojourn: sojourn, requestsPerSecond: rate,
      firstToken: long + busy.step.total / 2 + waitAtQuantile + loading
        + (served.swap?.seconds(atQuantile: prompts.quantile) ?? 0),
      perToken: perToken + crowding + interference,
      promptInterference: perToken > 0 ? interference / perToken : 0, state: state)
  }

  /// Requests as one deployment serves them: its steps, and what it takes to read their prompts.
  private struct ServedShape {
    let steps: ShapedSteps
    let prompts: PromptService
    /// A prompt of mean length, and one of the length at the percentile.
    let mean: PromptOnSteps
    let long: PromptOnSteps
    let swap: AdapterSwap?

    init(_ steps: ShapedSteps, _ prompts: PromptService, on deployment: Deployment) {
      self.steps = steps
      self.prompts = prompts
      swap = deployment.adapterSwap
      mean = PromptOnSteps(prompts.mean, steps, on: deployment)
      long = PromptOnSteps(prompts.atQuantile, steps, on: deployment)
    }

    /// Seconds at the percentile until what a prompt finds in a tier has come, others before it, to requests that
    /// come at a rate.
    func loading(at rate: Double) -> Double {
      let utilization = min(0.999, rate * steps.loadSeconds / steps.loadLanes)
      let wait =
        utilization * steps.loadSeconds * prompts.meanSquareRatio / (2 * (1 - utilization))
      let tail = 1 - prompts.quantile
      let waitAtQuantile =
        utilization > tail ? wait / utilization * naturalLogarithm(utilization / tail) : 0
      return steps.loadSeconds * max(1, prompts.atQuantile / max(1, prompts.mean)) + waitAtQuantile
    }
  }

  /// A prompt of so many uncached tokens that is read beside decoding sequences.
  private struct PromptOnSteps {
    let tokens: Double
    let chunks: Double
    let attention: PromptAttention

    init(_ tokens: Double, _ steps: ShapedSteps, on deployment: Deployment) {
      self.tokens = tokens
      chunks = steps.chunks(of: tokens)
      let cached = max(0, steps.shape.prompt - steps.shape.uncachedPrompt)
      attention = deployment.promptAttention(keys: cached + tokens / 2)
    }

    /// Seconds from its first chunk to its last through all stages.
    func latency(_ steps: ShapedSteps, decoding: Double) -> Double {
      guard steps.stages > 1 else { return seconds(steps, decoding: decoding) }
      return steps.reading(
        chunks: chunks, of: tokens / chunks, decoding: decoding, attention: attention)
    }

    /// Seconds of each stage for all its chunks.
    func seconds(_ steps: ShapedSteps, decoding: Double) -> Double {
      chunks
        * steps.time(
          decoding: decoding, promptTokens: tokens / chunks, endingPrompts: 1 / chunks,
          attention: attention
        ).total
    }
  }
}

/// Requests as a replica's capacity needs to know them, worked out once for many deployments.
package struct ServiceDemand: Sendable {
  let shape: RequestShape
  let prompts: PromptService

  /// Prepares requests for levels of one percentile.
  package init(_ mix: RequestMix, sharedPrefix: SharedPrefix?, percentile: Double) {
    let part = RequestPart(share: 1, mix: mix, sharedPrefix: sharedPrefix)
    shape = part.shape
    prompts = PromptService(part, among: [part], quantile: percentile / 100)
  }

  /// Requests of one workload on replicas that serve others as well.
  ///
  /// What all of them make of a step and of the wait for a prompt's turn counts, and the percentile is that of the one
  /// workload's own requests.
  ///
  /// - Parameters:
  ///   - own: The place of the workload whose requests must keep targets.
  ///   - parts: All workloads, with their shares of the requests, which add up to one.
  ///   - percentile: The percentile of the wait for a first token that must keep its target, from 0 to 100.
  package init(_ own: Int, among parts: [RequestPart], percentile: Double) {
    shape = RequestShape(mixing: parts.map { ($0.share, $0.shape) })
    prompts = PromptService(parts[own], among: parts, quantile: percentile / 100)
  }
}

/// The requests of one workload among those that a replica serves.
package struct RequestPart: Sendable {
  /// Its share of the requests.
  package let share: Double
  package let mix: RequestMix
  package let sharedPrefix: SharedPrefix?

  package init(share: Double, mix: RequestMix, sharedPrefix: SharedPrefix?) {
    self.share = share
    self.mix = mix
    self.sharedPrefix = sharedPrefix
  }

  fileprivate var shape: RequestShape { RequestShape(mix, sharedPrefix: sharedPrefix) }

  fileprivate func uncached(_ tokens: Double) -> Double {
    max(1, sharedPrefix?.uncachedPromptTokens(of: tokens) ?? tokens)
  }

  fileprivate func mean(of quantity: (Double) -> Double) -> Double {
    mix.mean { quantity(uncached($0.promptTokens)) }
  }
}

/// What prefill must know of the spread of prompts.
struct PromptService: Sendable {
  let quantile: Double
  /// Standard deviations of a normal distribution at the quantile.
  let deviations: Double
  let mean: Double
  let atQuantile: Double
  /// E[P′²]/E[P′]².
  let meanSquareRatio: Double
  /// What prompts do to the requests that decode.
  let interference: PromptInterference

  /// - Parameters:
  ///   - own: The requests whose percentile counts.
  ///   - parts: All that the replica serves.
  init(_ own: RequestPart, among parts: [RequestPart], quantile: Double) {
    self.quantile = quantile
    deviations = NormalDistribution.quantile(quantile)
    interference = PromptInterference(own.mix, quantile: quantile)
    func all(_ quantity: (Double) -> Double) -> Double {
      parts.count == 1
        ? own.mean(of: quantity) : parts.reduce(0) { $0 + $1.share * $1.mean(of: quantity) }
    }
    mean = all { $0 }
    atQuantile = own.uncached(own.mix.promptTokens(atQuantile: quantile))
    meanSquareRatio = all { $0 * $0 } / (mean * mean)
  }
}
