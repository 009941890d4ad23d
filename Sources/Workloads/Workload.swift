public import CheckedJSON
import Numerics

/// Who asks for how much, when, and what they would accept: all that a decision must know of demand.
public struct Workload: Hashable, Sendable {
  /// The version of the workload file that is read and written.
  public static let version = 1

  /// The name, in a few words.
  public let name: String
  /// What the workload is, in a sentence or two.
  public let description: String?
  /// Where the lengths and other figures come from.
  public let sources: [String]
  /// The lengths as stated.
  public let lengths: RequestLengths
  /// The lengths as a sum over joint points, whatever they were stated as.
  public let mix: RequestMix
  /// The region in which APIs must process requests, as tariffs name it, such as `eu`; `nil` for any.
  public let dataResidency: String?
  /// What prompts share; `nil` if nothing is known to be shared.
  public let sharedPrefix: SharedPrefix?
  /// What is known of prompts that come back, as declared or measured; `nil` if nothing is.
  public let reuse: PromptReuse?
  /// What requests leave in caches and come back to; `nil` if nothing is known of it.
  public let workingSet: WorkingSet?
  /// How many requests.
  public let volume: Volume
  /// Whether ``volume`` was worked out from the bill of ``today``, so that what is stated is the bill.
  package var volumeFollowsFromBill: Bool { volume.unit == .fromBill }
  /// How that number grows; `nil` if it does not.
  public let growth: Growth?
  /// Interactive or batch.
  public let mode: Mode
  /// What is to be compared.
  public let candidates: Candidates
  /// Which closed APIs may stand in for which open models.
  public let equivalences: [Equivalence]
  /// Costs that no catalog knows.
  public let costs: DeclaredCosts
  /// How sure the figures are.
  public let ranges: UncertaintyRanges
  /// What is paid today; `nil` if nothing was said.
  public let today: Today?
  /// Machines that are there, or that would be bought.
  public let own: [OwnMachines]
  /// Whose tokens the lengths count, and for what kind of task; see ``TokenCounting``.
  public let tokens: TokenCounting
  /// How much of what an engine can do is used; `nil` where that is not said.
  public let stack: ServingStack?
  /// Fine-tuned models on one base that the requests are for; `nil` where they are for the base itself.
  public let adapters: Adapters?
  /// Calls of tools that requests ask for.
  public let calls: ToolCalls
  /// Requests, of a query with one document each, that are one search to a seller who ranks documents; `nil` where that
  /// is not said.
  public let documentsPerSearch: Double?

  /// Whether requests are only read: their completions have no tokens, as those of embedders and rerankers.
  public var isPrefillOnly: Bool { mix.meanCompletionTokens == 0 }

  /// Makes a workload.
  ///
  /// - Parameters:
  ///   - name: The name, in a few words.
  ///   - description: What the workload is, in a sentence or two.
  ///   - sources: Where the lengths and other figures come from.
  ///   - lengths: Tokens of prompts and completions.
  ///   - trace: The mix of the log that `lengths` names, if it names one.
  ///   - sharedPrefix: What all prompts begin with; `nil` if nothing is known to be shared. Not looked at where `reuse`
  ///     is given.
  ///   - reuse: What is known of prompts that come back; `nil` if nothing is.
  ///   - volume: Requests of an hour, a day, a month or one job.
  ///   - growth: How that number and prices move over the months; `nil` if they do not.
  ///   - mode: Interactive or batch, with its targets.
  ///   - candidates: What is to be compared.
  ///   - equivalences: Which closed APIs may stand in for which open models.
  ///   - dataResidency: The region in which APIs must process requests, such as `eu`; `nil` for any.
  ///   - costs: Costs that no catalog knows.
  ///   - ranges: How sure the figures are.
  ///   - today: What is paid today; `nil` if nothing was said.
  ///   - own: Machines that are there, or that would be bought.
  ///   - tokens: Whose tokens the lengths count, and for what kind of task.
  ///   - stack: How much of what an engine can do is used; `nil` where that is not said.
  ///   - adapters: Fine-tuned models on one base; `nil` where requests are for the base itself.
  ///   - calls: Calls of tools that requests ask for.
  ///   - documentsPerSearch: Requests that are one search to a seller who ranks documents; `nil` where that is not said.
  /// - Throws: `InputError` for lengths that do not go together, a trace without its mix, or an
  ///   interactive workload that is one job.
  public init(
    name: String, description: String? = nil, sources: [String] = [], lengths: RequestLengths,
    trace: RequestMix? = nil, sharedPrefix: SharedPrefix? = nil, reuse: PromptReuse? = nil,
    volume: Volume,
    growth: Growth? = nil, mode: Mode, candidates: Candidates = Candidates(),
    equivalences: [Equivalence] = [], dataResidency: String? = nil, costs: DeclaredCosts = .none,
    ranges: UncertaintyRanges = UncertaintyRanges(), today: Today? = nil, own: [OwnMachines] = [],
    tokens: TokenCounting = TokenCounting(), stack: ServingStack? = nil, adapters: Adapters? = nil,
    calls: ToolCalls = .none, documentsPerSearch: Double? = nil
  ) throws(InputError) {
    if case .interactive = mode, volume.unit == .oneJob {
      throw InputError(
        found: "an interactive workload of one job",
        expected: "requests per hour, day or month, or the mode batch")
    }
    self.name = name
    self.description = description
    self.sources = sources
    self.lengths = lengths
    self.mix = try Self.mix(of: lengths, trace: trace)
    self.reuse = reuse
    if let reuse {
      try reuse.check(mix)
      let workingSet = reuse.workingSet(
        completion: mix.meanCompletionTokens,
        answerSeconds: Self.answerSeconds(mode, completion: mix.meanCompletionTokens))
      self.workingSet = workingSet
      self.sharedPrefix = try reuse.sharedPrefix(workingSet)
    } else {
      workingSet = nil
      self.sharedPrefix = sharedPrefix
    }
    self.volume = volume
    self.growth = growth
    self.mode = mode
    self.candidates = candidates
    self.equivalences = equivalences
    self.dataResidency = dataResidency
    self.costs = costs
    self.ranges = ranges
    self.today = today
    self.own = own
    self.tokens = tokens
    self.stack = stack
    self.adapters = adapters
    self.calls = calls
    self.documentsPerSearch = documentsPerSearch
    if volume.unit == .fromBill, today?.api == nil || today?.usdPerMonth == nil {
      throw InputError(
        found: "no volume",
        expected: "a volume, or today's API and monthly bill, from which it follows")
    }
  }

  private static func mix(
    of lengths: RequestLengths, trace: RequestMix?
  ) throws(InputError) -> RequestMix {
    switch lengths {
    case .marginals(let prompt, let completion, let correlation):
      return try RequestMix(
        prompt: prompt, completion: completion, correlation: correlation)
    case .joint(let points):
      return try RequestMix(points)
    case .trace(let path):
      guard let trace else {
        throw InputError(
          found: "the trace \"\(path)\"", expected: "lengths, as no trace can be read here")
      }
      return trace
    case .ratio(let ratio):
      guard RequestLengths.ratios.contains(ratio) else {
        throw InputError(
          found: "\(PlainDecimal.text(ratio)) prompt tokens for each completion token",
          expected: "from 0.001 to 10000")
      }
      let completion = RequestLengths.usualCompletionTokens
      return try RequestMix(
        promptTokens: max(1, ratio * completion), completionTokens: completion)
    }
  }

  /// Prompt tokens of a request that no cache serves, on average.
  package func uncachedPromptTokens(of point: RequestPoint) -> Double {
    sharedPrefix?.uncachedPromptTokens(of: point.promptTokens) ?? point.promptTokens
  }

  /// Requests of each job of a batch workload; `nil` for an interactive one.
  ///
  /// A batch workload with a rate is a stream of jobs, one a day unless stated otherwise.
  package var batchJobs: BatchJobs? {
    guard case .batch(let terms) = mode else { return nil }
    guard let monthly = volume.requestsPerMonth else {
      return BatchJobs(requestsPerJob: volume.requests, jobsPerMonth: nil)
    }
    let jobs = terms.jobsPerMonth ?? Volume.daysPerMonth
    return BatchJobs(requestsPerJob: monthly / jobs, jobsPerMonth: jobs)
  }

  /// The same workload with some of its parts replaced.
  ///
  /// - Parameters:
  ///   - lengths: How long requests are; `nil`, here as below, leaves what is there.
  ///   - volume: How many there are.
  ///   - growth: How their number changes over the months.
  ///   - mode: How soon they must be answered.
  ///   - candidates: What is compared.
  ///   - costs: What people and tools cost.
  ///   - today: What is paid today; `.some(nil)` for nothing.
  public func with(
    lengths: RequestLengths? = nil, volume: Volume? = nil, growth: Growth? = nil,
    mode: Mode? = nil,
    candidates: Candidates? = nil, costs: DeclaredCosts? = nil, today: Today?? = nil
  ) throws(InputError) -> Workload {
    try Workload(
      name: name, description: description, sources: sources, lengths: lengths ?? self.lengths,
      trace: mix, sharedPrefix: reuse == nil ? sharedPrefix : nil, reuse: reuse,
      volume: volume ?? self.volume, growth: growth ?? self.growth,
      mode: mode ?? self.mode, candidates: candidates ?? self.candidates,
      equivalences: equivalences, dataResidency: dataResidency, costs: costs ?? self.costs,
      ranges: ranges, today: today ?? self.today, own: own, tokens: tokens, stack: stack,
      adapters: adapters, calls: calls, documentsPerSearch: documentsPerSearch)
  }
}

extension Workload {
  /// An answer is taken to need half of the time per token that its target allows: a target holds for nearly all
  /// requests at the busiest hour, the mean is below it.
  private static let usualShareOfTarget = 0.5

  private static func answerSeconds(_ mode: Mode, completion: Double) -> Double {
    guard case .interactive(let level, _) = mode else { return 0 }
    return (level.timePerOutputTokenSeconds ?? 0) * usualShareOfTarget * completion
  }
}
