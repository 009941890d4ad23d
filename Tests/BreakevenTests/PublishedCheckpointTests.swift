import Breakeven
import ModelArithmetic
import Testing

@Suite struct PublishedCheckpointTests {
  static let models = Catalog.builtInModels

  @Test(arguments: [
    ("meta-llama/Llama-3.3-70B-Instruct", [NumberFormat.fp8, .int8, .int4, .nvfp4, .mxfp4]),
    ("meta-llama/Llama-3.1-8B-Instruct", [.fp8, .int8, .int4, .nvfp4]),
    ("Qwen/Qwen3-32B", [.fp8, .int4, .nvfp4]),
    ("Qwen/Qwen3-235B-A22B-Instruct-2507", [.fp8, .int4, .nvfp4]),
    ("deepseek-ai/DeepSeek-V3.2", [.fp8, .int4, .nvfp4]), ("openai/gpt-oss-120b", [.mxfp4]),
    ("moonshotai/Kimi-K2.7-Code", [.int4, .nvfp4]), ("microsoft/Phi-3-mini-4k-instruct", []),
  ])
  func whatIsPublishedOf(_ model: String, _ formats: [NumberFormat]) {
    #expect(Set(Self.models.checkpoints(of: model).map(\.weights)) == Set(formats))
  }

  @Test func eachIsACheckpointOfAKnownModelAndSaysWhere() {
    for model in Self.models.identifiers {
      for checkpoint in Self.models.checkpoints(of: model) {
        #expect(Self.models.canonicalIdentifier(of: checkpoint.id) == model, "\(checkpoint.id)")
        #expect(checkpoint.source.count > 10)
        #expect(checkpoint.weights.bytesPerElement <= 1)
      }
    }
  }

  @Test func theSizeOfACheckpointFollowsFromItsFormat() throws {
    // 864 GiB on disk (huggingface.co/canada-quant/DeepSeek-V4-Pro-NVFP4-FP8-MTP), drafts included.
    let pro = try Self.models.architecture(named: "deepseek-ai/DeepSeek-V4-Pro")
    #expect(pro.checkpoint.format(of: .routedExpert) == .mxfp4)
    #expect((820...930).contains(pro.publishedWeightBytes / 1e9))
    // ~595 GB on disk (vLLM's recipe for Kimi-K2.7-Code).
    let kimi = try Self.models.architecture(named: "moonshotai/Kimi-K2.7-Code")
    #expect((560...610).contains(kimi.publishedWeightBytes / 1e9))
    // 32.8e9 parameters: 16-bit embedding and head of 151,936 x 5120 each, the rest in 4.125 bits.
    let awq = try Self.models.architecture(named: "Qwen/Qwen3-32B-AWQ")
    #expect((18.5...19.7).contains(awq.publishedWeightBytes / 1e9))
  }
}

@Suite struct QualityTableTests {
  @Test func aMeasuredModelComesBeforeItsClass() throws {
    let table = try Catalog.quality()
    let step = try #require(
      table.step(model: "Qwen/Qwen3.6-27B", parameters: 27_000_000_000, format: .nvfp4))
    #expect(step.benchmark == "MMLU-Pro")
    #expect(step.points == -2.4 ... -2.4)
    #expect(step.recovery == 0.972...0.972)
    #expect(step.model == "Qwen/Qwen3.6-27B")
  }

  @Test(arguments: [
    (8e9, NumberFormat.int4, 0.9434...0.9434), (8e9, .nvfp4, 0.938...0.967),
    (32e9, .fp8, 0.992...0.999), (32e9, .int4, 0.982...0.999), (32e9, .nvfp4, 0.972...1.002),
    (70e9, .int4, 0.9893...0.9893), (70e9, .int8, 0.97...0.99),
  ])
  func classesOfSizeStandIn(
    _ parameters: Double, _ format: NumberFormat, _ recovery: ClosedRange<Double>
  ) throws {
    let step = try #require(
      try Catalog.quality().step(
        model: "some/model", parameters: Int(parameters), format: format))
    #expect(step.recovery == recovery)
    #expect(step.model == nil)
  }

  @Test func whatNobodyPublishedIsUnknown() throws {
    let table = try Catalog.quality()
    #expect(table.step(model: "some/model", parameters: 1_000_000_000_000, format: .nvfp4) == nil)
    #expect(table.step(model: "some/model", parameters: 8_000_000_000, format: .mxfp4) == nil)
  }
}
