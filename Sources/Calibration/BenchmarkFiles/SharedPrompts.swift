import CheckedJSON

/// Prompts that begin alike, whose common part engines compute once.
///
/// A cache of prefixes is on in vLLM, SGLang and TensorRT-LLM unless it is turned off, and results do not tell how much
/// was found in it.
enum SharedPrompts {
  /// Data sets of which whole groups of prompts begin alike: of `vllm bench`, SGLang's `bench_serving`, and both.
  private static let datasets: Set<String> = [
    "prefix_repetition", "generated-shared-prefix", "mooncake",
  ]

  /// Why a run of `bench serve` or `bench throughput` says nothing of prompts that share nothing; `nil` if it may.
  static func obstacle(inServing run: JSONPlace, promptTokens: Double?) -> String? {
    if let name = run.string("dataset_name"), datasets.contains(name.lowercased()) {
      return reason("of the data set \(name)")
    }
    return obstacle(
      tokens: run.number(anyOf: ["random_prefix_len", "prefix_len"]), of: promptTokens)
  }

  /// The same of what AIPerf and GenAI-Perf were asked for.
  static func obstacle(inAsked asked: JSONPlace, promptTokens: Double?) -> String? {
    let input = asked["input"]
    for turns in [
      input?.number("conversation", "turn", "mean"), input?.number("sessions", "turns", "mean"),
    ].compactMap(\.self) where turns > 1 {
      return reason("of talks of \(turns.shortTenths) turns")
    }
    let prefixes = [
      input?.place(["prompt", "prefix_prompt"]), input?["prefix_prompt"], asked["prefix_prompt"],
    ].compactMap(\.self)
    let lengths =
      prefixes.flatMap { prefix in
        ["length", "shared_system_length", "user_context_length"].compactMap { prefix.number($0) }
      } + [asked.number("prefix_prompt_length")].compactMap(\.self)
    return obstacle(tokens: lengths.max(), of: promptTokens)
  }

  /// A twentieth of a prompt changes its figures by less than runs differ.
  private static func obstacle(tokens: Double?, of prompt: Double?) -> String? {
    guard let tokens = tokens.positive, tokens > 0.05 * (prompt.positive ?? 1) else { return nil }
    return reason("in \(tokens.shortTenths) tokens")
  }

  private static func reason(_ how: String) -> String {
    "its prompts begin alike (\(how.shortened(to: 40))) and may have been found in the prefix cache, which is not "
      + "fitted"
  }
}
