import CheckedJSON

/// The name of a quantised checkpoint taken apart: the model, and the datatype of its weights.
///
/// `RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16` is `Meta-Llama-3.1-8B-Instruct` in INT4.
package struct QuantizedName: Sendable, Hashable {
  /// The name without its publisher and without the words of the datatype.
  package let model: String
  /// The datatype of the weights.
  package let weights: NumberFormat

  private static let formats: [String: NumberFormat] = [
    "fp8": .fp8, "mxfp8": .fp8, "nvfp4": .nvfp4, "fp4": .nvfp4, "mxfp4": .mxfp4, "awq": .int4,
    "gptq": .int4, "int4": .int4, "w4a16": .int4, "4bit": .int4, "int8": .int8, "w8a8": .int8,
    "w8a16": .int8, "8bit": .int8, "bf16": .bf16, "fp16": .fp16,
  ]
  /// Words that only go with a datatype: `FP8-dynamic`, `FP8-KV`, `quantized.w8a8`.
  private static let details: Set<String> = ["dynamic", "kv", "block", "quantized"]

  /// Takes a name apart; `nil` for one that says no datatype.
  package init?(_ name: String) {
    let short = name.split(separator: "/").last.map(String.init) ?? name
    let words = NameKey.words(of: short)
    let stated = words.compactMap { Self.formats[$0] }
    guard let weights = stated.last else { return nil }
    self.weights = weights
    model = words.filter { Self.formats[$0] == nil && !Self.details.contains($0) }
      .joined(separator: "-")
    guard !model.isEmpty else { return nil }
  }
}
