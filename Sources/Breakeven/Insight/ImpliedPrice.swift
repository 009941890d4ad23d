package import Pricing
package import Roofline

/// What an API's price says about the provider, if its costs are those of our roofline: a check on both.
package struct ImpliedPrice: Sendable, Hashable {
  /// A class of tokens with its price and our cost.
  package struct Row: Sendable, Hashable {
    /// The class.
    package let tokenClass: Bill.TokenClass
    /// US dollars per million that the API asks.
    package let apiUSDPerMillion: Double
    /// US dollars per million that machines in full use cost at the largest batch.
    package let costUSDPerMillion: Double
    /// Requests in flight at which our cost is the price; `nil` where no batch size gives it.
    package let batchSize: Double?

    /// The share of full use at which our cost is the price; above 1 the price is below our cost.
    package var utilization: Double { costUSDPerMillion / apiUSDPerMillion }
    /// The share of the price that is left over at full use.
    package var margin: Double { 1 - utilization }
  }

  /// The API.
  package let api: APICandidate
  /// The deployment of the same model that costs least in full use.
  package let option: SelfHostOption
  /// How its model may be run on those machines: a token a step, and with tokens guessed ahead in each published way.
  ///
  /// A provider runs a modern stack, so at each batch the cheapest of them counts.
  package let runs: [Deployment]
  /// Prompt, cached prompt and completion tokens, as far as they have prices.
  package let rows: [Row]
}

extension Decision {
  /// The check for the best API that serves an open model which we can deploy.
  package func impliedPrice() -> ImpliedPrice? {
    for api in apis {
      guard case .sameModel(let model) = api.basis else { continue }
      let options = selfHosting.filter { $0.modelName == model && $0.split == nil }
      guard let best = cheapestInFullUse(options) else { continue }
      return impliedPrice(api, best)
    }
    return nil
  }

  private func cheapestInFullUse(_ options: [SelfHostOption]) -> SelfHostOption? {
    var seen: [String: Double] = [:]
    return options.map { option in
      let rate =
        seen[option.deployment.key]
        ?? option.deployment.saturation(of: demand.shape).requestsPerSecond
      seen[option.deployment.key] = rate
      return (option: option, usd: usdPerSecond(option) / max(rate, 1e-12))
    }.min { $0.usd < $1.usd }?.option
  }

  private func usdPerSecond(_ option: SelfHostOption) -> Double {
    option.rental.usdPerGPUHour * Double(option.deployment.layout.chips) / 3600
  }

  /// The deployment with one token a step, and with each published way of guessing ahead.
  private func modernRuns(of deployment: Deployment) -> [Deployment] {
    let plain = deployment.speculating(nil)
    guard let known = try? Catalog.speculation(), let catalog = try? Catalog.hardware() else {
      return [plain]
    }
    let id = catalog.acceptanceIdentifier(of: plain.model)
    return [plain]
      + known.choices(with: plain.model, id: id).map { plain.speculating($0) }
      .filter(\.memory.fits)
  }

  /// Costs by class: prompts alone are requests of one completion token; completions alone are requests
  /// whose prompts all lie in the cache; a cached token costs what it adds to those.
  private func impliedPrice(_ api: APICandidate, _ option: SelfHostOption) -> ImpliedPrice? {
    let runs = modernRuns(of: option.deployment)
    let prompt = demand.mix.meanPromptTokens
    let completion = demand.mix.meanCompletionTokens
    let usd = usdPerSecond(option)
    let prompts = RequestShape(prompt: prompt, completion: 1)
    let completions = RequestShape(
      prompt: prompt, completion: max(2, completion), cachedPrompt: prompt - 1)
    let short = RequestShape(prompt: 1, completion: max(2, completion))
    func cost(_ shape: RequestShape, at batch: Double) -> Double {
      let rates = runs.map { run in
        run.saturated(at: min(batch, max(1, run.runningLimit(for: shape))), shape: shape)
          .requestsPerSecond
      }
      return usd / max(1e-12, rates.max() ?? 0)
    }
    func row(
      _ tokenClass: Bill.TokenClass, _ price: Double?, _ shape: RequestShape,
      _ perMillion: (Double) -> Double
    ) -> ImpliedPrice.Row? {
      guard let price, price > 0 else { return nil }
      let most = max(1, runs[0].runningLimit(for: shape))
      let full = perMillion(most)
      guard full.isFinite, full > 0 else { return nil }
      var batch: Double?
      if full <= price, perMillion(1) > price {
        var (low, high) = (1.0, most)
        for _ in 0..<40 {
          let middle = (low * high).squareRoot()
          if perMillion(middle) <= price { high = middle } else { low = middle }
        }
        batch = high
      }
      return ImpliedPrice.Row(
        tokenClass: tokenClass, apiUSDPerMillion: price, costUSDPerMillion: full, batchSize: batch)
    }
    let list = api.tariff.schedules[api.service]?.prices(promptTokens: prompt) ?? api.tariff.prices
    let multiplier = api.region.flatMap { api.tariff.regionalMultipliers[$0] } ?? .none
    let prices = multiplier.applied(to: list)
    let rows = [
      row(.uncachedInput, prices.usdPerMillionInput, prompts) {
        cost(prompts, at: $0) / prompt * 1e6
      },
      row(.cachedInput, prices.usdPerMillionCachedInput, completions) {
        max(0, cost(completions, at: $0) - cost(short, at: $0)) / prompt * 1e6
      },
      row(.output, prices.usdPerMillionOutput, completions) {
        cost(completions, at: $0) / max(2, completion) * 1e6
      },
    ].compactMap(\.self)
    return rows.isEmpty ? nil : ImpliedPrice(api: api, option: option, runs: runs, rows: rows)
  }
}
