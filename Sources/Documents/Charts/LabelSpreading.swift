/// Moves labels that stand in one column apart, each as little as possible.
enum LabelSpreading {
  /// The centres of labels with these heights, near those wanted, in the same order, within bounds.
  ///
  /// Labels that touch form a block, and a block stands where its labels' wishes balance. Where
  /// they do not all fit, they overlap evenly rather than leave the bounds.
  static func centers(
    wanted: [Double], heights: [Double], from top: Double, to bottom: Double
  ) -> [Double] {
    struct Block {
      var members: [Int]
      var height: Double
      var wishes: Double
      var top: Double
    }
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    let total = heights.reduce(0, +)
    let scale = total > bottom - top && total > 0 ? (bottom - top) / total : 1
    func settle(_ block: inout Block) {
      let middle = block.wishes / Double(block.members.count)
      block.top = min(max(middle - block.height / 2, top), max(bottom - block.height, top))
    }
    var blocks: [Block] = []
    for index in order {
      let height = heights[index] * scale
      var block = Block(members: [index], height: height, wishes: wanted[index], top: 0)
      settle(&block)
      while let above = blocks.last, above.top + above.height > block.top + 1e-9 {
        blocks.removeLast()
        // A member wants its own centre; as part of the block it wants the block's centre shifted.
        var merged = Block(
          members: above.members + block.members, height: above.height + block.height, wishes: 0,
          top: 0)
        var offset = -merged.height / 2
        for member in merged.members {
          let memberHeight = heights[member] * scale
          merged.wishes += wanted[member] - (offset + memberHeight / 2)
          offset += memberHeight
        }
        settle(&merged)
        block = merged
      }
      blocks.append(block)
    }
    var centers = wanted
    for block in blocks {
      var position = block.top
      for member in block.members {
        let height = heights[member] * scale
        centers[member] = position + height / 2
        position += height
      }
    }
    return centers
  }
}
