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

  let volume = AskedVolume()
  let lengths = AskedLengths()
  let choice = AskedChoice()
  @Option(
    "--save", "FILE", .file, help: "write the workload there, for breakeven report FILE")
  var save: String?
  @Option("--name", "NAME", .text, help: "what the workload is called") var title: String?
  let report = ReportOptions()

  func run() throws -> ExitCode {
    try report.check(verb: Self.name)
    try checkNames()
    if question == Question(), Console.canAsk {
      var conversation = Conversation(volume, lengths, choice)
      try conversation.ask()
    }
    let question = question
    if let missing = question.missing {
      throw CommandFailure.usage(
        "breakeven ask: \(missing.description); see breakeven ask --help")
    }
    let catalog = try report.catalog()
    try report.checkResults(saving: save)
    let workload = try asUsage { () throws(InputError) in try question.workload(catalog) }
    if let save { try Files.write([(save, workload.json)]) }
    let decision = try decided(question, workload, in: catalog)
    return try report.deliver(decision, prefersShort: true, next: next)
  }

  /// What is asked, as it was typed.
  private var question: Question {
    var question = Question()
    question.requests = volume.requests
    question.tokens = volume.tokens
    question.users = volume.users
    question.bill = volume.bill
    question.job = volume.job
    question.kind = lengths.kind
    question.prompt = lengths.prompt
    question.completion = lengths.completion
    question.documents = lengths.documents
    question.ratio = lengths.ratio
    question.deadline = lengths.deadline
    question.timeToFirstToken = lengths.timeToFirstToken
    question.timePerOutputToken = lengths.timePerOutputToken
    question.models = Self.parted(choice.models)
    question.gpus = Self.parted(choice.gpus)
    question.own = Self.parted(choice.own)
    question.apis = Self.parted(choice.apis)
    question.hostClasses = Self.parted(choice.hostClasses)
    question.exclude = Self.parted(choice.exclude)
    question.power = choice.power
    question.today = choice.today
    question.region = choice.region
    question.people = choice.people
    question.adapters = choice.adapters
    question.adapterRank = choice.adapterRank
    question.name = title
    return question
  }

  /// Refuses options whose name is blank: they would ask for everything.
  private func checkNames() throws(CommandFailure) {
    let lists = [
      ("--model", choice.models), ("--gpu", choice.gpus), ("--own", choice.own),
      ("--api", choice.apis), ("--host-class", choice.hostClasses), ("--exclude", choice.exclude),
    ]
    for (flag, texts) in lists {
      if let text = texts.first(where: { Self.parted([$0]).isEmpty }) {
        throw .usage(
          "breakeven ask: \(flag): found \"\(Escaping.printable(text))\", expected a name")
      }
    }
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

  /// The decision; a name in a flag that nothing bears is a wrong use of it.
  private func decided(
    _ question: Question, _ workload: Workload, in catalog: Catalog
  ) throws -> Decision {
    do {
      return try question.namingFlags { () throws(InputError) in
        try report.decision(workload, in: catalog)
      }
    } catch {
      throw Self.failure(error)
    }
  }

  private static func failure(_ error: InputError) -> any Error {
    guard error.place?.hasPrefix("--") == true else { return error }
    return CommandFailure.usage(Escaping.printable("breakeven ask: " + error.description))
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
