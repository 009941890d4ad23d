import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One line of `families.jsonl`: a config, and how many parameters transformers 5.24 gave it on the meta
/// device, or its publisher's files hold.
struct FamilyTotal: Sendable, CustomStringConvertible {
  let name: String
  let total: Int
  let config: Data

  var description: String { name }

  static let rows: [FamilyTotal] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/families.jsonl")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return data.split(separator: UInt8(ascii: "\n")).compactMap { FamilyTotal(Data($0)) }
  }()

  /// The line is `{"name":"…","total":N,"config":{…}}`, in this order.
  private init?(_ line: Data) {
    let text = String(decoding: line, as: UTF8.self)
    guard let total = text.firstRange(of: "\",\"total\":"),
      let config = text.firstRange(of: ",\"config\":"),
      let number = Int(text[total.upperBound..<config.lowerBound])
    else { return nil }
    name = String(text[..<total.lowerBound].dropFirst("{\"name\":\"".count))
    self.total = number
    self.config = Data(text[config.upperBound...].dropLast().utf8)
  }
}

@Suite struct FamilyTotalsTests {
  @Test func tableIsThere() { #expect(FamilyTotal.rows.count >= 120) }

  @Test(arguments: FamilyTotal.rows) func total(_ row: FamilyTotal) throws {
    let model = try ModelArchitecture(config: row.config, name: row.name)
    #expect(model.parameterCount.total == row.total)
  }

  /// 47 layers of 512 + 64 numbers in 16 bits.
  @Test func cacheOfGLM47Flash() throws {
    let row = try #require(FamilyTotal.rows.first { $0.name == "zai-org/GLM-4.7-Flash" })
    let model = try ModelArchitecture(config: row.config, name: row.name)
    #expect(model.keyValueCache().bytesPerTokenUnbounded == 54_144)
    // The hub's total less the biases of 47 routers, which are no parameters.
    let count = model.parameterCount
    #expect(count.total + count.multiTokenPrediction == 31_221_488_576 - 64 * 47)
  }

  /// 6 layers of attention, 10 of which the last three inputs of 2048 channels are kept.
  @Test func stateOfLFM2() throws {
    let row = try #require(FamilyTotal.rows.first { $0.name == "LiquidAI/LFM2.5-VL-1.6B" })
    let cache = try ModelArchitecture(config: row.config, name: row.name).keyValueCache()
    #expect(cache.bytesPerTokenUnbounded == 12_288)
    #expect(cache.fixedBytesPerSequence == 10 * 3 * 2048 * 2)
  }

  /// The hub's total holds a layer that guesses a token, a matrix of 2 · 4096² and three norms.
  @Test func multiTokenPredictionOfMiMo() throws {
    let config = """
      {"architectures": ["MiMoForCausalLM"], "model_type": "mimo", "num_hidden_layers": 36,
       "hidden_size": 4096, "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128,
       "intermediate_size": 11008, "vocab_size": 151680, "attention_bias": true,
       "num_nextn_predict_layers": 1, "tie_word_embeddings": false}
      """
    let count = try ModelArchitecture(config: Data(config.utf8), name: "MiMo-7B").parameterCount
    #expect(count.total + count.multiTokenPrediction == 7_833_409_536)
  }

  /// Hunyuan-Large: 389 billion parameters (Sun et al., 2024), keys and values of 8 · 80 in 32 of 64 layers.
  @Test func cacheOfHunyuanLargeIsShared() throws {
    let config = """
      {"architectures": ["HunYuanForCausalLM"], "model_type": "hunyuan", "hidden_size": 6400,
       "intermediate_size": 18304, "num_hidden_layers": 64, "num_attention_heads": 80,
       "num_key_value_heads": 8, "num_experts": 16, "moe_topk": 1, "num_shared_expert": 1,
       "use_mixed_mlp_moe": true, "use_qk_norm": true, "use_cla": true, "cla_share_factor": 2,
       "vocab_size": 129024, "max_position_embeddings": 131072, "tie_word_embeddings": true,
       "torch_dtype": "bfloat16"}
      """
    let model = try ModelArchitecture(config: Data(config.utf8), name: "Hunyuan-Large")
    let expert = 3 * 6400 * 18_304
    let layer = 2 * 6400 * 6400 + 17 * expert + 16 * 6400 + 2 * 6400 + 2 * 80
    let total = 129_024 * 6400 + 6400 + 64 * layer + 32 * 2 * 6400 * 640
    #expect(total == 388_701_405_440)
    #expect(model.parameterCount.total == total)
    #expect(model.parameterCount.active == total - 64 * 15 * expert)
    #expect(model.keyValueCache().bytesPerTokenUnbounded == 32 * 2 * 640 * 2)
  }
}
