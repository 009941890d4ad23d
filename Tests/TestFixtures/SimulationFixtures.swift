import CheckedJSON
import Foundation
package import ModelArithmetic
package import Roofline

/// A model of each kind whose steps take their time in another way.
package enum SimulatedModel: String, CaseIterable, Sendable {
  case dense, windowed, experts, latentSparse

  package var config: String {
    switch self {
    case .dense:
      """
      {"architectures":["LlamaForCausalLM"],"model_type":"llama","hidden_size":4096,
       "intermediate_size":14336,"num_attention_heads":32,"num_hidden_layers":32,
       "num_key_value_heads":8,"vocab_size":128256,"max_position_embeddings":131072,
       "tie_word_embeddings":false,"torch_dtype":"bfloat16"}
      """
    case .windowed:
      """
      {"architectures":["MistralForCausalLM"],"model_type":"mistral","hidden_size":4096,
       "intermediate_size":14336,"num_attention_heads":32,"num_hidden_layers":32,
       "num_key_value_heads":8,"vocab_size":32000,"max_position_embeddings":32768,
       "sliding_window":256,"torch_dtype":"bfloat16"}
      """
    case .experts:
      """
      {"architectures":["MixtralForCausalLM"],"model_type":"mixtral","hidden_size":2048,
       "intermediate_size":4096,"num_attention_heads":16,"num_hidden_layers":24,
       "num_key_value_heads":4,"vocab_size":32000,"max_position_embeddings":32768,
       "num_local_experts":8,"num_experts_per_tok":2,"torch_dtype":"bfloat16"}
      """
    case .latentSparse:
      """
      {"architectures":["DeepseekV32ForCausalLM"],"model_type":"deepseek_v32","hidden_size":2048,
       "intermediate_size":8192,"moe_intermediate_size":1024,"num_attention_heads":32,
       "num_hidden_layers":12,"num_key_value_heads":32,"vocab_size":32000,
       "max_position_embeddings":163840,"n_routed_experts":32,"num_experts_per_tok":4,
       "n_shared_experts":1,"first_k_dense_replace":1,"moe_layer_freq":1,"kv_lora_rank":512,
       "q_lora_rank":1024,"qk_nope_head_dim":128,"qk_rope_head_dim":64,"v_head_dim":128,
       "index_head_dim":128,"index_n_heads":16,"index_topk":256,"torch_dtype":"bfloat16"}
      """
    }
  }

  package func architecture() throws -> ModelArchitecture {
    try ModelArchitecture(config: Data(config.utf8), name: rawValue)
  }
}

package enum SimulationFixture {
  package static let accelerator = Accelerator(
    id: "H100-SXM", aliases: [], vendor: "NVIDIA", family: "Hopper",
    densePeaks: [.bf16: 989.4e12, .fp8: 1978.9e12], memoryBytes: 85.5e9, bytesPerSecond: 3.35e12,
    link: Accelerator.Link(name: "NVLink4", bytesPerSecondEachWay: 450e9, chips: 8), watts: 700,
    source: "datasheet", confidence: "high", caveat: nil)

  /// A deployment whose cache holds about so many tokens of a long sequence.
  package static func deployment(
    _ kind: SimulatedModel = .dense, cacheTokens: Double? = nil, sequenceLimit: Double = 32,
    tokenBudget: Double = 1024, engine: String = "vLLM", likeCases: LikeCases = .none,
    reservation: Double = 0.3, change: (inout EngineParameters) -> Void = { _ in }
  ) throws -> Deployment {
    func make(_ share: Double) throws -> Deployment {
      var parameters = EngineParameters()
      parameters.requestLatency = 0
      change(&parameters)
      let spread = ErrorSpread(dense: 0.2, experts: 0.2, latent: 0.2)
      var habits = EngineHabits.usual
      habits.reservesBlocks = engine.hasPrefix("TensorRT")
      var deployment = try Deployment(
        model: try kind.architecture(), accelerator: accelerator,
        engine: EngineProfile(
          generation: EngineGeneration(
            engine: engine, era: "2025", vendors: [], fromVersion: [], fromMonth: ""),
          memory: MemoryPolicy(
            utilization: 0.9, overheadBytes: 2.5e9, cacheShare: share, reservation: reservation,
            sequenceLimit: sequenceLimit, tokenBudget: tokenBudget),
          habits: habits,
          effects: ProfileEffects(
            generation: [Double](repeating: 0, count: EngineParameters.fields.count),
            exponents: .none, families: [:], pairs: [:], relatives: [:]),
          likeCases: likeCases,
          spreads: ErrorSpreads(throughput: spread, firstToken: spread, perToken: spread),
          evidence: .none, allArchitectures: [], allAccelerators: [], source: "test"))
      deployment.parameters = parameters
      return deployment
    }
    let whole = try make(1)
    guard let cacheTokens else { return whole }
    let bytes = whole.memory.bytes(ofSequenceHolding: cacheTokens)
    return try make(bytes / whole.memory.cache)
  }

  /// Runs on the fixture's chip that were faster than predicted by `gain`, alone and in crowds.
  package static func likeCases(_ kind: SimulatedModel = .dense, gain: Double = 0.2) throws
    -> LikeCases
  {
    let deployment = try deployment(kind)
    return LikeCases(
      [(1.0, 1.0), (12, -0.5), (40, 0.7)].map { requests, share in
        LikeCases.Residual(
          conditions: deployment.conditions(
            RequestShape(prompt: 300, completion: 40), running: requests),
          error: gain * share)
      })
  }
}
