/// What is counted while a replica runs; tallies of replicas add up.
struct ReplicaTally: Sendable, Hashable {
  var firstToken = LatencyHistogram()
  var perToken = LatencyHistogram()
  var endToEnd = LatencyHistogram()
  var arrived = 0
  var finished = 0
  var finishedByDeadline = 0
  var tooLargeForCache = 0
  var tooLongForContext = 0
  var withinGoal = 0
  var preemptions = 0
  var steps = 0
  var promptTokens = 0
  var completionTokens = 0
  /// Prompt tokens that were computed, those computed again included.
  var computedPromptTokens = 0
  /// Prompt tokens that the prefix cache held.
  var cachedPromptTokens = 0
  /// Those of them that came from a tier beside the chips' memory.
  var loadedPromptTokens = 0
  var busySeconds = 0.0
  var runningSeconds = 0.0
  var decodingSeconds = 0.0
  var usedByteSeconds = 0.0
  var peakBytes = 0
  var lastFinish = 0.0
  var waits = TrendLine()

  mutating func add(_ other: ReplicaTally) {
    firstToken.add(other.firstToken)
    perToken.add(other.perToken)
    endToEnd.add(other.endToEnd)
    arrived += other.arrived
    finished += other.finished
    finishedByDeadline += other.finishedByDeadline
    tooLargeForCache += other.tooLargeForCache
    tooLongForContext += other.tooLongForContext
    withinGoal += other.withinGoal
    preemptions += other.preemptions
    steps += other.steps
    promptTokens += other.promptTokens
    completionTokens += other.completionTokens
    computedPromptTokens += other.computedPromptTokens
    cachedPromptTokens += other.cachedPromptTokens
    loadedPromptTokens += other.loadedPromptTokens
    busySeconds += other.busySeconds
    runningSeconds += other.runningSeconds
    decodingSeconds += other.decodingSeconds
    usedByteSeconds += other.usedByteSeconds
    peakBytes = max(peakBytes, other.peakBytes)
    lastFinish = max(lastFinish, other.lastFinish)
    waits.add(other.waits)
  }
}

/// The least-squares line through points that are not kept.
struct TrendLine: Sendable, Hashable {
  private var count = 0.0
  private var sumX = 0.0
  private var sumY = 0.0
  private var sumXX = 0.0
  private var sumXY = 0.0
  private(set) var lowestX = Double.infinity
  private(set) var highestX = -Double.infinity

  var totalY: Double { sumY }
  var spanX: Double { count > 0 ? highestX - lowestX : 0 }

  mutating func add(_ x: Double, _ y: Double) {
    count += 1
    sumX += x
    sumY += y
    sumXX += x * x
    sumXY += x * y
    lowestX = min(lowestX, x)
    highestX = max(highestX, x)
  }

  mutating func add(_ other: TrendLine) {
    count += other.count
    sumX += other.sumX
    sumY += other.sumY
    sumXX += other.sumXX
    sumXY += other.sumXY
    lowestX = min(lowestX, other.lowestX)
    highestX = max(highestX, other.highestX)
  }

  /// `(E[xy] − E[x]·E[y]) / (E[x²] − E[x]²)`; 0 where `x` does not vary.
  var slope: Double {
    guard count > 1 else { return 0 }
    let variance = sumXX / count - (sumX / count) * (sumX / count)
    guard variance > 1e-12 * (1 + sumXX / count) else { return 0 }
    return (sumXY / count - sumX / count * (sumY / count)) / variance
  }
}
