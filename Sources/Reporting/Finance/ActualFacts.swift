import Breakeven
import CheckedJSON
import Documents
import PriceImport
import Pricing
import RequestLogs
import Workloads

/// What an invoice and a log say of what came.
struct ActualFacts {
  let plan: PlanFile
  let invoice: Invoice?
  let usage: TraceProfile?
  /// What the requests of the log cost by its own account.
  var paid: LoggedCosts?

  private var lines: [Invoice.Line] { invoice?.lines ?? [] }

  private var tokenLines: [Invoice.Line] {
    lines.filter { if case .tokens = $0.meter { true } else { false } }
  }

  private var machineLines: [Invoice.Line] {
    lines.filter { if case .machineHours = $0.meter { true } else { false } }
  }

  /// Lines of the API: tokens, and units of throughput.
  private var apiLines: [Invoice.Line] { tokenLines + lines.filter { $0.meter == .provisioned } }

  private func usd(_ isWanted: (Invoice.Line) -> Bool) -> Double {
    lines.reduce(0) { $0 + (isWanted($1) ? $1.usd : 0) }
  }

  /// What is paid beside the hours of machines; where no hours came, nobody knows for which.
  private var besideMachinesUSD: Double { usd { $0.meter == .besideMachines } }

  /// US dollars of people, tools and the rest; `nil` where no line is for them.
  var operationUSD: Double? {
    let isBeside = machineLines.isEmpty
    guard
      lines.contains(where: { $0.meter == .other || isBeside && $0.meter == .besideMachines })
    else { return nil }
    return usd { $0.meter == .other } + (isBeside ? besideMachinesUSD : 0) + corrections.operation
  }

  /// Taxes and credits by what they belong to: the only side that is charged; else the lines of the same resource, and
  /// where none is known both sides by their dollars.
  private var corrections: (api: Double, machines: Double, operation: Double) {
    let all = lines.filter { $0.meter == .correction }
    func sum(_ lines: [Invoice.Line]) -> Double { lines.reduce(0) { $0 + $1.usd } }
    guard !apiLines.isEmpty, !machineLines.isEmpty else {
      return machineLines.isEmpty ? (sum(all), 0, 0) : (0, sum(all), 0)
    }
    func resources(_ lines: [Invoice.Line]) -> Set<String> {
      Set(lines.map(\.resource).filter { !$0.isEmpty })
    }
    let ofAPI = resources(apiLines)
    let ofMachines = resources(machineLines + lines.filter { $0.meter == .besideMachines })
    let ofOthers = resources(lines.filter { $0.meter == .other })
    let api = sum(apiLines)
    let machines = sum(machineLines) + besideMachinesUSD
    let apiShare = api + machines > 0 ? api / (api + machines) : 0.5
    var parts = (api: 0.0, machines: 0.0, operation: 0.0)
    for line in all {
      if ofAPI.contains(line.resource) {
        parts.api += line.usd
      } else if ofMachines.contains(line.resource) {
        parts.machines += line.usd
      } else if ofOthers.contains(line.resource) {
        parts.operation += line.usd
      } else {
        parts.api += line.usd * apiShare
        parts.machines += line.usd * (1 - apiShare)
      }
    }
    return parts
  }

  /// Whether an API and machines shared the requests, so that a log of all of them is to be parted.
  private var isShared: Bool {
    plan.side == .mixed && !apiLines.isEmpty && !machineLines.isEmpty
  }

  /// Refuses charges of tokens and of machine hours that nobody counted.
  func requireCounts() throws(InputError) {
    let charged = machineLines.filter { $0.usd != 0 }
    if !charged.isEmpty, machineLines.allSatisfy({ ($0.quantity ?? 0) == 0 }) {
      throw InputError(
        found: "charges of machine hours without how many there were",
        expected: "a column of quantity, such as hours or usage amount")
    }
    guard !tokenLines.isEmpty, tokenLines.allSatisfy({ ($0.quantity ?? 0) == 0 }) else { return }
    if isShared {
      throw InputError(
        found: "charges of tokens without how many there were",
        expected: "a column of quantity, which tells what of the requests went to the API")
    }
    guard usage == nil else { return }
    throw InputError(
      found: "charges of tokens without how many there were",
      expected: "a column of quantity, or a log of the requests beside the invoice")
  }

  /// Months of 730 hours that came.
  func months(stated: Double?) throws(InputError) -> Double {
    if let stated { return stated }
    if let ambiguity = invoice?.ambiguity { throw ambiguity }
    if let months = invoice?.months { return months }
    if let seconds = usage?.spanSeconds, seconds > 0 {
      return seconds / 3600 / Volume.hoursPerMonth
    }
    throw InputError(
      found: "no days in the invoice or the log", expected: "them, or --months N")
  }

  func notes(periods: Double) -> [String] {
    var notes = invoice?.notes ?? []
    if invoice == nil { notes.append(withoutInvoice) }
    if usage == nil, !tokenLines.contains(where: { $0.meter == .tokens(.request) }) {
      notes.append(
        apiLines.isEmpty
          ? "Nobody counted requests: hours differ by volume, lengths and speed together."
          : "Nobody counted requests: volume is that of all tokens, and lengths are their mix.")
    }
    if isShared, usage != nil {
      notes.append("What the log has and the API did not bill is taken as served by the machines.")
    }
    if let otherMachines { notes.append(otherMachines) }
    if plan.differsInSize,
      machineLines.contains(where: {
        $0.meter == .machineHours(gpus: nil) && plan.gpus(ofResource: $0.resource) == nil
      })
    {
      notes.append(
        "Machines of the plan differ in size; hours that do not say whose they are count as those of their mean."
      )
    }
    if plan.side == .mixed, apiLines.isEmpty || machineLines.isEmpty {
      notes.append(
        "The plan has an API and machines; the invoice has no line of the \(apiLines.isEmpty ? "API" : "machines")."
      )
    }
    if let invoice, invoice.months != nil, let seconds = usage?.spanSeconds {
      let span = seconds / 3600 / Volume.hoursPerMonth
      if abs(span / periods - 1) > 0.1 {
        notes.append(
          "The log spans \(days(span)) days and the charges \(days(periods)): give both for the same days."
        )
      }
    }
    return notes
  }

  /// US dollars of the log's requests by its own account; `nil` where it does not say that of all of them, or has lines
  /// twice.
  private var paidUSD: Double? {
    guard let paid, let usage, usage.findings.duplicates == 0,
      paid.missing == 0 || paid.count >= usage.requests
    else { return nil }
    return paid.usd
  }

  /// What stands in for an invoice.
  private var withoutInvoice: String {
    let planned = "No invoice was given: tokens are counted at the plan's prices"
    guard let paid, let usage else { return planned + "." }
    if paidUSD != nil {
      return
        "No invoice was given: what was paid is the log's own \"\(paid.column)\", in US dollars."
    }
    return usage.findings.duplicates > 0
      ? planned + ", as the log has lines twice and its own costs would count both."
      : planned + ", as only \(paid.count) lines of the log say what a request cost."
  }

  private func days(_ months: Double) -> Int { Int((min(months, 1e6) * 365 / 12).rounded()) }

  /// Whether tokens are those of a log: of requests that units of throughput take, no token is billed.
  private var countsAll: Bool { plan.hasUnits && usage != nil && !isShared }

  /// What the API was to be paid for these days, by what is counted of it; `nil` where the plan has none.
  func plannedTokenSpend(periods: Double) -> TokenSpend? {
    plan.tokenSpend(periods: periods, countingAll: countsAll)
  }

  /// What the API was paid; `nil` where neither tokens nor requests to one came.
  func tokenSpend(_ planned: TokenSpend) -> TokenSpend? {
    guard !apiLines.isEmpty || (machineLines.isEmpty && usage != nil && plan.side == .api) else {
      return nil
    }
    var tokens = billedTokens
    let counted = TokenSpend(requests: 0, tokens: tokens, usd: 0)
    if countsAll || counted.promptTokens + counted.completionTokens == 0 {
      tokens.merge(loggedTokens) { $1 }
    }
    let sum = { (spend: TokenSpend) in spend.promptTokens + spend.completionTokens }
    let actual = TokenSpend(requests: 0, tokens: tokens, usd: 0)
    let requests =
      (isShared ? sharedRequests : usage.map { Double($0.requests) })
      ?? (countsRequests ? tokens[.request] : nil)
      ?? planned.requests * (sum(planned) > 0 ? sum(actual) / sum(planned) : 1)
    if countsRequests, planned.tokens[.request] != nil { tokens[.request] = requests }
    guard invoice != nil else {
      // A log has no calls of tools: they come with the requests.
      for (tokenClass, count) in planned.tokens where tokenClass.isCall && planned.requests > 0 {
        tokens[tokenClass] = count / planned.requests * requests
      }
      return TokenSpend(
        requests: requests, tokens: tokens, usd: paidUSD ?? planned.cost(of: tokens))
    }
    return TokenSpend(
      requests: requests, tokens: tokens,
      usd: apiLines.reduce(0) { $0 + $1.usd } + corrections.api)
  }

  /// Whether each request is charged; beside units of throughput only those are that they do not take.
  private var countsRequests: Bool { plan.api?.units == nil }

  private var billedTokens: [Bill.TokenClass: Double] {
    tokenLines.reduce(into: [:]) { tokens, line in
      guard case .tokens(let tokenClass) = line.meter else { return }
      tokens[tokenClass, default: 0] += line.quantity ?? 0
    }
  }

  private var loggedTokens: [Bill.TokenClass: Double] {
    guard let usage else { return [:] }
    let requests = Double(usage.requests)
    let prompt = usage.promptTokens.mean * requests
    return [
      .uncachedInput: prompt * (1 - usage.cachedShare), .cachedInput: prompt * usage.cachedShare,
      .output: usage.completionTokens.mean * requests,
    ]
  }

  /// What machines were paid; `nil` where no hours came.
  var machineSpend: MachineSpend? {
    guard !machineLines.isEmpty else { return nil }
    let others = machineLines.filter(isOther)
    let otherUSD = others.reduce(0) { $0 + $1.usd }
    let usd =
      machineLines.reduce(0) { $0 + $1.usd } + besideMachinesUSD + corrections.machines
    return MachineSpend(
      gpuHours: gpuHours(machineLines.filter { !isOther($0) }), usd: usd - otherUSD,
      otherUSD: otherUSD, served: served)
  }

  private func gpuHours(_ lines: [Invoice.Line]) -> Double {
    lines.reduce(0) { sum, line in
      guard case .machineHours(let gpus) = line.meter else { return sum }
      let size =
        plan.gpus(ofResource: line.resource) ?? gpus.map { Double($0) } ?? plan.gpusPerInstance
      return sum + (line.quantity ?? 0) * size
    }
  }

  /// Whether a line names accelerators that the plan does not have: an hour of an A100 is none of an H100.
  private func isOther(_ line: Invoice.Line) -> Bool {
    guard let accelerator = line.accelerator, !plan.accelerators.isEmpty,
      plan.gpus(ofResource: line.resource) == nil
    else { return false }
    return !plan.accelerators.contains(accelerator)
  }

  /// What the hours of accelerators come to that the plan does not have; `nil` without any.
  private var otherMachines: String? {
    let others = machineLines.filter(isOther)
    guard !others.isEmpty else { return nil }
    let names = Set(others.compactMap(\.accelerator?.name)).sorted()
    let planned = plan.accelerators.map(\.name).sorted()
    return
      "\(NumberText.trimmed(gpuHours(others), digits: 6)) GPU hours are of \(NumberText.list(names)), which the plan does not have: they are not counted as hours of \(NumberText.list(planned))."
  }

  private var served: MachineSpend.Served? {
    usage.flatMap { usage in
      let requests = Double(usage.requests) - (sharedRequests ?? 0)
      guard requests > 0 else { return nil }
      return MachineSpend.Served(
        requests: requests, promptTokens: usage.promptTokens.mean,
        completionTokens: usage.completionTokens.mean, hitRate: usage.cachedShare)
    }
  }

  /// Requests of the log that went to the API where machines served the others: as many as it billed, or as have its
  /// share of all tokens.
  private var sharedRequests: Double? {
    guard isShared, let usage else { return nil }
    let tokens = billedTokens
    let all = Double(usage.requests)
    if countsRequests, let billed = tokens[.request], billed > 0 { return min(all, billed) }
    let sent = TokenSpend(requests: 0, tokens: tokens, usd: 0)
    let logged = all * (usage.promptTokens.mean + usage.completionTokens.mean)
    return logged > 0 ? min(all, all * (sent.promptTokens + sent.completionTokens) / logged) : nil
  }
}
