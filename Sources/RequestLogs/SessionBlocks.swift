/// Names for the blocks of prompts that a log tells by their sessions alone.
///
/// A prompt is taken to begin with what its session held before, prompt and completion, if it is as long as that; with
/// the prompt before alone, if it is as long as that; and with nothing that was there, if it is shorter: a context that
/// was replaced by a summary. A session of 100 and 300 prompt tokens with completions of 50 finds 150 of the 300.
struct SessionBlocks: Sendable {
  /// Tokens of a block.
  static let tokensPerBlock = 64

  private struct Context {
    var blocks: [UInt64] = []
    var promptTokens = 0
    var heldTokens = 0
    /// Blocks that the session has filled so far.
    var filled: UInt64 = 0
  }

  /// The blocks of the requests, in their order.
  private(set) var blocks = NamedBlocks()

  /// - Parameters:
  ///   - sessions: The session of each request; 0 for none.
  ///   - requests: The requests, in any order of time.
  init(_ requests: [LoggedRequest], sessions: [UInt32]) {
    let order = requests.indices.sorted {
      (requests[$0].seconds ?? 0, $0) < (requests[$1].seconds ?? 0, $1)
    }
    var named = [[UInt64]](repeating: [], count: requests.count)
    var contexts: [UInt32: Context] = [:]
    var total = 0
    for index in order where sessions[index] != 0 && total <= NamedBlocks.maximum {
      let request = requests[index]
      var context = contexts[sessions[index]] ?? Context()
      let kept =
        request.promptTokens >= context.heldTokens
        ? context.heldTokens
        : request.promptTokens >= context.promptTokens ? context.promptTokens : 0
      let blocks = min(context.blocks.count, kept / Self.tokensPerBlock)
      context.blocks.removeLast(context.blocks.count - blocks)
      context.promptTokens = request.promptTokens
      context.heldTokens = request.promptTokens + request.completionTokens
      while context.blocks.count < context.heldTokens / Self.tokensPerBlock {
        context.blocks.append(Self.name(sessions[index], context.filled))
        context.filled &+= 1
      }
      named[index] = context.blocks
      total += context.blocks.count
      contexts[sessions[index]] = context
    }
    for ids in named {
      for id in ids { blocks.append(id) }
      blocks.endRequest()
    }
  }

  /// A name that no other block of a session has, nor one of another session, by chance aside.
  private static func name(_ session: UInt32, _ number: UInt64) -> UInt64 {
    var hash = UInt64(session) &* 0x9E37_79B9_7F4A_7C15 ^ number &* 0xD6E8_FEB8_6659_FD93
    hash = (hash ^ (hash &>> 31)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash &>> 29)
  }
}
