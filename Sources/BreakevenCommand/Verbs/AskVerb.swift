import Breakeven
import Reporting
import Documents

/// `breakeven ask`: a question in one line, without a file.
struct AskVerb: Verb {
  static let name = "ask"
  static let summary = "ask in one line, without a file: self-host, or pay an API?"
  static let discussion = [
    "Answers in at most 24 lines: what to do, what each side costs, what flips it, what was assumed, what to do next. Numbers are understood as people write them: 40k, 1.8k, 2M/day, 8h, 25%, 2xH100, 6:1, 0.30/kWh.",
    "On a terminal, breakeven ask without options asks for what it must know.",
  ]
  static let examples = [
    VerbExample(
      "a known workload, on two GPUs each",
      "breakeven ask --requests 40k/day --prompt 1.8k --completion 250 --model qwen3-32b --gpu 2xH100 --today openai/gpt-5.4-mini"
    ),
    VerbExample(
      "people instead of requests",
      "breakeven ask --users 300 --kind code-assistant --model qwen3-coder"),
    VerbExample(
      "nothing but a bill",
      "breakeven ask --bill 18000/month --today openai/gpt-5.4-mini --ratio 6:1"),
    VerbExample(
      "a nightly job on machines that are there, kept as a file",
      "breakeven ask --job 200k --prompt 8k --completion 400 --deadline 8h --own 8xA100-80GB --power 0.30/kWh --region eu --people 0.25 --save mine.json"
    ),
    VerbExample(
      "the same file with another volume",
      "breakeven report mine.json --set volume.requestsPerDay=80000"),
  ]

  struct Volume: OptionGroup {
    static let title: String? = "How much, one of"

    @Option(
      "--requests", "N/TIME", .text, help: "requests over a time: 40k/day, 2M/month, 3/s")
    var requests: String?
    @Option("--users", "N", .text, help: "people who use it, with --kind")
    var users: String?
    @Option(
      "--bill", "USD/TIME", .text,
      help: "what is paid today, with --today: 18000/month; alone it tells the volume")
    var bill: String?
    @Option("--job", "N", .text, help: "requests of one job: 200k") var job: String?
  }

  struct Lengths: OptionGroup {
    static let title: String? = "What a request is"

    @Option("--prompt", "TOKENS", .text, help: "prompt tokens of a request: 1.8k")
    var prompt: String?
    @Option("--completion", "TOKENS", .text, help: "completion tokens of a request: 250")
    var completion: String?
    @Option("--ratio", "P:C", .text, help: "prompt tokens for each completion token: 6:1")
    var ratio: String?
    @Option(
      "--kind", "KIND", .words((try? UsageKind.builtIn().map(\.id)) ?? []),
      help: "what it is used for, which gives lengths and rates where they are not stated")
    var kind: String?
    @Option("--deadline", "TIME", .text, help: "nobody waits, and all must be done by then: 8h")
    var deadline: String?
    @Option("--ttft", "TIME", .text, help: "the most time until the first token: 1s")
    var timeToFirstToken: String?
    @Option("--tpot", "TIME", .text, help: "the most time for each further token: 50ms")
    var timePerOutputToken: String?
  }

  struct Choice: OptionGroup {
    static let title: String? = "What to compare"

    @Option(
      "--model", "MODEL", repeating: .text,
      help: "an open model that would do: \"Llama 3.3 70B\"; repeatable, default every hosted one")
    var models: [String]
    @Option(
      "--gpu", "GPU", repeating: .text,
      help: "machines to rent: H100, or replicas of 2xH100; repeatable, default all")
    var gpus: [String]
    @Option(
      "--own", "NxGPU", repeating: .text, help: "machines that are there and paid: 8xA100-80GB")
    var own: [String]
    @Option("--power", "USD/kWh", .text, help: "what electricity costs for them: 0.30/kWh")
    var power: String?
    @Option("--today", "API", .text, help: "the API that is used today: openai/gpt-5.4-mini")
    var today: String?
    @Option("--region", "REGION", .text, help: "where APIs must process requests: eu, us")
    var region: String?
    @Option("--people", "N", .text, help: "engineers who would run it: 0.25")
    var people: String?
  }

  let volume = Volume()
  let lengths = Lengths()
  let choice = Choice()
  @Option(
    "--save", "FILE", .file, help: "write the workload there, for breakeven report FILE")
  var save: String?
  @Option("--name", "NAME", .text, help: "what the workload is called") var title: String?
  let report = ReportOptions()

  func run() throws -> ExitCode {
    try report.check(verb: Self.name)
    if question == Question(), Console.canAsk {
      var conversation = Conversation(self)
      try conversation.ask()
    }
    let question = question
    if let missing = question.missing {
      throw CommandFailure.usage(
        "breakeven ask: \(missing.description); see breakeven ask --help")
    }
    let catalog = try report.catalog()
    let workload = try asUsage { () throws(InputError) in try question.workload(catalog) }
    if let save { try Files.write([(save, workload.json)]) }
    let decision = try question.namingFlags { () throws(InputError) in
      try report.decision(workload, in: catalog)
    }
    return try report.deliver(decision, prefersShort: true, next: next)
  }

  /// What is asked, as it was typed.
  private var question: Question {
    var question = Question()
    question.requests = volume.requests
    question.users = volume.users
    question.bill = volume.bill
    question.job = volume.job
    question.kind = lengths.kind
    question.prompt = lengths.prompt
    question.completion = lengths.completion
    question.ratio = lengths.ratio
    question.deadline = lengths.deadline
    question.timeToFirstToken = lengths.timeToFirstToken
    question.timePerOutputToken = lengths.timePerOutputToken
    question.models = Self.parted(choice.models)
    question.gpus = Self.parted(choice.gpus)
    question.own = Self.parted(choice.own)
    question.power = choice.power
    question.today = choice.today
    question.region = choice.region
    question.people = choice.people
    question.name = title
    return question
  }

  /// Names that were given one by one or with commas between them.
  private static func parted(_ names: [String]) -> [String] {
    names.flatMap { $0.split(separator: ",") }.map { String($0).trimmingBlanks }
      .filter { !$0.isEmpty }
  }

  private var next: [String] {
    guard let save else { return ["add --save mine.json, or -o report.html for the full report"] }
    return ReportVerb.next(save)
  }

  /// What a flag holds that cannot be read is a wrong use of it.
  private func asUsage<Value>(
    _ body: () throws(InputError) -> Value
  ) throws(CommandFailure) -> Value {
    do {
      return try body()
    } catch {
      throw .usage(Escaping.printable("breakeven ask: " + error.description))
    }
  }
}
