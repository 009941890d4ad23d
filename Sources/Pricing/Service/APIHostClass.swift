/// The kind of company that serves an API, by what its prices and promises have in common.
package enum APIHostClass: String, Sendable, Hashable, CaseIterable {
  /// The model's own maker, such as Anthropic or DeepSeek.
  case maker
  /// A general cloud that serves models beside everything else, such as Bedrock or Azure.
  case hyperscaler
  /// A company that serves other makers' open models, such as Fireworks or Groq.
  case specialist
}
