package import Pricing

/// How many tokens the same text has in the tokenizers of different models.
///
/// A count taken from one model's tokenizer is not another's: Claude from 4.7 on has 1.51 times as many
/// tokens for English as OpenAI's models, and 1.84 times for German.
package struct TokenizerRatios: Sendable {
  /// A tokenizer and the models that share it.
  struct Family: Sendable, Hashable {
    /// Its name, such as `o200k`.
    let id: String
    /// The forms of name of the models that have it.
    let names: [String]
    /// Tokens over those of o200k for the same text, where they were counted.
    let tokens: [TextKind: Double]
    /// Who counted them.
    let source: Provenance
  }

  private let families: [Family]
  private let index: ModelNameIndex

  init(_ families: [Family]) {
    self.families = families
    var index = ModelNameIndex()
    for (number, family) in families.enumerated() {
      for name in family.names { index.add(name, to: number) }
    }
    self.index = index
  }

  /// The tokenizer that a model has, such as `llama-3`; `nil` if it is not known.
  package func family(of model: String) -> String? { known(model)?.id }

  /// What a count of tokens by one model's tokenizer must be multiplied by for another's.
  ///
  /// `tokens(to) / tokens(from)` of the same text: from gpt-5.4-mini to claude-sonnet-5 it is 1.51 in
  /// English. Models of one tokenizer have 1. The source is that of the less well known of both sides.
  ///
  /// - Parameters:
  ///   - from: The model whose tokenizer counted: an open model's id, a tariff's id, or a short name.
  ///   - to: The model whose tokens are wanted.
  ///   - text: What the text is made of.
  /// - Returns: `nil` if a tokenizer is not known, or was not counted on such text.
  package func ratio(
    from: String, to: String, text: TextKind = .english
  ) -> (value: Double, source: Provenance)? {
    guard let from = known(from), let to = known(to) else { return nil }
    guard from.id != to.id else { return (1, to.source) }
    guard let before = from.tokens[text], let after = to.tokens[text] else { return nil }
    return (after / before, from.source.kind == .derived ? from.source : to.source)
  }

  private func known(_ model: String) -> Family? { index.value(for: model).map { families[$0] } }
}
