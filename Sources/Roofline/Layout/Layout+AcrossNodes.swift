public import ModelArithmetic

extension Layout {
  /// The layouts over several nodes that are worth trying for a model that one node cannot hold, by chips.
  ///
  /// - A stage on each of 2, 3 or 4 nodes, with all its chips as tensor ranks, of experts also as EP ranks, with or
  ///   without attention data parallelism: stages talk once where ranks talk in every layer.
  /// - With experts also EP over all chips of 2 or 4 nodes, each node or each chip with sequences of its own.
  ///
  /// DeepSeek-V3 on H100, nodes of 8: TP8·PP2, TP8·PP2·EP8, TP16·EP16·DP-attention 16 and so on, up to 32 chips.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - accelerator: The chip.
  public static func candidatesAcrossNodes(
    for model: ModelArchitecture, on accelerator: Accelerator
  ) -> [Layout] {
    guard !accelerator.hasSlowLink else { return [] }
    let node = accelerator.tensorRankLimit
    var layouts: [Layout] = []
    func add(_ layout: Layout) {
      if layout.suits(model, on: accelerator) { layouts.append(layout) }
    }
    func isEven(_ expert: Int) -> Bool {
      model.needs.counts.experts.allSatisfy { $0.isMultiple(of: expert) }
    }
    for nodes in 2...4 {
      add(Layout(checkedTensor: node, pipeline: nodes, expert: 1, attentionData: 1))
      guard model.hasExperts, isEven(node) else { continue }
      add(Layout(checkedTensor: node, pipeline: nodes, expert: node, attentionData: 1))
      add(Layout(checkedTensor: node, pipeline: nodes, expert: node, attentionData: node))
      let all = node * nodes
      guard nodes != 3, isEven(all) else { continue }
      for groups in [nodes, all] {
        add(Layout(checkedTensor: all, pipeline: 1, expert: all, attentionData: groups))
      }
    }
    return layouts.indices.sorted { (layouts[$0].chips, $0) < (layouts[$1].chips, $1) }
      .map { layouts[$0] }
  }
}
