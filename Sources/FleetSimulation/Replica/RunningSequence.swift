/// A request that a replica has admitted.
struct RunningSequence: Sendable {
  var arrival = 0.0
  /// When its first token came; negative while none has.
  var firstToken = -1.0
  var prompt = 0
  var completion = 0
  /// Prompt tokens that need no computing.
  var cached = 0
  /// Those of them that come from a tier beside the chips' memory.
  var loaded = 0
  /// When they will have come.
  var ready = 0.0
  /// Whether they are still to come.
  var isLoading = false
  var firstBlock = 0
  var blocks = 0
  /// Blocks behind these that its answer fills.
  var answerBlocks = 0
  /// Seconds since it came to the pool that has read its prompt.
  var waited = 0.0
  /// Whether its prompt need not be computed, unless it gives way.
  var isRead = false
  /// Tokens that had come out when it was admitted, or admitted again.
  var generated = 0
  /// Tokens that must be computed before it decodes.
  var uncomputed = 0
  /// Tokens that it may find in its cache less the number of steps so far.
  var base = 0
  /// The step after which it is done.
  var end = 0
  /// The step of its event on the wheel.
  var event = 0
  /// The line of the context curve that it is on.
  var line = 0
  /// Bytes of its blocks that are counted elsewhere, because others share them.
  var sharedBytes = 0
  var isDecoding = false
  /// How many were admitted before it.
  var admission = 0
  /// The sequences that were admitted before and after it; −1 at the ends.
  var earlier = -1
  var later = -1

  init() {}

  init(_ request: ArrivingRequest) { begin(request) }

  /// Becomes a request that has not been admitted before.
  mutating func begin(_ request: ArrivingRequest) {
    arrival = request.arrival
    firstToken = -1
    prompt = request.prompt
    completion = request.completion
    cached = request.cached
    loaded = 0
    isLoading = false
    firstBlock = request.firstBlock
    blocks = request.blocks
    answerBlocks = request.answerBlocks
    waited = request.waited
    isRead = request.isRead
    generated = 0
    sharedBytes = 0
  }

  /// Tokens in its cache when it begins to decode.
  var prefilled: Int { prompt + generated }
}
