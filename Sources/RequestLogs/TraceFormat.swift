/// A kind of request log that is known.
public enum TraceFormat: String, CaseIterable, Hashable, Sendable {
  /// Azure LLM inference traces: CSV with `TIMESTAMP,ContextTokens,GeneratedTokens`.
  case azure
  /// Mooncake: JSON lines with `timestamp` in milliseconds, lengths and `hash_ids`.
  case mooncake
  /// Bailian: JSON lines like Mooncake's, but `timestamp` in seconds, with `chat_id` and `turn`.
  case bailian
  /// BurstGPT: CSV with `Timestamp,Model,Request tokens,Response tokens,…`; no response is a failure.
  case burstGPT = "burstgpt"
  /// Vidur: CSV with `arrived_at,num_prefill_tokens,num_decode_tokens`.
  case vidur
  /// Splitwise: CSV with `arrival_timestamp,prompt_size,token_size`.
  case splitwise
  /// LLMServingSim: JSON lines with `input_toks`, `output_toks`, `arrival_time_ns`.
  case servingSim = "llmservingsim"
  /// Results of OpenAI's Batch API: JSON lines.
  case openAIBatch = "openai-batch"
  /// Results of Anthropic's Message Batches API: JSON lines.
  case anthropicBatch = "anthropic-batch"
  /// OpenAI's usage export: CSV, or JSON buckets.
  case openAIUsage = "openai-usage"
  /// LiteLLM's spend logs: CSV or JSON lines.
  case liteLLM = "litellm"
  /// Langfuse's observations: CSV or JSON lines.
  case langfuse
  /// The aggregate of a warehouse's query: CSV with `requests`, `prompt_tokens`, `completion_tokens`
  /// and sums; see ``aggregateQuery``.
  case aggregate
  /// Any other log whose keys are usual names for tokens and times: JSON of any nesting, or CSV.
  case usualNames = "usual-names"
  /// What ``WarehouseQueries`` give: requests by bins of lengths, and by hour of the week.
  case warehouse
  /// What an inference engine serves at `/metrics`: histograms of prompt and generation tokens.
  case metrics

  /// A query that reduces a table of requests, of any size, to a few thousand rows that are read as
  /// ``aggregate``.
  ///
  /// It is written for DuckDB and holds with small changes elsewhere. `requests` is a table with a
  /// timestamp `ts` (UTC) and whole numbers `prompt` and `completion`. Requests fall into the eighths of
  /// an octave of both lengths and the hour of the week, counted from Monday.
  public static let aggregateQuery = """
    SELECT floor(8 * log2(greatest(prompt, 1)))::INT AS prompt_bin,
           floor(8 * log2(greatest(completion, 1)))::INT AS completion_bin,
           (isodow(ts) - 1) * 24 + hour(ts) AS hour_of_week,
           count(*) AS requests,
           sum(prompt) AS prompt_tokens,
           sum(completion) AS completion_tokens,
           sum(prompt::BIGINT * prompt) AS prompt_squares,
           sum(completion::BIGINT * completion) AS completion_squares,
           sum(prompt::BIGINT * completion) AS products,
           min(epoch(ts)) AS first_time,
           max(epoch(ts)) AS last_time
    FROM requests
    WHERE completion > 0
    GROUP BY ALL
    """
}

/// The names of the columns, or the dotted paths of the JSON keys, of a log of no known format.
///
/// A key that holds dots itself is named as it is written.
public struct TraceColumns: Hashable, Sendable {
  /// Prompt tokens; several columns are added up.
  package var prompts: [String]
  /// Completion tokens; several columns are added up.
  package var completions: [String]
  /// The time of the request: a number in `timeUnit`, or a date.
  package var time: String?
  /// The unit of a time that is a number; `nil` to tell it from its name and size.
  package var timeUnit: TimeUnit?
  /// Cached prompt tokens.
  package var cached: String?
  /// Prompt tokens that were written to a cache.
  package var written: String?
  /// Whether the prompt already includes cached and written tokens, as OpenAI counts and Anthropic does
  /// not.
  package var cachedIsInside: Bool

  /// Names the columns.
  package init(
    prompt: String, completion: String, time: String? = nil, timeUnit: TimeUnit? = nil,
    cached: String? = nil, cachedIsInside: Bool = true
  ) {
    self.init(
      prompts: [prompt], completions: [completion], time: time, timeUnit: timeUnit, cached: cached,
      cachedIsInside: cachedIsInside)
  }

  /// Names the columns, of which several may be added up.
  package init(
    prompts: [String], completions: [String], time: String? = nil, timeUnit: TimeUnit? = nil,
    cached: String? = nil, written: String? = nil, cachedIsInside: Bool = true
  ) {
    self.prompts = prompts
    self.completions = completions
    self.time = time
    self.timeUnit = timeUnit
    self.cached = cached
    self.written = written
    self.cachedIsInside = cachedIsInside
  }

  /// Whether each figure is one column, as a plan reads it.
  var isPlain: Bool {
    prompts.count == 1 && completions.count == 1 && written == nil && !prompts.isEmpty
  }

  /// The fields, with dotted paths taken apart for JSON.
  func fields(isJSON: Bool) -> [LogLayout.Field] {
    func field(_ name: String, _ role: LogRole) -> LogLayout.Field {
      LogLayout.Field(
        path: isJSON ? name.split(separator: ".").map(String.init) : [name], role: role)
    }
    return prompts.map { field($0, .prompt) } + completions.map { field($0, .completion) }
      + (time.map { [field($0, .time)] } ?? [])
      + (cached.map { [field($0, cachedIsInside ? .cachedInside : .cachedBeside)] } ?? [])
  }
}
