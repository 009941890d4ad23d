import Breakeven
import Roofline
import Reporting
import Documents

/// `breakeven estimate`: what one replica delivers under a load.
struct EstimateVerb: Verb {
  static let name = "estimate"
  static let summary = "throughput, latency and what limits them, for a model on a GPU"
  static let discussion = [
    "Estimates throughput and latency of one replica under one of five loads: --concurrency, --rate, --saturate, --batch or --speed. With --prefill-workers, or with --pools that chooses them, prompts are read on GPUs of their own. With --offload, the --cached tokens come from a tier of memory beside that of the GPUs."
  ]
  static let usageSuffix: String? = "--model MODEL --gpu GPU --prompt N --completion N LOAD"
  static let examples = [
    VerbExample(
      "32 requests in flight on one GPU",
      "breakeven estimate --model qwen3-32b --gpu H100 --prompt 1.8k --completion 250 --concurrency 32"
    ),
    VerbExample(
      "as much as eight of them can do",
      "breakeven estimate --model gpt-oss-120b --gpu H100 --tp 8 --prompt 8k --completion 400 --saturate"
    ),
    VerbExample(
      "the pools of a rack that serve most at 60 tokens/s for each user",
      "breakeven estimate --model deepseek-r1 --gpu GB200 --kv fp8 --prompt 8k --completion 1k --pools 72 --speed 60 --speculate auto"
    ),
  ]

  struct Load: OptionGroup {
    static let title: String? = "Load, one of"
    private static let requests = 1.0...1e6

    @Option(
      "--concurrency", "N", .quantity(.number, in: requests),
      help: "a closed loop with N requests in flight")
    var concurrency: Double?
    @Option(
      "--rate", "R", .quantity(.number, in: 1e-9...1e6),
      help: "R requests per second that arrive at random")
    var rate: Double?
    @Flag("--saturate", help: "everything queued; memory and engine choose how many run")
    var saturates
    @Option(
      "--batch", "N", .quantity(.number, in: requests),
      help: "a static batch of N requests that start and end together")
    var batch: Double?
    @Option(
      "--speed", "V", .quantity(.number, in: 0.01...1e5),
      help: "as many in flight as let each user have V tokens per second")
    var speed: Double?

    /// The load; `nil` where it follows from a speed.
    func load() throws(CommandFailure) -> Roofline.Load? {
      let loads: [Roofline.Load?] = [
        concurrency.map { .concurrency($0) }, rate.map { .rate(requestsPerSecond: $0) },
        saturates ? .saturation : nil, batch.map { .staticBatch(requests: $0) },
      ]
      let given = loads.compactMap(\.self)
      guard given.count + (speed == nil ? 0 : 1) == 1 else {
        throw .usage(
          "breakeven estimate needs one of --concurrency, --rate, --saturate, --batch and --speed")
      }
      return given.first
    }
  }

  struct Lengths: OptionGroup {
    static let title: String? = "Lengths"
    static let tokens = 1.0...1e7

    @Option("--prompt", "N", .quantity(.tokens, in: tokens), help: "prompt tokens, such as 1.8k")
    var prompt: Double?
    @Option(
      "--completion", "N", .quantity(.tokens, in: 0...tokens.upperBound),
      help: "completion tokens; 0 of a model that embeds or ranks")
    var completion: Double?
    @Option(
      "--cached", "N", .quantity(.tokens, in: 0...1e7),
      help: "prompt tokens that a prefix cache serves (default 0)")
    var cached: Double?
  }

  let lengths = Lengths()
  let load = Load()
  let deployment = DeploymentOptions()
  let speculation = SpeculationOptions()
  let adapters = AdapterOptions()
  let pools = PoolOptions()
  let tiers = TierOptions()
  @Option(
    "--pools", "N", .integer(in: 2...4096),
    help: "choose two pools of at most N GPUs that serve most per GPU; needs --speed")
  var poolChips: Int?
  @Flag("--json", help: "as JSON") var json

  func run() throws -> ExitCode {
    let catalog = try deployment.engines.apply(to: .hardware())
    let plain = try tiers.apply(
      to: adapters.apply(
        to: deployment.deployment(in: catalog, verb: Self.name), verb: Self.name))
    guard let prompt = lengths.prompt, let completion = lengths.completion else {
      throw CommandFailure.usage("breakeven estimate needs --prompt and --completion")
    }
    guard completion <= 1 || !plain.model.purpose.isPrefillOnly else {
      throw CommandFailure(
        code: .badData,
        message:
          "\(plain.model.name): a model for \(plain.model.purpose.name), which writes no "
          + "tokens; expected --completion 0, for a request that is done with its prompt")
    }
    guard completion >= 1 || plain.model.purpose.isPrefillOnly else {
      throw CommandFailure.usage(
        "--completion: found \(NumberText.compact(completion)), expected at least 1, as "
          + "\(plain.model.name) writes text")
    }
    let cached = lengths.cached ?? 0
    guard cached <= prompt else {
      throw CommandFailure.usage(
        "--cached: found \(NumberText.compact(cached)), expected at most the prompt's \(NumberText.compact(prompt))"
      )
    }
    if plain.tier != nil {
      try refuseTogether([tiers.$offload, pools.$readers, $poolChips], verb: Self.name)
    }
    let plainShape = RequestShape(prompt: prompt, completion: completion, cachedPrompt: cached)
    // What is computed sooner than it comes is computed.
    let shape =
      plain.tier == nil
      ? plainShape
      : plain.loadsFaster(than: plainShape)
        ? RequestShape(
          prompt: prompt, completion: completion, cachedPrompt: cached, loadedPrompt: cached)
        : RequestShape(prompt: prompt, completion: completion)
    let report = try report(plain, shape, in: catalog)
    try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
    return .success
  }

  private func report(
    _ plain: Deployment, _ shape: RequestShape, in catalog: Catalog
  ) throws -> EstimateReport {
    let given = try load.load()
    if let chips = poolChips { return try chosenPools(of: chips, plain, shape, in: catalog) }
    func suited(to deployment: Deployment) throws -> Roofline.Load {
      if let given { return given }
      let speed = self.load.speed ?? 1
      guard let requests = deployment.concurrency(of: shape, secondsPerToken: 1 / speed) else {
        throw unreachable(speed, "not even a request alone")
      }
      return .concurrency(requests)
    }
    let guessing = try speculation.apply(
      to: plain, for: shape, under: given ?? .concurrency(1), in: catalog)
    if let pooled = try pools.pools(decode: guessing) {
      guard let given else {
        throw CommandFailure.usage("--speed chooses pools with --pools N; else say the load")
      }
      guard load.batch == nil else {
        throw CommandFailure.usage(
          "--batch: pools begin to write each request when its prompt is read; expected --concurrency, --rate "
            + "or --saturate")
      }
      return EstimateReport(pools: pooled, shape: shape, load: given)
    }
    return EstimateReport(deployment: guessing, shape: shape, load: try suited(to: guessing))
  }

  /// The pools that serve most at the speed asked for.
  private func chosenPools(
    of chips: Int, _ plain: Deployment, _ shape: RequestShape, in catalog: Catalog
  ) throws -> EstimateReport {
    guard try pools.pools(decode: plain) == nil else {
      throw CommandFailure.usage("--pools chooses the pools by itself: leave --prefill-workers out")
    }
    guard let speed = load.speed else {
      throw CommandFailure.usage("--pools needs --speed, the tokens per second of each user")
    }
    let search = PoolSearch(shape: shape, secondsPerToken: 1 / speed, chips: chips)
    let guesses = try speculation.choices(for: plain, in: catalog)
    guard let found = search.best(like: plain, guesses: guesses) else {
      throw unreachable(speed, "no two pools of \(chips) × \(plain.accelerator.id)")
    }
    return EstimateReport(
      pools: found.pools, shape: shape, load: .concurrency(found.concurrency))
  }

  private func unreachable(_ speed: Double, _ who: String) -> CommandFailure {
    CommandFailure(
      code: .badData,
      message:
        "--speed: \(who) reaches \(NumberText.compact(speed)) tokens per second for each user")
  }
}
