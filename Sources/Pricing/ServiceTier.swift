/// The manner in which an API serves a request, each with prices of its own.
public enum ServiceTier: String, Sendable, Hashable, CaseIterable {
  /// Answered at once, at the list price.
  case standard
  /// Answered within hours (24, as a rule) from an uploaded file, at a discount.
  case batch
  /// Answered at once if there is room, more slowly, at a discount.
  case flex
  /// Answered ahead of others, at a surcharge.
  case priority
  /// Generated at a higher speed, at a surcharge.
  case fast
  /// Generated at the highest speed sold, at a higher surcharge: OpenAI sells it beside ``fast``, at six times the
  /// list price where that is at twice.
  case ultrafast
}
