import Roofline

/// One run of a benchmark, in the terms that all tools share, as its file tells it.
struct BenchmarkPoint {
  /// What the file says of the deployment.
  var deployment = BenchmarkedDeployment()
  var promptTokens: Double?
  var completionTokens: Double?
  /// Requests that start and end together; `nil` for anything else.
  var staticBatch: Double?
  /// Whether requests start and end together even where their number is not told.
  var isStaticBatch = false
  /// The most requests in flight; `nil` without a limit.
  var concurrency: Double?
  /// Requests sent each second; infinite if all at once, `nil` if the file does not say.
  var requestRate: Double?
  /// The shape of the gamma distribution from which gaps between requests were drawn, of which 1 is a
  /// Poisson process: vLLM's `burstiness`, AIPerf's `arrival_smoothness`.
  var burstiness: Double?
  /// Requests that were served.
  var requests: Double?
  /// Requests that failed.
  var failed: Double?
  /// Requests served each second.
  var servedPerSecond: Double?
  var outputTokensPerSecond: Double?
  /// Tokens of prompts and completions each second, where those of completions are not told apart.
  var allTokensPerSecond: Double?
  var firstTokenSeconds: Double?
  var firstTokenStatistic = FirstTokenStatistic.mean
  var perTokenSeconds: Double?
  /// Mean time between two pieces that a stream sent, which hold several tokens where tokens are guessed ahead.
  var betweenPiecesSeconds: Double?
  /// Mean seconds from a request to its last token.
  var endToEndSeconds: Double?
  /// Seconds of a whole static batch, from which its throughput follows.
  var batchSeconds: Double?
  /// Tokens of all prompts and completions together, where only that was counted.
  var totalTokens: Double?
  /// Why the run cannot be used, where its tool's form already tells.
  var obstacle: String?

  /// A run of which the file's form already tells that it cannot be used.
  init(obstacle: String? = nil) { self.obstacle = obstacle }
}
