import Breakeven
import Documents

/// A decision and what was looked at beside it: all that sections are made from.
struct ReportFacts: Sendable {
  let decision: Decision
  let map: HeavinessMap?
  let curves: [LatencyCurve]
  let frontier: SpeedFrontier
  let implied: ImpliedPrice?
  let loads: LoadSweep?
  let curve: [CostPoint]
  let bands: [CostBand]
  /// The cheapest host of the same model as the best fleet first, then the best API, then the cheapest of each
  /// declared stand-in.
  let headlineAPIs: [APICandidate]
  /// What the caches of the best fleet find; `nil` where nothing is known of prompts that come back.
  let cacheOutlook: CacheOutlook?
  /// What the workload's adapters take and cost; `nil` without adapters.
  let adapters: AdapterOutlook?
  /// How the machines of the best fleet are best bought; `nil` where they are sold on one set of terms only.
  let commitments: Commitments?
  /// How a log fared that was replayed on the best fleet; `nil` if none was.
  let replay: ReplayedPromise?

  /// Prices of the past, with those of the built-in catalog as the newest.
  private static let history: PriceHistory? = {
    guard let catalog = try? Catalog.builtIn() else { return nil }
    return try? Catalog.priceHistory().with(catalog.prices)
  }()

  init(_ decision: Decision, replay: ReplayedPromise? = nil) {
    self.decision = decision
    self.replay = replay
    cacheOutlook = decision.cacheOutlook
    adapters = decision.adapterOutlook()
    commitments = Self.history.flatMap { decision.commitments($0) }
    map = decision.heavinessMap()
    curves = decision.latencyCurves().filter { !$0.tiers.isEmpty }
    frontier = decision.speedFrontier()
    implied = decision.impliedPrice()
    loads = decision.loadSweep()
    curve = decision.costCurve
    bands = (try? decision.costBands()) ?? []
    headlineAPIs = decision.headlineAPIs
  }
}

extension ReportFacts {
  private var answer: ShortAnswer { ShortAnswer(decision) }

  /// `a month`, or `for the job`.
  var perPeriod: String { answer.perPeriod }

  /// `8 × RTX-5090 at vast`, or `6 × (2 × A100-40GB), bought for $52,480`.
  func machines(_ option: SelfHostOption) -> String { answer.machineText(option) }

  /// `8 × RTX-5090`, or `6 × (2 × A100-40GB)`.
  func count(_ option: SelfHostOption) -> String { answer.countText(option) }

  /// ` (batch)` where it is not the ordinary service.
  func serviceText(_ api: APICandidate) -> String { answer.service(api) }

  /// The name of a model without its publisher.
  func shortName(_ model: String) -> String { answer.shortName(model) }

  /// `Qwen3-32B, 1 × RTX-5090`.
  func shortName(_ option: SelfHostOption) -> String {
    "\(shortName(option.modelName)), \(option.split.map { "\($0.gpusPerPrefillReplica) and " } ?? "")\(option.deployment.layout.chips) × \(option.deployment.accelerator.id)"
  }

  /// `1.22M requests a month`.
  var requestsText: String {
    "\(NumberText.compact(decision.demand.requests)) requests \(perPeriod)"
  }

  /// How old the prices are that were compared: `9–48 days old`.
  var agesText: String? {
    let all =
      [decision.bestAPI?.tariff.provenance, decision.bestSelfHost?.rental.provenance]
      + decision.hosts.map { $0.option.rental.provenance } + headlineAPIs.map(\.tariff.provenance)
    let ages = all.compactMap { $0.map { Double($0.age(at: decision.asOf)) } }
    guard let least = ages.min(), let most = ages.max() else { return nil }
    return NumberText.range(max(0, least), max(0, most)) { NumberText.fixed($0, decimals: 0) }
      + " days old"
  }
}

extension Decision {
  fileprivate var headlineAPIs: [APICandidate] {
    guard let best = bestAPI else { return [] }
    let model = bestSelfHost?.deployment.model.name
    let same = apis.first { api in
      if case .sameModel(let name) = api.basis { name == model } else { false }
    }
    var chosen: [APICandidate] = []
    func add(_ api: APICandidate?) {
      if let api, !chosen.contains(where: { $0.tariff.id == api.tariff.id }) { chosen.append(api) }
    }
    add(same)
    add(best)
    for api in apis {
      if case .declared = api.basis { add(api) }
    }
    return chosen
  }
}

/// The colours of the two sides, in every chart.
enum SideColor {
  static let own = 0
  static let api = 1
}
