package import Workloads

/// Finds the kinds of workers into which a fleet is best split.
///
/// Readers and writers do not depend on each other but for the way of the cache between them, so each is chosen for
/// itself: of `⌈λ/rate⌉` workers and the spares, the fewest chips at the load, and the fewest for each request where
/// the load is large.
package struct SplitSearch: Sendable {
  private let demand: ServiceDemand
  private let level: ServiceLevel
  private let readers: [Worker]
  private let writers: [(worker: Worker, capacity: WritingCapacity)]

  private struct Worker {
    let deployment: Deployment
    let rate: Double

    var chips: Int { deployment.layout.chips }
  }

  /// Readers whose first tokens are looked at to choose among them.
  private static let usualReaders = 4.0

  /// Looks at all workers of one model, precision and engine on one chip.
  ///
  /// - Parameters:
  ///   - sample: The model, chips, precision and engine.
  ///   - layouts: Layouts of either kind of worker.
  ///   - guesses: Ways in which writers may guess tokens ahead, beside none.
  ///   - demand: The requests that are to be served.
  ///   - level: The targets that they must keep.
  package init(
    like sample: Deployment, layouts: [Layout], guesses: [Speculation], demand: ServiceDemand,
    within level: ServiceLevel
  ) {
    self.demand = demand
    self.level = level
    let plain = layouts.compactMap { try? sample.speculating(nil).with(layout: $0) }
      .filter { $0.memory.fits && (try? $0.checkFit(of: demand.shape)) != nil }
    readers = plain.compactMap { worker in
      worker.readingCapacity(
        for: demand, workers: Self.usualReaders,
        secondsToFirstToken: level.timeToFirstTokenSeconds,
        beside: worker.handoverSeconds(for: demand, to: worker)
      ).map { Worker(deployment: worker, rate: $0.requestsPerSecond) }
    }
    writers = plain.flatMap { worker in
      ([worker] + guesses.map { worker.speculating($0) }).compactMap { worker in
        worker.writingCapacity(
          for: demand, secondsPerToken: level.timePerOutputTokenSeconds
        ).map { (Worker(deployment: worker, rate: $0.requestsPerSecond), $0) }
      }
    }
  }

  /// The best pairs, at most four; none where no worker keeps its target.
  ///
  /// - Parameters:
  ///   - chips: The most chips of one worker: those that a seller's machine or rack links.
  ///   - rate: Requests per second at the busiest time.
  ///   - spares: Workers of each kind beyond what the load needs.
  package func best(workersUpTo chips: Int, requestsPerSecond rate: Double, spares: Int)
    -> [SplitWorkers]
  {
    func chosen(_ workers: [Worker]) -> [Int] {
      func fewest(_ needed: (Worker) -> Double) -> Int? {
        workers.indices.filter { workers[$0].chips <= chips }
          .min { needed(workers[$0]) < needed(workers[$1]) }
      }
      let here = fewest {
        ((rate / $0.rate).rounded(.up) + Double(spares)) * Double($0.chips)
      }
      let large = fewest { Double($0.chips) / $0.rate }
      return here == large ? [here].compactMap(\.self) : [here, large].compactMap(\.self)
    }
    return chosen(readers).flatMap { reader in
      chosen(writers.map(\.worker)).compactMap { place in
        let writer = writers[place]
        return SplitWorkers(
          readers[reader].deployment, writer.worker.deployment, writer.capacity, for: demand,
          within: level)
      }
    }
  }
}
