/// Which keys hold texts that may count tokens: JSON, requests of Cline, lines of a program's log.
extension LogVocabulary {
  /// Whether a text under such a key may be JSON that counts tokens.
  static func mayHoldJSON(_ leaf: String) -> Bool {
    jsonHolders.contains { leaf.contains($0) }
  }

  /// Whether a text under such a key may be a struct that does: Athena's table of Bedrock's log has two.
  static func mayHoldStruct(_ leaf: String) -> Bool { leaf == "input" || mayHoldJSON(leaf) }

  /// Whether a text under such a key is passed over unless it is what Cline keeps of a request, JSON with
  /// `tokensIn`.
  static func mayHoldRequest(_ leaf: String) -> Bool { leaf == "text" }

  /// Whether a text under such a key may be a line of a program's log, as collectors keep them.
  static func mayHoldLine(_ leaf: String) -> Bool { lineHolders.contains(leaf) }

  private static let jsonHolders = [
    "usage", "metadata", "token", "metric", "attribute", "propert", "details", "response",
    "output", "extra", "data", "payload", "body", "log", "message", "event", "raw", "json",
    "record", "proxy", "result", "dimension", "line", "other",
  ]

  private static let lineHolders: Set<String> = [
    "line", "log", "message", "msg", "textpayload", "raw", "logmessage", "logentry", "stringvalue",
    "body", "logline", "rawlog",
  ]
}
