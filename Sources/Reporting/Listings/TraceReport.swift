import Breakeven
package import Documents
package import RequestLogs

/// What a request log held.
package struct TraceReport: Sendable {
  private let profile: TraceProfile

  package init(_ profile: TraceProfile) { self.profile = profile }

  /// Two tables and what was left out.
  package func text(style: TerminalStyle = .plain) -> String {
    var lengths = TextTable(columns: [
      TextTable.Column("Tokens"), TextTable.Column("mean", .right), TextTable.Column("p50", .right),
      TextTable.Column("p90", .right), TextTable.Column("p99", .right),
      TextTable.Column("max", .right),
    ])
    for (name, summary) in [
      ("prompt", profile.promptTokens), ("completion", profile.completionTokens),
    ] {
      lengths.append(
        [InlineText(name)]
          + [summary.mean, summary.p50, summary.p90, summary.p99, summary.max].map {
            InlineText(NumberText.fixed($0, decimals: 0))
          })
    }
    var facts = TextTable(columns: [TextTable.Column("Fact"), TextTable.Column("Value", .right)])
    func add(_ name: String, _ value: String?) {
      if let value { facts.append([InlineText(name), InlineText(value)]) }
    }
    func number(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
    add("requests", NumberText.fixed(Double(profile.requests), decimals: 0))
    add("failures left out", profile.failures > 0 ? "\(profile.failures)" : nil)
    add("span", profile.spanSeconds.map { NumberText.duration(seconds: $0, digits: 3) })
    add("requests per second", profile.requestsPerSecond.map(number))
    add("correlation of prompt and completion", number(profile.correlation))
    add("variation of gaps between arrivals", profile.gapCoefficientOfVariation.map(number))
    add("burstiness within an hour", profile.burstiness.map(number))
    add("busiest minute to the mean", profile.peakToMeanByMinute.map(NumberText.ratio))
    add(
      "busiest hour to expect, to the mean",
      profile.expectedPeak > 1 ? NumberText.ratio(profile.expectedPeak) : nil)
    add(
      "prompt tokens reused from earlier prompts",
      profile.prefixReuse.map { NumberText.percent($0) })
    add(
      "cached prompt tokens",
      profile.cachedShare > 0 ? NumberText.percent(profile.cachedShare) : nil)
    add("sessions", profile.findings.sessions > 0 ? "\(profile.findings.sessions)" : nil)
    add(
      "requests a session",
      profile.findings.sessions > 0
        ? number(Double(profile.requests) / Double(profile.findings.sessions)) : nil)
    var text = lengths.plainText(style: style) + "\n" + facts.plainText(style: style)
    if profile.malformedLines > 0 {
      let first = profile.firstMalformedLines.prefix(5).map { line in
        (line.file.map { $0 + " " } ?? "") + "line \(line.line)"
      }
      text +=
        "\n"
        + style.yellow("\(profile.malformedLines) malformed lines were left out")
        + ", first \(Escaping.printable(first.joined(separator: ", ")))\n"
    }
    for sentence in profile.findings.sentences {
      text += "\n" + style.yellow(Escaping.printable(sentence)) + "\n"
    }
    return text
  }
}
