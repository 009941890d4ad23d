extension PricePeers {
  /// APIs of one open model differ sevenfold at most in 2026; a slip in the unit is tenfold or a thousandfold.
  private static let apiLimit = 8.0
  /// Over the dearest other seller of the same open model, input and output both: up to 2.6 in the shipped catalog,
  /// Qwen3 235B at Scaleway.
  private static let aboveAll = 4.0
  /// The cheapest other seller over one, both: up to 1.7.
  private static let belowAll = 3.0
  /// The same closed model costs nearly the same wherever it is sold.
  private static let closedLimit = 3.0
  /// The dearest of several sellers that agree over the cheapest.
  private static let agreement = 2.0
  /// Embedders of one shape go for 0.01 to 0.10 dollars per million tokens.
  private static let readingLimit = 12.0
  /// US dollars per million tokens beyond which nobody sells: the cheapest and the dearest of those that write, among the
  /// 4,000 of LiteLLM 1.110.2 and of the shipped catalog, are at 0.01 and 600.
  private static let apiBounds = 0.005...1000
  /// Those that embed or rank: from 0.003 on, BGE's reranker at Cloudflare.
  private static let readingBounds = 0.001...1000
  /// From the shortest context that is listed (2,048, a Llama 2 at Cloudflare in LiteLLM's list) to twice the longest sold.
  private static let contextBounds = 2048...20_000_000
  /// Hosts cut a context to a fortieth of what others serve, not to a thousandth.
  private static let contextLimit = 64.0
  /// Years of the median rent that a purchase costs: 0.37 to 2.3 in the shipped catalog.
  private static let yearsOfRent = 0.25...8.0
  /// US dollars per kW: 3,900 to 56,000 in the shipped catalog.
  private static let usdPerKilowatt = 1500.0...150_000

  func problems(of tariff: Tariff) -> [PriceCheck.Problem] {
    let prices = tariff.prices
    let peers = model(of: tariff).flatMap { byModel[$0] }
    var found: [PriceCheck.Problem] = []
    for (what, path, median) in [
      ("input", \TokenPrices.usdPerMillionInput, peers?.input),
      ("output", \TokenPrices.usdPerMillionOutput, peers?.output),
    ] {
      let price = prices[keyPath: path]
      let limit = tariff.purpose.isPrefillOnly ? Self.readingLimit : Self.apiLimit
      if let outlier = Self.outlier(what, price, median, high: limit)
        ?? elsewhere(what, tariff, path)
      {
        found.append(outlier)
      } else if price > 0,
        !(tariff.purpose.isPrefillOnly ? Self.readingBounds : Self.apiBounds).contains(price)
      {
        found.append(.implausible(what, usd: price))
      }
    }
    if found.isEmpty { found += beyondAll(tariff) }
    if let shipped = known[tariff.id] { found += changes(of: tariff, from: shipped) }
    found += cachedShare(of: tariff, peers?.cachedShare)
    return found + context(of: tariff, peers?.context)
  }

  /// Input and output both far dearer or far cheaper than at every other seller: a slip in the unit at a cheap or a dear
  /// host, which stays near the middle of all.
  private func beyondAll(_ tariff: Tariff) -> [PriceCheck.Problem] {
    guard tariff.purpose == .generation, let model = model(of: tariff) else { return [] }
    let others = (writingByModel[model] ?? []).filter { $0.provider != tariff.provider }
    guard Set(others.map(\.provider)).count >= Self.fewestPeers else { return [] }
    let shares = [\TokenPrices.usdPerMillionInput, \.usdPerMillionOutput].map { path in
      let all = others.map { $0.prices[keyPath: path] }
      let price = tariff.prices[keyPath: path]
      return (above: price / (all.max() ?? price), below: price / (all.min() ?? price))
    }
    let above = shares.map(\.above).min() ?? 1
    let below = shares.map(\.below).max() ?? 1
    if above > Self.aboveAll { return [.beyondAll(times: above, isDearer: true)] }
    if below > 0, below < 1 / Self.belowAll {
      return [.beyondAll(times: below, isDearer: false)]
    }
    return []
  }

  /// A price far from what other sellers of a closed model ask.
  ///
  /// Several that agree show a slip. One alone, or several that do not agree, show that somebody is wrong, and not who:
  /// an entry of the shipped catalog is believed before another.
  private func elsewhere(
    _ what: String, _ tariff: Tariff, _ path: KeyPath<TokenPrices, Double>
  ) -> PriceCheck.Problem? {
    guard let all = byName[tariff.commonName] else { return nil }
    let others = Dictionary(
      grouping: all.filter { $0.provider != tariff.provider && $0.purpose == tariff.purpose },
      by: \.provider)
    let prices = others.compactMapValues { tariffs in
      Self.middle(tariffs.map { $0.prices[keyPath: path] }.filter(\.isPrice).sorted())
    }
    let sorted = prices.values.sorted()
    guard let least = sorted.first, let most = sorted.last, let middle = Self.middle(sorted) else {
      return nil
    }
    let limit = tariff.saysItsSize ? Self.apiLimit : Self.closedLimit
    guard
      let outlier = Self.outlier(what, tariff.prices[keyPath: path], middle, high: limit)
    else { return nil }
    if sorted.count > 1, most <= least * Self.agreement { return outlier }
    let price = tariff.prices[keyPath: path]
    guard price > 0, known[tariff.id]?.prices[keyPath: path] != price else { return nil }
    func distance(_ other: Double) -> Double { max(price / other, other / price) }
    let nearest = prices.min {
      (distance($0.value), $0.key) < (distance($1.value), $1.key)
    }
    guard let nearest, let id = others[nearest.key]?.map(\.id).min(),
      Self.outlier(what, price, nearest.value, high: limit) != nil
    else { return nil }
    return .apartFrom(id, what: what, times: price / nearest.value)
  }

  private func cachedShare(of tariff: Tariff, _ median: Double?) -> [PriceCheck.Problem] {
    guard let share = tariff.prices.cachedShare else { return [] }
    // Within one tariff the shares of all services agree but for batches that do not discount the cache.
    let others = tariff.schedules.filter { $0.key != .standard }
      .compactMap { $0.value.base.cachedShare }.sorted()
    if let other = Self.middle(others), share < other / 3 || share > other * 3 {
      return [.cachedShare(share, usually: other)]
    }
    if let median {
      return share < median / 8 ? [.cachedShare(share, usually: median)] : []
    }
    guard let usual = cachedShareByProvider[tariff.provider], share < usual / 5 else { return [] }
    return [.cachedShare(share, usually: usual)]
  }

  private func context(of tariff: Tariff, _ median: Double?) -> [PriceCheck.Problem] {
    guard let tokens = tariff.contextTokens else { return [] }
    // Encoders read 512 tokens; a model that writes has room for a conversation.
    let bounds = tariff.purpose.isPrefillOnly ? 128...20_000_000 : Self.contextBounds
    if !bounds.contains(tokens) { return [.implausibleContext(tokens: tokens)] }
    if let median {
      let times = Double(tokens) / median
      if times < 1 / Self.contextLimit || times > Self.contextLimit {
        return [.contextOutlier(tokens: tokens, timesMedian: times)]
      }
    }
    let beyond = tariff.standard.longPrompts.first { $0.aboveTokens > Double(tokens) }
    return beyond.map { [.tierBeyondContext(tokens: $0.aboveTokens)] } ?? []
  }

  private func changes(of tariff: Tariff, from shipped: Tariff) -> [PriceCheck.Problem] {
    var found: [PriceCheck.Problem] = []
    for service in ServiceTier.allCases {
      guard let now = tariff.schedules[service]?.base, let before = shipped.schedules[service]?.base
      else { continue }
      let name = service == .standard ? "" : service.rawValue + " "
      for (what, price, old) in [
        ("input", now.usdPerMillionInput, before.usdPerMillionInput),
        ("output", now.usdPerMillionOutput, before.usdPerMillionOutput),
        (
          "cached input", now.usdPerMillionCachedInput ?? 0, before.usdPerMillionCachedInput ?? 0
        ),
      ] {
        if let change = Self.change(name + what, price, old) { found.append(change) }
      }
    }
    if let context = tariff.contextTokens, let old = shipped.contextTokens,
      let change = Self.change("the context", Double(context), Double(old), least: 3)
    {
      found.append(change)
    }
    if let model = tariff.openModel, let old = shipped.openModel,
      canonical[model] ?? model != canonical[old] ?? old
    {
      found.append(.otherModel(shipped: old))
    }
    if tariff.purpose != shipped.purpose {
      found.append(
        .differs("the purpose", own: tariff.purpose.rawValue, shipped: shipped.purpose.rawValue))
    }
    if let own = tariff.quantization, let other = shipped.quantization, own != other {
      found.append(.differs("the quantization", own: own, shipped: other))
    }
    for tool in ToolCall.allCases {
      if let now = tariff.fees?.usdPerCall[tool], let old = shipped.fees?.usdPerCall[tool],
        let change = Self.change("one of \(tool.title)", now, old)
      {
        found.append(change)
      }
    }
    if let now = tariff.currency, let old = shipped.currency, now.code == old.code,
      let change = Self.change("one \(now.code) in USD", now.usd, old.usd, least: 1.2)
    {
      found.append(change)
    }
    return found
  }

  func problems(of hardware: OwnedHardware) -> [PriceCheck.Problem] {
    var found: [PriceCheck.Problem] = []
    let capital = hardware.capitalUSDPerGPU
    if let rent = gpuHour[hardware.gpu], rent > 0, capital > 0 {
      let years = capital / (rent * OwnedHardware.hoursPerYear)
      if !Self.yearsOfRent.contains(years) { found.append(.boughtFor(yearsOfRent: years)) }
    }
    if hardware.kilowattsPerGPU > 0, capital > 0 {
      let perKilowatt = capital / hardware.kilowattsPerGPU
      if !Self.usdPerKilowatt.contains(perKilowatt) {
        found.append(.boughtPerKilowatt(usd: perKilowatt))
      }
    }
    if let before = knownOwned[hardware.id] {
      for (what, now, old) in [
        ("the purchase price", capital, before.capitalUSDPerGPU),
        ("the power", hardware.kilowattsPerGPU, before.kilowattsPerGPU),
      ] {
        if let change = Self.change(what, now, old) { found.append(change) }
      }
    }
    return found
  }

  /// A price that is half as much again as it was, or less than two thirds of it.
  static func change(
    _ what: String, _ price: Double, _ before: Double, least: Double = 1.5
  ) -> PriceCheck.Problem? {
    guard price > 0, before > 0 else { return nil }
    let times = price / before
    return times > least || times * least < 1 ? .changed(what: what, times: times) : nil
  }

  static func outlier(
    _ what: String, _ price: Double, _ median: Double?, high: Double, low: Double? = nil
  ) -> PriceCheck.Problem? {
    guard let median, median > 0, price > 0 else { return nil }
    let times = price / median
    return times > high || times < 1 / (low ?? high)
      ? .outlier(what: what, timesMedian: times) : nil
  }
}
