/// Workers of one kind that share their work: as many copies of a deployment as there are.
public struct Pool: Sendable, Hashable {
  /// One worker.
  public let worker: Deployment
  /// How many there are.
  public let workers: Int

  /// Chips of all workers.
  public var chips: Int { workers * worker.layout.chips }

  init(checkedWorker worker: Deployment, workers: Int) {
    self.worker = worker
    self.workers = workers
  }

  static let range = 1...1024

  /// `2 × TP8·EP8`.
  public var name: String { "\(workers) × \(worker.layout.name)" }
}
