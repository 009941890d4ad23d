import CheckedJSON

/// Which columns of an invoice say what, by the names that sellers and FOCUS give them.
struct InvoiceColumns {
  let cost: String
  let quantity: String?
  let unit: String?
  let start: String?
  let end: String?
  let currency: String?
  let category: String?
  /// What is charged, by the seller's id of it.
  let resource: String?
  /// Columns whose words say what a line is for.
  let words: [String]
  /// Whether the money is in US dollars whatever the currency of the bill, as in Azure's `costInUsd`.
  let isInUSD: Bool
  /// Whether they are those of Azure's exports.
  let isAzure: Bool

  /// The columns of a header; `nil` if none holds money, or if they are those of a log with a request in each row.
  init?(_ header: [String]) {
    var byKey: [String: String] = [:]
    for name in header where byKey[Self.key(name)] == nil { byKey[Self.key(name)] = name }
    func first(_ keys: [String]) -> String? { keys.lazy.compactMap { byKey[$0] }.first }
    guard !Self.isLog(header), let cost = first(Self.costKeys) else { return nil }
    self.cost = cost
    isInUSD = Self.key(cost) == "costinusd"
    // FOCUS counts what is used and what is priced apart, each in its own unit.
    let pair = [("consumedquantity", "consumedunit"), ("pricingquantity", "pricingunit")].first {
      byKey[$0.0] != nil && byKey[$0.1] != nil
    }
    quantity = pair.flatMap { byKey[$0.0] } ?? first(Self.quantityKeys)
    unit = pair.flatMap { byKey[$0.1] } ?? first(Self.unitKeys)
    start = first(Self.startKeys)
    end = first(Self.endKeys)
    currency = first([
      "billingcurrency", "billingcurrencycode", "lineitemcurrencycode", "currency", "currencycode",
      "amountcurrency",
    ])
    category = first(["chargecategory", "chargetype", "lineitemlineitemtype"])
    resource = first(["resourceid", "lineitemresourceid", "resource", "podid"])
    words = Self.wordKeys.compactMap { byKey[$0] }
    isAzure = ["metercategory", "costinbillingcurrency", "meterid"].contains { byKey[$0] != nil }
  }

  private static let costKeys = [
    "effectivecost", "billedcost", "lineitemunblendedcost", "costinusd", "costinbillingcurrency",
    "costusd",
    "amountvalue", "amountusd", "totalcost", "cost", "amount", "spend", "charge", "usd", "total",
  ]
  private static let quantityKeys = [
    "consumedquantity", "pricingquantity", "lineitemusageamount", "usagequantity", "quantity",
    "usageamount", "units", "tokens", "usage", "hours", "timebilledms",
  ]
  private static let unitKeys = [
    "consumedunit", "pricingunit", "usageunit", "unit", "unitofmeasure", "uom",
  ]
  private static let startKeys = [
    "chargeperiodstart", "lineitemusagestartdate", "usagedateutc", "usagedate", "usagestartdate",
    "usagestarttime", "startdate", "periodstart", "starttime", "startingat", "start", "date", "day",
    "invoicemonth", "billingmonth", "month", "time",
  ]
  private static let endKeys = [
    "chargeperiodend", "lineitemusageenddate", "usageenddate", "usageendtime", "enddate",
    "periodend", "endtime", "endingat", "end",
  ]
  private static let wordKeys = [
    "skumeter", "skuid", "chargedescription", "lineitem", "lineitemusagetype",
    "lineitemlineitemdescription", "description", "tokentype", "usagetype", "item", "sku", "meter",
    "metername", "metersubcategory", "productname", "skudescription", "servicedescription", "model",
    "resourcename", "service", "servicename", "type", "instancetype", "productinstancetype",
    "machinetype", "gputype", "gpu", "gputypeid",
  ]
  private static let logKeys = [
    "prompttokens", "completiontokens", "inputtokens", "outputtokens", "contexttokens",
    "generatedtokens",
  ]

  /// Whether names are those of a log with a request in each row.
  static func isLog(_ header: [String]) -> Bool {
    header.contains { logKeys.contains(key($0)) }
  }

  /// Whether a line names the columns of an invoice; below others it must name what is charged or when beside the money,
  /// as a line such as `Total,12.50` does not.
  static func isHeader(_ names: [String], isFirst: Bool) -> Bool {
    guard let columns = InvoiceColumns(names) else { return false }
    let others = [columns.quantity, columns.unit, columns.start] + columns.words.map { $0 }
    return isFirst || others.contains { $0 != nil }
  }

  /// What stands between the fields of a header: the most frequent of comma, semicolon and tab.
  static func separator(of header: String) -> UInt8 {
    let bytes = Array(header.utf8)
    let all = [",", ";", "\t"].map { (text: String) in Array(text.utf8)[0] }
    func count(_ separator: UInt8) -> Int { bytes.count { $0 == separator } }
    return all.dropFirst().reduce(all[0]) { count($1) > count($0) ? $1 : $0 }
  }

  /// A name as it is compared: letters and digits alone.
  private static func key(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
