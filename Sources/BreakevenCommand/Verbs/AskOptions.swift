import Breakeven
import Reporting

/// How much there is, as `breakeven ask` takes it.
struct AskedVolume: OptionGroup {
  static let title: String? = "How much, one of"

  @Option(
    "--requests", "N/TIME", .text,
    help: "requests over a time: 40k/day, 2M/month, 3/s; 20/user/day with --users")
  var requests: String?
  @Option(
    "--tokens", "N/TIME", .text,
    help: "prompt and completion tokens over a time, with lengths: 2B/month")
  var tokens: String?
  @Option("--users", "N", .text, help: "people who use it, with --kind or what each sends")
  var users: String?
  @Option(
    "--bill", "USD/TIME", .text,
    help: "what is paid today, with --today: 18000/month; alone it tells the volume")
  var bill: String?
  @Option(
    "--job", "N", .text, help: "requests of one job: 200k, or of one that comes back: 200k/night")
  var job: String?
}

/// How long requests are and how soon they are answered, as `breakeven ask` takes it.
struct AskedLengths: OptionGroup {
  static let title: String? = "What a request is"

  @Option("--prompt", "TOKENS", .text, help: "prompt tokens of a request: 1.8k")
  var prompt: String?
  @Option(
    "--completion", "TOKENS", .text,
    help: "completion tokens of a request: 250; 0 for embedders and rerankers")
  var completion: String?
  @Option(
    "--documents", "N", .text,
    help: "documents of a search, where a request is a query with one of them: 50")
  var documents: String?
  @Option("--ratio", "P:C", .text, help: "prompt tokens for each completion token: 6:1")
  var ratio: String?
  @Option(
    "--kind", "KIND", .words((try? UsageKind.builtIn().map(\.id)) ?? []),
    help: "what it is used for, which gives lengths and rates where they are not stated")
  var kind: String?
  @Option("--deadline", "TIME", .text, help: "nobody waits, and all must be done by then: 8h")
  var deadline: String?
  @Option("--ttft", "TIME", .text, help: "the most time until the first token: 1s, or any")
  var timeToFirstToken: String?
  @Option("--tpot", "TIME", .text, help: "the most time for each further token: 50ms, or any")
  var timePerOutputToken: String?
}

/// Which models, machines and APIs are compared, as `breakeven ask` takes it.
struct AskedChoice: OptionGroup {
  static let title: String? = "What to compare"

  @Option(
    "--model", "MODEL", repeating: .name(of: .models),
    help: "an open model that would do: \"Llama 3.3 70B\"; repeatable, default every hosted one")
  var models: [String]
  @Option(
    "--gpu", "GPU", repeating: .name(of: .gpus),
    help: "machines to rent: H100, or replicas of 2xH100; repeatable, default all")
  var gpus: [String]
  @Option(
    "--own", "NxGPU", repeating: .name(of: .gpus),
    help: "machines that are there and paid: 8xA100-80GB")
  var own: [String]
  @Option("--power", "USD/kWh", .text, help: "what electricity costs for them: 0.30/kWh")
  var power: String?
  @Option(
    "--today", "API", .name(of: .apis), help: "the API that is used today: openai/gpt-5.4-mini")
  var today: String?
  @Option(
    "--api", "API", repeating: .name(of: .apis), help: "only these APIs: 'deepinfra*'; repeatable")
  var apis: [String]
  @Option(
    "--host-class", "CLASS", repeating: .words(Question.hostClassNames),
    help: "only machines of such hosts; repeatable")
  var hostClasses: [String]
  @Option(
    "--exclude", "NAME", repeating: .text,
    help: "leave out a model, GPU, engine, offer or API; own for machines to buy; repeatable")
  var exclude: [String]
  @Option("--region", "REGION", .text, help: "where APIs must process requests: eu, us")
  var region: String?
  @Option("--people", "N", .text, help: "engineers who would run it: 0.25")
  var people: String?
  @Option(
    "--adapters", "N", .text,
    help: "fine-tuned models as adapters (LoRA), of which each request asks for one: 40")
  var adapters: String?
  @Option("--adapter-rank", "R", .text, help: "their rank (default 16)")
  var adapterRank: String?
}
