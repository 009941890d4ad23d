import CheckedJSON
import FleetSimulation
import Roofline

/// The fewest readers and writers whose simulated percentiles keep the service level at the busiest hour.
struct SplitSizes: Sendable {
  /// The plan with readers that read what they were found to.
  let plan: SplitPlan
  /// What a writer was found to write over what the closed form says.
  let writingFactor: Double
  /// The simulated fleet.
  let outcome: PooledLoadTest.Outcome
  /// The replicas that write in it.
  let writers: Int

  /// Replicas of both kinds that are simulated at most; larger fleets are scaled down to as many.
  private static let mostReplicas = 24
  private static let mostRounds = 12

  /// Begins with what the closed form asks for, adds replicas of the kind whose target is missed, or takes away one
  /// after the other; `nil` if no such fleet keeps the level, or the budget is spent.
  init?(
    _ test: PooledLoadTest, _ split: SplitPlan, requestsPerSecond peak: Double, burstiness: Double,
    budget: inout Int
  ) throws(InputError) {
    let writes = split.workers.writing.requestsPerSecond
    let scale = max(
      1,
      (Double(split.readers(requestsPerSecond: peak)) + (peak / writes).rounded(.up))
        / Double(Self.mostReplicas))
    let rate = peak / scale
    var readers = split.readers(requestsPerSecond: rate)
    var writers = max(1, Int((rate / writes).rounded(.up)))
    // A part of a large fleet meets arrivals that are more even than all, but not more than random ones.
    func run(_ readers: Int, _ writers: Int) throws(InputError) -> PooledLoadTest.Outcome {
      let found = try test.run(
        readers: readers, writers: writers, requestsPerSecond: rate,
        burstiness: 1 + (burstiness - 1) / scale.squareRoot())
      budget -= found.writer.simulatedRequests
      return found
    }
    var found = try run(readers, writers)
    var rounds = 0
    while !found.writer.keepsLevel {
      rounds += 1
      guard rounds <= Self.mostRounds, budget > 0 else { return nil }
      if !found.keepsFirstToken { readers += 1 + readers / 16 }
      if !found.keepsEachToken { writers += 1 + writers / 16 }
      found = try run(readers, writers)
    }
    var kept = found
    if rounds == 0 {
      while writers > 1, budget > 0, case let fewer = try run(readers, writers - 1),
        fewer.writer.keepsLevel
      {
        (kept, writers) = (fewer, writers - 1)
      }
      while readers > 1, budget > 0, case let fewer = try run(readers - 1, writers),
        fewer.writer.keepsLevel
      {
        (kept, readers) = (fewer, readers - 1)
      }
    }
    outcome = kept
    self.writers = writers
    // As many as were simulated are asked for at this rate, whatever rounding makes of the division.
    let exact = 1 + 1e-9
    let share = split.readerPooling.share(replicas: readers)
    plan = split.reading(
      exact * rate / Double(readers) / (split.readerRequestsPerSecond * max(1e-12, share)))
    writingFactor = exact * rate / Double(writers) / writes
  }
}
