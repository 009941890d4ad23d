package import CheckedJSON

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The results of a benchmark, whichever of the common tools wrote them.
///
/// vLLM `bench serve` (old and new), SGLang `bench_serving`, AIPerf and GenAI-Perf, GuideLLM,
/// inference-perf, LLMPerf, and `trtllm-bench` are told apart by their keys.
package struct BenchmarkFile: Sendable {
  /// The runs, in the order of the file.
  package let measurements: [Measurement]
  /// The tool that wrote the file.
  package let tool: String

  /// Reads a result file: one JSON document, or one on each line.
  ///
  /// - Parameter setting: what the file does not say of the deployment.
  /// - Throws: `InputError` for a file of no known tool, or without a complete run.
  package init(_ data: Data, file: String? = nil, setting: BenchmarkSetting) throws(InputError) {
    var measurements: [Measurement] = []
    var tool: BenchmarkTool?
    for document in try Self.documents(data, file: file) {
      guard let known = BenchmarkTool.allCases.first(where: { $0.wrote(document) }) else {
        throw document.error(
          expected: "results of \(BenchmarkTool.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      tool = known
      for point in known.points(document) {
        if let measurement = point.measurement(setting, index: measurements.count) {
          measurements.append(measurement)
        }
      }
    }
    guard let tool, !measurements.isEmpty else {
      throw InputError(
        file: file, found: "no complete run",
        expected: "mean prompt and completion lengths, a load, and a throughput or latencies")
    }
    self.measurements = measurements
    self.tool = tool.rawValue
  }

  private static func documents(_ data: Data, file: String?) throws(InputError) -> [JSONPlace] {
    let valid = Data(withoutBareInfinities(data))
    let whole: InputError
    do {
      return [try JSONDocument(valid, file: file).root]
    } catch {
      whole = error
    }
    var documents: [JSONPlace] = []
    for line in valid.split(separator: UInt8(ascii: "\n")) where line.contains(UInt8(ascii: "{")) {
      guard let document = try? JSONDocument(Data(line), file: file) else { throw whole }
      documents.append(document.root)
    }
    guard !documents.isEmpty else { throw whole }
    return documents
  }

  /// The text with `Infinity` and `NaN` outside strings, which Python writes, as the string "inf".
  static func withoutBareInfinities(_ data: Data) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(data.count)
    var isInString = false
    var isEscaped = false
    var word: [UInt8] = []
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    func flush() {
      if word.elementsEqual("Infinity".utf8) || word.elementsEqual("NaN".utf8) {
        result += Array("\"inf\"".utf8)
      } else {
        result += word
      }
      word.removeAll(keepingCapacity: true)
    }
    for byte in data {
      if isInString {
        result.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
      } else if isLetter(byte) {
        word.append(byte)
      } else {
        flush()
        if byte == UInt8(ascii: "\"") { isInString = true }
        result.append(byte)
      }
    }
    flush()
    return result
  }
}
