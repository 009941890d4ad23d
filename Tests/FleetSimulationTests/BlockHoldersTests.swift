import Numerics
import Testing

@testable import FleetSimulation

struct BlockHoldersTests {
  /// What the definition says: of those with few enough requests, the longest beginning, then the least load, then the first.
  private static func best(
    _ prompt: [Int32], _ held: [Set<Int32>], _ loads: [Int], atMost most: Int
  ) -> Int? {
    let lengths = held.map { blocks in prompt.prefix { blocks.contains($0) }.count }
    let able = loads.indices.filter { loads[$0] <= most && lengths[$0] > 0 }
    return able.min { (-lengths[$0], loads[$0], $0) < (-lengths[$1], loads[$1], $1) }
  }

  @Test(arguments: [1, 5, 64, 130]) func theLongestBeginningWins(replicas: Int) {
    var random = SplitMix64(seed: UInt64(replicas))
    var holders = BlockHolders(blocks: 12, replicas: (replicas + 1) / 2)
    holders.grow(toReplicas: replicas)
    var held = [Set<Int32>](repeating: [], count: replicas)
    var loads = [Int](repeating: 0, count: replicas)
    var tournament = Tournament(replicas, of: 0)
    for _ in 0..<400 {
      let replica = Int(random.uniform() * Double(replicas))
      let block = Int32(random.uniform() * 12)
      let isHeld = random.uniform() < 0.7
      holders.set(Int(block), of: replica, to: isHeld)
      if isHeld { held[replica].insert(block) } else { held[replica].remove(block) }
      loads[replica] = random.uniform() < 0.1 ? .max : Int(random.uniform() * 5)
      tournament.set(replica, to: loads[replica])
      let prompt = (0..<Int(1 + random.uniform() * 4)).map { _ in Int32(random.uniform() * 12) }
      #expect(
        holders.best(for: prompt[...], loads: tournament, atMost: 3)
          == Self.best(prompt, held, loads, atMost: 3))
    }
    #expect(holders.best(for: [], loads: tournament, atMost: 3) == nil)
  }
}
