import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The datatype that a config states, or that is taken with a note where it states none.
@Suite struct BaseFormatTests {
  @Test(arguments: [
    (#""torch_dtype": "bfloat16""#, 2.0, false), (#""dtype": "half""#, 2, false),
    (#""torch_dtype": "torch.float32""#, 4, false), (#""dtype": "float""#, 4, false),
    (#""torch_dtype": null"#, 2, true), (#""torch_dtype": "auto""#, 2, true), ("", 2, true),
  ])
  func bytesOfANumber(_ keys: String, _ bytes: Double, _ isNoted: Bool) throws {
    let model = try ModelArchitecture(config: Data(llamaConfig(keys).utf8), name: "x")
    #expect(model.publishedWeightBytes == 8_030_261_248 * bytes)
    #expect(model.notes.contains { $0.contains("bf16 is taken") } == isNoted)
  }

  @Test(arguments: ["bfloat1", "float64", "float8_e4m3fn"])
  func unknownNamesAreRefused(_ name: String) {
    let error = #expect(throws: InputError.self) {
      try ModelArchitecture(
        config: Data(llamaConfig(#""torch_dtype": "\#(name)""#).utf8), name: "x")
    }
    #expect(error?.found == "unknown datatype \"\(name)\"")
    #expect(error?.place == "$.torch_dtype")
  }

  /// gpt2 as published: 124,439,808 numbers in 32 bits, though its config is from before datatypes.
  @Test func oldFilesHaveThirtyTwoBits() throws {
    let text =
      #"{"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "n_ctx": 1024, "n_embd": 768, "n_head": 12, "n_layer": 12, "n_positions": 1024, "vocab_size": 50257}"#
    let model = try ModelArchitecture(config: Data(text.utf8), name: "gpt2")
    #expect(model.publishedWeightBytes == 124_439_808 * 4)
    #expect(model.notes.contains { $0.contains("fp32 is taken") })
  }

  /// What a catalog's copy lacks, the published config may have; of a reader's own config the note says what it is.
  @Test func noteSaysWhoseConfigItIs() throws {
    let config = Data(llamaConfig("").utf8)
    let own = try ModelArchitecture(config: config, name: "a/x")
    #expect(own.notes.contains { $0.hasPrefix("the config states no datatype") })
    let catalog = ModelCatalog([("a__x.json", config)])
    for model in [
      try catalog.architecture(named: "a/x"), try catalog.architecture(shapedLike: "a/x"),
    ] {
      #expect(
        model.notes.contains { $0.hasPrefix("the catalog's copy of the config states no datatype") }
      )
    }
  }
}
