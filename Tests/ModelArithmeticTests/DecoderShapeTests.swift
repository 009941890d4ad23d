import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The longest sequence that a config allows.
@Suite struct DecoderShapeTests {
  @Test(
    arguments: [
      // Qwen 2.5's card for long texts: YaRN by 4 over 32,768.
      (
        #""max_position_embeddings": 32768, "rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}"#,
        131_072
      ),
      (
        #""max_position_embeddings": 32768, "rope_parameters": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}"#,
        131_072
      ),
      (
        #""max_position_embeddings": 32768, "rope_parameters": {"full_attention": {"rope_type": "yarn", "factor": 2.0, "original_max_position_embeddings": 32768}, "sliding_attention": {"rope_type": "default"}}"#,
        65_536
      ),
      // What a config states already counts YaRN in: DeepSeek V3, gpt-oss.
      (
        #""max_position_embeddings": 163840, "rope_scaling": {"type": "yarn", "factor": 40, "original_max_position_embeddings": 4096}"#,
        163_840
      ),
      // Llama 3.2's factor of 32 over 8192 reaches 131,072, as the config says.
      (
        #""max_position_embeddings": 131072, "rope_scaling": {"rope_type": "llama3", "factor": 32.0, "original_max_position_embeddings": 8192}"#,
        131_072
      ),
      // vicuna-7b-v1.5-16k.
      (
        #""max_position_embeddings": 4096, "max_sequence_length": 16384, "rope_scaling": {"factor": 4.0, "type": "linear"}"#,
        16_384
      ),
    ] as [(String, Int)])
  func context(_ keys: String, _ tokens: Int) throws {
    let model = try ModelArchitecture(config: Data(llamaConfig(keys).utf8), name: "x")
    #expect(model.maximumContextTokens == tokens)
  }

  /// Gemma 3's published files do not say; its class has 131,072.
  @Test func contextOfTheClass() throws {
    let text =
      #"{"model_type": "gemma3_text", "hidden_size": 2560, "intermediate_size": 10240, "num_hidden_layers": 34, "num_attention_heads": 8, "vocab_size": 262208, "sliding_window": 1024}"#
    let model = try ModelArchitecture(config: Data(text.utf8), name: "x")
    #expect(model.maximumContextTokens == 131_072)
  }
}
