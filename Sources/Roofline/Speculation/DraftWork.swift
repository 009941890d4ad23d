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
    var beside = engine
    beside.stepOverhead *= costs.draftStepShare
    beside.sequenceOverhead = 0
    var first = load
    first.tokensPerSequence = verifiedTokens
    // Only one of them is guessed on from, so the head runs once a sequence.
    first.sampledPerSequence = 1
    var time = pass.time(of: first, with: beside)
    if passes > 1, load.decoding > 0 {
      let further = StepLoad(decoding: load.decoding, context: load.context)
      time = time + pass.time(of: further, with: beside) * Double(passes - 1)
    }
    return time
  }
}

extension Speculation {
  /// The datatypes of the draft: a head of the checkpoint has those of the model, a separate draft those
  /// that it was published in.
  func precision(of model: Precision) -> Precision {
    method == .mtp ? model : Precision(weights: .checkpoint, kvCache: model.kvCache)
  }
}
