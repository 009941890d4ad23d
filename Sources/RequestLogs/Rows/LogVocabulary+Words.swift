/// What the words of values say: the kind of a row and its outcome.
extension LogVocabulary {
  /// Whether a word for the kind of a span is that of an answer by a model.
  static func isGeneration(_ word: String) -> Bool {
    ["llm", "chat", "generation", "completion", "text_completion", "generate_content"].contains(
      word.lowercased())
  }

  /// Whether a model's name is that of one that makes embeddings or ranks texts, and answers nothing.
  static func isEmbedding(_ model: String) -> Bool {
    let model = model.lowercased()
    return ["embed", "rerank"].contains { model.contains($0) }
      || model.split { !$0.isLetter }.contains("emb")
  }

  /// Whether what stands under a name for an error tells of one.
  static func saysFailure(_ word: String) -> Bool {
    let word = word.lowercased()
    if let code = Int(word) { return code != 0 && !(200..<300).contains(code) }
    return ![
      "", "false", "f", "no", "none", "null", "nil", "nan", "n/a", "na", "-", "--", "ok", "success",
      "unset", "[]", "{}",
    ].contains(word)
  }

  /// Whether a word for what a row is about says that it is no generation of text.
  static func isNoGeneration(_ word: String) -> Bool {
    // A path such as `/embedded/v1/chat/completions` is none of embeddings.
    var word = word.lowercased()
    if word.contains("embedded") { word = word.replacing("embedded", with: "") }
    if otherWork.contains(where: { word.contains($0) }) { return true }
    return partsOfWork.contains(word.split(separator: ".").last.map(String.init) ?? word)
  }

  private static let otherWork = [
    "embed", "rerank", "moderation", "transcription", "speech", "image_generation",
  ]
  private static let partsOfWork: Set<String> = [
    "chain", "span", "event", "tool", "retriever", "agent", "evaluator", "guardrail", "parser",
    "workflow", "task", "execute_tool", "invoke_agent", "create_agent", "tool_call",
    "user_prompt", "tool_result", "tool_decision", "deleted_api_reqs",
  ]

  /// Whether a word for the outcome says that the request failed.
  static func isFailure(_ word: String, isStrict: Bool) -> Bool {
    var word = word.lowercased()
    if word.hasPrefix("http/"), let code = word.split(separator: " ").dropFirst().first {
      word = String(code)
    }
    if let code = Int(word) {
      // Below a hundred stand the codes of spans and of gRPC, whose 1 is fine at most.
      return code >= 100 ? !(200..<300).contains(code) : code > 1
    }
    if isStrict {
      return !(LogLayout.successes + otherSuccesses).contains(word)
    }
    if word.contains("error") || word.contains("fail") { return true }
    return [
      "cancel", "timeout", "timedout", "timed_out", "expired", "reject", "abort", "denied",
      "throttl", "invalid", "blocked", "ratelimit", "rate_limit", "exception", "refused",
    ].contains { word.hasPrefix($0) }
  }

  /// Words of success beside those of a format: also why OpenAI's, Anthropic's and Gemini's answers ended,
  /// unless what they would have said was filtered or refused.
  private static let otherSuccesses = [
    "true", "yes", "succeeded", "done", "complete", "unset", "stop", "length", "tool_calls",
    "function_call", "end_turn", "max_tokens", "stop_sequence", "tool_use",
  ]
}
