import ModelArithmetic

/// One pass of a model on one replica, compiled to seconds at full efficiency on each chip.
///
/// Everything that does not depend on the load is worked out here once, so that a step's time is a
/// handful of multiplications.
struct ForwardPass: Sendable, Hashable {
  private(set) var matrices: [MatrixWork] = []
  private(set) var experts: [ExpertWork] = []
  private(set) var attention: [AttentionWork] = []
  /// Seconds at peak bandwidth to read and write the recurrent state of one sequence.
  private(set) var secondsPerState = 0.0
  /// Seconds at peak bandwidth for one token's hidden state to pass through memory in every layer.
  let secondsPerActivationPass: Double
  /// Seconds at the link's peak to all-reduce one token's hidden state twice in every layer.
  let secondsPerTokenOnLink: Double
  /// Seconds at the link's peak to dispatch and combine one token of an attention group.
  let secondsPerTokenDispatch: Double

  let layers: Double
  private(set) var expertLayers = 0.0
  /// Layers with experts, each by the size of its routing.
  private(set) var routingLayers = 0.0
  private(set) var latentLayers = 0.0
  private(set) var sparseLayers = 0.0
  private(set) var recurrentLayers = 0.0
  let attentionRanks: Double
  let attentionGroups: Double
  let isExpertParallel: Bool
  let stages: Double

  init(
    model: ModelArchitecture, accelerator: Accelerator, parallelism: Parallelism,
    precision: Precision
  ) {
    let ranks = Double(parallelism.attentionRanks)
    let tensor = Double(parallelism.tensor)
    let hiddenBytes = Double(model.hiddenSize) * 2
    layers = Double(model.layers.count)
    attentionRanks = ranks
    attentionGroups = Double(parallelism.attentionData)
    isExpertParallel = parallelism.expert > 1
    stages = Double(parallelism.pipeline)
    secondsPerActivationPass = layers * hiddenBytes / accelerator.bytesPerSecond

    let linkRate = accelerator.linkBytesPerSecond(chips: parallelism.tensor)
    secondsPerTokenOnLink = 2 * layers * 2 * (ranks - 1) / ranks * hiddenBytes / linkRate

    var compiler = WorkCompiler(
      model: model, accelerator: accelerator, precision: precision, attentionRanks: ranks,
      tensorRanks: tensor)
    for layer in model.layers { compiler.add(layer) }
    compiler.addHead()
    matrices = compiler.matrices
    experts = compiler.experts
    attention = compiler.attention
    secondsPerState = compiler.secondsPerState
    expertLayers = compiler.expertLayers
    routingLayers = compiler.routingLayers
    latentLayers = compiler.latentLayers
    sparseLayers = compiler.sparseLayers
    recurrentLayers = compiler.recurrentLayers
    let copies = min(compiler.largestActiveExperts, max(1, tensor - 1))
    secondsPerTokenDispatch = 2 * expertLayers * 1.5 * hiddenBytes * copies / linkRate
  }
}

extension Accelerator {
  /// Bytes per second each way between chips of one replica.
  ///
  /// A replica that outgrows the link's domain talks over one 400 Gb/s network port per chip, as in
  /// DGX H100 (NVIDIA DGX H100 user guide: eight ConnectX-7 ports of 400 Gb/s for eight GPUs).
  func linkBytesPerSecond(chips: Int) -> Double {
    chips <= link.chips ? link.bytesPerSecondEachWay : 50e9
  }
}
