/// What a model is for, which decides what of it is served and in which tokens it is priced.
///
/// A model that embeds, ranks or scores only reads: it is priced per prompt token and has no output
/// tokens a second.
package enum ModelPurpose: Sendable, Hashable {
  /// It writes text.
  case generation
  /// It has no output head: its last hidden state is the embedding, or is compared elsewhere.
  case embedding
  /// A small head of so many labels stands in place of the output head: rerankers, reward models,
  /// classifiers.
  case scoring(labels: Int)
  /// It proposes tokens that another model verifies, whose embeddings or head it may use.
  case draft

  /// Whether the model only reads prompts.
  package var isPrefillOnly: Bool {
    switch self {
    case .embedding, .scoring: true
    case .generation, .draft: false
    }
  }

  /// One word: `generation`, `embedding`, `scoring` or `draft`.
  package var name: String {
    switch self {
    case .generation: "generation"
    case .embedding: "embedding"
    case .scoring: "scoring"
    case .draft: "draft"
    }
  }
}
