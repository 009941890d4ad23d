import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The charges of an export that is no table with a charge in each line, written out as one.
///
/// Known are the cost reports of OpenAI and Anthropic, RunPod's billing history, Google's billing records, OpenRouter's
/// activity and the answers of AWS' Cost Explorer in JSON, OpenRouter's generations as CSV, and Cost Explorer's own CSV,
/// which has a column for each service.
struct InvoiceExport {
  /// A header and a line for each charge, between commas.
  let csv: Data
  /// What a reader must know of how it was read.
  let notes: [String]

  /// Whether a file begins as one of these exports does.
  static func isKnown(_ beginning: Data) -> Bool {
    JSONKind(beginning) != nil || TableKind(beginning) != nil
  }

  /// Reads an export; `nil` if it is none of these.
  ///
  /// - Throws: `InputError` for a first page of several, and for what is no JSON.
  init?(_ data: Data, file: String?) throws(InputError) {
    if let kind = JSONKind(data) {
      guard kind != .runPodAmounts else {
        // docs.runpod.io/api-reference-v2/billing: amounts alone.
        throw InputError(
          file: file, found: "RunPod's billing by amount (API v2), which counts no hours",
          expected: "the billing of rest.runpod.io/v1, whose timeBilledMs counts them")
      }
      self.init(try Self.records(data, file: file), of: kind)
    } else if let kind = TableKind(data) {
      let table = try CSVTable(data, file: file, requiring: [])
      switch kind {
      case .generations: self.init(generations: table)
      case .costExplorer: self.init(costExplorer: table)
      }
    } else {
      return nil
    }
  }

  private init(_ rows: [[String: String]], notes: [String] = []) {
    let columns = Set(rows.flatMap(\.keys)).sorted()
    let lines =
      [columns] + rows.map { row in columns.map { row[$0] ?? "" } }
    let text = lines.map { line in
      line.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
    }.joined(separator: "\n")
    csv = Data((text + "\n").utf8)
    self.notes = notes
  }
}

// MARK: JSON

extension InvoiceExport {
  private enum JSONKind {
    case openAI, anthropic, runPod, runPodAmounts, google, openRouter, costExplorer

    /// Known by the keys of its records.
    init?(_ data: Data) {
      let text = String(decoding: data.prefix(1 << 14), as: UTF8.self)
      guard let first = text.first(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }),
        first == "{" || first == "["
      else { return nil }
      func has(_ keys: String...) -> Bool { keys.allSatisfy { text.contains("\"\($0)\"") } }
      if has("organization.costs.result") {
        self = .openAI
      } else if has("amount", "cost_type", "token_type", "starting_at") {
        self = .anthropic
      } else if has("timeBilledMs", "amount") {
        self = .runPod
      } else if has("records", "totalAmount"), text.contains("GpuAmount\"") || has("podId") {
        self = .runPodAmounts
      } else if has("ResultsByTime", "TimePeriod") {
        self = .costExplorer
      } else if has("sku", "cost", "usage_start_time") {
        self = .google
      } else if has("byok_usage_inference", "usage", "requests", "prompt_tokens", "date") {
        self = .openRouter
      } else {
        return nil
      }
    }
  }

  /// The records of a document, of its `data`, of each bucket's `results`, or of each line.
  private static func records(
    _ data: Data, file: String?
  ) throws(InputError) -> [JSONMembers] {
    let newline = UInt8(ascii: "\n")
    let lines = data.split(separator: newline).filter { line in
      line.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
    }
    let isByLine =
      lines.count > 1
      && lines.prefix(2).allSatisfy {
        $0.first == UInt8(ascii: "{")
          && $0.last(where: { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: " ") })
            == UInt8(ascii: "}")
      }
    guard isByLine else { return try records(of: JSONDocument(data, file: file).root) }
    var found: [JSONMembers] = []
    for line in lines { found += try records(of: JSONDocument(Data(line), file: file).root) }
    return found
  }

  private static func records(of place: JSONPlace) throws(InputError) -> [JSONMembers] {
    if place.isArray {
      var found: [JSONMembers] = []
      for item in try place.array() { found += try records(of: item) }
      return found
    }
    let members = try place.object()
    if let more = members["has_more"], try more.bool() {
      throw more.error(
        expected: "all pages, joined into one array or line by line with has_more false in the last"
      )
    }
    if let more = members["NextPageToken"] {
      throw more.error(expected: "all pages, joined into one array without NextPageToken")
    }
    if let times = members["ResultsByTime"], times.isArray { return try records(of: times) }
    if let data = members["data"], data.isArray { return try records(of: data) }
    guard let results = members["results"], results.isArray else { return [members] }
    var found: [JSONMembers] = []
    for item in try results.array() {
      // What a bucket says of its days stands in each of its records.
      var record = item
      for key in ["start_time", "end_time", "starting_at", "ending_at"] {
        if let value = members.value(key) {
          record = try record.object().replacing(key, with: value)
        }
      }
      found.append(try record.object())
    }
    return found
  }

  private init(_ records: [JSONMembers], of kind: JSONKind) {
    var rows: [[String: String]] = []
    for record in records {
      var row: [String: String] = [:]
      for (key, value) in record.members { Self.flatten(value, key, into: &row) }
      switch kind {
      case .openAI:
        if row["line_item"] ?? "" == "" { row["line_item"] = "tokens" }
        rows.append(row)
      case .anthropic:
        // Amounts are in cents: platform.claude.com/docs/en/api/admin/cost_report.
        if let cents = row["amount"].flatMap({ Double($0) }) { row["amount"] = "\(cents / 100)" }
        if row["token_type"] ?? "" == "", row["description"] ?? "" == "" {
          row["description"] = "tokens"
        }
        rows.append(row)
      case .runPod:
        // The time of a pod or of a worker, whatever it holds.
        if row["gpuTypeId"] ?? "" == "" { row["gpuTypeId"] = "worker" }
        rows.append(row)
      case .google:
        rows.append(row)
        if case .array(let credits)? = record.value("credits") {
          rows += Self.credits(credits, of: row)
        }
      case .openRouter: rows += Self.activity(row)
      case .costExplorer: rows += Self.groups(record)
      case .runPodAmounts: break
      }
    }
    self.init(
      rows, notes: kind == .anthropic ? ["Amounts of Anthropic's cost report are in cents."] : [])
  }

  private static func flatten(_ value: JSONValue, _ key: String, into row: inout [String: String]) {
    switch value {
    case .null, .array: break
    case .bool(let value): row[key] = "\(value)"
    case .number(let value):
      row[key] = Int(exactly: value).map { "\($0)" } ?? "\(value)"
    case .string(let value): row[key] = value
    case .object(let members):
      for (name, value) in members { flatten(value, key + "." + name, into: &row) }
    }
  }

  /// Google lists what it takes off a charge beside it.
  private static func credits(
    _ credits: [JSONValue], of row: [String: String]
  ) -> [[String: String]] {
    credits.compactMap { credit in
      guard case .object(let members) = credit, case .number(let usd)? = members["amount"],
        usd != 0
      else { return nil }
      var line = row.filter { $0.key.hasPrefix("usage_") || $0.key == "currency" }
      line["cost"] = "\(usd)"
      line["description"] = "credit"
      return line
    }
  }

  /// What Cost Explorer's API is asked to charge by, the first that stands there.
  private static let costMetrics = [
    "UnblendedCost", "NetUnblendedCost", "AmortizedCost", "NetAmortizedCost", "BlendedCost",
  ]

  /// A day or a month of Cost Explorer's answer: a charge for each group, or one where nothing is grouped.
  private static func groups(_ record: JSONMembers) -> [[String: String]] {
    guard case .object(let period)? = record.value("TimePeriod") else { return [] }
    func text(_ value: JSONValue?) -> String? {
      if case .string(let text)? = value { text } else { nil }
    }
    func time(_ key: String) -> String {
      let day = text(period[key]) ?? ""
      return day.count == 10 ? day + "T00:00:00Z" : day
    }
    func line(_ item: String, _ metrics: [String: JSONValue]) -> [String: String]? {
      let named = costMetrics.lazy.compactMap { metrics[$0] }.first
      guard case .object(let cost)? = named, let amount = text(cost["Amount"]) else { return nil }
      var line = [
        "start": time("Start"), "end": time("End"), "item": item, "cost": amount,
        "currency": text(cost["Unit"]) ?? "",
      ]
      if case .object(let used)? = metrics["UsageQuantity"], let unit = text(used["Unit"]),
        unit != "N/A"
      {
        line["quantity"] = text(used["Amount"]) ?? ""
        line["unit"] = unit
      }
      return line
    }
    var lines: [[String: String]] = []
    if case .array(let groups)? = record.value("Groups") {
      for case .object(let group) in groups {
        guard case .array(let keys)? = group["Keys"], case .object(let metrics)? = group["Metrics"]
        else { continue }
        let item = keys.compactMap { text($0) }.joined(separator: ", ")
        lines += [line(item, metrics)].compactMap(\.self)
      }
    }
    guard lines.isEmpty, case .object(let total)? = record.value("Total") else { return lines }
    return [line("AWS", total)].compactMap(\.self)
  }

  /// A model's day at OpenRouter; reasoning is among the completion tokens.
  private static func activity(_ row: [String: String]) -> [[String: String]] {
    let model = row["model"] ?? ""
    func line(_ what: String, _ key: String, _ unit: String, cost: String) -> [String: String] {
      [
        "date": String((row["date"] ?? "").prefix(10)), "item": "\(model), \(what)",
        "quantity": row[key] ?? "0", "unit": unit, "cost": cost,
      ]
    }
    return [
      line("input", "prompt_tokens", "tokens", cost: row["usage"] ?? "0"),
      line("output", "completion_tokens", "tokens", cost: "0"),
      line("requests", "requests", "requests", cost: "0"),
    ]
  }
}

// MARK: Tables

extension InvoiceExport {
  private enum TableKind {
    case generations, costExplorer

    init?(_ data: Data) {
      let end = data.firstIndex(of: UInt8(ascii: "\n")) ?? data.endIndex
      let header = String(decoding: data[data.startIndex..<end].prefix(1 << 16), as: UTF8.self)
      let names = header.split(separator: ",").map { name in
        String(name.filter { !"\"\r\u{FEFF}".contains($0) })
      }
      if ["cost_total", "tokens_prompt", "tokens_completion"].allSatisfy(names.contains) {
        self = .generations
      } else if names.count > 1, names.dropFirst().contains(where: { $0.hasSuffix("($)") }),
        names.dropFirst().allSatisfy({ $0.hasSuffix(")") })
      {
        self = .costExplorer
      } else {
        return nil
      }
    }
  }

  /// OpenRouter's generations, each a request with what it cost, by day and model.
  private init(generations table: CSVTable) {
    struct Sums {
      var prompt = 0.0
      var cached = 0.0
      var completion = 0.0
      var requests = 0.0
      var usd = 0.0
    }
    var order: [[String]] = []
    var sums: [[String]: Sums] = [:]
    for row in table.rows {
      let key = [String(row["created_at"].prefix(10)), row["model_permaslug"]]
      if sums[key] == nil { order.append(key) }
      var sum = sums[key] ?? Sums()
      let prompt = row.number("tokens_prompt") ?? 0
      let cached = min(prompt, row.number("tokens_cached") ?? 0)
      sum.prompt += prompt - cached
      sum.cached += cached
      sum.completion += row.number("tokens_completion") ?? 0
      sum.requests += 1
      sum.usd += row.number("cost_total") ?? 0
      sums[key] = sum
    }
    var rows: [[String: String]] = []
    for key in order {
      guard let sum = sums[key] else { continue }
      func add(_ what: String, _ quantity: Double, _ unit: String, usd: Double = 0) {
        rows.append([
          "date": key[0], "item": "\(key[1]), \(what)", "quantity": "\(quantity)", "unit": unit,
          "cost": "\(usd)",
        ])
      }
      add("input", sum.prompt, "tokens", usd: sum.usd)
      add("cached input", sum.cached, "tokens")
      add("output", sum.completion, "tokens")
      add("requests", sum.requests, "requests")
    }
    self.init(rows)
  }

  /// Days or months below each other, a column of dollars for each service or type of usage, and perhaps one of what was
  /// used.
  private init(costExplorer table: CSVTable) {
    let first = table.columns[0]
    let days = table.rows.filter { $0[first].first?.isNumber == true }
    let isMonthly = days.allSatisfy { $0[first].hasSuffix("-01") }
    var rows: [[String: String]] = []
    for row in days {
      for column in table.columns.dropFirst() where column.hasSuffix("($)") {
        let name = String(column.dropLast(3))
        guard !name.lowercased().hasPrefix("total cost"), !row[column].isEmpty else { continue }
        var line = [
          "date": isMonthly ? String(row[first].prefix(7)) : row[first], "item": name,
          "cost": row[column],
        ]
        let used = table.columns.first {
          $0 != column && $0.hasPrefix(name + "(") && !row[$0].isEmpty
        }
        if let used {
          line["quantity"] = row[used]
          line["unit"] = String(used.dropFirst(name.count + 1).dropLast())
        }
        rows.append(line)
      }
    }
    self.init(rows)
  }
}
