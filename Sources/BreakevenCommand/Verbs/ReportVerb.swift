import Breakeven
import FleetSimulation
import Reporting
import RequestLogs

/// `breakeven report`: a cost report of a workload file.
struct ReportVerb: Verb {
  static let name = "report"
  static let summary = "compare self-hosting with APIs for a workload: Markdown, HTML or JSON"
  static let discussion = [
    "Says whether to serve a workload oneself or to pay an API, and how sure that is. On a terminal it prints the short answer, else the report as Markdown.",
    "Several workloads are planned together: on shared machines where the same model may serve them, batches in the troughs, with one staff; and it says which of them should leave for an API.",
  ]
  static let examples = [
    VerbExample("a workload that comes with the tool", "breakeven report chat-assistant"),
    VerbExample("your own, as a page", "breakeven report mine.json -o mine.html"),
    VerbExample(
      "the same with twice the volume",
      "breakeven report mine.json --set volume.requestsPerDay=80000"),
    VerbExample(
      "several together, on shared machines with one staff",
      "breakeven report chat-assistant rag-answers reasoning-agent"),
    VerbExample(
      "a gate in CI: exit with 2 unless self-hosting wins",
      "breakeven report mine.json --summary --expect self-host"),
  ]

  @Operands(
    "WORKLOAD.json…", atLeast: 1,
    help:
      "a file, - for the standard input, or the name of a built-in workload such as chat-assistant; several are planned together"
  )
  var paths: [String]
  @Option(
    "--set", "KEY=VALUE", repeating: .text,
    help: "read the workload as if KEY, such as volume.requestsPerDay, had this value; repeatable")
  var settings: [String]
  @Option(
    "--replay", "LOG", .file,
    help:
      "replay a log on the recommended fleet, and say which percentile it keeps beside the one promised"
  )
  var replay: String?
  @Option(
    "--session", "COLUMN", .text, help: "the session of a request in the log that is replayed")
  var session: String?
  let report = ReportOptions()

  func run() async throws -> ExitCode {
    try report.check(verb: Self.name)
    guard session == nil || replay != nil else {
      throw CommandFailure.usage("breakeven report: --session goes with --replay LOG")
    }
    let settings = try settings.map { text throws(InputError) in try WorkloadSetting(text) }
    guard paths.count == 1, let path = paths.first else { return try await together(settings) }
    let catalog = try report.catalog()
    let file = try WorkloadFile(path, applying: settings)
    let workload = try file.workload()
    try report.checkResults()
    let decision = try file.locatingErrors { () throws(InputError) in
      try report.decision(workload, in: catalog)
    }
    return try report.deliver(
      decision, prefersShort: Console.isTerminal, next: Self.next(path, self.settings),
      replay: try replay.flatMap { try replayed($0, on: decision) })
  }

  /// Several workloads, planned together.
  nonisolated(nonsending) private func together(_ settings: [WorkloadSetting]) async throws
    -> ExitCode
  {
    try report.checkTogether(verb: Self.name)
    guard replay == nil else {
      throw CommandFailure.usage(
        "breakeven report: --replay goes with one workload, found \(paths.count)")
    }
    let joint = try await JointWorkloads(paths, applying: settings).decision(by: report)
    return try report.deliver(joint, prefersShort: Console.isTerminal, next: Self.next(paths))
  }

  /// What a reader of several workloads' short form may do.
  private static func next(_ paths: [String]) -> [String] {
    guard !paths.contains("-") else { return [] }
    let words = paths.map { ShellWord.quoted($0) }.joined(separator: " ")
    return ["breakeven report \(words) -o together.html"]
  }

  /// How a log fares on the recommended fleet.
  private func replayed(_ path: String, on decision: Decision) throws -> ReplayedPromise? {
    if path != "-" { try Files.requireFile(path) }
    var reader = TraceReader()
    reader.selection.session = session
    let log = try reader.requestLog(paths: [path])
    guard log.untimedRequests < log.requests.count else {
      throw CommandFailure(
        code: .badData, message: "\(path): found no arrival times, expected a log that has them")
    }
    let replay = try decision.replay(RequestTrace(log))
    if replay == nil {
      Console.error("\(path): not replayed, as there is no fleet of one's own to replay it on")
    }
    return replay
  }

  /// What a reader of the short form may do.
  static func next(_ path: String, _ settings: [String] = []) -> [String] {
    guard path != "-" else { return [] }
    let changed = settings.map { " --set \(ShellWord.quoted($0))" }.joined()
    return ["breakeven report \(ShellWord.quoted(path))\(changed) -o report.html"]
  }
}

/// A word of a command as a shell must be given it.
enum ShellWord {
  /// The word, in quotes if it holds anything that a shell would read.
  static func quoted(_ word: String) -> String {
    let safe = word.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "-_./:=@%+,".unicodeScalars.contains($0)
    }
    guard !safe || word.isEmpty else { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
