/// Values of logs that are texts: numbers and times in quotes, and words for the outcome.
enum LogText {
  /// How gateways call generations of text.
  private static let usualCalls: [String] = [
    "acompletion", "completion", "aresponses", "responses", "anthropic_messages",
    "atext_completion", "text_completion", "chat",
  ]

  /// Takes the value that fills `range`; `false` if it cannot be what the role says.
  static func take(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ role: LogRole, _ unit: TimeUnit, _ isGrouped: Bool,
    _ clock: inout LogTime, _ fields: inout LogFields
  ) -> Bool {
    let isEmpty =
      range.isEmpty || LogBytes.equals(bytes, range, "null")
      || LogBytes.equals(bytes, range, "none")
    switch role {
    case .skip, .blocks: return true
    case .outcome:
      if !LogLayout.successes.contains(where: { LogBytes.equals(bytes, range, $0) }) {
        fields.hasFailed = !isEmpty
      }
      return true
    case .kind:
      fields.isNoRequest = !isEmpty && !LogBytes.equals(bytes, range, "generation")
      return true
    case .callType:
      // Nearly all rows of a log have one of a few words.
      if !usualCalls.contains(where: { LogBytes.equals(bytes, range, $0) }),
        LogVocabulary.isNoGeneration(string(bytes, range))
      {
        fields.isNoRequest = true
      }
      return true
    case .cacheHit:
      if LogBytes.equals(bytes, range, "true") { fields.isNoRequest = true }
      return true
    case .level:
      if LogBytes.equals(bytes, range, "error") { fields.hasFailed = true }
      return true
    case .failure:
      if !isEmpty { fields.hasFailed = true }
      return true
    case .status:
      if !LogBytes.equals(bytes, range, "200") { fields.hasFailed = !isEmpty }
      return true
    case .cachedInside, .cachedBeside, .writtenBeside, .completionBeside, .promptTotal,
      .completionTotal, .time, .firstTime, .lastTime:
      if isEmpty { return true }
    default:
      if isEmpty { return false }
    }
    var position = range.lowerBound
    if let number = LogBytes.number(bytes, at: &position, to: range.upperBound),
      position == range.upperBound
    {
      return fields.take(number, as: role, unit: unit, isGrouped: isGrouped)
    }
    guard role == .time || role == .firstTime || role == .lastTime else { return false }
    position = range.lowerBound
    guard let time = clock.read(bytes, at: &position, to: range.upperBound),
      position == range.upperBound
    else { return false }
    fields.take(time: time, as: role)
    return true
  }
}
