/// What an engine makes of a chip: shares of the peaks that it reaches, and times that no peak explains.
///
/// The values are effective ones, fitted on measured throughput; they trade off against each other and
/// are not measurements of single kernels. Times are in seconds.
public struct EngineParameters: Sendable, Hashable {
  /// Share of the BF16 peak in matrix multiplication.
  public var matrixCompute16 = 0.65
  /// Share of the FP8 or INT8 peak in matrix multiplication.
  public var matrixCompute8 = 0.60
  /// Share of the FP4 peak in matrix multiplication.
  public var matrixCompute4 = 0.50
  /// Share of the memory bandwidth when reading weights.
  public var matrixBandwidth = 0.80
  /// Bandwidth share of weight-only four-bit kernels, relative to the others.
  public var weightOnlyBandwidth = 0.60
  /// Share of the BF16 peak in prefill attention.
  public var attentionCompute = 0.55
  /// Share of the memory bandwidth when reading the KV cache.
  public var attentionBandwidth = 0.75
  /// Share of the BF16 peak in decoding with latent attention.
  public var latentAttentionCompute = 0.30
  /// How much of the sharing of keys among query heads is lost: reads grow by (heads / KV heads)^this.
  public var groupedQueryLoss = 0.05
  /// Compute of grouped expert multiplications, relative to dense ones.
  public var expertCompute = 0.40
  /// Bandwidth of grouped expert multiplications, relative to dense ones.
  public var expertBandwidth = 0.85
  /// Speed of experts in 8 bits, often scaled by blocks, relative to those in other formats.
  public var eightBitExperts = 1.0
  /// Share of the link's bandwidth in collectives.
  public var linkBandwidth = 0.60
  /// Latency of one all-reduce.
  public var allReduceLatency = 10e-6
  /// Fixed time for each layer.
  public var layerOverhead = 50e-6
  /// Further fixed time for each layer that sends a token to 8 of 128 experts; it grows with the square
  /// root of both numbers.
  public var expertLayerOverhead = 25e-6
  /// Further fixed time for each layer with latent attention.
  public var latentLayerOverhead = 30e-6
  /// Further fixed time for each layer with a sparse indexer.
  public var sparseLayerOverhead = 60e-6
  /// Further fixed time for each recurrent layer.
  public var recurrentLayerOverhead = 20e-6
  /// Further fixed time for each expert layer under expert parallelism.
  public var expertParallelOverhead = 18e-6
  /// Fixed time for each step: scheduling, launching, sampling.
  public var stepOverhead = 0.5e-3
  /// Further fixed time for each layer in a step that carries prompt tokens: such steps have no CUDA
  /// graph, so every kernel is launched by itself.
  public var promptLayerOverhead = 0.1e-3
  /// Further fixed time for each expert layer in such a step.
  public var promptExpertOverhead = 0.12e-3
  /// Time for each decoding sequence in a step: sampling, detokenising, bookkeeping.
  public var sequenceOverhead = 20e-6
  /// Time of a request outside the engine's steps before its first token: network, tokenising, queues.
  public var requestLatency = 20e-3
  /// How often a token's hidden state travels through memory in each layer.
  public var activationPasses = 20.0

  /// The starting values.
  public init() {}

  /// Every share 1 and every overhead gone: the bare roofline.
  package static let ideal: EngineParameters = {
    var ideal = EngineParameters()
    for field in fields { ideal[keyPath: field.path] = field.isShare ? 1 : 0 }
    ideal.eightBitExperts = 1
    return ideal
  }()
}
