import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct CheckpointTests {
  /// `metadata.total_size` of the published index files.
  @Test(arguments: [
    ("openai/gpt-oss-20b", 13_761_264_768.0), ("openai/gpt-oss-120b", 65_248_815_744),
  ])
  func bytesOfPublishedFiles(_ name: String, _ bytes: Double) throws {
    #expect(try builtIn(name).publishedWeightBytes == bytes)
  }

  @Test func ignoreListsDecideByOperator() throws {
    let kimi = try builtIn("moonshotai/Kimi-K2.5")
    let (dense, sparse) = (kimi.layers[0].operators, kimi.layers[1].operators)
    #expect(dense.allSatisfy { $0.publishedFormat == nil })
    for each in sparse {
      #expect(each.publishedFormat == (each.role == .routedExpert ? .int4 : nil), "\(each.name)")
    }
    let glm = try builtIn("nvidia/GLM-5.1-NVFP4")
    #expect(glm.layers[0].operators.allSatisfy { $0.publishedFormat == nil })
    #expect(
      glm.layers[10].operators.allSatisfy {
        ($0.publishedFormat == .nvfp4) == ($0.role == .routedExpert)
      })
    #expect(glm.checkpoint.format(of: .routedExpert) == .nvfp4)
    #expect(glm.checkpoint.format(of: .attentionProjection) == .bf16)
    let llama = try builtIn("nvidia/Llama-3.1-70B-Instruct-FP8")
    #expect(llama.unquantized.publishedWeightBytes == 141_107_412_992)
  }

  /// The published totals less the model itself; routers' bias buffers are no parameters.
  @Test(arguments: [
    ("zai-org/GLM-4.5", 358_337_791_296 - 160 * 90),
    ("zai-org/GLM-4.5-Air", 110_468_824_832 - 128 * 46),
  ])
  func multiTokenPredictionIsCountedApart(_ name: String, _ published: Int) throws {
    let count = try builtIn(name).parameterCount
    #expect(count.total + count.multiTokenPrediction == published)
  }

  /// The published total holds the encoder of images of Qwen 3.6-27B, 460,730,096 parameters.
  @Test func multiTokenPredictionOfQwen() throws {
    let count = try builtIn("nvidia/Qwen3.6-27B-NVFP4").parameterCount
    #expect(count.total + count.multiTokenPrediction == 27_781_427_952)
  }

  @Test func blockScalesAreCounted() throws {
    let model = try builtIn("deepseek-ai/DeepSeek-V3")
    let down = try #require(
      model.layers[0].operators.first { $0.name == "mlp.down_proj" })
    let elements = 18_432.0 * 7168
    #expect(model.checkpoint.bytes(of: down) == elements + elements / 128 / 128 * 4)
  }

  @Test func safetensors() throws {
    let index = #"{"metadata": {"total_size": 16060522496}, "weight_map": {}}"#
    #expect(try SafetensorsSize(index: Data(index.utf8)).bytes == 16_060_522_496)
    let text =
      #"{"__metadata__": {}, "a": {"dtype": "BF16", "shape": [2, 2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [1], "data_offsets": [8, 12]}}"#
    var header = Data()
    header.append(
      contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: text.utf8.count >> (8 * $0)) })
    header.append(contentsOf: text.utf8)
    let size = try SafetensorsSize(header: header)
    #expect(size.bytes == 12)
    #expect(size.bytesByDatatype == ["BF16": 8, "F32": 4])
    for bad in [Data(), Data([1, 2]), Data(repeating: 255, count: 20), header.dropLast()] {
      #expect(throws: InputError.self) { try SafetensorsSize(header: bad) }
    }
    #expect(throws: InputError.self) { try SafetensorsSize(index: Data("{}".utf8)) }
  }
}
