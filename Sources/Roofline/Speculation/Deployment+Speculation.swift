import ModelArithmetic
import Numerics

extension Deployment {
  /// Tokens that a step yields for each decoding sequence.
  package var tokensPerStep: Double { speculation?.acceptanceLength.value ?? 1 }

  /// Steps that a request decodes in, of which each yields several tokens where a draft guesses them.
  func decodeSteps(of shape: RequestShape) -> Double {
    let tokens = shape.decodeSteps
    return speculation == nil ? tokens : max(min(1, tokens), tokens / tokensPerStep)
  }

  /// The time of one step: the pass of the model, and the draft's before it.
  package func stepTime(of load: StepLoad) -> StepTime {
    guard let speculation else { return pass.time(of: load, with: parameters) }
    var verified = load
    verified.tokensPerSequence = speculation.verifiedTokens
    var step = pass.time(of: verified, with: parameters)
    if load.decoding > 0 {
      let costs = speculation.costs
      let tokens = load.decoding * speculation.verifiedTokens / Double(layout.attentionData)
      step.overhead += costs.verificationSeconds + costs.tokenSeconds * tokens
    }
    return draftWork.map { step + $0.time(of: load, with: parameters) } ?? step
  }

  /// Seconds by which a step that carries any prompt tokens is longer for launching its kernels.
  package var promptOverhead: Double {
    pass.promptOverhead(with: parameters)
      + (draftWork?.pass.promptOverhead(with: parameters) ?? 0)
  }

  /// σ of the logarithm of what an unmeasured cache of four bits may cost or gain: assumed.
  private static let fourBitCacheDeviation = 0.2

  /// 80 % of true values lie within this factor of the estimate, up or down: what a spread says of such
  /// deployments, and what speculation adds.
  func errorFactor(_ spread: ErrorSpread) -> Double {
    let seasoned = spread.deviation(for: ModelClass(model), novelties: novelties)
    let young = (youngStack?.spread ?? 0) * (stackAge?.youth ?? 0)
    // No run with keys and values in four bits was measured: what widening them costs is not known.
    let narrow = precision.kvCache.isFourBitFloat ? Self.fourBitCacheDeviation : 0
    let adapted = adapters?.facts.deviation ?? 0
    let own = (seasoned * seasoned + young * young + narrow * narrow + adapted * adapted)
      .squareRoot()
    guard let speculation else { return exponential(ErrorSpread.normalQuantile90 * own) }
    let more = speculation.deviation
    let rest = speculation.costs.deviation
    return exponential(
      ErrorSpread.normalQuantile90 * (own * own + more * more + rest * rest).squareRoot())
  }

  /// The same with the way of speculating that serves a load best.
  ///
  /// - Parameters:
  ///   - choices: What may be chosen; this deployment itself stands for none.
  ///   - shape: The lengths of the requests.
  ///   - load: How they come.
  ///   - allowsNone: Whether none may be the answer.
  /// - Returns: This deployment where nothing is better, or nothing else fits.
  package func speculating(
    best choices: [Speculation], for shape: RequestShape, under load: Load,
    allowsNone: Bool = true
  ) -> Deployment {
    func worth(_ deployment: Deployment) -> Double? {
      guard let estimate = try? deployment.estimate(of: shape, under: load) else { return nil }
      // At a fixed rate all serve the same: the sooner a request is done, the better.
      if case .rate = load {
        let sojourn =
          estimate.timeToFirstTokenSeconds.value
          + shape.decodeSteps * estimate.timePerOutputTokenSeconds.value
        return 1 / sojourn
      }
      return estimate.outputTokensPerSecond.value
    }
    var best = allowsNone ? self : choices.first.map { speculating($0) } ?? self
    var most = allowsNone ? worth(self) : nil
    for choice in choices {
      let other = speculating(choice)
      guard let value = worth(other), value > most ?? 0 else { continue }
      best = other
      most = value
    }
    return best
  }
}
