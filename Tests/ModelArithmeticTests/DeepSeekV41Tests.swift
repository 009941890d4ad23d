import ModelArithmetic
import Testing

/// DeepSeek V4.1 against the headers of its files and what its makers say of its cache.
@Suite struct DeepSeekV41Tests {
  static let name = "deepseek-ai/DeepSeek-V4.1-Flash"

  /// The hub counts 763,205,315,794 parameters, 14,225,362,530 of them the draft's.
  @Test func parameters() throws {
    let model = try builtIn(Self.name)
    let count = model.parameterCount
    #expect(count.multiTokenPrediction == 14_225_362_530)
    #expect(count.total + count.multiTokenPrediction == 763_205_315_794)
    #expect(count.byRole[.perLayerEmbedding] == 196_613_849_600)
  }

  /// The files take 510,286,023,000 B: experts in four bits, the rest and Engram's tables in eight.
  @Test func publishedBytes() throws {
    let model = try builtIn(Self.name)
    let bytes: Double = model.publishedWeightBytes + model.publishedMultiTokenPredictionBytes
    let published = 510_286_023_000.0
    #expect(abs(bytes - published) < 0.003 * published)
    #expect(model.checkpoint.format(of: .routedExpert) == .mxfp4)
  }

  /// Layers 2, 8 and 14 keep an entry for two tokens, layer 20 one for each, and all 40 a window of 128.
  @Test func cache() throws {
    let cache = try builtIn(Self.name).keyValueCache()
    // Entries for each token: half of one in three layers, one in the fourth.
    let entries: Double = 2.5
    #expect(cache.bytesPerTokenUnbounded == entries * 1024)
    #expect(cache.indexerBytesPerToken == entries * 256)
    #expect(cache.bytesPerTokenWindowed == 40_960)
    #expect(cache.windowTokens == 128)
  }
}
