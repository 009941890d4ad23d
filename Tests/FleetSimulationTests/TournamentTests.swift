import Numerics
import Testing

@testable import FleetSimulation

struct TournamentTests {
  @Test(arguments: [1, 2, 3, 7, 8, 33]) func theWinnerIsTheFirstOfTheLeast(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    var tournament = Tournament(count, of: Int.max)
    var keys = [Int](repeating: .max, count: count)
    for _ in 0..<300 {
      let index = Int(random.uniform() * Double(count))
      let key = random.uniform() < 0.1 ? Int.max : Int(random.uniform() * 6)
      tournament.set(index, to: key)
      keys[index] = key
      let least = keys.min()
      #expect(tournament.least == least && tournament[index] == key)
      #expect(tournament.leastIndex == keys.firstIndex { $0 == least })
    }
    let larger = tournament.with(2, of: .max)
    #expect(larger.least == tournament.least && larger.leastIndex == tournament.leastIndex)
    #expect(larger.count == count + 2)
  }
}
