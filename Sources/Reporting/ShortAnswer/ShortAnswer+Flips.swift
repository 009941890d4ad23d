import Breakeven
import Documents

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ShortAnswer {
  /// At most four lines: the volume, the two nearest other inputs, and what would not do.
  var flips: [String] {
    guard let breakEven = decision.breakEven, let best = decision.bestSelfHost,
      let api = decision.bestAPI
    else { return [] }
    let requests = decision.demand.requests
    let isOwnCheaper = best.totalUSD < api.usd(requests: requests)
    let near = inputs(breakEven, best).filter { $0.distance < 20 }
      .sorted { $0.distance < $1.distance }.prefix(2).map(\.text)
    let volume = volumeText(breakEven, isOwnCheaper: isOwnCheaper)
    let found = [volume].compactMap(\.self) + near
    let vain = vainText(
      breakEven, isOwnCheaper: isOwnCheaper, isVolumeVain: volume == nil, isFirst: found.isEmpty)
    return found + [vain].compactMap(\.self)
  }

  /// Such as: self-hosting becomes cheaper above 257M requests a month, 13 times this volume.
  private func volumeText(_ breakEven: BreakEven, isOwnCheaper: Bool) -> String? {
    let now = decision.demand.requests
    let unit = decision.demand.period == .month ? "requests a month" : "requests"
    func times(_ volume: Double) -> String {
      let factor = volume / now
      return factor >= 1.95
        ? "\(NumberText.trimmed(factor, digits: 2)) times this volume"
        : "\(NumberText.percent(factor)) of this volume"
    }
    if isOwnCheaper {
      guard let range = breakEven.volumes.first(where: { $0.from <= now && now <= $0.to ?? now })
      else { return nil }
      var parts: [String] = []
      if range.from > breakEven.searchedVolumes.lowerBound * 1.01 {
        parts.append("below \(NumberText.compact(range.from)) \(unit), \(times(range.from))")
      }
      if let to = range.to {
        parts.append("above \(NumberText.compact(to)) \(unit), \(times(to))")
      }
      return parts.isEmpty ? nil : "The API becomes cheaper \(parts.joined(separator: ", and "))."
    }
    // A step of the staircase may dip below the line for a moment: that is no place to go to.
    let lasting = breakEven.volumes.filter { $0.to ?? .infinity >= 1.1 * $0.from }
    guard
      let range = lasting.first(where: { $0.from > now })
        ?? breakEven.volumes.first(where: { $0.from > now }) ?? breakEven.volumes.last
    else { return nil }
    let spread = decision.uncertainty?.breakEvenVolume.flatMap { interval in
      interval.high < .infinity && range.from == breakEven.firstVolume
        ? " (80 % range \(NumberText.compact(interval.low))–\(NumberText.compact(interval.high)))"
        : nil
    }
    let end = range.to.map { " up to \(NumberText.compact($0))" } ?? ""
    return
      "Self-hosting becomes cheaper above \(NumberText.compact(range.from)) \(unit)\(end), \(times(range.from))\(spread ?? "")."
  }

  /// The inputs that have a break-even, with how far away it is as a factor.
  private func inputs(
    _ breakEven: BreakEven, _ best: SelfHostOption
  ) -> [(distance: Double, text: String)] {
    var found: [(distance: Double, text: String)] = []
    func add(_ factor: Double?, _ text: (String) -> String) {
      guard let factor, factor > 0 else { return }
      found.append((exp(abs(log(factor))), text(NumberText.ratio(factor))))
    }
    let rent = best.rental.usdPerGPUHour
    if rent > 0 {
      add(breakEven.gpuPrice.value) {
        "Equal if machines cost \($0) today's price: \(NumberText.usd(rent * (breakEven.gpuPrice.value ?? 1))) instead of \(NumberText.usd(rent)) per GPU and hour."
      }
    }
    add(breakEven.apiPrice.value) { "Equal if APIs cost \($0) today's price." }
    add(breakEven.throughput.value) { "Equal at \($0) the estimated speed, targets kept." }
    if let usd = breakEven.overhead.value, best.overheadUSD > 0 {
      let engineers = breakEven.engineers?.value.map {
        " (\(NumberText.trimmed($0, digits: 2)) engineers)"
      }
      add(usd / best.overheadUSD) { _ in
        "Equal if people and tools cost \(NumberText.usd(usd)) \(perPeriod)\(engineers ?? "") instead of \(NumberText.usd(best.overheadUSD))."
      }
    }
    return found
  }

  /// Such as: nothing else flips it, not free machines, 100 × the speed or full use.
  private func vainText(
    _ breakEven: BreakEven, isOwnCheaper: Bool, isVolumeVain: Bool, isFirst: Bool
  ) -> String? {
    var vain: [String] = []
    func add(_ point: BreakEven.Point, _ own: String?, _ api: String?) {
      guard case .never = point, let text = isOwnCheaper ? own : api else { return }
      vain.append(text)
    }
    add(breakEven.gpuPrice, nil, "free machines")
    add(breakEven.apiPrice, "a free API", nil)
    add(breakEven.throughput, "a hundredth of the speed", "100 × the speed")
    add(breakEven.utilization, nil, "full use")
    add(breakEven.overhead, nil, "no people and tools at all")
    if isVolumeVain {
      vain.append(isOwnCheaper ? "a thousandth of the volume" : "1,000 × the volume")
    }
    guard let last = vain.last else { return nil }
    let listed =
      vain.count > 1 ? vain.dropLast().joined(separator: ", ") + " or " + last : last
    let people =
      !isOwnCheaper && breakEven.gpuPrice.value == nil
      ? "; people alone (\(NumberText.usd(decision.bestSelfHost?.overheadUSD ?? 0))) cost more than the API"
      : ""
    return "Nothing\(isFirst ? "" : " else") flips it: not \(listed)\(people)."
  }
}
