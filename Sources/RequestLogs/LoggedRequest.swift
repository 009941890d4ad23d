/// One request of a log.
package struct LoggedRequest: Hashable, Sendable {
  /// Seconds, since 1970 or since the log's beginning; `nil` if the log does not say.
  package let seconds: Double?
  /// Tokens that went in, cached ones included.
  package let promptTokens: Int
  /// Tokens that came out.
  package let completionTokens: Int
  /// Prompt tokens that a cache served.
  package let cachedTokens: Int
}

extension LoggedRequest {
  init(_ record: LogRecord) {
    seconds = record.time == LogRecord.noTime ? nil : Double(record.time) / 1e6
    promptTokens = Int(record.promptTokens)
    completionTokens = Int(record.completionTokens)
    cachedTokens = Int(record.cachedTokens)
  }
}
