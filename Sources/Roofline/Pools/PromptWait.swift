import Numerics

/// How long prompts wait for one of the workers of a pool, if they come at random.
///
/// As in an M/D/c queue (Sakasegawa's approximation), with `c` workers, `s` seconds of a worker for each prompt and
/// `ρ` their utilisation:
///
///     wait = s/c · ρ^(√(2·(c+1)) − 1) / (2·(1 − ρ))
///
/// One worker with 0.1 s a prompt at 80 % keeps a prompt waiting for 0.2 s, four such for 0.039 s.
package struct PromptWait: Sendable, Hashable {
  /// Prompts per second that the pool reads at most.
  package let capacity: Double
  private let workers: Double

  package init(_ reading: PromptReading, workers: Double) {
    capacity = workers * reading.promptsPerSecond
    self.workers = workers
  }

  /// Mean seconds that a prompt waits at a rate below the capacity.
  package func seconds(at rate: Double) -> Double {
    let utilization = rate / capacity
    guard utilization < 1 else { return .infinity }
    guard utilization > 0 else { return 0 }
    let exponent = (2 * (workers + 1)).squareRoot() - 1
    return power(utilization, exponent) / (2 * (1 - utilization)) / capacity
  }
}
