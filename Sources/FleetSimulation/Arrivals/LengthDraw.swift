import Numerics
import Workloads

/// Draws requests from a mix in constant time, by Walker's alias method.
///
/// Source: Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE
/// Transactions on Software Engineering 17 (1991).
struct LengthDraw: Sendable {
  private struct Cell: Sendable {
    var prompt: Int
    var completion: Int
    var threshold: Double
    var alias: Int
  }

  private var cells: [Cell]

  init(_ mix: RequestMix) {
    let count = Double(mix.points.count)
    cells = mix.points.map {
      Cell(
        prompt: max(1, Int($0.promptTokens.rounded())),
        completion: max(1, Int($0.completionTokens.rounded())), threshold: 1, alias: 0)
    }
    var shares = mix.points.map { $0.weight * count }
    var small: [Int] = []
    var large: [Int] = []
    for (index, share) in shares.enumerated() {
      if share < 1 { small.append(index) } else { large.append(index) }
    }
    while let less = small.last, let more = large.last {
      small.removeLast()
      cells[less].threshold = shares[less]
      cells[less].alias = more
      shares[more] -= 1 - shares[less]
      if shares[more] < 1 {
        large.removeLast()
        small.append(more)
      }
    }
  }

  func next(_ random: inout SplitMix64) -> (prompt: Int, completion: Int) {
    let scaled = random.uniform() * Double(cells.count)
    let index = min(cells.count - 1, Int(scaled))
    let cell = cells[index]
    guard scaled - Double(index) >= cell.threshold else { return (cell.prompt, cell.completion) }
    let other = cells[cell.alias]
    return (other.prompt, other.completion)
  }
}
