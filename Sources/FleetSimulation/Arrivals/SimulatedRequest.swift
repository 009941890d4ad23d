/// A request as a simulation sees it.
package struct SimulatedRequest: Sendable, Hashable {
  /// Seconds from the start of the simulation until it arrives.
  package var arrivalSeconds: Double
  /// Tokens that go in, cached or not.
  package var promptTokens: Int
  /// Tokens that come out.
  package var completionTokens: Int
  /// Prompt tokens that a prefix cache is known to hold.
  package var cachedPromptTokens: Int

  /// Makes a request.
  package init(
    arrivalSeconds: Double, promptTokens: Int, completionTokens: Int, cachedPromptTokens: Int = 0
  ) {
    self.arrivalSeconds = arrivalSeconds
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.cachedPromptTokens = cachedPromptTokens
  }
}

/// A request with the blocks of its prompt that a trace names, by their place among all named blocks.
struct ArrivingRequest: Sendable {
  var arrival: Double
  var prompt: Int
  var completion: Int
  var cached: Int
  var firstBlock = 0
  var blocks = 0
  /// Blocks behind these that its answer fills.
  var answerBlocks = 0
  /// Seconds since it came to another pool, which has read its prompt.
  var waited = 0.0
  /// Whether its prompt lies computed in the cache that comes with it.
  var isRead = false
}

extension ArrivingRequest {
  init(_ request: SimulatedRequest) {
    arrival = request.arrivalSeconds
    prompt = request.promptTokens
    completion = request.completionTokens
    cached = request.cachedPromptTokens
  }
}
