/// A pass under one engine over contexts of given lengths, folded into a few coefficients.
///
/// Only the numbers of sequences and tokens are left open, so that a step's time is some twenty multiplications and
/// two square roots for each matrix.
struct FoldedPass: Sendable {
  private let matrices: [MatrixTerm]
  private let experts: [ExpertTerm]
  private let linear: LinearTerms
  private let decodeAttention: Double
  private let contexts: StepLoad

  /// - Parameters:
  ///   - pass: The pass.
  ///   - engine: What an engine makes of the chips.
  ///   - contexts: A load whose contexts and tokens for each sequence are those of all steps.
  init(_ pass: ForwardPass, with engine: EngineParameters, contexts: StepLoad) {
    matrices = pass.matrices.map { MatrixTerm($0, with: engine) }
    experts = pass.experts.map { ExpertTerm($0, with: engine) }
    linear = LinearTerms(pass, with: engine)
    decodeAttention = pass.decodeAttention(
      context: contexts.context, tokensPerSequence: contexts.tokensPerSequence, with: engine)
    self.contexts = contexts
  }

  /// The time of a step.
  ///
  /// - Parameters:
  ///   - decoding: Sequences that decode.
  ///   - promptTokens: Prompt tokens.
  ///   - endingPrompts: Prompts that end in it.
  ///   - promptAttention: ``ForwardPass/promptAttention(keys:with:)`` of these prompts.
  func time(
    decoding: Double, promptTokens: Double, endingPrompts: Double, promptAttention: Double
  ) -> StepTime {
    var load = contexts
    load.decoding = decoding
    load.promptTokens = promptTokens
    load.endingPrompts = endingPrompts
    return linear.time(
      of: load, matrices: matrices, experts: experts, decodeAttention: decodeAttention,
      promptAttention: promptAttention)
  }
}
