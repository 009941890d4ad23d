package import Pricing

/// What a line of an invoice counts.
package enum InvoiceMeter: Sendable, Hashable {
  /// Tokens of one class, requests, or calls of a tool.
  case tokens(Bill.TokenClass)
  /// Units of an API's provisioned throughput, used or not.
  case provisioned
  /// Hours of machines, with the accelerators of each where the line says how many.
  case machineHours(gpus: Int?)
  /// What is paid for machines beside their hours: traffic out, commitments, and cores and memory that are sold apart.
  case besideMachines
  /// A tax, a credit or another correction of what stands beside it.
  case correction
  /// Anything else: people, tools, storage.
  case other

  /// Whether the quantity of a line matters, not its dollars alone.
  var isCounted: Bool {
    switch self {
    case .tokens, .machineHours: true
    case .provisioned, .besideMachines, .correction, .other: false
    }
  }

  /// Recognises what is counted by the words of the line, as sellers write them.
  ///
  /// - Parameters:
  ///   - category: FOCUS' `ChargeCategory` or AWS' type of a line item, or nothing.
  ///   - unit: What the quantity is counted in.
  ///   - unitText: The same as the line has it.
  ///   - words: Everything else that the line says of it.
  init(category: String, unit: InvoiceUnit, unitText: String, words: InvoiceWords) {
    let isUnnamed = unit.kind == .plain
    let isCorrection =
      unitText.isEmpty && words.says(" tax", " vat ", "credit", "refund", "discount")
    if isCorrection || Self.isCorrection(category.lowercased()) {
      self = .correction
    } else if Self.commitmentFees.contains(category.lowercased()) {
      self = .besideMachines
    } else if Self.isProvisioned(words, InvoiceWords(unitText)) {
      self = .provisioned
    } else if unit.kind == .tokens || unit.kind == .tokenHours
      || isUnnamed && Self.isTokens(words, hasUnit: !unitText.isEmpty)
    {
      self = .tokens(Self.tokenClass(words, isHourly: unit.kind == .tokenHours))
    } else if words.says(Self.trafficOut) {
      self = .besideMachines
    } else if unit.kind == .calls || isUnnamed,
      let tool = Self.tool(words, isSearch: unitText.lowercased().contains("search"))
    {
      self = .tokens(tool)
    } else if unit.kind == .calls {
      self = words.says(Self.otherCalls) ? .other : .tokens(.request)
    } else if words.says(" core running ", " ram running ", " instance core ", " instance ram ") {
      self = words.says(Self.googleMachines) ? .besideMachines : .other
    } else if unit.kind == .time, words.gpus != nil || !words.says(Self.otherHours),
      !words.isPlainMachine
    {
      self = .machineHours(gpus: Self.gpus(unit, unitText: unitText, words))
    } else {
      self = .other
    }
  }

  /// Accelerators of what an hour is one of.
  ///
  /// Google charges `Nvidia H100 80GB GPU running in …` by the accelerator.
  private static func gpus(
    _ unit: InvoiceUnit, unitText: String, _ words: InvoiceWords
  ) -> Int? {
    if let count = InvoiceWords(unitText).gpus { return count }
    if unit.isOfAccelerators || words.says(" gpu running ", " gpu attached ") { return 1 }
    return words.gpus
  }

  private static func isCorrection(_ category: String) -> Bool {
    let kinds = ["tax", "credit", "adjustment", "refund", "savingsplannegation"]
    return kinds.contains(category) || category.hasSuffix("discount")
  }

  /// AWS' line items for reservations and savings plans: their hours are those of the commitment, beside the hours of the
  /// machines that it covers (docs.aws.amazon.com/cur/latest/userguide/Lineitem-columns.html).
  private static let commitmentFees = [
    "rifee", "savingsplanrecurringfee", "savingsplanupfrontfee",
  ]

  /// Units of throughput, by the names of Azure, Google, AWS and OpenAI; the throughput of a disk is none.
  private static func isProvisioned(_ words: InvoiceWords, _ unit: InvoiceWords) -> Bool {
    let names = [
      "provisioned throughput", "provisionedthroughput", "provisioned managed", " ptu ", " ptus ",
      " gsu ", " gsus ", " model unit", "modelunit", " scale tier ",
    ]
    guard words.says(names) || unit.says(names) else { return false }
    return !unit.says("mibps", "byte", "iops", "capacity") && !words.says("volume", "capacityunit")
  }

  private static let trafficOut = [
    " traffic out ", "egress", " data transfer out ", " datatransfer out ", " network out ",
  ]
  /// Google's machines with accelerators, whose cores and memory it sells apart.
  private static let googleMachines = [" a2", " a3", " a4", " g2", " g4", " n1 "]
  /// What clouds ask for by the request that is no model's.
  private static let otherCalls = [
    "traffic", "network", " s3 ", "amazons3", "storage", "bucket", " kms ", "cloudwatch", " cw ",
    "lambda", " sqs ", " sns ", " tier1 ", " tier2 ", " put ",
  ]
  /// What clouds ask for by the hour that is no machine with accelerators.
  private static let otherHours = [
    " nat ", "gateway", "loadbalanc", "load balanc", " lcu", "public ip", "publicip", "ipv4",
    "elastic ip", "elasticip", " ip address", "external ip", "vpcendpoint", "vpc endpoint",
    "private endpoint", "privatelink", " vpn ", "percluster", "cluster management", "control plane",
    "storage", "snapshot", " dns ", "hosted zone", "cloudwatch",
  ]

  private static func isTokens(_ words: InvoiceWords, hasUnit: Bool) -> Bool {
    words.says("token", "input", "output", "prompt", "completion")
      || hasUnit && (words.says(shortInput) || words.says(shortOutput))
  }

  /// How Azure's meters shorten input and output, as in `gpt 4.1 cchd Inp glbl` and `gpt 4.1 Outp glbl`.
  private static let shortInput = [" inp ", " inpt "]
  private static let shortOutput = [" outp ", " outpt ", " opt ", " out "]

  private static func tool(_ words: InvoiceWords, isSearch: Bool) -> Bill.TokenClass? {
    if words.says("web search", "websearch", "google search", "grounding with") {
      return words.says(" map") ? .mapSearch : .webSearch
    }
    if words.says("file search", "filesearch") { return .fileSearch }
    if words.says("map search", "maps search", "mapsearch") { return .mapSearch }
    if words.says(" rank search") { return .search }
    return isSearch ? words.says(" rank", "rerank") ? .search : .webSearch : nil
  }

  private static func tokenClass(_ words: InvoiceWords, isHourly: Bool) -> Bill.TokenClass {
    if isHourly || words.says("cache storage", "cachestorage") { return .cacheStorage }
    if words.says("cache write", "cachewrite", "cache creation", "cachecreation", " ephemeral ") {
      return words.says(" 1h ", " 1 h ", " 1 hour", " 1hr ", " one hour ")
        ? .cacheWrite1h : .cacheWrite
    }
    if words.says("cache", " cchd ", " cd ") { return .cachedInput }
    // `grok-4-fast-reasoning, input` goes in.
    let isInput = words.says("input", "prompt") || words.says(shortInput)
    if words.says("output", "completion", "generated", "response") { return .output }
    if isInput { return .uncachedInput }
    if words.says("reasoning", "thinking") { return .reasoning }
    return words.says(shortOutput) ? .output : .uncachedInput
  }
}
