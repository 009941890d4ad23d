import Roofline

/// The time of a deployment's steps, prepared so that one step costs a few additions.
///
/// The time of a pass is a sum of parts that each depend on one number:
///
///     t = F(d + p) + P·[p > 0] + H(d + e) + Q(d) + Σ g(cᵢ) + Σ (A(s + q) − A(s))
///
/// with `d` decoding sequences with contexts `cᵢ`, `p` prompt tokens in chunks of `q` after `s` others,
/// and `e` prompts that end. `P` is what any prompt costs a step; `F` (weights, matrices, links), `H`
/// (head) and `Q` (bookkeeping) are tabulated from ``ForwardPass/time(of:with:)``; `g` (decode attention)
/// is linear and `A` (prompt attention) quadratic between the windows of the model's layers. Summed over
/// `k` steps in which every context grows by one token, `Σ g` is an arithmetic series: so `k` steps cost
/// no more than one.
///
/// Where tokens are guessed ahead, a step here is what one token of each sequence takes: a step of the
/// engine, which yields `A` of them, divided by `A`. Prompts are not divided: they pass once.
struct StepClock: Sendable {
  /// Token counts below this are tabulated one by one.
  private static let fine = 1024
  /// Distance of the tabulated token counts from there on; linear between them, to 0.003 %.
  private static let stride = 16
  static let longestTable = 32_768

  private let deployment: Deployment
  /// `P`: further seconds of a step that carries prompt tokens.
  let carryingPrompt: Double
  private var fineTokens: [Double] = []
  private var coarseTokens: [Double] = []
  private var sampled: [Double] = []
  private var sequences: [Double] = []
  /// Attention in decode, by context.
  let context: ContextCurve
  /// Attention in prefill, by tokens since the prompt's start.
  let prompt: PromptCurve

  /// Prepares the time of steps of up to `tokens` tokens, of up to `sequences` sequences.
  init(_ deployment: Deployment, tokens: Int, sequences count: Int) {
    self.deployment = deployment
    carryingPrompt = deployment.promptOverhead
    let knees = Set(deployment.pass.attention.map(\.knee).filter(\.isFinite)).sorted()
    let idle = deployment.stepTime(of: StepLoad(decoding: 1)).keyValue
    let tokensPerStep = deployment.tokensPerStep
    context = ContextCurve(knees: knees, tokensPerBlock: KeyValueBlocks.tokens) { context in
      (deployment.stepTime(of: StepLoad(decoding: 1, context: context)).keyValue - idle)
        / tokensPerStep
    }
    prompt = PromptCurve(knees: knees) { tokens in
      deployment.stepTime(of: StepLoad(promptTokens: tokens, promptKeys: tokens / 2))
        .promptAttention
    }
    let longest = min(max(1, tokens), Self.longestTable)
    fineTokens = (0...min(longest, Self.fine)).map { directTokens($0) }
    if longest > Self.fine {
      let ends = (longest - Self.fine + Self.stride - 1) / Self.stride
      coarseTokens = (0...ends).map { directTokens(Self.fine + $0 * Self.stride) }
    }
    let most = min(max(1, count), Self.longestTable)
    sampled = (0...most).map { directSampled($0) }
    sequences = (0...most).map { directSequences($0) }
  }

  /// `F`: seconds for passing `count` tokens through everything but attention and head.
  func seconds(tokens count: Int) -> Double {
    if count < fineTokens.count { return fineTokens[count] }
    let offset = count - Self.fine
    let index = offset / Self.stride
    guard offset >= 0, index + 1 < coarseTokens.count else { return directTokens(count) }
    let share = Double(offset % Self.stride) / Double(Self.stride)
    return coarseTokens[index] + share * (coarseTokens[index + 1] - coarseTokens[index])
  }

  /// `H`: seconds for sampling from `count` sequences.
  func seconds(sampling count: Int) -> Double {
    count < sampled.count ? sampled[count] : directSampled(count)
  }

  /// `Q`: further seconds for `count` decoding sequences, attention aside.
  func seconds(sequences count: Int) -> Double {
    count < sequences.count ? sequences[count] : directSequences(count)
  }

  private func directTokens(_ count: Int) -> Double {
    deployment.stepTime(of: StepLoad(promptTokens: Double(count))).total
      - (count > 0 ? carryingPrompt : 0)
  }

  private func directSampled(_ count: Int) -> Double {
    deployment.stepTime(of: StepLoad(endingPrompts: Double(count))).total
      - deployment.stepTime(of: StepLoad()).total
  }

  private func directSequences(_ count: Int) -> Double {
    deployment.stepTime(of: StepLoad(decoding: Double(count))).total / deployment.tokensPerStep
      - directTokens(count) - directSampled(count)
  }
}
