/// Blocks of prompts in a tier beside the memory of a replica's chips, and the way from there to the chips.
///
/// What the chips' memory drops comes in, the longest unused leaves first, and what a prompt finds goes back: a block
/// lies in one of both. Prompts come back one after the other on each of the ways.
struct TierCache: Sendable {
  private let setup: TierSetup
  private var blocks: PrefixCache
  /// The most blocks.
  private let capacity: Int
  /// From when on nothing is under way.
  private var freeFrom = 0.0

  init(_ setup: TierSetup, distinctBlocks: Int, blockBytes: Int) {
    self.setup = setup
    blocks = PrefixCache(distinctBlocks: distinctBlocks)
    capacity = blockBytes > 0 ? Int(min(1e12, setup.bytes / Double(blockBytes))) : 0
  }

  /// How many of the leading blocks lie in the chips' memory or here, and how many of those lie here.
  func hits(_ named: ArraySlice<Int32>, beside near: PrefixCache) -> (all: Int, here: Int) {
    var (all, here) = (0, 0)
    for block in named {
      if near.holds(block) {
        all += 1
      } else if blocks.holds(block) {
        all += 1
        here += 1
      } else {
        break
      }
    }
    return (all, here)
  }

  /// Takes in a block that the chips' memory drops.
  mutating func keep(_ block: Int32) {
    guard capacity > 0 else { return }
    blocks.keep(block)
    blocks.evict(downTo: capacity)
  }

  /// Gives blocks away that lie in the chips' memory now.
  mutating func give(_ named: ArraySlice<Int32>) {
    for block in named { blocks.drop(block) }
  }

  /// When so many tokens of so many bytes will have come; `nil` if they are computed sooner.
  mutating func arrival(tokens: Int, bytes: Int, from time: Double) -> Double? {
    let start = max(time, freeFrom)
    let seconds = Double(bytes) / setup.bytesPerSecond
    guard start + seconds - time < Double(tokens) * setup.secondsPerComputedToken else {
      return nil
    }
    freeFrom = start + seconds / setup.lanes
    return start + seconds
  }
}

/// What a replica's tier is.
struct TierSetup: Sendable {
  /// What it holds, in bytes of each chip and for all groups of attention together.
  let bytes: Double
  /// Bytes per second into one chip.
  let bytesPerSecond: Double
  /// Prompts that come at a time: one for each group of attention.
  let lanes: Double
  /// Seconds in which a prompt token is computed in steps that are full of them.
  let secondsPerComputedToken: Double
  /// The share of the tokens behind a shared prefix that come from it, of requests that name no blocks.
  let hitRate: Double
}
