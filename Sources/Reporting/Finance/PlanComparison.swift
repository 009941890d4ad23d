package import Breakeven
package import CheckedJSON
package import PriceImport
import Pricing
package import RequestLogs

/// A plan held against what came: an invoice, the log of what was asked, or both.
package struct PlanComparison: Sendable {
  /// One part of the cost and why it differs.
  package struct Part: Sendable {
    package let title: String
    /// What the plan has there.
    package let name: String
    package let variance: PlanVariance
  }

  /// What was planned and came of one figure, in the days compared.
  package struct Figure: Sendable {
    package let name: String
    package let planned: Double
    package let actual: Double
    /// Whether it is a share, not a count.
    package let isShare: Bool
  }

  package let plan: PlanFile
  /// Months of 730 hours that came, or jobs.
  package let periods: Double
  package let parts: [Part]
  package let figures: [Figure]
  /// What a reader must know of the comparison.
  package let notes: [String]

  /// US dollars planned for what was compared.
  package var plannedUSD: Double { Self.cents(parts.map(\.variance.plannedUSD)) }
  /// US dollars that came.
  package var actualUSD: Double { Self.cents(parts.map(\.variance.actualUSD)) }

  private static func cents(_ sums: [Double]) -> Double {
    (sums.reduce(0, +) * 100).rounded() / 100
  }

  /// Holds a plan against what came.
  ///
  /// - Parameters:
  ///   - months: how many months came; `nil` for what the invoice or the log says.
  ///   - paid: What the requests of the log cost by its own account, which counts where there is no invoice.
  /// - Throws: `InputError` where nothing tells how long it was, or where neither tokens nor machine hours came.
  package init(
    plan: PlanFile, invoice: Invoice?, usage: TraceProfile?, months: Double?,
    paid: LoggedCosts? = nil
  ) throws(InputError) {
    self.plan = plan
    let facts = ActualFacts(plan: plan, invoice: invoice, usage: usage, paid: paid)
    try facts.requireCounts()
    periods = plan.period == "job" ? 1 : try facts.months(stated: months)
    var parts: [Part] = []
    var figures: [Figure] = []
    var notes = facts.notes(periods: periods)
    if let planned = facts.plannedTokenSpend(periods: periods),
      let actual = facts.tokenSpend(planned)
    {
      let variance = PlanVariance(planned: planned, actual: actual)
      parts.append(Part(title: "API", name: plan.name(.api) ?? "", variance: variance))
      figures += Self.figures(planned, actual)
    }
    if let planned = plan.machineSpend(periods: periods), let actual = facts.machineSpend {
      let variance = PlanVariance(
        planned: planned, actual: actual, promptShare: plan.promptShare)
      parts.append(
        Part(title: "Machines", name: plan.name(.selfHost) ?? "", variance: variance))
      figures += Self.figures(planned, actual)
    }
    guard !parts.isEmpty else {
      throw InputError(
        found: "no charges of tokens or machine hours that the plan has a side for",
        expected:
          "an invoice with tokens or hours (columns of quantity and unit), or a log of requests to an API"
      )
    }
    let overhead =
      plan.side == .mixed
      ? plan.overheadUSD(.mixed)
      : Set(parts.map { $0.title == "API" ? CostPlan.Side.api : .selfHost })
        .reduce(0) { $0 + plan.overheadUSD($1) }
    if let operation = facts.operationUSD {
      parts.append(
        Part(
          title: "People, tools, storage", name: "",
          variance: PlanVariance(
            operationPlannedUSD: overhead * periods, actualUSD: operation)))
    } else if overhead > 0 {
      notes.append(
        "The invoice has no line for people and tools; what was planned for them is not compared.")
    }
    self.parts = parts
    self.figures = figures
    self.notes = notes
  }

  private static func figures(_ planned: TokenSpend, _ actual: TokenSpend) -> [Figure] {
    func mean(_ sum: Double, _ requests: Double) -> Double { requests > 0 ? sum / requests : 0 }
    return [
      Figure(
        name: "requests", planned: planned.requests, actual: actual.requests, isShare: false),
      Figure(
        name: "prompt tokens of a request", planned: mean(planned.promptTokens, planned.requests),
        actual: mean(actual.promptTokens, actual.requests), isShare: false),
      Figure(
        name: "completion tokens of a request",
        planned: mean(planned.completionTokens, planned.requests),
        actual: mean(actual.completionTokens, actual.requests), isShare: false),
      Figure(
        name: "prompt tokens from a cache", planned: planned.hitRate, actual: actual.hitRate,
        isShare: true),
    ]
  }

  private static func figures(_ planned: MachineSpend, _ actual: MachineSpend) -> [Figure] {
    var figures = [
      Figure(
        name: "GPU hours", planned: planned.gpuHours, actual: actual.gpuHours, isShare: false)
    ]
    if planned.gpuHours > 0, actual.gpuHours > 0 {
      figures.append(
        Figure(
          name: "US dollars of a GPU hour", planned: planned.usd / planned.gpuHours,
          actual: actual.usd / actual.gpuHours, isShare: false))
    }
    if let was = planned.served, let came = actual.served, planned.gpuHours > 0,
      actual.gpuHours > 0
    {
      figures += [
        Figure(
          name: "requests", planned: was.requests, actual: came.requests, isShare: false),
        Figure(
          name: "requests of a GPU hour", planned: was.requests / planned.gpuHours,
          actual: came.requests / actual.gpuHours, isShare: false),
      ]
    }
    return figures
  }
}
