import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// LiteLLM's daily activity with its breakdown: for each day the sums of all, and again by model.
///
/// The names of models are keys there, not values. So each day becomes a row for each model, and what
/// selects a model, and what tells of several, works as in any other log.
enum DailyActivity {
  /// Whether a log that begins so is such a report.
  static func isOne(_ sample: [UInt8]) -> Bool {
    guard sample.first(where: { $0 > 32 }) == UInt8(ascii: "{") else { return false }
    let text = String(decoding: sample.prefix(1 << 16), as: UTF8.self)
    return text.contains("\"breakdown\"") && text.contains("\"api_requests\"")
      && text.contains("\"metrics\"")
  }

  /// A line for each day and model; `nil` where the days do not name models, or other ones than they count.
  static func lines(_ bytes: [UInt8], model: String?, file: String?) throws(InputError) -> [UInt8]?
  {
    let document = try JSONDocument(Data(bytes), file: file).root
    guard let days = try document.object()["results"]?.array() else { return nil }
    var lines: [UInt8] = []
    for day in days {
      let members = try day.object()
      guard let date = members["date"], let breakdown = members["breakdown"],
        let models = try models(of: breakdown, model)
      else {
        guard let whole = members["metrics"], try requests(whole) > 0 else { continue }
        return nil
      }
      var shares: [(String, JSONPlace)] = []
      var counted = 0.0
      for name in models.members.keys.sorted() {
        let metrics = try models.required(name).object().required("metrics")
        shares.append((name, metrics))
        counted += try requests(metrics)
      }
      if model == nil, let whole = members["metrics"], try requests(whole) != counted { return nil }
      for (name, metrics) in shares {
        var figures: [JSONText.Member] = []
        for (key, figure) in try metrics.object().members.sorted(by: { $0.key < $1.key }) {
          if case .number(let number) = figure { figures.append(.init(key, .number(number))) }
        }
        let row = JSONText.object([
          .init("date", .string(try date.text())), .init("model", .string(name)),
          .init("metrics", .object(figures)),
        ])
        lines += Array(row.compact.utf8) + [LogBytes.newline]
      }
    }
    return lines.isEmpty ? nil : lines
  }

  /// The models of a day: those that were called, or the groups under which callers know them, whichever
  /// has the one that is asked for.
  private static func models(
    of breakdown: JSONPlace, _ model: String?
  ) throws(InputError) -> JSONMembers? {
    let members = try breakdown.object()
    var found: JSONMembers?
    for key in ["models", "model_groups"] {
      guard let names = try members[key]?.object(), !names.members.isEmpty else { continue }
      let wanted = model?.lowercased()
      if wanted == nil || names.members.keys.contains(where: { $0.lowercased() == wanted }) {
        return names
      }
      found = found ?? names
    }
    return found
  }

  private static func requests(_ metrics: JSONPlace) throws(InputError) -> Double {
    try metrics.object()["api_requests"]?.number(in: 0...1e15) ?? 0
  }
}
