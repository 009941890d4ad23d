import Breakeven
import Reporting
import RequestLogs

/// `breakeven profile`: a workload file from request logs.
struct ProfileVerb: Verb {
  static let name = "profile"
  static let summary = "make a workload file from request logs"
  static let discussion = [
    "Turns request logs into a workload file; - reads the standard input. The format is detected.",
    "--sql prints two queries for a warehouse instead, which reduce any number of requests to fewer than 5,000 rows; the CSV of both is read like a log and, where it spans a day or more, gives the same workload, bursts included.",
    "A saved profile counts as the logs that it was made from, so days, files and machines can be profiled apart and merged later, in any order.",
  ]
  static let examples = [
    VerbExample("a workload from a log", "breakeven profile requests.jsonl -o mine.json"),
    VerbExample(
      "a workload from a warehouse",
      "breakeven profile --sql snowflake; breakeven profile lengths.csv hours.csv -o mine.json"),
    VerbExample("its report at once", "breakeven profile requests.jsonl | breakeven report -"),
  ]

  @Operands("TRACE…", help: "request logs, or - for the standard input")
  var paths: [String]
  @Option(
    "--output", short: "-o", "FILE", .file,
    help: "write the workload there, and a summary to the output")
  var output: String?
  @Option(
    "--save", "FILE", .file, help: "write the whole profile there, to be merged with others")
  var save: String?
  @Option("--name", "NAME", .text, help: "the workload's name (default: the first file's)")
  var title: String?
  @Option(
    "--requests-per-day", "N", .quantity(.number, in: 1e-6...1e12),
    help:
      "the volume, for a log without times; results of batch APIs are one job that is due in 24 hours unless it is given"
  )
  var requestsPerDay: Double?
  @Option("--threads", "N", .integer(in: 1...256), help: "cores to read a file with (default: all)")
  var threads: Int?
  @Flag("--json", help: "print the whole profile as JSON instead of the workload") var json
  @Option("--model", "NAME", .text, help: "only requests of this model (default: all, mixed)")
  var model: String?
  @Option(
    "--sql", "DIALECT", .choice,
    help: "print the queries that reduce a table of requests to what this verb reads")
  var dialect: SQLDialect?
  let log = LogOptions()

  func run() throws -> ExitCode {
    if let dialect {
      guard paths.isEmpty else {
        throw CommandFailure.usage("breakeven profile --sql prints queries, and reads no log")
      }
      try Console.print(WarehouseQueries(dialect).text)
      return .success
    }
    guard !paths.isEmpty else {
      throw CommandFailure.usage("breakeven profile needs TRACE…, or --sql DIALECT")
    }
    let first = paths.first ?? "-"
    var reader = try log.traceReader(model: model)
    reader.threads = threads ?? reader.threads
    for path in paths where path != "-" { try Files.requireFile(path) }
    try Files.checkResults([save, output])
    let profile = try reader.profileWithReuse(paths: paths)
    try log.requireFewLosses(profile, file: paths.joined(separator: ", "))
    let summary = TraceReport(profile).text(style: Console.style)
    var files: [(path: String, contents: String)] = []
    if let save { files.append((save, profile.json)) }
    if let output { files.append((output, try workload(of: profile, firstPath: first).json)) }
    try Files.write(files)
    if json {
      try Console.print(profile.json)
    } else if files.isEmpty {
      try Console.print(try workload(of: profile, firstPath: first).json)
      Console.error(summary)
    } else {
      try Console.show(summary)
    }
    return .success
  }

  private func workload(of profile: TraceProfile, firstPath: String) throws -> Workload {
    let volume = try requestsPerDay.map { try Volume($0, .perDay) }
    guard volume != nil || profile.hasVolume || profile.requests == 0 else {
      let unread = profile.findings.unreadTime.map {
        "a time that is not understood, \"\($0.text.prefix(40))\" under \($0.key)"
      }
      throw CommandFailure(
        code: .badData,
        message: "\(firstPath): found \(unread ?? "no arrival times"), expected them, "
          + "or --requests-per-day N")
    }
    return try profile.workload(
      name: title ?? (firstPath == "-" ? "standard input" : firstPath.fileStem), volume: volume)
  }
}
