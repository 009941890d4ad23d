import Numerics

/// A matrix under one engine.
struct MatrixTerm: Sendable {
  let tokens: MatrixWork.Tokens
  let secondsPerToken: Double
  let secondsPerRead: Double

  init(_ work: MatrixWork, with engine: EngineParameters) {
    tokens = work.tokens
    secondsPerToken = work.secondsPerToken / engine.matrixCompute(work.compute)
    secondsPerRead =
      work.secondsPerRead
      / (engine.matrixBandwidth * (work.isWeightOnly ? engine.weightOnlyBandwidth : 1))
  }
}

/// Routed experts under one engine.
struct ExpertTerm: Sendable {
  let work: ExpertWork
  let secondsPerToken: Double
  let secondsPerRead: Double

  init(_ work: ExpertWork, with engine: EngineParameters) {
    self.work = work
    let speed = work.multipliesEightBits ? engine.eightBitExperts : 1
    let scaling =
      work.scalesByBlocks
      ? engine.blockScaledExperts : work.multipliesFourBits ? engine.fourBitExperts : 1
    secondsPerToken =
      work.secondsPerToken
      / (engine.matrixCompute(work.compute) * engine.expertCompute * speed * scaling)
    secondsPerRead =
      work.secondsPerRead
      / (engine.matrixBandwidth * engine.expertBandwidth * speed
        * (work.isWeightOnly ? engine.weightOnlyBandwidth : 1))
  }
}

/// What grows in a straight line with sequences and tokens, or not at all, under one engine.
struct LinearTerms: Sendable {
  let stages: Double
  let groups: Double
  /// Seconds on the link for a step, and for each token of an attention group.
  let link: Double
  let linkPerToken: Double
  /// Overheads of a step, of each decoding sequence of a group, and of each token.
  let step: Double
  let perSequence: Double
  let perToken: Double
  /// What a step takes longer that carries any prompt tokens.
  let prompt: Double
  /// Adapters beside the matrices; `nil` without any.
  let adapters: AdapterTerms?

  init(_ pass: ForwardPass, with engine: EngineParameters) {
    stages = pass.stages
    groups = pass.attentionGroups
    var link = 0.0
    var linkPerToken = 0.0
    if pass.attentionRanks > 1 {
      link += 2 * pass.layers * pass.allReduceLatencies * engine.allReduceLatency
      linkPerToken += pass.secondsPerTokenOnLink / engine.linkBandwidth
    }
    if pass.attentionGroups > 1, pass.expertLayers > 0 {
      link += 4 * pass.expertLayers * engine.allReduceLatency
      linkPerToken += pass.secondsPerTokenDispatch / engine.linkBandwidth
    }
    self.link = link
    self.linkPerToken = linkPerToken
    let launches =
      pass.layers * engine.layerOverhead + pass.routingLayers * engine.expertLayerOverhead
      * (pass.widensExperts ? engine.weightOnlyLaunch : 1)
      + pass.latentLayers * engine.latentLayerOverhead
      + pass.sparseLayers * engine.sparseLayerOverhead
      + pass.recurrentLayers * engine.recurrentLayerOverhead
    step =
      launches + engine.stepOverhead
      + (pass.dispatchesAcrossNodes ? pass.expertLayers * engine.expertParallelOverhead : 0)
    perSequence = engine.sequenceOverhead / groups
    perToken =
      engine.activationPasses * pass.secondsPerActivationPass / groups
      + engine.routedPasses * pass.secondsPerRoutedPass
    prompt = pass.promptOverhead(with: engine)
    adapters = pass.adapters.map { AdapterTerms($0, with: engine) }
  }
}

extension ForwardPass {
  /// Seconds of attention for each decoding sequence of a chip's own group.
  func decodeAttention(
    context: Double, tokensPerSequence: Double, with engine: EngineParameters
  ) -> Double {
    // States are read once and written after each token, to be rolled back to.
    var seconds = secondsPerState * (1 + tokensPerSequence) / 2 / engine.attentionBandwidth
    for layer in attention {
      let keys = layer.visible(context: context)
      let read =
        layer.secondsPerKeyRead * keys
        * (layer.groupSize > 1
          ? exponential(layer.logarithmOfGroupSize * engine.groupedQueryLoss) : 1)
      let share = layer.isLatent ? engine.latentAttentionCompute : engine.attentionCompute
      // Several queries of a sequence read its keys once.
      seconds += joined(
        tokensPerSequence * layer.secondsPerKeyCompute * keys / share,
        read / engine.attentionBandwidth)
    }
    return seconds
  }

  /// Seconds of attention for each prompt token of a chip's own group that sees so many keys on average.
  func promptAttention(keys: Double, with engine: EngineParameters) -> Double {
    var seconds = 0.0
    for layer in attention {
      seconds +=
        layer.secondsPerPair * layer.visibleInPrefill(meanTokens: keys) / engine.attentionCompute
    }
    return seconds
  }
}

extension LinearTerms {
  /// The time of one step: each operator takes the larger, softly joined, of its compute and memory times.
  ///
  /// `(c⁴ + m⁴)^(1/4)` joins compute `c` and memory `m`; it exceeds the larger by at most 19 %, where
  /// both are equal.
  @inline(__always)
  func time(
    of load: StepLoad, matrices: some Sequence<MatrixTerm>, experts: some Sequence<ExpertTerm>,
    decodeAttention: Double, promptAttention: Double
  ) -> StepTime {
    var time = StepTime()
    let perSequence = load.tokensPerSequence
    let tokens = (load.decoding * perSequence + load.promptTokens) / stages
    let decoding = load.decoding / stages
    let groupTokens = tokens / groups
    let sampled =
      (load.decoding * (load.sampledPerSequence ?? perSequence) + load.endingPrompts) / stages
    let routedTokens = load.decodesCopies ? min(perSequence, tokens) : tokens
    for matrix in matrices {
      let through =
        switch matrix.tokens {
        case .all: tokens
        case .attentionGroup: groupTokens
        case .sampled: sampled
        }
      time.spend(compute: matrix.secondsPerToken * through, reading: matrix.secondsPerRead)
    }
    for expert in experts {
      time.spend(
        compute: expert.secondsPerToken * tokens * expert.work.unevenness(tokens: tokens),
        reading: expert.secondsPerRead
          * expert.work.touchedShareOfFullestRank(tokens: routedTokens))
    }
    time.keyValue = decoding / groups * decodeAttention
    time.promptAttention = load.promptTokens / stages / groups * promptAttention
    time.link = link + linkPerToken * groupTokens
    time.overhead =
      step + self.perSequence * decoding + perToken * tokens
      + (load.promptTokens > 0 ? prompt : 0)
    if let adapters {
      time.adapters = adapters.seconds(
        tokens: tokens, sequences: max(decoding, load.promptTokens > 0 ? 1 : 0), groups: groups)
    }
    return time
  }
}

extension StepTime {
  @inline(__always)
  fileprivate mutating func spend(compute: Double, reading: Double) {
    let both = joined(compute, reading)
    if compute > reading { self.compute += both } else { weights += both }
  }
}

@inline(__always)
private func joined(_ first: Double, _ second: Double) -> Double {
  let a = first * first
  let b = second * second
  return (a * a + b * b).squareRoot().squareRoot()
}
