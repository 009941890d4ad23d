public import ModelArithmetic
public import Pricing

/// Something that a reader must know before relying on a verdict, with its figures.
public enum Caution: Sendable, Hashable {
  /// Prices older than the limit are used: their ids, and their ages in days.
  case stalePrices([StalePrice])
  /// No model was named, so that each of those hosted has an answer of its own.
  case noModelNamed(count: Int)
  /// Several models were named, so that any of them would do: the saving between them rests on that word.
  case anyModelWouldDo([String])
  /// An equivalence speaks of a model that is not a candidate, and draws nothing in.
  case unusedEquivalence(model: String, api: String)
  /// An API's missing price was filled in.
  case apiAssumption(api: String, text: String)
  /// The API costs far less than the median of the hosts of its model.
  case cheapHost(api: String, shareOfMedian: Double, hosts: Int, model: String)
  /// The machines cost far less than the median of their sellers.
  case cheapMachines(offer: String, shareOfMedian: Double, sellers: Int)
  /// So many machines of one offer that its price may not hold for all of them.
  case scarceMachines(offer: String, gpus: Int, stock: Int?)
  /// What the workload asks for and nobody published of the API.
  case notChecked(api: String, terms: [UncheckedTerm])
  /// The workload is for adapters, and the price of an API, or of all where each model has an answer of its own, is
  /// that of the plain model.
  case plainModelPrice(api: String?, adapters: Int, offer: AdapterOffer?)
  /// The engine is not known to serve such adapters: what nobody published.
  case adaptersNotChecked(engine: String, terms: [String])
  /// Calls of tools that whoever serves the model himself makes too, and of which nobody said what they cost.
  case callsNotCosted([ToolCall])
  /// Limits that must be raised before the API can serve the workload.
  case limitsToRaise(api: String, limits: [ServiceObstacle])
  /// The answer is another one with other sellers.
  case hostsDisagree([HostAnswer])
  /// The answer is another one with the other costs counted.
  case lensesDisagree(LensAnswer)
  /// So many machines that are owned already do not serve the workload: their number, the accelerator, whether a
  /// replica is kept as a spare among them, and how many it would take with and without one, where that is known.
  case ownTooFew(count: Int, gpu: String, withSpare: Bool, needed: Needed?)
  /// Whole machines are assumed to come and go by the hour.
  case autoscaledMachines(offer: String, gpusPerInstance: Int)
  /// The weights have fewer bits than the publisher's own: what that cost in quality, and what the cheapest
  /// fleet with at least 8 bits costs.
  case fewerBits(model: String, format: String, step: QualityStep?, withoutUSD: Double?)
  /// The weights are those of a checkpoint that is known from mentions only: nobody confirmed that it exists.
  case unconfirmedCheckpoint(model: String, format: String, checkpoint: String)
  /// Models that think are candidates, and nothing was said of how much more they write.
  case thinking(models: [String])
  /// Machines must be bought, for a sum that is due at once.
  case purchase(gpus: Int, gpu: String, usd: Double)
  /// The deadline is missed with a chance.
  case missedDeadline(chance: Double)
  /// Steps may take so long that the fleet misses its targets.
  case missedTargets(chance: Double)
  /// The stated bill and the tariff make different sums of the same workload.
  case billDiffers(statedUSD: Double, byTariffUSD: Double)
  /// The chip was never measured, so its speed is that of its datasheet.
  case unmeasuredChip(gpu: String)
  /// The model came out weeks before the newest build of its engine that is known of: such software is often
  /// far slower than it will be.
  case newOnStack(model: String, engine: String, weeks: Double)
  /// No target for speed is stated, and the fleet in full use makes requests wait so long: seconds until the first
  /// token, and for each further one.
  case noTargets(firstTokenSeconds: Double, perTokenSeconds: Double)
  /// Each replica spans so many machines of an offer, and so needs a fast network between them.
  case linkedMachines(offer: String, machines: Int)
  /// A log is too short to tell what its prompts come back to: its length, and how long the fleet's caches take
  /// to fill, in seconds.
  case shortLog(seconds: Double, fillSeconds: Double)
  /// What is used today is not among the APIs compared, and why it was left out; `nil` where no candidate model stands
  /// for it.
  case todayNotComparable(api: String, reason: String?)

  /// Accelerators that a workload takes.
  public struct Needed: Sendable, Hashable {
    /// With the spares that are wanted.
    public let gpus: Int
    /// Without any.
    public let gpusWithoutSpare: Int
  }

  /// A price and its age.
  public struct StalePrice: Sendable, Hashable {
    /// The offer or tariff.
    public let id: String
    /// Its age in days.
    public let days: Int
  }

  /// The kind, as JSON names it.
  public var kind: String {
    switch self {
    case .stalePrices: "stalePrices"
    case .noModelNamed: "noModelNamed"
    case .anyModelWouldDo: "anyModelWouldDo"
    case .unusedEquivalence: "unusedEquivalence"
    case .apiAssumption: "apiAssumption"
    case .cheapHost: "cheapHost"
    case .cheapMachines: "cheapMachines"
    case .scarceMachines: "scarceMachines"
    case .notChecked: "notChecked"
    case .plainModelPrice: "plainModelPrice"
    case .adaptersNotChecked: "adaptersNotChecked"
    case .callsNotCosted: "callsNotCosted"
    case .limitsToRaise: "limitsToRaise"
    case .hostsDisagree: "hostsDisagree"
    case .lensesDisagree: "lensesDisagree"
    case .ownTooFew: "ownTooFew"
    case .autoscaledMachines: "autoscaledMachines"
    case .fewerBits: "fewerBits"
    case .unconfirmedCheckpoint: "unconfirmedCheckpoint"
    case .thinking: "thinking"
    case .purchase: "purchase"
    case .missedDeadline: "missedDeadline"
    case .missedTargets: "missedTargets"
    case .billDiffers: "billDiffers"
    case .unmeasuredChip: "unmeasuredChip"
    case .newOnStack: "newOnStack"
    case .noTargets: "noTargets"
    case .linkedMachines: "linkedMachines"
    case .shortLog: "shortLog"
    case .todayNotComparable: "todayNotComparable"
    }
  }
}
