public import ModelArithmetic

extension Layout {
  /// The layouts worth trying for a model within one node, by chips.
  ///
  /// - TP 1, 2, 4, 8, and 16 to 72 where one domain of links has as many chips.
  /// - With experts also EP = TP.
  /// - With experts or latent attention also attention data parallelism over all ranks, with EP = TP
  ///   where there are experts: each rank then keeps the caches of its own sequences.
  /// - On PCIe also PP 2, 4 and 8 with small TP, as stages talk once where ranks talk in every layer.
  ///
  /// Llama-3.1-8B on up to 8 H100: TP1, TP2, TP4, TP8.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - accelerator: The chip.
  ///   - limit: The most chips of one replica.
  public static func candidates(
    for model: ModelArchitecture, on accelerator: Accelerator, chips limit: Int
  ) -> [Layout] {
    let hasExperts = model.hasExperts
    var layouts: [Layout] = []
    func add(_ tensor: Int, pipeline: Int = 1, expert: Int = 1, attentionData: Int = 1) {
      // Copies of experts, which let any number of ranks hold as many each, are a matter of pools.
      let isEven = model.needs.counts.experts.allSatisfy { $0.isMultiple(of: expert) }
      guard tensor * pipeline <= limit, isEven else { return }
      let layout = Layout(
        checkedTensor: tensor, pipeline: pipeline, expert: expert, attentionData: attentionData)
      if layout.suits(model, on: accelerator) { layouts.append(layout) }
    }
    for ranks in [1, 2, 4, 8, 16, 32, 64, 72] {
      add(ranks)
      guard ranks > 1 else { continue }
      if hasExperts { add(ranks, expert: ranks) }
      if hasExperts || model.hasLatentAttention {
        add(ranks, expert: hasExperts ? ranks : 1, attentionData: ranks)
      }
    }
    if accelerator.hasSlowLink {
      for (tensor, stages) in [(1, 2), (1, 4), (2, 2), (1, 8), (2, 4), (4, 2)] {
        add(tensor, pipeline: stages)
      }
    }
    // Equal numbers of chips keep the order above.
    return layouts.indices.sorted { (layouts[$0].chips, $0) < (layouts[$1].chips, $1) }
      .map { layouts[$0] }
  }
}
