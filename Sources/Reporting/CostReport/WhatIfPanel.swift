import Breakeven
import Documents
import Numerics

/// The sliders of a report's page, and the numbers from which they answer.
struct WhatIfPanel {
  let whatIf: WhatIf
  let facts: ReportFacts
  private let script: String

  private var decision: Decision { facts.decision }

  /// - Returns: `nil` where the script is not part of the binary.
  init?(_ whatIf: WhatIf, facts: ReportFacts) {
    guard let file = try? EmbeddedFile.at("data/page/what-if.js") else { return nil }
    self.whatIf = whatIf
    self.facts = facts
    script = String(decoding: file.data, as: UTF8.self)
  }

  var panel: PagePanel {
    PagePanel(
      precedes: decision.bestSelfHost == nil ? "demand" : "chart", title: "What if?",
      note:
        "Worked out beforehand with the machines and APIs of this report: moving a slider sends nothing anywhere. "
        + (whatIf.mixes == nil
          ? ""
          : "The chance compares each side alone; for both together the cost follows the sliders, its chance and range do not. ")
        + "The sections below hold for the workload as it is.",
      sliders: sliders, data: data, script: script)
  }

  // MARK: The sliders

  private static let priceSteps = -4...4

  /// Steps of use that lie below and above what is used now, in the order of the slider: least used first.
  private var uses: [Double] {
    guard let use = decision.bestSelfHost?.utilization else { return [] }
    return WhatIf.uses(use).reversed().map { use / powerOfTwo(Double($0) / 2) }
  }

  private var sliders: [PagePanel.Slider] {
    let axes = whatIf.axes
    var sliders = [
      PagePanel.Slider(
        id: "volume", label: "Volume",
        steps: axes.volume.map {
          step("\(NumberText.compact(whatIf.requests * $0)) \(unit)", $0)
        }, start: axes.volume.firstIndex(of: 1) ?? 0)
    ]
    let rent = machines?.rental.usdPerGPUHour ?? 0
    sliders.append(
      PagePanel.Slider(
        id: "machines", label: "Machine price",
        steps: Self.priceSteps.map {
          let factor = powerOfTwo(Double($0) / 2)
          return step("\(NumberText.usdPrice(rent * factor)) per GPU and hour", factor)
        }, start: -Self.priceSteps.lowerBound))
    let price = decision.bestAPI?.usdPerMillionTokens(decision.demand) ?? 0
    sliders.append(
      PagePanel.Slider(
        id: "api", label: "API price",
        steps: axes.api.map { step("\(NumberText.usdPrice(price * $0)) per M tokens", $0) },
        start: axes.api.firstIndex(of: 1) ?? 0))
    if whatIf.overheadUSD > 0 {
      sliders.append(
        PagePanel.Slider(
          id: "people", label: "People and tools",
          steps: axes.overhead.map {
            step("\(NumberText.usd(whatIf.overheadUSD * $0)) \(facts.perPeriod)", $0)
          }, start: axes.overhead.firstIndex(of: 1) ?? 0))
    }
    if uses.count > 1 {
      sliders.append(
        PagePanel.Slider(
          id: "use", label: "Use of the machines",
          steps: uses.map { "\(NumberText.percent($0)) of what is paid for" },
          start: startOfUse))
    }
    return sliders
  }

  /// The best machines, or those that are owned and too few.
  private var machines: SelfHostOption? {
    decision.bestSelfHost ?? whatIf.own.first?.first?.option
  }

  private var startOfUse: Int {
    WhatIf.uses(decision.bestSelfHost?.utilization ?? 1).upperBound
  }

  private func step(_ text: String, _ factor: Double) -> String {
    factor == 1 ? text + ", as it is" : text + ", \(NumberText.ratio(factor))"
  }

  private var unit: String {
    decision.demand.period == .month ? "requests a month" : "requests"
  }

  // MARK: The numbers

  private var data: JSONText {
    var names = NameList()
    let own = whatIf.own.flatMap(\.self).map { own -> JSONText in
      [
        .integer(
          names.place("\(facts.shortName(own.option.modelName)) on \(kind(own.option))")),
        short(own.machineUSD), short(own.egressUSD),
      ]
    }
    let rivals = whatIf.rivals.flatMap(\.self).map { rival -> JSONText in
      guard let rival else { return nil }
      return [
        .integer(names.place(rival.api.tariff.id + facts.serviceText(rival.api))),
        short(rival.billUSD),
      ]
    }
    let mixes = whatIf.mixes?.map { mix -> JSONText in
      guard let mix else { return nil }
      let number = names.place("\(kind(mix.option))|\(mix.api.tariff.id)")
      return [
        .integer(number), .integer(mix.baseReplicas),
        .number(NumberText.rounded(mix.apiShare, digits: 3)),
        short(mix.machineUSD), short(mix.billUSD),
      ]
    }
    let firstRow = decision.today == nil ? 0 : 1
    // Machines that are too few have no row.
    let hasOwn = decision.bestSelfHost != nil
    return [
      "period": .string(facts.perPeriod), "unit": .string(unit),
      "xTitle": .string(
        decision.demand.period == .month ? "Requests a month" : "Requests of the job"),
      "yTitle": .string(
        decision.demand.period == .month ? "US dollars a month" : "US dollars for the job"),
      "requests": .number(whatIf.requests), "uses": .integer(max(1, uses.count)),
      "starts": .object(
        sliders.map { .init($0.id, .integer($0.start)) }
          + (sliders.contains { $0.id == "people" }
            ? [] : [.init("people", .integer(whatIf.axes.overhead.firstIndex(of: 1) ?? 0))])),
      "rows": [
        "api": .integer(firstRow), "own": hasOwn ? .integer(firstRow + 1) : nil,
        "both": mixes == nil ? nil : .integer(firstRow + (hasOwn ? 2 : 1)),
      ],
      "todayUSD": .optional(decision.today?.usd),
      "volume": .array(whatIf.axes.volume.map(short)),
      "machines": .array(whatIf.axes.machines.map(short)),
      "api": .array(whatIf.axes.api.map(short)), "people": .array(whatIf.axes.overhead.map(short)),
      "overheadUSD": short(whatIf.overheadUSD), "apiOverheadUSD": short(whatIf.apiOverheadUSD),
      "own": .array(own), "rivals": .array(rivals), "names": .array(names.all.map { .string($0) }),
      "choices": .string(String(whatIf.answers.map(\.choice.letter))),
      "odds": .string(whatIf.answers.map { Self.digits($0.probability ?? 0) }.joined()),
      "ownRanges": .string(Self.codes(whatIf.ownRanges)),
      "apiRanges": .string(Self.codes(whatIf.apiRanges)),
      "bands": [
        "requests": .array(whatIf.bands.requests.map(short)),
        "own": .string(Self.codes(whatIf.bands.own)), "api": .string(Self.codes(whatIf.bands.api)),
      ],
      "mixes": mixes.map { .array($0) } ?? nil,
      "breakEvens": .array(whatIf.breakEvens.map { $0.map(short) ?? nil }),
      "searched": [short(whatIf.searched.lowerBound), short(whatIf.searched.upperBound)],
      "curve": .array(
        whatIf.curve.map { [short($0.requests), short($0.machineUSD), short($0.egressUSD)] }),
      "stretches": .array(
        whatIf.stretches.map { stretches in
          .array(stretches.map { [short($0.to), short($0.usdPerRequest)] })
        }),
    ]
  }

  /// What machines are taken from whom; how many depends on the volume.
  private func kind(_ option: SelfHostOption) -> String {
    let chips = option.deployment.layout.chips
    let gpu = option.deployment.accelerator.id
    let seller =
      option.rental.terms == .owned
      ? (option.rental.isPaid ? ", your own" : ", bought") : " at \(option.rental.provider)"
    if let split = option.split {
      return "groups of \(split.gpusPerPrefillReplica) and of \(chips) × \(gpu)" + seller
    }
    return (chips > 1 ? "groups of \(chips) × \(gpu)" : gpu) + seller
  }

  /// Six digits, as many as anybody reads.
  private func short(_ value: Double) -> JSONText {
    .number(NumberText.rounded(value, digits: 6))
  }

  /// Both ends of each range, three characters each.
  private static func codes(_ ranges: [WhatIf.Range?]) -> String {
    ranges.map { range in
      range.map { code($0.low) + code($0.high) } ?? "......"
    }.joined()
  }

  /// Thousandths of the natural logarithm above that of $0.00005, in three digits of base 36: a sum to a two-thousandth.
  private static func code(_ usd: Double) -> String {
    guard usd < .infinity else { return "zzz" }
    let steps = usd > 0 ? 1000 * (naturalLogarithm(usd) + 10) : 0
    let text = String(Int(min(max(0, steps), 46654).rounded()), radix: 36)
    return String(repeating: "0", count: 3 - text.count) + text
  }

  /// Thousandths in two digits of base 36.
  private static func digits(_ probability: Double) -> String {
    let text = String(Int((probability * 1000).rounded()), radix: 36)
    return text.count < 2 ? "0" + text : text
  }
}

/// Names that are told once.
private struct NameList {
  private(set) var all: [String] = []
  private var places: [String: Int] = [:]

  mutating func place(_ name: String) -> Int {
    if let place = places[name] { return place }
    places[name] = all.count
    all.append(name)
    return all.count - 1
  }
}

extension Verdict.Choice {
  fileprivate var letter: Character {
    switch self {
    case .selfHost: "s"
    case .api: "a"
    case .mixed: "m"
    case .tooCloseToCall: "c"
    case .nothingToCompare: "n"
    }
  }
}
