/// The steps of a deployment that serves requests of one shape, folded into a few coefficients.
///
/// What follows from the lengths alone is worked out once, so that a step takes some hundred nanoseconds and a steady
/// state less than a microsecond.
struct ShapedSteps: Sendable {
  let shape: RequestShape
  /// The most tokens of a step.
  let budget: Double
  /// Steps that a request decodes in.
  let decodeSteps: Double
  private let pass: FoldedPass
  private let draft: FoldedDraft?
  /// Seconds that verification adds to a step that decodes, and for each of its sequences.
  private let verification: Double
  private let verificationPerSequence: Double
  /// Seconds in which what a prompt finds in a tier comes to the chips; 0 without one.
  let loadSeconds: Double
  /// Prompts that are brought at a time: one for each group of attention.
  let loadLanes: Double
  /// Stages that a token passes one after the other.
  let stages: Double
  /// Attention among the tokens of its prompts.
  let promptAttention: PromptAttention

  init(_ deployment: Deployment, shape: RequestShape) {
    self.shape = shape
    budget = deployment.tokenBudget
    decodeSteps = deployment.decodeSteps(of: shape)
    let speculation = deployment.speculation
    var contexts = StepLoad(context: shape.contextInFlight)
    contexts.tokensPerSequence = speculation?.verifiedTokens ?? 1
    pass = FoldedPass(deployment.pass, with: deployment.parameters, contexts: contexts)
    draft = deployment.draftWork?.folded(
      context: shape.contextInFlight, with: deployment.parameters)
    verification = speculation?.costs.verificationSeconds ?? 0
    verificationPerSequence =
      speculation.map {
        $0.costs.tokenSeconds * $0.verifiedTokens / Double(deployment.layout.attentionData)
      } ?? 0
    loadSeconds = deployment.loadSeconds(tokens: shape.loadedPrompt)
    loadLanes = Double(deployment.layout.attentionData)
    stages = deployment.pass.stages
    promptAttention = deployment.promptAttention(keys: shape.keysPerPromptToken)
  }

  /// Seconds from a prompt's first chunk to its last through all stages, each chunk behind the one before.
  ///
  /// `h` chunks of `T` seconds each pass `s` stages in `(h + s − 1)/s · T`, as a stage begins with the next chunk when it
  /// has passed one on. One chunk takes as long on four stages as on one: 3,000 tokens that take a chip 0.3 s take four
  /// of them 0.3 s as well, and 0.075 s of each.
  ///
  /// - Parameters:
  ///   - chunks: `h`.
  ///   - tokens: Tokens of each chunk.
  ///   - decoding: Sequences that decode beside them.
  ///   - attention: ``Deployment/promptAttention(keys:)`` of the prompt.
  func reading(
    chunks: Double, of tokens: Double, decoding: Double, attention: PromptAttention
  ) -> Double {
    // The prompts of a step are shared among the stages; so many of them bring each stage a whole chunk.
    let step = time(
      decoding: decoding, promptTokens: tokens * stages, endingPrompts: stages / chunks,
      attention: attention)
    return (chunks + stages - 1) / stages * step.total
  }

  /// Chunks that a prompt of so many tokens to compute is read in.
  func chunks(of tokens: Double) -> Double { max(1, (tokens / budget).rounded(.up)) }

  /// The time of one step.
  ///
  /// - Parameters:
  ///   - decoding: Sequences that decode.
  ///   - promptTokens: Prompt tokens that are computed.
  ///   - endingPrompts: Prompts that end in it.
  ///   - attention: ``Deployment/promptAttention(keys:)`` of these prompts.
  func time(
    decoding: Double, promptTokens: Double = 0, endingPrompts: Double = 0,
    attention: PromptAttention = PromptAttention()
  ) -> StepTime {
    var step = pass.time(
      decoding: decoding, promptTokens: promptTokens, endingPrompts: endingPrompts,
      promptAttention: attention.model)
    if decoding > 0 { step.overhead += verification + verificationPerSequence * decoding }
    guard let draft else { return step }
    return step
      + draft.time(
        decoding: decoding, promptTokens: promptTokens, endingPrompts: endingPrompts,
        promptAttention: attention.draft)
  }
}

/// Seconds of attention for each prompt token, in a model and in its draft.
struct PromptAttention: Sendable {
  var model = 0.0
  var draft = 0.0
}

extension Deployment {
  /// The most tokens of a step.
  var tokenBudget: Double { engine.memory.tokenBudget }

  /// Seconds of attention for each prompt token that sees so many keys on average.
  func promptAttention(keys: Double) -> PromptAttention {
    PromptAttention(
      model: pass.promptAttention(keys: keys, with: parameters),
      draft: draftWork?.pass.promptAttention(keys: keys, with: parameters) ?? 0)
  }
}
