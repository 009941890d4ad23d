import Breakeven
import Roofline
import Reporting
import Documents

/// `breakeven estimate`: what one replica delivers under a load.
struct EstimateVerb: Verb {
  static let name = "estimate"
  static let summary = "throughput, latency and what binds them, for a model on a GPU"
  static let discussion = [
    "Estimates throughput and latency of one replica under one of four loads: --concurrency, --rate, --saturate or --batch."
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

    func load() throws(CommandFailure) -> Roofline.Load {
      let loads: [Roofline.Load?] = [
        concurrency.map { .concurrency($0) }, rate.map { .rate(requestsPerSecond: $0) },
        saturates ? .saturation : nil, batch.map { .staticBatch(requests: $0) },
      ]
      let given = loads.compactMap(\.self)
      guard given.count == 1, let load = given.first else {
        throw .usage(
          "breakeven estimate needs one of --concurrency, --rate, --saturate and --batch")
      }
      return load
    }
  }

  struct Lengths: OptionGroup {
    static let title: String? = "Lengths"
    static let tokens = 1.0...1e7

    @Option("--prompt", "N", .quantity(.tokens, in: tokens), help: "prompt tokens, such as 1.8k")
    var prompt: Double?
    @Option("--completion", "N", .quantity(.tokens, in: tokens), help: "completion tokens")
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
  @Flag("--json", help: "as JSON") var json

  func run() throws -> ExitCode {
    let catalog = try deployment.engines.apply(to: .hardware())
    let plain = try deployment.deployment(in: catalog, verb: Self.name)
    guard let prompt = lengths.prompt, let completion = lengths.completion else {
      throw CommandFailure.usage("breakeven estimate needs --prompt and --completion")
    }
    guard completion <= 1 || !plain.model.purpose.isPrefillOnly else {
      throw CommandFailure(
        code: .badData,
        message:
          "\(plain.model.name): a model for \(plain.model.purpose.name), which writes no "
          + "tokens; expected --completion 1, for a request that is done with its prompt")
    }
    let cached = lengths.cached ?? 0
    guard cached <= prompt else {
      throw CommandFailure.usage(
        "--cached: found \(NumberText.compact(cached)), expected at most the prompt's \(NumberText.compact(prompt))"
      )
    }
    let shape = RequestShape(prompt: prompt, completion: completion, cachedPrompt: cached)
    let load = try load.load()
    let report = EstimateReport(
      deployment: try speculation.apply(to: plain, for: shape, under: load, in: catalog),
      shape: shape, load: load)
    try Console.print(json ? report.json : report.text(style: Console.style))
    return .success
  }
}
