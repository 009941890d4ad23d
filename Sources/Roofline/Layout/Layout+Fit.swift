public import CheckedJSON
public import ModelArithmetic

extension Layout {
  /// Checks that a model can be spread so over such chips.
  ///
  /// - Query heads divide among the ranks that share attention. Key-value heads need not: ranks beyond
  ///   them keep copies.
  /// - Tensor ranks talk twice a layer and stay within one domain of fast links, or a node of 8.
  /// - Only a model with experts spreads experts, and as many of them on every rank.
  /// - A stage has at least one layer.
  ///
  /// - Parameters:
  ///   - model: The model whose heads, experts and layers are divided.
  ///   - accelerator: The chips, whose links bound how many share a matrix.
  /// - Throws: `InputError` that names the number, what would do, and the nearest of it.
  public func check(
    _ model: ModelArchitecture, on accelerator: Accelerator
  ) throws(InputError) {
    let counts = model.needs.counts
    let limit = accelerator.tensorRankLimit
    // Groups of attention with whole experts on each rank talk by sending tokens to experts, which a network carries.
    let isSpread = attentionRanks <= limit && attentionData > 1 && expert == tensor
    guard tensor <= limit || isSpread else {
      throw Part.tensor.error(
        found: tensor, expected: "at most \(limit), which \(accelerator.id) links in one domain",
        nearest: limit)
    }
    if let heads = counts.queryHeads.first(where: { !$0.isMultiple(of: attentionRanks) }) {
      let choices = stride(from: attentionData, through: limit, by: attentionData).filter { ranks in
        counts.queryHeads.allSatisfy { $0.isMultiple(of: ranks / attentionData) }
      }
      throw Part.tensor.error(
        found: tensor, among: choices,
        which: "split the \(heads) query heads of \(model.name) evenly")
    }
    if expert > 1 {
      guard !counts.experts.isEmpty else {
        throw Part.expert.error(
          found: expert, expected: "1, because \(model.name) has no experts", nearest: 1)
      }
      if !holdsCopies, let experts = counts.experts.first(where: { !$0.isMultiple(of: expert) }) {
        let choices = (1...tensor).filter { ranks in
          tensor.isMultiple(of: ranks) && counts.experts.allSatisfy { $0.isMultiple(of: ranks) }
        }
        throw Part.expert.error(
          found: expert, among: choices,
          which: "spread the \(experts) experts of \(model.name) evenly")
      }
    }
    guard pipeline <= max(1, counts.all) else {
      throw Part.pipeline.error(
        found: pipeline, expected: "at most \(counts.all), the layers of \(model.name)",
        nearest: max(1, counts.all))
    }
  }

  /// Whether a model can be spread so over such chips.
  package func suits(_ model: ModelArchitecture, on accelerator: Accelerator) -> Bool {
    do {
      try check(model, on: accelerator)
      return true
    } catch {
      return false
    }
  }
}

extension Accelerator {
  /// The most ranks that may split a matrix: the domain of the links, or the 8 chips of a usual node.
  package var tensorRankLimit: Int { max(8, link.chips) }

  /// Whether chips of one node talk over PCIe or a network only.
  package var hasSlowLink: Bool { link.bytesPerSecondEachWay < 100e9 }
}
