/// Rows within a row that are not requests of their own but events of its answer, as Bedrock logs those
/// of a stream beside the counts of the whole.
extension LogRow {
  /// Whether the row may be a piece of the one around it, which only that one's end tells.
  func mayBePiece(of outer: LogRow) -> Bool {
    time == LogRecord.noTime && countsTokens && !requests.isThere && outer.prompt.isThere
  }

  /// Whether the row counts an answer whose pieces stand in it.
  ///
  /// They have no time and no number of requests, each that counts the prompt counts this row's, and
  /// together they do not add up to it, as the rows that a report sums do.
  func isWhole(beside pieces: ArraySlice<LogRow>) -> Bool {
    guard prompt.isThere, completion.isThere, !requests.isThere, !pieces.isEmpty else {
      return false
    }
    var (prompts, completions, hasPrompt) = (UInt64(0), UInt64(0), false)
    for piece in pieces {
      guard !piece.requests.isThere else { return false }
      prompts &+= piece.prompt.orZero
      completions &+= piece.completion.orZero
      guard piece.prompt.orZero > 0 else { continue }
      guard piece.prompt.value == prompt.value else { return false }
      hasPrompt = true
    }
    return hasPrompt && (prompts != prompt.value || completions != completion.value)
  }
}
