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

  /// Kinds of AIPerf's data that hold talks, of which each turn repeats those before.
  private static let kinds: Set<String> = [
    "multi_turn", "mooncake_trace", "bailian_trace", "dag_jsonl", "weka_trace",
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
    if input?.flag("fixed_schedule") == true {
      return "its requests came as a schedule told, which is no one load"
    }
    if let kind = input?.string("custom_dataset_type") ?? asked.string("custom_dataset_type"),
      kinds.contains(kind.lowercased())
    {
      return reason("of data of the kind \(kind)")
    }
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

  /// The same of the data that GuideLLM made up, of which each benchmark of a file has the same.
  ///
  /// Prefixes that are as many as the requests are shared by none.
  static func obstacle(
    inGuideLLM run: JSONPlace, of file: JSONPlace, promptTokens: Double?, requests: Double?
  ) -> String? {
    let places = [
      file.place(["args", "data"]), file.place(["config", "spec", "data"]),
      run.place(["args", "data"]),
      run.place(["config", "requests", "data"]), run.place(["request_loader", "data"]),
    ].compactMap(\.self)
    for place in places {
      for data in place.elements.isEmpty ? [place] : place.elements {
        guard let made = SyntheticData(data) else { continue }
        if let turns = made.turns, turns > 1 {
          return reason("of talks of \(turns.shortTenths) turns")
        }
        let isShared = made.prefixes ?? 1 < requests ?? .infinity
        if isShared, let obstacle = obstacle(tokens: made.prefixTokens, of: promptTokens) {
          return obstacle
        }
      }
    }
    return nil
  }

  /// Why prompts that an engine says it found in its cache tell nothing; `nil` where it found next to none.
  ///
  /// - Parameter cachedShare: tokens found in the cache, in parts of all prompt tokens.
  static func obstacle(cachedShare: Double?) -> String? {
    guard let cachedShare, cachedShare > 0.05 else { return nil }
    return "its prompts were found in the prefix cache, which is not fitted"
  }

  /// A twentieth of a prompt changes its figures by less than runs differ.
  static func obstacle(tokens: Double?, of prompt: Double?) -> String? {
    guard let tokens = tokens.positive, tokens > 0.05 * (prompt.positive ?? 1) else { return nil }
    return reason("in \(tokens.shortTenths) tokens")
  }

  private static func reason(_ how: String) -> String {
    "its prompts begin alike (\(how.shortened(to: 40))) and may have been found in the prefix cache, which is not "
      + "fitted"
  }
}
