import Foundation
import ModelArithmetic
import Roofline
import Testing

@testable import Breakeven

/// Keys and values in four bits: which chips and engines keep them so, and what that saves.
struct CacheFormatTests {
  private static func decision(
    kv: String, gpu: String = "B200", engine: String = "TensorRT-LLM",
    model: String = Market.model
  ) throws -> Decision {
    let text = """
      {"version": 1, "name": "x", "prompt": 20000, "completion": 500,
       "volume": {"requestsPerDay": 20000}, "mode": {"interactive": {}},
       "candidates": {"models": ["\(model)"], "engines": ["\(engine)"], "kv": ["\(kv)"],
         "precisions": ["published"], "gpus": ["\(gpu)"]}}
      """
    return try Market.decision(
      Workload(JSONDocument(Data(text.utf8), file: nil)),
      catalog: Market.catalog(offers: [try Market.offer("m", gpu: gpu, usdPerGPUHour: 4)]))
  }

  /// 4 bits and a scale in 8 for each 16 values are 4.5: 8/4.5 as many tokens as in FP8.
  @Test func fourBitsHoldMoreTokens() throws {
    let four = try #require(try Self.decision(kv: "nvfp4").bestSelfHost)
    let eight = try #require(try Self.decision(kv: "fp8").bestSelfHost)
    #expect(four.name.contains("KV nvfp4"))
    func tokens(_ option: SelfHostOption) -> Double {
      option.deployment.memory.cache / option.deployment.memory.bytes(ofSequenceHolding: 1)
    }
    let one = four.deployment.layout == eight.deployment.layout
    #expect(one && abs(tokens(four) / tokens(eight) - 8 / 4.5) < 1e-9)
    #expect(four.throughputFactor > eight.throughputFactor)
  }

  @Test func chipsWithoutFourBitsAndOtherEnginesAreLeftOut() throws {
    let hopper = try Self.decision(kv: "nvfp4", gpu: "H100-SXM")
    #expect(hopper.selfHosting.isEmpty)
    #expect(hopper.untried.contains { $0.reason.contains("no kernels for a KV cache in nvfp4") })
    let other = try Self.decision(kv: "nvfp4", engine: "vLLM")
    #expect(other.selfHosting.isEmpty)
    #expect(other.exclusions.contains { $0.reason.contains("keeps its cache in nvfp4") })
  }

  @Test func aDeploymentOnSuchAChipIsRefused() throws {
    let catalog = try Market.builtIn.get()
    let model = try #require(try catalog.architecture(ofModel: Market.model))
    let error = #expect(throws: InputError.self) {
      try Deployment(
        model: model,
        accelerator: catalog.accelerators.accelerator(named: "H200"), layout: .single,
        precision: Precision(weights: .checkpoint, kvCache: .nvfp4),
        engine: catalog.engines.profile(named: "TensorRT-LLM"))
    }
    #expect(error?.found == "nvfp4 on H200-SXM")
  }
}
