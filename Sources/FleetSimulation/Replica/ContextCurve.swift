/// Seconds of decode attention for one sequence by its context, as straight lines between knees.
///
/// A layer with a window stops growing at it, so the curve of a model with windows has a knee at each.
/// Where an indexer bends the curve, it is cut until a line is within 0.02 %.
struct ContextCurve: Sendable, Hashable {
  /// The context at which each line begins; the first is 0.
  private(set) var starts: [Int] = []
  /// Seconds at context 0 of each line, extended to there.
  private(set) var levels: [Double] = []
  /// Seconds that one more token adds on each line.
  private(set) var slopes: [Double] = []

  private static let longest = 50_000_000.0

  /// The curve of a cache in blocks of so many tokens.
  init(knees: [Double], tokensPerBlock: Int, seconds: (Double) -> Double) {
    let inner = knees.filter { $0 >= 1 && $0 < Self.longest }.map { $0.rounded() }
    // Blocks of a window's cache end at the next multiple of their size.
    let block = Double(tokensPerBlock)
    let blockEnds = inner.map { ($0 / block).rounded(.up) * block }
    let ends = Set([0, Self.longest] + inner + blockEnds).sorted()
    for (start, end) in zip(ends, ends.dropFirst()) {
      cut(from: start, to: end, depth: 0, seconds)
    }
  }

  private mutating func cut(
    from start: Double, to end: Double, depth: Int, _ seconds: (Double) -> Double
  ) {
    let (low, high) = (seconds(start), seconds(end))
    let slope = (high - low) / (end - start)
    let middle = (max(1, start) * end).squareRoot().rounded()
    let isStraight = [middle, ((start + end) / 2).rounded()].allSatisfy {
      abs(low + slope * ($0 - start) - seconds($0)) <= 2e-4 * abs(seconds($0)) + 1e-18
    }
    if !isStraight, depth < 7, middle > start + 16, middle < end - 16 {
      cut(from: start, to: middle, depth: depth + 1, seconds)
      cut(from: middle, to: end, depth: depth + 1, seconds)
    } else {
      starts.append(Int(start))
      slopes.append(slope)
      levels.append(low - slope * start)
    }
  }

  /// The line on which a context lies.
  func line(of context: Int) -> Int {
    var line = starts.count - 1
    while line > 0, starts[line] > context { line -= 1 }
    return line
  }

  /// Seconds for one sequence that decodes `steps` tokens, from `context` on.
  func seconds(from context: Int, steps: Int) -> Double {
    var total = 0.0
    var (from, remaining) = (context, steps)
    for line in line(of: context)..<starts.count where remaining > 0 {
      let end = line + 1 < starts.count ? starts[line + 1] : Int.max
      let count = min(remaining, max(0, end - from))
      let (first, n) = (Double(from), Double(count))
      total += n * (levels[line] + slopes[line] * (first + (n - 1) / 2))
      from += count
      remaining -= count
    }
    return total
  }
}
