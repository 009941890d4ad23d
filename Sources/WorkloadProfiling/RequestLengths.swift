/// How a workload states the lengths of its requests.
public enum RequestLengths: Hashable, Sendable {
  /// Prompt and completion each for itself, and their correlation.
  case marginals(
    prompt: LengthDistribution, completion: LengthDistribution, correlation: Double)
  /// Counted together.
  case joint([RequestPoint])
  /// A log, by its path as the workload file names it.
  case trace(path: String)
}
