import CheckedJSON

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What the requests of a log cost by its own account: what was paid, whatever a price list says.
///
/// Such as LiteLLM's `spend` and `response_cost`, Langfuse's `totalCost` and OpenRouter's `usage.cost`, all in US dollars.
/// Sums that grow over a session are none of them.
package struct LoggedCosts: Sendable, Hashable {
  /// The column or the key where they stand.
  package let column: String
  /// US dollars of all lines.
  package let usd: Double
  /// Lines that say what they cost.
  package let count: Int
  /// Lines that do not.
  package let missing: Int

  /// Keys that say what a request cost, without anything but letters and digits.
  private static let keys = [
    "costusd", "usdcost", "costinusd", "responsecost", "calculatedtotalcost", "totalcost",
    "costtotal", "cost", "spend",
  ]
  /// Keys of objects in which the cost of a request stands.
  private static let holders = ["usage", "costdetails", "cost", "hiddenparams", "response"]
  private static let currencies = ["currency", "costcurrency"]
  /// The most US dollars of one line that are believed.
  private static let mostUSD = 1e6

  /// Whether a file may have costs, by its beginning.
  package static func mayBe(in beginning: Data) -> Bool {
    let text = String(decoding: TextEncoding.utf8(beginning), as: UTF8.self).lowercased()
    return text.contains("cost") || text.contains("spend")
  }

  /// Reads the costs of a log; `nil` if none stand there, or none in US dollars.
  package init?(_ data: Data) {
    let text = TextEncoding.utf8(data)
    let first = text.first { $0 > UInt8(ascii: " ") }
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    var found = Sums()
    if isJSON { found.add(json: text) } else { found.add(table: text) }
    guard let column = found.column, !found.isOtherMoney else { return nil }
    self.init(column: column, usd: found.usd, count: found.count, missing: found.missing)
  }

  private init(column: String, usd: Double, count: Int, missing: Int) {
    self.column = column
    self.usd = usd
    self.count = count
    self.missing = missing
  }

  /// The costs of several logs.
  package func joined(with other: LoggedCosts) -> LoggedCosts {
    LoggedCosts(
      column: column, usd: usd + other.usd, count: count + other.count,
      missing: missing + other.missing)
  }

  /// A name as it is compared: letters and digits alone.
  private static func key(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}

extension LoggedCosts {
  private struct Sums {
    var column: String?
    var usd = 0.0
    var count = 0
    var missing = 0
    /// Whether some are in another currency, or in units that the log does not tell.
    var isOtherMoney = false

    mutating func add(_ value: Double?, in column: String?) {
      guard let value, let column, value.isFinite, abs(value) <= LoggedCosts.mostUSD else {
        missing += 1
        return
      }
      usd += value
      count += 1
      self.column = self.column ?? column
    }

    mutating func take(currency: String) {
      if !["", "usd", "$"].contains(currency.lowercased()) { isOtherMoney = true }
    }

    mutating func add(table data: Data) {
      let end = data.firstIndex(of: UInt8(ascii: "\n")) ?? data.endIndex
      let header = String(decoding: data[data.startIndex..<end], as: UTF8.self)
      guard
        let table = try? CSVTable(
          data, file: nil, requiring: [], separator: InvoiceColumns.separator(of: header))
      else { return }
      func column(_ keys: [String]) -> String? {
        keys.lazy.compactMap { key in table.columns.first { LoggedCosts.key($0) == key } }.first
      }
      guard let cost = column(LoggedCosts.keys) else { return }
      // Portkey's export names the currency of its costs, but not that they are in hundredths of it.
      let names = table.columns.map(LoggedCosts.key)
      isOtherMoney = names.contains("costcurrency") && names.contains("requnits")
      let currency = column(LoggedCosts.currencies)
      for row in table.rows {
        if let currency { take(currency: row[currency]) }
        add(Double(row[cost].filter { $0 != "$" && $0 != " " }), in: cost)
      }
    }

    mutating func add(json data: Data) {
      if let document = try? JSONDocument(data) {
        add(document.root)
        return
      }
      for line in data.split(separator: UInt8(ascii: "\n")) {
        guard let record = try? JSONDocument(Data(line)).root, record.isObject else { continue }
        add(record)
      }
    }

    private mutating func add(_ place: JSONPlace) {
      if let items = try? place.array() {
        for item in items { add(item) }
        return
      }
      guard let members = try? place.object() else { return }
      for holder in ["data", "logs", "rows"] {
        if let list = members[holder], list.isArray { return add(list) }
      }
      let (value, column) = LoggedCosts.cost(of: members, under: "", depth: 0) ?? (nil, nil)
      add(value, in: column)
      let names = Set(members.keys.map(LoggedCosts.key))
      if names.contains("costcurrency"), names.contains("requnits") { isOtherMoney = true }
      for name in members.keys where LoggedCosts.currencies.contains(LoggedCosts.key(name)) {
        if let text = try? members[name]?.text() { take(currency: text) }
      }
    }
  }

  /// What a record says that it cost, and where.
  ///
  /// - Parameter isCost: Whether it has costs alone, so that its total is one: of usage that is the sum of tokens.
  private static func cost(
    of members: JSONMembers, under path: String, depth: Int, isCost: Bool = false
  ) -> (Double?, String?)? {
    var names: [String: String] = [:]
    for name in members.keys where names[key(name)] == nil { names[key(name)] = name }
    for wanted in keys + (isCost ? ["total"] : []) {
      guard let name = names[wanted], let place = members[name] else { continue }
      if let value = try? place.number(in: -mostUSD...mostUSD) { return (value, path + name) }
      if let value = (try? place.text()).flatMap({ Double($0) }) { return (value, path + name) }
    }
    guard depth < 2 else { return nil }
    for holder in holders {
      guard let name = names[holder], let inner = try? members[name]?.object() else { continue }
      let found = cost(
        of: inner, under: path + name + ".", depth: depth + 1,
        isCost: holder == "cost" || holder == "costdetails")
      if let found { return found }
    }
    return nil
  }
}
