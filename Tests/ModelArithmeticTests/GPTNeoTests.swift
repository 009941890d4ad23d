import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// GPT-Neo, by the counts of its three sizes and the windows of its layers.
@Suite struct GPTNeoTests {
  private func read(
    hidden: Int, layers: Int, heads: Int, kinds: String
  ) throws -> ModelArchitecture {
    let config = """
      {"architectures": ["GPTNeoForCausalLM"], "model_type": "gpt_neo", "vocab_size": 50257,
       "max_position_embeddings": 2048, "hidden_size": \(hidden), "num_layers": \(layers),
       "num_heads": \(heads), "intermediate_size": null, "window_size": 256, \(kinds)}
      """
    return try ModelArchitecture(config: Data(config.utf8), name: "x")
  }

  /// Tables of 50,257 and 2048 rows, and in each layer 12·h² + 10·h numbers; no biases on queries, keys and values.
  @Test(arguments: [
    (768, 12, 12, 125_198_592), (2048, 24, 16, 1_315_575_808), (2560, 32, 20, 2_651_307_520),
  ])
  func totals(_ hidden: Int, _ layers: Int, _ heads: Int, _ total: Int) throws {
    let model = try read(
      hidden: hidden, layers: layers, heads: heads,
      kinds: #""attention_types": [[["global", "local"], \#(layers / 2)]]"#)
    #expect(model.parameterCount.total == total)
    #expect(model.publishedWeightBytes == Double(total) * 4)
  }

  /// Every other layer keeps the last 256 tokens.
  @Test(arguments: [
    #""attention_types": [[["global", "local"], 2]]"#,
    #""attention_layers": ["global", "local", "global", "local"]"#,
  ])
  func windows(_ kinds: String) throws {
    let model = try read(hidden: 768, layers: 4, heads: 12, kinds: kinds)
    let spans = model.layers.map { layer -> Attention.Span? in
      if case .attention(let attention) = layer.mixer { attention.span } else { nil }
    }
    #expect(spans == [.full, .window(tokens: 256), .full, .window(tokens: 256)])
  }

  @Test(arguments: [
    #""attention_layers": ["global", "sparse", "global", "local"]"#,
    #""attention_types": [[["global", "local"], 1]]"#, #""attention_types": [["global"]]"#,
  ])
  func unknownKindsAreRefused(_ kinds: String) {
    #expect(throws: InputError.self) {
      try read(hidden: 768, layers: 4, heads: 12, kinds: kinds)
    }
  }
}
