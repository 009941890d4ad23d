/// Where SGLang's log begins to tell the tokens of requests, which may be long after it has started and
/// counted batches.
extension EngineLog {
  /// Whether the beginning of a log is SGLang's, and tells of no answer yet.
  static func awaitsAnswers(_ sample: [UInt8]) -> Bool {
    let all = 0..<sample.count
    func has(_ word: String) -> Bool { LogText.find(word, in: sample.span, all) != nil }
    return sglang.words.contains(where: has) && !has(answer)
  }

  /// The lines from the first on that tells of an answer, as a sample; `nil` if none does.
  ///
  /// - Parameter start: before which none is looked for.
  static func answers(in bytes: Span<UInt8>, from start: Int) -> [UInt8]? {
    guard var first = LogText.find(answer, in: bytes, start..<bytes.count) else { return nil }
    while first > 0, bytes[first &- 1] != LogBytes.newline { first &-= 1 }
    return (first..<min(first + LogPlan.sampleBytes, bytes.count)).map { bytes[$0] }
  }

  private static let answer = "Finish: obj="
}
