import Breakeven

/// What result files leave out of the runs that they tell of.
struct UnsaidOptions: OptionGroup {
  static let title: String? = "Results that leave it out"

  @Option(
    "--prompt", "N", .quantity(.number, in: 1...1e7),
    help: "mean prompt tokens of results that do not say them")
  var promptTokens: Double?
  @Option(
    "--completion", "N", .quantity(.number, in: 1...1e7),
    help: "mean completion tokens of results that do not say them")
  var completionTokens: Double?
  @Option(
    "--concurrency", "N", .quantity(.number, in: 1...1e6),
    help: "requests in flight of results that do not say their load")
  var concurrency: Double?
}
