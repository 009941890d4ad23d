import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// OpenTelemetry's histograms of token usage in OTLP JSON, as the text that engines serve at `/metrics`.
///
/// Each point of `gen_ai.client.token.usage` counts lengths from its beginning to its time. Of cumulative
/// points of one beginning the last one tells all; points of differences add up.
enum TokenUsageMetrics {
  /// Whether a log that begins so is such a document, or a line for each.
  static func isOne(_ sample: [UInt8]) -> Bool {
    guard sample.first(where: { $0 > 32 }) == UInt8(ascii: "{") else { return false }
    let text = String(decoding: sample.prefix(1 << 16), as: UTF8.self)
    return text.contains("\"resourceMetrics\"") && text.contains("gen_ai.client.token.usage")
  }

  private struct Key: Hashable {
    var labels: String
    var start: Double
    /// When a point of differences ends; 0 for a cumulative one.
    var end: Double
  }

  private struct Point {
    var time: Double
    var lines: [(name: String, bound: String, value: Double)]
  }

  /// The text; `nil` where no point counts lengths.
  static func text(_ bytes: [UInt8], file: String?) throws(InputError) -> [UInt8]? {
    var points: [Key: Point] = [:]
    let documents: [JSONDocument]
    if let whole = try? JSONDocument(Data(bytes), file: file) {
      documents = [whole]
    } else {
      var lines: [JSONDocument] = []
      for line in bytes.split(separator: LogBytes.newline) where line.contains(where: { $0 > 32 }) {
        lines.append(try JSONDocument(Data(line), file: file))
      }
      documents = lines
    }
    for document in documents {
      for resource in try list(document.root, "resourceMetrics") {
        for scope in try list(resource, "scopeMetrics") {
          for metric in try list(scope, "metrics") { try add(metric, to: &points) }
        }
      }
    }
    guard !points.isEmpty else { return nil }
    var text = ""
    let sorted = points.sorted { ($0.key.start, $0.key.labels) < ($1.key.start, $1.key.labels) }
    for (index, (key, point)) in sorted.enumerated() {
      for (time, isEnd) in [(key.start, false), (point.time, true)] {
        for line in point.lines {
          let bound = line.bound.isEmpty ? "" : ",le=\"\(line.bound)\""
          text += "gen_ai_client_token_usage_\(line.name){\(key.labels),n=\"\(index)\"\(bound)} "
          text += "\(isEnd ? line.value : 0) \(time)\n"
        }
      }
    }
    return Array(text.utf8)
  }

  private static func add(
    _ metric: JSONPlace, to points: inout [Key: Point]
  ) throws(InputError) {
    let members = try metric.object()
    guard try members["name"]?.text() == "gen_ai.client.token.usage",
      let histogram = members["histogram"]
    else { return }
    let kind = try histogram.object()["aggregationTemporality"]
    let addsUp =
      kind?.isText == true
      ? try kind?.text() == "AGGREGATION_TEMPORALITY_DELTA" : try kind?.number(in: 0...2) == 1
    for place in try list(histogram, "dataPoints") {
      let point = try place.object()
      let (start, end) = (
        try number(point.required("startTimeUnixNano")) / 1e9,
        try number(point.required("timeUnixNano")) / 1e9
      )
      let key = Key(labels: try labels(place), start: start, end: addsUp ? end : 0)
      guard points[key].map({ $0.time < end }) ?? true else { continue }
      var lines = [
        ("count", "", try number(point.required("count"))),
        ("sum", "", try number(point.required("sum"))),
      ]
      var below = 0.0
      var bounds: [String] = []
      for bound in try list(place, "explicitBounds") { bounds.append("\(try number(bound))") }
      for (count, bound) in zip(try list(place, "bucketCounts"), bounds + ["+Inf"]) {
        below += try number(count)
        lines.append(("bucket", bound, below))
      }
      points[key] = Point(time: end, lines: lines)
    }
  }

  /// The attributes of a point as labels, with underscores for dots.
  private static func labels(_ point: JSONPlace) throws(InputError) -> String {
    var labels: [String] = []
    for attribute in try list(point, "attributes") {
      let members = try attribute.object()
      let name = try members.required("key").text()
      guard let value = try members.required("value").object()["stringValue"] else { continue }
      let text = try value.text().filter { $0 != "\"" && $0 != "," && !$0.isNewline }
      labels.append("\(name.map { $0 == "." ? "_" : String($0) }.joined())=\"\(text)\"")
    }
    return labels.sorted().joined(separator: ",")
  }

  private static func list(
    _ place: JSONPlace, _ name: String
  ) throws(InputError) -> [JSONPlace] {
    try place.object()[name]?.array() ?? []
  }

  /// A number, which OTLP writes as a text where it is a whole one of 64 bits.
  private static func number(_ place: JSONPlace) throws(InputError) -> Double {
    guard place.isText else { return try place.number(in: 0...1e20) }
    guard let number = Double(try place.text()), (0...1e20).contains(number) else {
      throw place.error(expected: "a number that is not negative")
    }
    return number
  }
}
