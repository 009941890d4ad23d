import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One line of `reported.jsonl`: a config that somebody reported, what was said of it then, and what is right, with
/// how that is known.
struct ReportedConfig: Sendable, CustomStringConvertible {
  let name: String
  /// What was said of it then.
  let reported: String
  /// Parameters, with or without the heads that guess further tokens, and how near their source is.
  let total: Double?
  let within: Double
  let active: Double?
  /// Bytes that a token keeps for the whole of a sequence.
  let cache: Double?
  /// Bytes of recurrent states of a sequence.
  let state: Double?
  /// What the file of the weights takes, to a hundredth; or a bound.
  let gigabytes: Double?
  let mostGigabytes: Double?
  let isRefused: Bool
  let config: Data

  var description: String { name }

  static let rows: [ReportedConfig] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/reported.jsonl")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return data.split(separator: UInt8(ascii: "\n")).compactMap { try? ReportedConfig(Data($0)) }
  }()

  /// The config stands last.
  private init(_ line: Data) throws {
    let members = try JSONDocument(line, file: "reported.jsonl").root.object()
    func number(_ key: String) throws -> Double? { try members[key]?.number(in: 0...1e16) }
    name = try members.required("name").text()
    reported = try members.required("reported").text()
    total = try number("total")
    within = try number("within") ?? 0
    active = try number("active")
    cache = try number("cache")
    state = try number("state")
    gigabytes = try number("gigabytes")
    mostGigabytes = try number("mostGigabytes")
    isRefused = members["refused"] != nil
    let text = String(decoding: line, as: UTF8.self)
    guard let start = text.firstRange(of: ",\"config\":") else {
      throw members.place.error(expected: "a config")
    }
    config = Data(text[start.upperBound...].dropLast().utf8)
  }
}

/// Configs that were reported to be misread, refused, or at risk of it.
@Suite struct ReportedBugsTests {
  @Test func tableIsThere() { #expect(ReportedConfig.rows.count == 54) }

  /// None is computed with the defaults of a class, or without what its file names.
  @Test(arguments: ReportedConfig.rows.filter(\.isRefused)) func isNotComputed(
    _ row: ReportedConfig
  ) {
    #expect(throws: InputError.self) {
      try ModelArchitecture(config: row.config, name: row.name)
    }
  }

  @Test(arguments: ReportedConfig.rows.filter { !$0.isRefused }) func isComputedAsItsSourceSays(
    _ row: ReportedConfig
  ) throws {
    let model = try ModelArchitecture(config: row.config, name: row.name)
    let count = model.parameterCount
    if let total = row.total {
      #expect(
        [count.total, count.total + count.multiTokenPrediction].contains {
          abs(Double($0) - total) <= row.within * total
        }, "\(count.total), was: \(row.reported)")
    }
    if let active = row.active { #expect(Double(count.active) == active) }
    let kept = model.keyValueCache()
    if let cache = row.cache { #expect(kept.bytesPerTokenUnbounded == cache) }
    if let state = row.state { #expect(kept.fixedBytesPerSequence == state) }
    let gigabytes = model.publishedWeightBytes / 1e9
    if let expected = row.gigabytes {
      #expect(abs(gigabytes / expected - 1) < 0.01, "was: \(row.reported)")
    }
    if let most = row.mostGigabytes { #expect(gigabytes < most, "was: \(row.reported)") }
  }
}
