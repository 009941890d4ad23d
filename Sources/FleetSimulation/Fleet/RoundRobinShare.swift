/// The replicas that one worker simulates of a fleet that takes requests in turn.
struct RoundRobinShare: Sendable {
  private static let batch = 2048

  private(set) var replicas: [Replica] = []
  /// Requests that had to be changed.
  private(set) var clamped = 0

  /// Simulates replicas `worker`, `worker + workers` and so on of `total`.
  init(
    _ setup: ReplicaSetup, _ arrivals: Arrivals, worker: Int, of workers: Int, replicas total: Int
  ) {
    let own = (total - worker + workers - 1) / workers
    replicas = (0..<own).map { _ in Replica(setup) }
    var iterator = ArrivalIterator(arrivals)
    var batch: [ArrivingRequest] = []
    batch.reserveCapacity(Self.batch)
    var turn = 0
    while true {
      batch.removeAll(keepingCapacity: true)
      iterator.fill(&batch, upTo: Self.batch)
      guard let last = batch.last else { break }
      for request in batch {
        if turn % workers == worker { replicas[turn / workers].enqueue(request) }
        turn = turn + 1 == total ? 0 : turn + 1
      }
      for index in replicas.indices { replicas[index].advance(to: last.arrival, .ahead) }
    }
    for index in replicas.indices { replicas[index].advance(to: .infinity, .ahead) }
    clamped = iterator.clamped
  }
}
