/// How fast a worker that does nothing else reads prompts.
package struct PromptReading: Sendable, Hashable {
  /// Seconds from the start of a prompt to its first token where no other is read beside it.
  package let secondsAlone: Double
  /// Prompts per second with as many waiting as steps can hold.
  package let promptsPerSecond: Double
  /// Seconds of a full step.
  package let stepSeconds: Double
  /// A full step.
  package let step: StepTime
}

extension Deployment {
  /// How fast a worker that only reads prompts reads those of a shape.
  ///
  /// A full step gives every group of attention a token budget `B` of prompts. `g` groups read
  /// `g·B/P′` prompts in it. A prompt alone occupies one group, while its experts are spread over all
  /// chips: of its time the share of the experts' arithmetic is that of `P′` tokens, the rest that of
  /// `g·P′`.
  package func promptReading(of shape: RequestShape) -> PromptReading {
    let groups = Double(layout.attentionData)
    let budget = engine.memory.tokenBudget
    let prompt = shape.uncachedPrompt
    func step(_ tokens: Double, ending: Double) -> StepTime {
      pass.time(
        of: StepLoad(
          promptTokens: tokens, promptKeys: shape.keysPerPromptToken, endingPrompts: ending),
        with: parameters)
    }
    let chunks = max(1, (prompt / budget).rounded(.up))
    let together = groups * budget / prompt
    let full = step(groups * budget, ending: together)
    let spread = step(prompt / chunks, ending: 1 / chunks).total
    var alone = spread
    if groups > 1 {
      let alike = step(groups * prompt / chunks, ending: 1 / chunks).total
      let share = pass.expertShareOfCompute(with: parameters)
      alone = spread * share + alike * (1 - share)
    }
    return PromptReading(
      secondsAlone: chunks * alone, promptsPerSecond: together / full.total,
      stepSeconds: full.total, step: full)
  }
}

extension ForwardPass {
  /// The part of a prompt's matrix arithmetic that goes into routed experts.
  fileprivate func expertShareOfCompute(with engine: EngineParameters) -> Double {
    var all = 0.0
    for matrix in matrices where matrix.tokens != .sampled {
      let share = matrix.tokens == .attentionGroup ? 1 / attentionGroups : 1
      all += matrix.secondsPerToken * share / engine.matrixCompute(matrix.compute)
    }
    var routed = 0.0
    for expert in experts {
      let speed = expert.multipliesEightBits ? engine.eightBitExperts : 1
      routed +=
        expert.secondsPerToken
        / (engine.matrixCompute(expert.compute) * engine.expertCompute * speed)
    }
    return all + routed > 0 ? routed / (all + routed) : 0
  }
}
