import ModelArithmetic

/// One pass of a model on one replica, compiled to seconds at full efficiency on each chip.
///
/// Everything that does not depend on the load is worked out here once, so that a step's time is a
/// handful of multiplications.
package struct ForwardPass: Sendable, Hashable {
  let matrices: [MatrixWork]
  let experts: [ExpertWork]
  package let attention: [AttentionWork]
  /// Seconds at peak bandwidth to read and write the recurrent state of one sequence.
  let secondsPerState: Double
  /// Seconds at peak bandwidth for one token's hidden state to pass through memory in every layer.
  let secondsPerActivationPass: Double
  /// Seconds at peak bandwidth to write and read the copies of one token for its experts, in 16 bits,
  /// in every layer that has them.
  let secondsPerRoutedPass: Double
  /// Seconds at the link's peak to all-reduce one token's hidden state twice in every layer.
  let secondsPerTokenOnLink: Double
  /// Seconds at the link's peak to dispatch and combine one token of an attention group.
  let secondsPerTokenDispatch: Double

  let layers: Double
  let expertLayers: Double
  /// Layers with experts, each by the size of its routing.
  let routingLayers: Double
  /// Whether kernels widen four-bit floats of experts to 16 bits on the way.
  let widensExperts: Bool
  let latentLayers: Double
  let sparseLayers: Double
  let recurrentLayers: Double
  let attentionRanks: Double
  let attentionGroups: Double
  /// Whether tokens reach their experts over a network.
  ///
  /// Within a node, kernels take as long when ranks hold whole experts as when each holds a part of
  /// every expert, and the all-reduce after them is the same.
  let dispatchesAcrossNodes: Bool
  /// Latencies of an all-reduce between two chips that one among the attention ranks takes.
  let allReduceLatencies: Double
  let stages: Double
  /// Adapters beside the matrices; `nil` without any.
  let adapters: AdapterWork?

  init(
    model: ModelArchitecture, accelerator: Accelerator, layout: Layout, precision: Precision,
    adapters service: AdapterService? = nil
  ) {
    let counts = model.needs.counts
    let ranks = Double(layout.attentionRanks)
    let hiddenBytes = Double(model.hiddenSize) * 2
    layers = Double(counts.all)
    expertLayers = Double(counts.withExperts)
    routingLayers = counts.routing
    latentLayers = Double(counts.latent)
    sparseLayers = Double(counts.sparse)
    recurrentLayers = Double(counts.recurrent)
    attentionRanks = ranks
    attentionGroups = Double(layout.attentionData)
    dispatchesAcrossNodes = layout.expert > 1 && layout.tensor > accelerator.link.chips
    stages = Double(layout.pipeline)
    secondsPerActivationPass = layers * hiddenBytes / accelerator.bytesPerSecond

    secondsPerRoutedPass =
      expertLayers * Double(counts.mostActiveExperts) * 2 * hiddenBytes
      / accelerator.bytesPerSecond

    let linkRate = accelerator.linkBytesPerSecond(chips: layout.tensor)
    let path = accelerator.link.path
    allReduceLatencies = ranks > 1 ? path.latencyFactor(ranks: ranks) : 0
    secondsPerTokenOnLink =
      2 * layers * 2 * (ranks - 1) / ranks * hiddenBytes
      / (linkRate * (ranks > 1 ? path.bandwidthShare(ranks: ranks) : 1))
    let copies = Double(min(counts.mostActiveExperts, max(1, layout.tensor - 1)))
    secondsPerTokenDispatch = 2 * expertLayers * 1.5 * hiddenBytes * copies / linkRate

    let work = WorkCompiler(
      model: model, accelerator: accelerator, layout: layout, precision: precision)
    matrices = work.matrices
    experts = work.experts
    widensExperts = work.experts.contains { $0.compute == .bf16 && $0.storage.isFourBitFloat }
    attention = work.attention
    secondsPerState = work.secondsPerState
    adapters = service.map {
      AdapterWork($0, model: model, accelerator: accelerator, layout: layout)
    }
  }
}

extension Accelerator {
  /// Bytes per second each way between chips of one replica.
  ///
  /// A replica that outgrows the link's domain talks over one 400 Gb/s network port per chip, as in
  /// DGX H100 (NVIDIA DGX H100 user guide: eight ConnectX-7 ports of 400 Gb/s for eight GPUs).
  func linkBytesPerSecond(chips: Int) -> Double {
    chips <= link.chips ? link.bytesPerSecondEachWay(among: chips) : 50e9
  }
}
