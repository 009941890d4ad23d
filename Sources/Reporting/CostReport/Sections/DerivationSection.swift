import Breakeven
import Documents

/// The headline's numbers line by line, so that a calculator reproduces them.
struct DerivationSection: ReportSection {
  let facts: ReportFacts

  var folded: Fold? {
    guard decision.scope == .anyOf else { return nil }
    var lines = [
      line("requests \(perPeriod)", exact(demand.requests)),
      line("mean prompt tokens", exact(demand.mix.meanPromptTokens)),
      line("mean completion tokens", exact(demand.mix.meanCompletionTokens)),
      line("mean prompt tokens not cached", exact(demand.shape.uncachedPrompt)),
    ]
    if let api = decision.bestAPI {
      lines += ["", "API: \(api.tariff.id)\(serviceText(api))"] + apiLines(api)
    }
    if let best = decision.bestSelfHost {
      lines += ["", "Self-hosting: \(best.name)"] + machineLines(best)
      if best.taxRate > 0 {
        lines.append(
          line(
            "with tax",
            "$\(exact(best.machineUSD / (1 + best.taxRate))) × \(exact(1 + best.taxRate)) = $\(exact(best.machineUSD))"
          ))
      }
      lines.append(
        line(
          decision.workload.costs.lens == .full ? "people and tools" : "set-up and storage",
          "$\(exact(best.overheadUSD))"))
      if best.egressUSD > 0 { lines.append(line("egress", "$\(exact(best.egressUSD))")) }
      lines.append(
        line(
          "total",
          "$\(exact(best.machineUSD)) + $\(exact(best.overheadUSD))"
            + (best.egressUSD > 0 ? " + $\(exact(best.egressUSD))" : "")
            + " = $\(exact(best.totalUSD))"))
    }
    return Fold(
      "How the numbers come about", [.code(lines.joined(separator: "\n"), language: "text")])
  }

  /// By how much a model's tokens differ from the lengths.
  private func factorLines(_ factors: TokenFactors) -> [String] {
    guard !factors.isAsStated else { return [] }
    return [
      line(
        "tokens of this model",
        "prompts × \(exact(factors.prompt)), completions × \(exact(factors.completion)) of the lengths above"
      )
    ]
  }

  private func apiLines(_ api: APICandidate) -> [String] {
    factorLines(api.tokenFactors) + provisionedLines(api)
      + api.charges.map { charge in
        line(
          charge.tokenClass.reportTitle,
          "\(exact(charge.tokens)) \(charge.tokenClass.unit) × $\(exact(charge.usdPerMillion))/M = $\(exact(charge.usd))"
        )
      } + regionLines(api) + [
        api.priceMultiplier == 1
          ? line("one request", "$\(exact(api.usdPerRequest))")
          : line(
            "one request, trend, tax, retries",
            "$\(exact(api.usdPerRequest / api.priceMultiplier)) × \(exact(api.priceMultiplier)) = $\(exact(api.usdPerRequest))"
          ),
        line(
          "bill, \(perPeriod)",
          "\(exact(demand.requests)) × $\(exact(api.usdPerRequest)) = $\(exact(api.billUSD(requests: demand.requests)))"
        ),
        line("people and tools of the API", "$\(exact(api.overheadUSD))"),
        line(
          "API, \(perPeriod)",
          "$\(exact(api.billUSD(requests: demand.requests))) + $\(exact(api.overheadUSD)) = $\(exact(api.usd(requests: demand.requests)))"
        ),
      ]
  }

  private func provisionedLines(_ api: APICandidate) -> [String] {
    guard let plan = api.provisioned else { return [] }
    return [
      line(
        "units, \(perPeriod)",
        plan.bought.map { "\($0.units) \($0.name) × 730 h × $\(exact($0.usdPerUnitHour))" }
          .joined(separator: " + ") + " = $\(exact(plan.unitUSD))"),
      line(
        "beyond \(exact(plan.requestsPerMinute)) requests a minute",
        "\(exact(plan.overflowShare * 100)) % of requests, billed by the token"),
    ]
  }

  private func regionLines(_ api: APICandidate) -> [String] {
    guard let region = api.region else { return [] }
    return [line("region \(region)", "× \(exact(api.regionalMultiplier)), in the prices above")]
  }

  private func machineLines(_ option: SelfHostOption) -> [String] {
    let rental = option.rental
    var lines = factorLines(option.tokenFactors) + speedLines(option)
    let machines = option.machineUSD / (1 + option.taxRate)
    switch option.plan {
    case .fleet(let plan):
      let mean = demand.requests / (Volume.hoursPerMonth * 3600)
      let needed = max(1, option.replicas - plan.spares)
      if plan.poolingShare(replicas: needed) < 1 {
        lines.append(
          line(
            "of that, in a fleet of so few",
            "\(exact(plan.replicaRequestsPerSecond)) in a large fleet × \(exact(plan.poolingShare(replicas: needed))) with \(needed), as bursts hurt small fleets most"
          ))
      }
      if let starts = plan.starts(requests: demand.requests) {
        lines.append(
          line(
            "starts of workers",
            "\(exact(starts.perMonth)) a month; \(option.keepsWorker ? "one is always on, so that nobody waits" : "\(exact(starts.coldShare * 100)) % of requests wait") for the first"
          ))
      }
      if let split = option.split {
        let rate = split.prefillRequestsPerSecond(replicas: option.prefillReplicas)
        lines.append(
          line(
            "replicas that read prompts",
            "\(NumberText.counted(option.prefillReplicas)), of which \(NumberText.counted(plan.spares)) spare, of \(split.gpusPerPrefillReplica) GPU and \(exact(rate)) requests/s each; the others write tokens"
          ))
      }
      lines += [
        line("mean load", "\(exact(demand.requests)) / (730 × 3600) = \(exact(mean)) requests/s"),
        line(
          "replicas at the busiest hour",
          "\(NumberText.counted(option.replicas)), of which \(NumberText.counted(plan.spares)) spare (\(plan.policy.reportTitle))"
            + (plan.regions > 1 ? ", in the largest of \(plan.regions) regions" : "")
        ),
        line(
          "instances of \(rental.gpusPerInstance) GPU",
          "$\(exact(rental.usdPerInstanceHour)) per hour"),
        line("machines", machineHours(option, usd: machines)),
      ]
    case .batch(let plan):
      let perJob = demand.requests / plan.jobs
      let seconds = plan.jobSeconds(requestsPerJob: perJob)
      lines += [
        line("jobs \(perPeriod)", "\(exact(plan.jobs)), each of \(exact(perJob)) requests"),
        line("replicas", NumberText.counted(option.replicas)),
        line(
          "one job",
          "\(exact(plan.loadSeconds)) s start + \(exact(perJob)) × \(exact((1 + plan.interruptionShare) / (1 - plan.failedShare))) / (\(NumberText.counted(option.replicas)) × \(exact(option.replicaRequestsPerSecond))) s + \(exact(plan.drainSeconds)) s drain = \(exact(seconds)) s"
        ),
        line(
          "machines",
          machineHours(option, usd: machines)
        ),
      ]
    }
    return lines
  }

  /// What a replica serves: by the closed form from its step, by simulation from how long requests take, by Little's law.
  private func speedLines(_ option: SelfHostOption) -> [String] {
    let rate = option.replicaRequestsPerSecond
    let inFlight = line("requests in flight on a replica", exact(option.concurrency))
    if option.isSimulated {
      let seconds = exact(option.concurrency / max(1e-12, rate))
      return [
        inFlight, line("each takes", "\(seconds) s, found by simulation"),
        line(
          "requests per second and replica",
          "\(exact(option.concurrency)) in flight / \(seconds) s = \(exact(rate))"),
      ]
    }
    let perStep = option.deployment.tokensPerStep
    let further =
      "\(exact(option.demand.shape.completion - 1)) further tokens"
      + (perStep == 1 ? "" : " / \(exact(perStep)) a step")
    return [
      inFlight, line("mean step", "\(exact(option.step.total * 1e3)) ms"),
      line(
        "requests per second and replica",
        "\(exact(option.decodingRequests)) decoding / (\(further) × \(exact(option.step.total)) s) = \(exact(rate))"
      ),
    ]
  }

  /// Dollars of machines as hours times a price, which is a mean where prices have a trend.
  private func machineHours(_ option: SelfHostOption, usd: Double) -> String {
    let hours = option.gpuHours(demand) / Double(option.rental.gpusPerInstance)
    let price = hours > 0 ? usd / hours : option.rental.usdPerInstanceHour
    let isMean = abs(price - option.rental.usdPerInstanceHour) > 1e-6 * price
    return "$\(exact(usd)) = \(exact(hours)) instance hours × $\(exact(price))"
      + (isMean ? " on average" : "")
      + (option.upHoursPerPaidHour == 1 ? "" : ", as workers that are always on cost less an hour")
  }

  private func exact(_ value: Double) -> String { NumberText.trimmed(value, digits: 7) }

  /// `name = value`, with the equals signs below each other.
  private func line(_ name: String, _ value: String) -> String { padded(name, 34) + "= " + value }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension FleetPlan.Policy {
  var reportTitle: String {
    switch self {
    case .fixedAtPeak: "kept at all hours"
    case .autoscaledHourly: "following the traffic by the hour"
    case .scaledToZero: "none while nobody asks"
    case .scaledByUse: "started with requests by the seller, billed by the second"
    }
  }
}

extension Bill.TokenClass {
  var reportTitle: String {
    switch self {
    case .uncachedInput: "prompt, not cached"
    case .cachedInput: "prompt, cached"
    case .cacheWrite: "written to the cache"
    case .cacheWrite1h: "written to the cache for 1 h"
    case .cacheStorage: "kept in the cache"
    case .request: "fee of the request"
    case .search, .webSearch, .fileSearch, .mapSearch: title
    case .output: "completion"
    case .reasoning: "reasoning"
    }
  }
}
