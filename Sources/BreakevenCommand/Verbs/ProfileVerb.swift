import Breakeven
import Reporting
import RequestLogs

/// `breakeven profile`: a workload file from request logs.
enum ProfileVerb {
  static let verb = Verb(
    name: "profile",
    usage: """
      usage: breakeven profile TRACE… [--output WORKLOAD.json] [--save PROFILE.json] [options]

      Turns request logs into a workload file; - reads the standard input. The format is detected.
      A saved profile counts as the logs that it was made from, so days, files and machines can be
      profiled apart and merged later, in any order.

        --output FILE       write the workload there, and a summary to the output
        --save FILE         write the whole profile there, to be merged with others
      \(Arguments.logHelp)
        --model NAME        only requests of this model (default: all, mixed)
        --allow-losses      go on where more than 2 % of lines cannot be read
        --name NAME         the workload's name (default: the first file's)
        --requests-per-day N  the volume, for a log without times; results of batch APIs are one job
                            that is due in 24 hours unless it is given
        --threads N         cores to read a file with (default: all)
      """,
    summary: "make a workload file from request logs", run: run)

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words,
      options: Arguments.logOptions + [
        .value("--output"), .value("--save"), .value("--name"), .value("--requests-per-day"),
        .value("--threads"), .value("--model"),
      ], verb: "profile")
    let paths = arguments.positional
    guard let first = paths.first else {
      throw CommandFailure.usage("breakeven profile needs at least one TRACE")
    }
    var reader = try arguments.traceReader(model: "--model")
    reader.threads = try arguments.integer("--threads", in: 1...256) ?? reader.threads
    for path in paths where path != "-" { try Files.requireFile(path) }
    let profile = try reader.profile(paths: paths)
    try arguments.requireFewLosses(profile, file: paths.joined(separator: ", "))
    let summary = TraceReport(profile).text(style: Console.style)
    var files: [(path: String, contents: String)] = []
    if let path = arguments.value("--save") { files.append((path, profile.json)) }
    if let path = arguments.value("--output") {
      files.append((path, try workload(of: profile, arguments, firstPath: first).json))
    }
    if files.isEmpty {
      Console.print(try workload(of: profile, arguments, firstPath: first).json)
      Console.error(summary)
    } else {
      try Files.write(files)
      Console.print(summary)
    }
    return .success
  }

  private static func workload(
    of profile: TraceProfile, _ arguments: Arguments, firstPath: String
  ) throws -> Workload {
    let volume = try arguments.number("--requests-per-day", in: 1e-6...1e12).map {
      try Volume($0, .perDay)
    }
    guard volume != nil || profile.hasVolume || profile.requests == 0 else {
      let unread = profile.findings.unreadTime.map {
        "a time that is not understood, \"\($0.text.prefix(40))\" under \($0.key)"
      }
      throw CommandFailure(
        code: .badData,
        message: "\(firstPath): found \(unread ?? "no arrival times"), expected them, "
          + "or --requests-per-day N")
    }
    let name =
      arguments.value("--name") ?? (firstPath == "-" ? "standard input" : firstPath.fileStem)
    return try profile.workload(name: name, volume: volume)
  }
}
