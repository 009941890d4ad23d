import ModelArithmetic

/// The passes of a draft that precede each verification, compiled for the chips of a deployment.
struct DraftWork: Sendable, Hashable {
  let pass: ForwardPass
  let passes: Int
  let verifiedTokens: Double
  let costs: SpeculationCosts

  init?(
    _ speculation: Speculation, accelerator: Accelerator, layout: Layout, precision: Precision
  ) {
    guard let draft = speculation.draft else { return nil }
    pass = ForwardPass(
      model: draft, accelerator: accelerator, layout: layout,
      precision: speculation.precision(of: precision))
    passes = speculation.draftTokens
    verifiedTokens = speculation.verifiedTokens
    costs = speculation.costs
  }

  /// The time of all passes of a step.
  ///
  /// The first reads what was verified, and the prompts; each further one a token of each sequence.
  func time(of load: StepLoad, with engine: EngineParameters) -> StepTime {
    let beside = beside(engine)
    var time = pass.time(of: first(load), with: beside)
    if passes > 1, load.decoding > 0 {
      let further = StepLoad(decoding: load.decoding, context: load.context)
      time = time + pass.time(of: further, with: beside) * Double(passes - 1)
    }
    return time
  }

  /// The same with contexts of one length.
  func folded(context: Double, with engine: EngineParameters) -> FoldedDraft {
    let beside = beside(engine)
    let load = StepLoad(context: context)
    return FoldedDraft(
      first: FoldedPass(pass, with: beside, contexts: first(load)),
      further: FoldedPass(pass, with: beside, contexts: load), passes: passes)
  }

  private func first(_ load: StepLoad) -> StepLoad {
    var first = load
    first.tokensPerSequence = verifiedTokens
    // Only one of them is guessed on from, so the head runs once a sequence.
    first.sampledPerSequence = 1
    return first
  }

  private func beside(_ engine: EngineParameters) -> EngineParameters {
    var beside = engine
    beside.stepOverhead *= costs.draftStepShare
    beside.sequenceOverhead = 0
    return beside
  }
}

/// The passes of a draft over contexts of one length.
struct FoldedDraft: Sendable {
  let first: FoldedPass
  let further: FoldedPass
  let passes: Int

  /// The time of all passes of a step.
  func time(
    decoding: Double, promptTokens: Double, endingPrompts: Double, promptAttention: Double
  ) -> StepTime {
    let time = first.time(
      decoding: decoding, promptTokens: promptTokens, endingPrompts: endingPrompts,
      promptAttention: promptAttention)
    guard passes > 1, decoding > 0 else { return time }
    let each = further.time(
      decoding: decoding, promptTokens: 0, endingPrompts: 0, promptAttention: 0)
    return time + each * Double(passes - 1)
  }
}

extension Speculation {
  /// The datatypes of the draft: a head of the checkpoint has those of the model, a separate draft those
  /// that it was published in.
  func precision(of model: Precision) -> Precision {
    method == .mtp ? model : Precision(weights: .checkpoint, kvCache: model.kvCache)
  }
}
