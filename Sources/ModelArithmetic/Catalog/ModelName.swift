/// A model's name taken apart: what it is, which release of it, and how its weights are stored.
struct ModelName: Sendable, Hashable {
  /// The name after the slash in lower case, without datatype: `llama-3.1-70b-instruct`.
  let release: String
  /// The same without words that change the training but not the shape: `llama-3.1-70b`.
  let stem: String
  /// The datatype that the name says, such as `fp8`; `nil` for one that says none or bf16.
  let datatype: String?

  private static let datatypes: Set<String> = [
    "fp8", "nvfp4", "fp4", "mxfp4", "awq", "gptq", "int4", "int8", "w4a16", "w8a8", "bf16", "fp16",
  ]
  /// Words that only go with a datatype: `FP8-dynamic`, `FP8-KV`, `GPTQ-Int4`.
  private static let details: Set<String> = ["dynamic", "kv", "block", "quantized"]
  private static let releases: Set<String> = [
    "instruct", "it", "chat", "base", "hf", "text", "pt", "thinking",
  ]
  private static let makers: Set<String> = ["meta", "nvidia"]

  init(_ name: String) {
    let short = name.lowercased().split(separator: "/").last ?? ""
    var words = short.replacing("_", with: "-").split(separator: "-").map(String.init)
    let stored = words.filter(Self.datatypes.contains)
    if !stored.isEmpty {
      words.removeAll { Self.datatypes.contains($0) || Self.details.contains($0) }
    }
    release = words.joined(separator: "-")
    if words.count > 1, let first = words.first, Self.makers.contains(first) {
      words.removeFirst()
    }
    stem = words.filter { !Self.releases.contains($0) && !Self.isDate($0) }.joined(separator: "-")
    datatype = stored.first { $0 != "bf16" && $0 != "fp16" }
  }

  /// Whether a word is a month of release such as `2512`.
  private static func isDate(_ word: String) -> Bool {
    guard word.count == 4, let number = Int(word) else { return false }
    return (2300...2999).contains(number) && (1...12).contains(number % 100)
  }
}
