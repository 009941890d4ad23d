import Breakeven
import Reporting

/// `breakeven profile`: a workload file from request logs.
enum ProfileVerb {
  static let verb = Verb(
    name: "profile",
    usage: """
      usage: breakeven profile TRACE… [--output WORKLOAD.json] [options]

      Turns request logs into a workload file; - reads the standard input. The format is detected.

        --output FILE       write the workload there, and a summary to the output
        --format FORMAT     \(TraceFormat.allCases.map(\.rawValue).joined(separator: ", "))
        --prompt COLUMN     for any other CSV or JSON lines: the column or key of prompt tokens,
        --completion COLUMN   of completion tokens,
        --time COLUMN         of the arrival time,
        --time-unit UNIT      its unit: \(TimeUnit.allCases.map(\.rawValue).joined(separator: ", ")),
        --cached COLUMN       of cached prompt tokens inside the prompt
        --name NAME         the workload's name (default: the first file's)
        --requests-per-day N  the volume, for a log without times
      """,
    summary: "make a workload file from request logs", run: run)

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words,
      options: [
        .value("--output"), .value("--format"), .value("--prompt"), .value("--completion"),
        .value("--time"), .value("--time-unit"), .value("--cached"), .value("--name"),
        .value("--requests-per-day"),
      ], verb: "profile")
    let paths = arguments.positional
    guard let first = paths.first else {
      throw CommandFailure.usage("breakeven profile needs at least one TRACE")
    }
    let reader = TraceReader(
      format: try arguments.choice("--format", among: TraceFormat.self),
      columns: try columns(arguments))
    let profile: TraceProfile
    if paths == ["-"] {
      profile = try reader.profileStandardInput()
    } else {
      for path in paths { try Files.requireFile(path) }
      profile = try reader.profile(paths: paths)
    }
    let volume = try arguments.number("--requests-per-day", in: 1e-6...1e12).map {
      try Volume($0, .perDay)
    }
    let name = arguments.value("--name") ?? (first == "-" ? "standard input" : first.fileStem)
    let workload = try profile.workload(name: name, volume: volume)
    let summary = TraceReport(profile).text(style: Console.style)
    if let output = arguments.value("--output") {
      try Files.write([(output, workload.json)])
      Console.print(summary)
    } else {
      Console.print(workload.json)
      Console.error(summary)
    }
    return .success
  }

  private static func columns(_ arguments: Arguments) throws -> TraceColumns? {
    guard let prompt = arguments.value("--prompt"), let completion = arguments.value("--completion")
    else {
      for name in ["--prompt", "--completion", "--time", "--time-unit", "--cached"]
      where arguments.value(name) != nil {
        throw CommandFailure.usage("\(name) goes with both --prompt and --completion")
      }
      return nil
    }
    return TraceColumns(
      prompt: prompt, completion: completion, time: arguments.value("--time"),
      timeUnit: try arguments.choice("--time-unit", among: TimeUnit.self) ?? .seconds,
      cached: arguments.value("--cached"))
  }
}
