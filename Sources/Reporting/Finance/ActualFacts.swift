import Breakeven
import CheckedJSON
import PriceImport
import Pricing
import RequestLogs
import Workloads

/// What an invoice and a log say of what came.
struct ActualFacts {
  let plan: PlanFile
  let invoice: Invoice?
  let usage: TraceProfile?

  private var lines: [Invoice.Line] { invoice?.lines ?? [] }

  private var tokenLines: [Invoice.Line] {
    lines.filter { if case .tokens = $0.meter { true } else { false } }
  }

  private var machineLines: [Invoice.Line] {
    lines.filter { if case .machineHours = $0.meter { true } else { false } }
  }

  /// Taxes and credits: of the only side that is charged.
  private var correctionUSD: Double { usd { $0.meter == .correction } }

  private func usd(_ isWanted: (Invoice.Line) -> Bool) -> Double {
    lines.reduce(0) { $0 + (isWanted($1) ? $1.usd : 0) }
  }

  /// US dollars of people, tools and the rest; `nil` where no line is for them.
  var operationUSD: Double? {
    let hasBoth = !tokenLines.isEmpty && !machineLines.isEmpty
    guard lines.contains(where: { $0.meter == .other }) || hasBoth && correctionUSD != 0 else {
      return nil
    }
    return usd { $0.meter == .other } + (hasBoth ? correctionUSD : 0)
  }

  /// Whether an API and machines shared the requests, so that a log of all of them is to be parted.
  private var isShared: Bool {
    plan.side == .mixed && !tokenLines.isEmpty && !machineLines.isEmpty
  }

  /// Refuses charges of tokens that nobody counted.
  func requireCounts() throws(InputError) {
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
    if let months = invoice?.months { return months }
    if let seconds = usage?.spanSeconds, seconds > 0 {
      return seconds / 3600 / Volume.hoursPerMonth
    }
    throw InputError(
      found: "no days in the invoice or the log", expected: "them, or --months N")
  }

  func notes(periods: Double) -> [String] {
    var notes: [String] = []
    if invoice == nil {
      notes.append("No invoice was given: tokens are counted at the plan's prices.")
    }
    if usage == nil, !tokenLines.contains(where: { $0.meter == .tokens(.request) }) {
      notes.append(
        tokenLines.isEmpty
          ? "Nobody counted requests: hours differ by volume, lengths and speed together."
          : "Nobody counted requests: volume is that of all tokens, and lengths are their mix.")
    }
    if isShared, usage != nil {
      notes.append("What the log has and the API did not bill is taken as served by the machines.")
    }
    if plan.side == .mixed, tokenLines.isEmpty || machineLines.isEmpty {
      notes.append(
        "The plan has an API and machines; the invoice has no line of the \(tokenLines.isEmpty ? "API" : "machines")."
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

  private func days(_ months: Double) -> Int { Int((min(months, 1e6) * 365 / 12).rounded()) }

  /// What the API was paid; `nil` where neither tokens nor requests to one came.
  func tokenSpend(_ planned: TokenSpend) -> TokenSpend? {
    guard !tokenLines.isEmpty || (machineLines.isEmpty && usage != nil && plan.side == .api) else {
      return nil
    }
    var tokens: [Bill.TokenClass: Double] = [:]
    for line in tokenLines {
      if case .tokens(let tokenClass) = line.meter {
        tokens[tokenClass, default: 0] += line.quantity ?? 0
      }
    }
    let counted = TokenSpend(requests: 0, tokens: tokens, usd: 0)
    if counted.promptTokens + counted.completionTokens == 0 { tokens.merge(loggedTokens) { $1 } }
    let sum = { (spend: TokenSpend) in spend.promptTokens + spend.completionTokens }
    let actual = TokenSpend(requests: 0, tokens: tokens, usd: 0)
    let requests =
      (isShared ? sharedRequests : usage.map { Double($0.requests) }) ?? tokens[.request]
      ?? (sum(planned) > 0 ? planned.requests * sum(actual) / sum(planned) : 0)
    if planned.tokens[.request] != nil { tokens[.request] = requests }
    let usd =
      invoice == nil
      ? planned.cost(of: tokens)
      : self.usd { if case .tokens = $0.meter { true } else { false } }
        + (machineLines.isEmpty ? correctionUSD : 0)
    return TokenSpend(requests: requests, tokens: tokens, usd: usd)
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
    let hours = machineLines.reduce(0) { sum, line in
      guard case .machineHours(let gpus) = line.meter else { return sum }
      return sum + (line.quantity ?? 0) * (gpus.map { Double($0) } ?? plan.gpusPerInstance)
    }
    let usd =
      machineLines.reduce(0) { $0 + $1.usd } + (tokenLines.isEmpty ? correctionUSD : 0)
    return MachineSpend(gpuHours: hours, usd: usd, served: served)
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
    var tokens: [Bill.TokenClass: Double] = [:]
    for line in tokenLines {
      if case .tokens(let tokenClass) = line.meter {
        tokens[tokenClass, default: 0] += line.quantity ?? 0
      }
    }
    let all = Double(usage.requests)
    if let billed = tokens[.request], billed > 0 { return min(all, billed) }
    let sent = TokenSpend(requests: 0, tokens: tokens, usd: 0)
    let logged = all * (usage.promptTokens.mean + usage.completionTokens.mean)
    return logged > 0 ? min(all, all * (sent.promptTokens + sent.completionTokens) / logged) : nil
  }
}
