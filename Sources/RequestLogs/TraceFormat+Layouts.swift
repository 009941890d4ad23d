extension TraceFormat {
  /// Where the fields of the format stand in JSON lines; `nil` if it has no such form.
  var jsonLayout: LogLayout? {
    switch self {
    case .mooncake: Self.hashed(unit: .milliseconds)
    case .bailian: Self.hashed(unit: .seconds)
    case .servingSim:
      LogLayout(
        encoding: .jsonLines,
        fields: [
          .init("input_toks", role: .prompt), .init("output_toks", role: .completion),
          .init("arrival_time_ns", role: .time),
        ], timeUnit: .nanoseconds)
    case .openAIBatch: LogLayout(encoding: .jsonLines, fields: Self.openAIBatchFields)
    case .anthropicBatch: LogLayout(encoding: .jsonLines, fields: Self.anthropicBatchFields)
    case .liteLLM: LogLayout(encoding: .jsonLines, fields: Self.liteLLMFields)
    case .langfuse: LogLayout(encoding: .jsonLines, fields: Self.langfuseFields)
    case .azure, .burstGPT, .vidur, .splitwise, .openAIUsage, .aggregate, .usualNames, .metrics,
      .warehouse:
      nil
    }
  }

  /// What the columns of the format mean, by name; `nil` if it has no CSV form.
  var csvLayout: LogLayout? {
    let csv = LogLayout.Encoding.csv(separator: LogBytes.comma)
    switch self {
    case .azure:
      return LogLayout(
        encoding: csv,
        fields: [
          .init("TIMESTAMP", role: .time), .init("ContextTokens", role: .prompt),
          .init("GeneratedTokens", role: .completion),
        ])
    case .burstGPT:
      return LogLayout(
        encoding: csv,
        fields: [
          .init("Timestamp", role: .time), .init("Request tokens", role: .prompt),
          .init("Response tokens", role: .completion),
        ])
    case .vidur:
      return LogLayout(
        encoding: csv,
        fields: [
          .init("arrived_at", role: .time), .init("num_prefill_tokens", role: .prompt),
          .init("num_decode_tokens", role: .completion),
        ])
    case .splitwise:
      return LogLayout(
        encoding: csv,
        fields: [
          .init("arrival_timestamp", role: .time), .init("prompt_size", role: .prompt),
          .init("token_size", role: .completion),
        ])
    case .aggregate:
      return LogLayout(encoding: csv, fields: Self.aggregateFields, isGrouped: true)
    case .liteLLM:
      return LogLayout(encoding: csv, fields: Self.liteLLMFields.filter { $0.path.count == 1 })
    case .langfuse:
      return LogLayout(encoding: csv, fields: Self.langfuseFields.filter { $0.path.count == 1 })
    case .mooncake, .bailian, .servingSim, .openAIBatch, .anthropicBatch, .openAIUsage, .usualNames,
      .metrics, .warehouse:
      return nil
    }
  }

  private static func hashed(unit: TimeUnit) -> LogLayout {
    LogLayout(
      encoding: .jsonLines,
      fields: [
        .init("timestamp", role: .time), .init("input_length", role: .prompt),
        .init("output_length", role: .completion), .init("hash_ids", role: .blocks),
      ], timeUnit: unit)
  }

  /// Cached tokens are a part of the prompt tokens.
  ///
  /// A result without a body, or with a status other
  /// than 200, is a failure. Bodies of the Responses API say `input_tokens` and `output_tokens`.
  private static let openAIBatchFields: [LogLayout.Field] = [
    .init("response", "status_code", role: .status),
    .init("response", "body", "created", role: .time),
    .init("response", "body", "created_at", role: .time),
    .init("response", "body", "usage", "prompt_tokens", role: .prompt),
    .init("response", "body", "usage", "completion_tokens", role: .completion),
    .init(
      "response", "body", "usage", "prompt_tokens_details", "cached_tokens", role: .cachedInside),
    .init("response", "body", "usage", "input_tokens", role: .prompt),
    .init("response", "body", "usage", "output_tokens", role: .completion),
    .init(
      "response", "body", "usage", "input_tokens_details", "cached_tokens", role: .cachedInside),
    .init("error", role: .failure),
  ]

  /// Tokens read from the cache, and written to it, come on top of the input tokens.
  private static let anthropicBatchFields: [LogLayout.Field] = [
    .init("result", "type", role: .outcome),
    .init("result", "message", "usage", "input_tokens", role: .prompt),
    .init("result", "message", "usage", "cache_read_input_tokens", role: .cachedBeside),
    .init("result", "message", "usage", "cache_creation_input_tokens", role: .writtenBeside),
    .init("result", "message", "usage", "output_tokens", role: .completion),
  ]

  private static let liteLLMFields: [LogLayout.Field] = [
    .init("startTime", role: .time), .init("prompt_tokens", role: .prompt),
    .init("completion_tokens", role: .completion), .init("status", role: .outcome),
    .init("call_type", role: .callType), .init("cache_hit", role: .cacheHit),
    .init(
      "metadata", "usage_object", "prompt_tokens_details", "cached_tokens", role: .cachedInside),
  ]

  /// Both the map of usage by name, and the flat columns of exports.
  ///
  /// The map's `input` and `output` are what is left of the provider's counts when those of cached, audio
  /// and reasoning tokens have been taken out; the flat columns are the sums of all. An observation that
  /// is no generation, such as a span, is no request.
  private static let langfuseFields: [LogLayout.Field] = [
    .init("type", role: .kind), .init("level", role: .level),
    .init("startTime", role: .time), .init("start_time", role: .time),
    .init("usageDetails", "input", role: .prompt),
    .init("usageDetails", "input_cached_tokens", role: .cachedBeside),
    .init("usageDetails", "cache_read_input_tokens", role: .cachedBeside),
    .init("usageDetails", "input_cache_read", role: .cachedBeside),
    .init("usageDetails", "cache_creation_input_tokens", role: .writtenBeside),
    .init("usageDetails", "input_cache_creation", role: .writtenBeside),
    .init("usageDetails", "input_audio_tokens", role: .writtenBeside),
    .init("usageDetails", "output", role: .completion),
    .init("usageDetails", "output_reasoning_tokens", role: .completionBeside),
    .init("usageDetails", "output_reasoning", role: .completionBeside),
    .init("usageDetails", "output_audio_tokens", role: .completionBeside),
    .init("usageDetails", "output_accepted_prediction_tokens", role: .completionBeside),
    .init("usageDetails", "output_rejected_prediction_tokens", role: .completionBeside),
    .init("usage", "input", role: .promptTotal), .init("usage", "output", role: .completionTotal),
    .init("inputUsage", role: .promptTotal), .init("outputUsage", role: .completionTotal),
    .init("inputTokens", role: .promptTotal), .init("outputTokens", role: .completionTotal),
    .init("promptTokens", role: .promptTotal), .init("completionTokens", role: .completionTotal),
  ]

  private static let aggregateFields: [LogLayout.Field] = [
    .init("hour_of_week", role: .hourOfWeek), .init("requests", role: .requests),
    .init("prompt_tokens", role: .prompt), .init("completion_tokens", role: .completion),
    .init("cached_tokens", role: .cachedInside), .init("prompt_squares", role: .promptSquares),
    .init("completion_squares", role: .completionSquares), .init("products", role: .products),
    .init("first_time", role: .firstTime), .init("last_time", role: .lastTime),
  ]
}
