import CheckedJSON

/// The name of a quantised checkpoint taken apart: the model, and the datatype of its weights.
///
/// `RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16` is `Meta-Llama-3.1-8B-Instruct` in INT4.
package struct QuantizedName: Sendable, Hashable {
  /// The name without its publisher and without the words of the datatype.
  package let model: String
  /// The datatype of the weights.
  package let weights: NumberFormat

  /// Takes a name apart; `nil` for one that says no datatype.
  package init?(_ name: String) {
    let parts = name.split(separator: "/")
    let publisher = parts.dropLast().last?.lowercased() ?? ""
    let stored = StoredFormat(
      NameKey.words(of: parts.last.map(String.init) ?? name),
      isMLX: NameKey.words(of: publisher).contains("mlx"))
    guard let weights = stored.weights, !stored.rest.isEmpty else { return nil }
    self.weights = weights
    model = stored.rest.joined(separator: "-")
  }
}
