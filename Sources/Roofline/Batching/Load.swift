/// How requests come to a deployment.
public enum Load: Sendable, Hashable {
  /// All start together, and the batch ends together.
  case staticBatch(requests: Double)
  /// A closed loop: each finished request is replaced at once.
  case concurrency(Double)
  /// Open arrivals at random, in requests per second.
  case rate(requestsPerSecond: Double)
  /// Everything is queued; memory and engine choose how many run.
  case saturation
}
