import ModelArithmetic
public import Numerics

/// What one replica delivers under a load.
public struct Estimate: Sendable, Hashable {
  /// Requests in flight.
  public let concurrency: Double
  /// Finished requests per second.
  public let requestsPerSecond: Double
  /// Output tokens per second of the whole replica.
  public let outputTokensPerSecond: Interval
  /// Mean seconds to the first token.
  public let timeToFirstTokenSeconds: Interval
  /// Mean seconds between two tokens of one request.
  public let timePerOutputTokenSeconds: Interval
  /// What limits it.
  public let bound: Bound
  /// The mean step, by what it is spent on.
  public let step: StepTime
}

/// Why a deployment cannot serve a load.
public enum Infeasibility: Error, Sendable, Hashable, CustomStringConvertible {
  /// The weights leave no room: bytes needed and visible on each chip.
  case weightsDoNotFit(neededBytes: Double, visibleBytes: Double)
  /// Not even one request of this shape fits into the KV cache.
  case requestDoesNotFit(tokens: Double)
  /// The requests are longer than the model's context.
  case contextTooShort(tokens: Double, limit: Int)
  /// Requests come faster than the replica can serve: its limit in requests per second.
  case saturated(limitRequestsPerSecond: Double)

  /// One sentence.
  public var description: String {
    switch self {
    case .weightsDoNotFit(let needed, let visible):
      "weights and overhead need \((needed / 1e9).oneDecimal) GB of \((visible / 1e9).oneDecimal) GB per GPU"
    case .requestDoesNotFit(let tokens):
      "the KV cache holds less than one request of \(tokens.oneDecimal) tokens"
    case .contextTooShort(let tokens, let limit):
      "requests of \(tokens.oneDecimal) tokens exceed the model's context of \(limit)"
    case .saturated(let limit):
      "requests come faster than the \(limit.oneDecimal) per second that can be served"
    }
  }
}

extension Double {
  fileprivate var oneDecimal: String { "\((self * 10).rounded() / 10)" }
}

extension Deployment {
  /// Estimates what the replica delivers to requests of a shape under a load.
  ///
  /// - Parameters:
  ///   - shape: How long requests are.
  ///   - load: How many are in flight, or how fast they come.
  /// - Throws: `Infeasibility` that says which limit is in the way.
  public func estimate(of shape: RequestShape, under load: Load) throws(Infeasibility) -> Estimate {
    try checkFit(of: shape)
    switch load {
    case .staticBatch(let requests):
      return batchEstimate(of: shape, requests: requests)
    case .concurrency(let requests):
      return estimate(
        steadyState(of: shape, concurrency: requests, runningLimit: runningLimit(for: shape)), shape
      )
    case .saturation:
      return estimate(saturation(of: shape), shape)
    case .rate(let rate):
      guard let open = openArrivals(of: shape, requestsPerSecond: rate) else {
        throw .saturated(limitRequestsPerSecond: saturation(of: shape).requestsPerSecond)
      }
      return estimate(
        concurrency: open.concurrency, shape: shape, requestsPerSecond: rate,
        firstToken: open.timeToFirstToken, perToken: open.timePerOutputToken, step: open.step)
    }
  }

  /// Checks that weights, one request, and the context fit.
  ///
  /// - Parameter shape: How long requests are.
  public func checkFit(of shape: RequestShape) throws(Infeasibility) {
    guard memory.fits else {
      throw .weightsDoNotFit(
        neededBytes: memory.taken, visibleBytes: memory.visible)
    }
    let tokens = shape.prompt + shape.completion
    if let limit = model.maximumContextTokens, tokens > Double(limit) {
      throw .contextTooShort(tokens: tokens, limit: limit)
    }
    guard runningLimit(for: shape) >= 1 else { throw .requestDoesNotFit(tokens: tokens) }
  }

  /// A batch larger than what fits runs in waves, each of which starts when the one before has ended.
  ///
  /// The last wave is taken to be as fast as a full one, so that throughput does not fall as a batch grows. Of 7
  /// requests in waves of 3, three wait for none, three for one and one for two waves: 5/7 of a wave on average.
  private func batchEstimate(of shape: RequestShape, requests: Double) -> Estimate {
    let together = min(requests, runningLimit(for: shape))
    let wave = staticBatch(of: shape, requests: together)
    let seconds = wave.timeToFirstToken + shape.decodeSteps * wave.timePerOutputToken
    let full = (requests / together).rounded(.down)
    let rest = requests - full * together
    let wavesBefore = (full * (full - 1) / 2 * together + full * rest) / requests
    return estimate(
      concurrency: together, shape: shape, requestsPerSecond: together / seconds,
      firstToken: wave.timeToFirstToken + wavesBefore * seconds,
      perToken: wave.timePerOutputToken, step: wave.step)
  }

  private func estimate(_ state: SteadyState, _ shape: RequestShape) -> Estimate {
    estimate(
      concurrency: state.concurrency, shape: shape, requestsPerSecond: state.requestsPerSecond,
      firstToken: state.timeToFirstToken, perToken: state.timePerOutputToken, step: state.step)
  }

  private func estimate(
    concurrency: Double, shape: RequestShape, requestsPerSecond: Double, firstToken: Double,
    perToken: Double, step: StepTime
  ) -> Estimate {
    Estimate(
      concurrency: concurrency, requestsPerSecond: requestsPerSecond,
      outputTokensPerSecond: Interval(
        value: requestsPerSecond * shape.completion, factor: errorFactor(engine.spreads.throughput)),
      timeToFirstTokenSeconds: Interval(
        value: firstToken + (adapterSwap?.meanSeconds ?? 0),
        factor: errorFactor(engine.spreads.firstToken)),
      timePerOutputTokenSeconds: Interval(
        value: perToken, factor: errorFactor(engine.spreads.perToken)), bound: step.bound,
      step: step)
  }
}
