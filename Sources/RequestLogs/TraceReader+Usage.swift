import CheckedJSON
import Workloads

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension TraceReader {
  /// Reads OpenAI's usage export in its JSON form, `{"data": [{"start_time", "end_time", "results":
  /// […]}, …]}`; `nil` if the log is none.
  func usageBuckets(
    _ bytes: Span<UInt8>, sample: [UInt8], name: String?
  ) throws(InputError) -> TraceProfile? {
    guard isUsageExport(sample) else { return nil }
    guard bytes.count <= JSONDocument.maximumBytes else {
      throw InputError(
        file: name, found: "a usage export of \(bytes.count) bytes",
        expected: "at most \(JSONDocument.maximumBytes) bytes")
    }
    var data = Data(capacity: bytes.count)
    for index in bytes.indices { data.append(bytes[index]) }
    let root = try JSONDocument(data, file: name).root.object()
    var tally = TraceTally()
    for bucket in try root.required("data").array() {
      let bucket = try bucket.object()
      let times = 0...9e9
      let start = try bucket.required("start_time").number(in: times)
      let end = try bucket["end_time"]?.number(in: times) ?? start
      tally.minutes.first = min(tally.minutes.first, Int64(start * 1e6))
      tally.minutes.last = max(tally.minutes.last, Int64(max(start, end) * 1e6))
      for result in try bucket.required("results").array() {
        let result = try result.object()
        guard
          let group = try Self.group(
            result, start: Int64(start * 1e6), end: Int64(max(start, end) * 1e6))
        else { continue }
        tally.add(group)
      }
    }
    return TraceProfile(format: .openAIUsage, tally: tally, part: LogPart())
  }

  /// Whether a log that begins so is a usage export in its JSON form.
  func isUsageExport(_ sample: [UInt8]) -> Bool {
    guard columns == nil, format == nil || format == .openAIUsage,
      sample.first(where: { $0 > 32 && $0 < 128 }) == UInt8(ascii: "{")
    else { return false }
    return format == .openAIUsage
      || Self.contains(sample.prefix(4096), "\"results\"")
        && Self.contains(sample.prefix(4096), "\"start_time\"")
  }

  private static func group(
    _ result: JSONMembers, start: Int64, end: Int64
  ) throws(InputError) -> LogGroup? {
    let requests = try result["num_model_requests"]?.number(in: 0...1e12) ?? 0
    guard requests >= 1 else { return nil }
    let limit = requests * Bounds.maximumTokens
    let prompt = try result.required("input_tokens").number(in: 0...limit)
    let completion = try result.required("output_tokens").number(in: 0...limit)
    let cached = try result["input_cached_tokens"]?.number(in: 0...limit) ?? 0
    return LogGroup(
      requests: UInt64(requests), promptTokens: UInt64(prompt),
      completionTokens: UInt64(completion), cachedTokens: UInt64(min(cached, prompt)),
      promptSquares: UInt128(prompt * prompt / requests),
      completionSquares: UInt128(completion * completion / requests),
      products: UInt128(prompt * completion / requests),
      hourOfWeek: MinuteCounts.slot(of: start) / 60 % 168, firstTime: start, lastTime: end)
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard bytes.count >= word.count else { return false }
    return bytes.indices.dropLast(word.count - 1).contains { start in
      bytes[start] == word[0] && bytes[start..<start + word.count].elementsEqual(word)
    }
  }
}
