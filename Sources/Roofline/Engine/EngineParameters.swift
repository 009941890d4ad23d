/// What an engine makes of a chip: shares of the peaks that it reaches, and times that no peak explains.
///
/// The values are effective ones, fitted on measured throughput; they trade off against each other and
/// are not measurements of single kernels. Times are in seconds.
package struct EngineParameters: Sendable, Hashable {
  /// Share of the BF16 peak in matrix multiplication.
  package var matrixCompute16 = 0.65
  /// Share of the FP8 or INT8 peak in matrix multiplication.
  package var matrixCompute8 = 0.60
  /// Share of the FP4 peak in matrix multiplication.
  package var matrixCompute4 = 0.50
  /// Share of the memory bandwidth when reading weights.
  package var matrixBandwidth = 0.80
  /// Bandwidth share of weight-only four-bit kernels, relative to the others.
  package var weightOnlyBandwidth = 0.60
  /// Share of the BF16 peak in prefill attention.
  package var attentionCompute = 0.55
  /// Share of the memory bandwidth when reading the KV cache.
  package var attentionBandwidth = 0.75
  /// Share of the BF16 peak in decoding with latent attention.
  package var latentAttentionCompute = 0.30
  /// How much of the sharing of keys among query heads is lost: reads grow by (heads / KV heads)^this.
  package var groupedQueryLoss = 0.05
  /// Compute of grouped expert multiplications, relative to dense ones.
  package var expertCompute = 0.40
  /// Bandwidth of grouped expert multiplications, relative to dense ones.
  package var expertBandwidth = 0.85
  /// Speed of experts in 8 bits, often scaled by blocks, relative to those in other formats.
  package var eightBitExperts = 1.0
  /// Share of the link's bandwidth in collectives.
  package var linkBandwidth = 0.60
  /// Latency of one all-reduce.
  package var allReduceLatency = 10e-6
  /// Fixed time for each layer.
  package var layerOverhead = 50e-6
  /// Further fixed time for each layer that sends a token to 8 of 128 experts; it grows with the square
  /// root of both numbers.
  package var expertLayerOverhead = 25e-6
  /// Further fixed time for each layer with latent attention.
  package var latentLayerOverhead = 30e-6
  /// Further fixed time for each layer with a sparse indexer.
  package var sparseLayerOverhead = 60e-6
  /// Further fixed time for each recurrent layer.
  package var recurrentLayerOverhead = 20e-6
  /// Further fixed time for each expert layer under expert parallelism.
  package var expertParallelOverhead = 18e-6
  /// Fixed time for each step: scheduling, launching, sampling.
  package var stepOverhead = 0.5e-3
  /// Further fixed time for each layer in a step that carries prompt tokens: such steps have no CUDA
  /// graph, so every kernel is launched by itself.
  package var promptLayerOverhead = 0.1e-3
  /// Further fixed time for each expert layer in such a step.
  package var promptExpertOverhead = 0.12e-3
  /// Time for each decoding sequence in a step: sampling, detokenising, bookkeeping.
  package var sequenceOverhead = 20e-6
  /// Time of a request outside the engine's steps before its first token: network, tokenising, queues.
  package var requestLatency = 20e-3
  /// Steps that pass in a closed loop before a prompt is taken up: two where scheduling overlaps with computing, 5 or 15
  /// and more where benchmarks let a scheduler look for requests after every 10 or 30 steps (SGLang's
  /// `scheduler-recv-interval`).
  package var takeUpSteps = 2.0
  /// How often a token's hidden state travels through memory in each layer.
  package var activationPasses = 20.0
  /// How often the copies of a token, one for each expert that it goes to, travel through memory in a
  /// layer with experts; every rank sorts and adds up all of them.
  package var routedPasses = 1.0
  /// The fixed time of an expert layer whose kernels widen its weights to 16 bits, relative to others:
  /// MXFP4 experts start in 62 µs on an H100 with vLLM's kernels, FP8 ones in 25.
  package var weightOnlyLaunch = 1.0

  /// Compute of experts whose 8-bit weights have a scale for each block of 128 × 128, relative to one
  /// scale for each matrix: TensorRT-LLM's kernels reach 23 % of an H100's peak with blocks and 57 % without.
  package var blockScaledExperts = 1.0
  /// Compute of experts whose four-bit floats are multiplied as they are, relative to those in 16 bits:
  /// vLLM's MXFP4 kernels reach 72 % of a B200's 8-bit peak, its BF16 ones 29 % of the 16-bit one.
  package var fourBitExperts = 1.0

  /// The starting values.
  package init() {}

  /// Every share 1 and every overhead gone: the bare roofline.
  package static let ideal: EngineParameters = {
    var ideal = EngineParameters()
    for field in fields { ideal[keyPath: field.path] = field.isShare ? 1 : 0 }
    ideal.eightBitExperts = 1
    ideal.blockScaledExperts = 1
    ideal.fourBitExperts = 1
    return ideal
  }()
}
