/// What was read of one log: its profile and, where they are asked for, its requests one by one.
struct LogReading: Sendable {
  var profile: TraceProfile
  /// `nil` if the log holds only sums, or requests were not asked for.
  var log: RequestLog?

  /// A log that says nothing of single requests, such as a usage export, or was not asked for them.
  static func sums(_ profile: TraceProfile) -> LogReading { LogReading(profile: profile) }
}

extension LogReading {
  init(_ sink: LogSink, _ plan: LogPlan) {
    profile = TraceProfile(format: plan.format, tally: sink.tally, part: sink.part)
    profile.findings = TraceFindings(modelsAtBeginning: plan.models)
    if sink.keepsRecords { log = RequestLog(sink, tokensPerBlock: plan.format?.tokensPerBlock) }
  }
}

extension TraceFormat {
  /// Tokens of a block of `hash_ids`.
  fileprivate var tokensPerBlock: Int? {
    switch self {
    case .mooncake: 512
    case .bailian: 16
    default: nil
    }
  }
}
