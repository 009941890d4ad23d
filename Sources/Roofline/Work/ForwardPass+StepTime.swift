import ModelArithmetic

extension ForwardPass {
  /// The time of one step: each operator takes the larger, softly joined, of its compute and memory times.
  package func time(of load: StepLoad, with engine: EngineParameters) -> StepTime {
    LinearTerms(self, with: engine).time(
      of: load, matrices: matrices.lazy.map { MatrixTerm($0, with: engine) },
      experts: experts.lazy.map { ExpertTerm($0, with: engine) },
      decodeAttention: decodeAttention(
        context: load.context, tokensPerSequence: load.tokensPerSequence, with: engine),
      promptAttention: promptAttention(keys: load.promptKeys, with: engine))
  }

  /// Seconds by which a step that carries any prompt tokens is longer for launching its kernels.
  package func promptOverhead(with engine: EngineParameters) -> Double {
    layers * engine.promptLayerOverhead + expertLayers * engine.promptExpertOverhead
  }
}

extension EngineParameters {
  func matrixCompute(_ format: NumberFormat) -> Double {
    switch format {
    case .fp32, .bf16, .fp16: matrixCompute16
    case .fp8, .int8: matrixCompute8
    case .int4, .nvfp4, .mxfp4, .q2_k, .q3_k_m, .q4_0, .q4_k_m, .q5_k_m, .q6_k, .q8_0, .mlx2, .mlx3,
      .mlx4, .mlx6, .mlx8:
      matrixCompute4
    }
  }
}
