import Breakeven
import Documents
import Workloads

/// What adapters take and cost, together and apart; only where the workload declares some.
struct AdaptersSection: ReportSection {
  let facts: ReportFacts

  private var outlook: AdapterOutlook? { facts.adapters }

  var folded: Fold? {
    guard let outlook else { return nil }
    var table = TextTable(columns: [
      TextTable.Column("Served"), TextTable.Column("GPUs", .right),
      TextTable.Column("Machines \(perPeriod)", .right),
    ])
    table.append([
      InlineText("together, on one base"), InlineText(NumberText.counted(outlook.option.gpus)),
      .strong(NumberText.usd(outlook.option.machineUSD)),
    ])
    for (name, apart) in [
      ("apart, with the same spares each", outlook.apart),
      ("apart, without spares", outlook.apartWithoutSpares),
    ] {
      guard let apart else { continue }
      table.append([
        InlineText(name), InlineText(NumberText.counted(apart.gpus)),
        InlineText(NumberText.usd(apart.machineUSD)),
      ])
    }
    return Fold(
      "\(NumberText.counted(outlook.adapters.count)) fine-tuned models on one base",
      [
        .paragraph(InlineText(outlook.memoryText)), .paragraph(InlineText(outlook.stepText)),
        .table(table),
        .paragraph(
          InlineText(
            "Apart, each fleet holds a copy of the base into which its adapter is merged, and has at least "
              + "one replica.\(sellerText)")),
      ])
  }

  /// Who says that adapters are served at the price of the plain model.
  private var sellerText: String {
    guard let api = decision.bestAPI, let offer = api.adapters, offer.price == .basePrice,
      let provenance = offer.provenance
    else { return "" }
    return
      " \(api.tariff.id) serves adapters at the price of the plain model (\(provenance.source), as of "
      + "\(provenance.asOf))."
  }

  var json: [JSONText.Member] {
    guard let outlook else { return [] }
    return [
      .init(
        "adapters",
        [
          "count": .integer(outlook.adapters.count), "rank": .integer(outlook.adapters.rank),
          "merged": .bool(outlook.adapters.isMerged),
          "bytesEach": .number(outlook.bytesEach), "resident": .integer(outlook.resident),
          "residentBytesPerGPU": .number(outlook.residentBytesPerGPU),
          "stepSeconds": .number(outlook.stepSeconds),
          "stepSecondsWithout": .number(outlook.option.step.total - outlook.stepSeconds),
          "swapShare": .number(outlook.swapShare), "swapSeconds": .number(outlook.swapSeconds),
          "together": [
            "machineUSD": .number(outlook.option.machineUSD),
            "gpus": .integer(outlook.option.gpus),
          ], "apart": outlook.apart?.json ?? nil,
          "apartWithoutSpares": outlook.apartWithoutSpares?.json ?? nil,
          "api": .optional(decision.bestAPI?.adapters?.price.rawValue),
        ])
    ]
  }
}

extension AdapterOutlook.Apart {
  fileprivate var json: JSONText {
    ["machineUSD": .number(machineUSD), "gpus": .integer(gpus)]
  }
}

extension AdapterOutlook {
  /// What they weigh, and how many are held.
  fileprivate var memoryText: String {
    let each =
      "An adapter of rank \(adapters.rank) on \(adapters.targets.title) takes \(NumberText.bytes(bytesEach))"
    if adapters.isMerged {
      return each + "; a single one is merged into the weights, and costs nothing more."
    }
    let held =
      swapShare > 0
      ? "each replica holds \(NumberText.counted(resident)) of \(NumberText.counted(adapters.count))"
      : "each replica holds all \(NumberText.counted(adapters.count))"
    let elsewhere =
      swapShare > 0
      ? " All of them take \(NumberText.bytes(Double(adapters.count) * bytesEach)) "
        + (adapters.swapSource == .host ? "of the host's memory." : "of its disk.") : ""
    return each + "; \(held), in \(NumberText.bytes(residentBytesPerGPU)) of each GPU." + elsewhere
  }

  /// What a step takes longer, and how often a request waits.
  fileprivate var stepText: String {
    if adapters.isMerged { return "Requests are for that one model." }
    let without = option.step.total - stepSeconds
    var text =
      "They make a step take \(NumberText.duration(seconds: option.step.total, digits: 3)) instead of "
      + "\(NumberText.duration(seconds: without, digits: 3)), "
      + "\(NumberText.percent(stepSeconds / max(1e-12, without))) longer, by constants that are set by hand."
    text +=
      swapShare > 0
      ? " \(NumberText.percent(swapShare)) of requests find theirs missing and wait "
        + "\(NumberText.duration(seconds: swapSeconds, digits: 2)) for it."
      : " None is ever missing."
    return text + " Requests are for \(adapters.popularity.title)."
  }
}

extension Adapters.Targets {
  /// The matrices in words.
  var title: String {
    switch self {
    case .attention: "the attention's matrices"
    case .all: "all matrices of the layers"
    case .named(let names): NumberText.list(names)
    }
  }
}

extension Adapters.Popularity {
  /// How requests spread, in words.
  var title: String {
    switch self {
    case .even: "all of them alike"
    case .zipf(let exponent):
      "some more than others, by Zipf's law with \(NumberText.trimmed(exponent, digits: 3))"
    }
  }
}
