/// Workers of one kind that share their work: as many copies of a deployment as there are.
package struct Pool: Sendable, Hashable {
  /// One worker.
  package let worker: Deployment
  /// How many there are.
  package let workers: Int

  /// Chips of all workers.
  package var chips: Int { workers * worker.layout.chips }

  init(checkedWorker worker: Deployment, workers: Int) {
    self.worker = worker
    self.workers = workers
  }

  static let range = 1...1024

  /// `2 × TP8·EP8`.
  package var name: String { "\(workers) × \(worker.layout.name)" }
}
