import Breakeven
import Reporting

/// `breakeven estimate`: what one replica delivers under a load.
enum EstimateVerb {
  static let verb = Verb(
    name: "estimate",
    usage: """
      usage: breakeven estimate --model MODEL --gpu GPU --prompt N --completion N LOAD [options]

      Estimates throughput and latency of one replica.

      LOAD is one of
        --concurrency N   a closed loop with N requests in flight
        --rate R          R requests per second that arrive at random
        --saturate        everything queued; memory and engine choose how many run
        --batch N         a static batch of N requests that start and end together

      \(Arguments.deploymentUsage)
        --cached N             prompt tokens that a prefix cache serves (default 0)
        --json                 as JSON
      """,
    summary: "throughput, latency and what binds them, for a model on a GPU", run: run)

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words,
      options: Arguments.deploymentOptions + [
        .value("--prompt"), .value("--completion"), .value("--cached"), .value("--concurrency"),
        .value("--rate"), .flag("--saturate"), .value("--batch"), .flag("--json"),
      ], verb: "estimate")
    if let stray = arguments.positional.first {
      throw CommandFailure.usage("breakeven estimate: unexpected word \"\(stray)\"")
    }
    let catalog = try arguments.catalog()
    let deployment = try arguments.deployment(in: catalog, verb: "estimate")
    let tokens = 1.0...1e7
    guard let prompt = try arguments.number("--prompt", in: tokens),
      let completion = try arguments.number("--completion", in: tokens)
    else { throw CommandFailure.usage("breakeven estimate needs --prompt and --completion") }
    guard completion <= 1 || !deployment.model.purpose.isPrefillOnly else {
      throw CommandFailure(
        code: .badData,
        message:
          "\(deployment.model.name): a model for \(deployment.model.purpose.name), which writes no "
          + "tokens; expected --completion 1, for a request that is done with its prompt")
    }
    let cached = try arguments.number("--cached", in: 0...prompt) ?? 0
    let shape = RequestShape(prompt: prompt, completion: completion, cachedPrompt: cached)
    let report = EstimateReport(
      deployment: deployment, shape: shape, load: try load(arguments))
    Console.print(
      arguments.has("--json")
        ? report.json : report.text(style: Console.style))
    return .success
  }

  private static func load(_ arguments: Arguments) throws -> Load {
    let requests = 1.0...1e6
    let loads: [Load?] = [
      try arguments.number("--concurrency", in: requests).map { .concurrency($0) },
      try arguments.number("--rate", in: 1e-9...1e6).map { .rate(requestsPerSecond: $0) },
      arguments.has("--saturate") ? .saturation : nil,
      try arguments.number("--batch", in: requests).map { .staticBatch(requests: $0) },
    ]
    let given = loads.compactMap(\.self)
    guard given.count == 1, let load = given.first else {
      throw CommandFailure.usage(
        "breakeven estimate needs one of --concurrency, --rate, --saturate and --batch")
    }
    return load
  }
}
