extension Deployment {
  /// Tokens of long sequences that the tier keeps for one replica; 0 without one.
  ///
  /// As in the chips' own memory, each rank keeps its own part, and of a latent cache all of it.
  package var tierTokens: Double {
    guard let tier else { return 0 }
    let each = memory.growingBytesPerToken
    return each > 0 ? tier.bytesPerChip / each * Double(layout.attentionData) : .infinity
  }

  /// Seconds in which the tier brings the cache of so many tokens to the chips; 0 for none.
  package func loadSeconds(tokens: Double) -> Double {
    guard let tier, tokens > 0 else { return 0 }
    return memory.bytes(ofSequenceHolding: tokens) / tier.bytesPerSecond
  }

  /// Seconds in which a prompt token is computed in steps that are full of them.
  package func secondsPerComputedToken(of shape: RequestShape) -> Double {
    let steps = ShapedSteps(self, shape: shape)
    return steps.time(
      decoding: 0, promptTokens: tokenBudget, attention: steps.promptAttention
    ).total / tokenBudget
  }

  /// Whether the tier brings tokens of such requests sooner than they are computed.
  package func loadsFaster(than shape: RequestShape) -> Bool {
    tier != nil
      && loadSeconds(tokens: shape.prompt) < shape.prompt * secondsPerComputedToken(of: shape)
  }
}

extension MemoryPlan {
  /// Bytes on each chip for one token more of a long sequence.
  package var growingBytesPerToken: Double { bytesPerToken }
}
