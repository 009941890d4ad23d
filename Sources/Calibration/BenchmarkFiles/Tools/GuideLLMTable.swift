import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The table that GuideLLM writes beside its JSON, from 0.4 on with three lines of header: group, field and
/// unit or statistic (src/guidellm/benchmark/outputs/csv.py).
enum GuideLLMTable {
  /// The table with one line of header, `Group|Field|Unit`; `nil` for another.
  static func joined(_ data: Data) -> Data? {
    guard data.starts(with: "Run Info,Run Info,".utf8) else { return nil }
    let lines = data.split(
      separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count == 4 else { return nil }
    let heads = lines.prefix(3).map { line in
      String(decoding: line, as: UTF8.self).filter { $0 != "\r" && $0 != "\r\n" }
        .split(separator: ",", omittingEmptySubsequences: false)
    }
    guard heads.allSatisfy({ $0.count == heads[0].count }) else { return nil }
    let header = heads[0].indices.map { column in
      heads.map { $0[column] }.joined(separator: "|")
    }
    return Data(header.joined(separator: ",").utf8) + [UInt8(ascii: "\n")] + lines[3]
  }
}

extension BenchmarkTool {
  /// A row of GuideLLM's table, which tells the strategy and not its rate.
  static let guideLLMTable = BenchmarkTool(
    name: "GuideLLM",
    wrote: { $0.holds("Benchmark|Strategy|") },
    points: { run in
      var point = BenchmarkPoint()
      func mean(_ group: String, _ field: String) -> Double? {
        run.number("\(group)|\(field)|Mean")
      }
      point.deployment.model = run.string("Run Info|Backend|").flatMap(Self.model)
      point.promptTokens = mean("Token Metrics", "Successful Input Tokens")
      point.completionTokens = mean("Token Metrics", "Successful Output Tokens")
      point.requests = run.number("Request Counts|Successful|")
      point.failed = run.number("Request Counts|Errored|")
      switch run.string("Benchmark|Strategy|") ?? "" {
      case "synchronous": point.concurrency = 1
      case "concurrent":
        // Streams are a whole number, of which a run's beginning and end lose some.
        point.concurrency = mean("Server Throughput", "Successful Concurrency").map {
          ($0 - 0.01).rounded(.up)
        }
      case "throughput": point.requestRate = .infinity
      default:
        point.obstacle = "its table does not tell the rate that was asked; give GuideLLM's JSON"
      }
      // Requests that were cut off by the end worked for their tokens too.
      if let duration = run.number("Timings|Duration|Sec").positive {
        let sums = ["Successful", "Incomplete"].compactMap { status in
          mean("Token Metrics", "\(status) Output Tokens").flatMap { tokens in
            run.number("Request Counts|\(status)|").map { $0 * tokens }
          }
        }
        if !sums.isEmpty { point.outputTokensPerSecond = sums.reduce(0, +) / duration }
        point.servedPerSecond = point.requests.map { $0 / duration }
      }
      point.firstTokenSeconds = mean("Time to First Token", "Successful ms").map { $0 / 1e3 }
      point.betweenPiecesSeconds = mean("Inter Token Latency", "Successful ms").map { $0 / 1e3 }
      point.endToEndSeconds = mean("Request Latency", "Successful Sec")
      point.perTokenSeconds = point.betweenPiecesSeconds
      return [point]
    })

  /// The model of a backend that is told as JSON.
  private static func model(_ backend: String) -> String? {
    (try? JSONDocument(Data(backend.utf8), file: nil))?.root.string(anyOf: [
      "model", "backend_model",
    ])
  }
}
