import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file of the folder `Fixtures` beside the tests.
func fixture(_ name: String) throws -> Data {
  try Data(
    contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/" + name))
}

/// A request and what another program calculated for it.
struct RecordedBill: Sendable {
  let line: Int
  let model: String
  let service: ServiceTier
  let hour: HourOfWeek?
  let tokens: RequestTokens
  let usd: Double

  /// Reads `model,service,hour_of_week,prompt,cached,written,written_1h,completion,reasoning,usd`.
  static func all(in name: String) throws -> [RecordedBill] {
    let lines = String(decoding: try fixture(name), as: UTF8.self).split(separator: "\n")
    return lines.enumerated().dropFirst().compactMap { number, line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let numbers = fields.dropFirst(3).compactMap(Double.init)
      guard numbers.count == 7, let service = ServiceTier(rawValue: fields[1]) else { return nil }
      return RecordedBill(
        line: number + 1, model: fields[0], service: service,
        hour: Int(fields[2]).map { HourOfWeek($0) },
        tokens: RequestTokens(
          prompt: numbers[0], cachedPrompt: numbers[1], cacheWritten: numbers[2],
          cacheWritten1h: numbers[3], completion: numbers[4], reasoning: numbers[5]),
        usd: numbers[6])
    }
  }
}
