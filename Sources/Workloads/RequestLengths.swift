/// How a workload states the lengths of its requests.
public enum RequestLengths: Hashable, Sendable {
  /// Prompt and completion each for itself, and their correlation.
  case marginals(
    prompt: LengthDistribution, completion: LengthDistribution, correlation: Double)
  /// Counted together.
  case joint([RequestPoint])
  /// A log, by its path as the workload file names it.
  case trace(path: String)
  /// Only prompt tokens for each completion token are known, as from a bill; completions are taken to be
  /// ``usualCompletionTokens`` long unless somebody who decides assumes otherwise.
  case ratio(promptPerCompletion: Double)

  /// Completion tokens of a request where only a ratio is known.
  ///
  /// Between the 214 of a step of coding agents (arXiv 2606.30560) and the 283 of a RAG bot.
  package static let usualCompletionTokens = 250.0
  /// Ratios that can be stated.
  package static let ratios = 0.001...10_000.0
}
