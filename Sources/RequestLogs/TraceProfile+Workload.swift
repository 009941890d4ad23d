public import CheckedJSON
public import Workloads

extension TraceProfile {
  /// The lengths as a mix of at most 4,096 joint points with the log's exact means.
  public var mix: RequestMix {
    get throws(InputError) { try RequestMix(tally.joint.points) }
  }

  /// The lengths as a mix of few points, for a file that people read: both means are exact to a
  /// hundredth of a token, and the tails are kept.
  private var shortMix: [RequestPoint] {
    get throws(InputError) {
      let points = try mix.points
      return RequestMix.compressed(points, bands: 16).map { point in
        RequestPoint(
          promptTokens: point.promptTokens.rounded(toPlaces: 2),
          completionTokens: point.completionTokens.rounded(toPlaces: 2),
          weight: (point.weight * Double(tally.requests)).rounded(toPlaces: 3))
      }
    }
  }

  /// Traffic by hour of the week, if the log's times are dates and cover every hour.
  ///
  /// Hours that were not seen, in a log shorter than a week, take the mean of the same hour on other
  /// days; a log shorter than a day says nothing.
  package var traffic: TrafficShape {
    get throws(InputError) {
      guard let spanSeconds, spanSeconds >= 86_400 else { return .flat }
      let grouped = tally.groupedHours.contains { $0 > 0 }
      guard grouped || hasDates else { return .flat }
      let coversWeek = spanSeconds >= 7 * 86_400
      let rates =
        grouped
        ? tally.groupedHours.enumerated().map { hour, count in
          let times = timesCovered(hour)
          return count > 0 || coversWeek ? Double(count) / 1000 / max(times, 0.5) : nil
        }
        : hours.isEmpty
          ? tally.minutes.hourOfWeekRates
          : hours.rates(from: tally.minutes.first, to: tally.minutes.last)
      let daily = (0..<24).map { hour -> Double? in
        let seen = (0..<7).compactMap { rates[$0 * 24 + hour] }
        return seen.isEmpty ? nil : seen.reduce(0, +) / Double(seen.count)
      }
      guard daily.allSatisfy({ $0 != nil }) else { return .flat }
      return try .weekly(
        weights: rates.enumerated().map {
          ($0.element ?? daily[$0.offset % 24] ?? 0).rounded(toPlaces: 4)
        })
    }
  }

  /// How often an hour of the week was covered from the first request to the last.
  ///
  /// Thirty days hold five of some weekdays and four of others, and sums must not tell them apart.
  private func timesCovered(_ hour: Int) -> Double {
    let week = 168 * 3_600_000_000.0
    let (first, last) = (Double(tally.minutes.first), Double(tally.minutes.last))
    // The first hour of this number since 1970, a Thursday.
    let start = Double((hour + 96) % 168) * 3_600_000_000
    var covered = 0.0
    var at = ((first - start) / week).rounded(.down) * week + start
    var weeks = 0
    while at < last, weeks < 10_000 {
      covered += max(0, min(last, at + 3_600_000_000) - max(first, at)) / 3_600_000_000
      at += week
      weeks += 1
    }
    return covered
  }

  /// The hours within which OpenAI's and Anthropic's batch APIs answer.
  private static let batchHours = 24.0

  /// Whether all requests were those of batches.
  var isBatch: Bool {
    !formats.isEmpty && formats.isSubset(of: [.openAIBatch, .anthropicBatch])
  }

  /// Whether the log itself says how many requests there are: by their times, or as one batch.
  package var hasVolume: Bool { isBatch || requestsPerSecond != nil }

  /// A workload with this log's lengths, rate, traffic and cache hits.
  ///
  /// - Parameters:
  ///   - name: The workload's name.
  ///   - mode: What the requests must keep to, unless given: interactive without targets, with the log's own traffic;
  ///     or, for results of batch APIs, a batch due in 24 hours as those APIs promise.
  ///   - volume: How many requests; unless given the log's own rate, or one job of a batch API's requests. A log
  ///     without either needs it; see ``hasVolume``.
  /// - Throws: `InputError` for a log without requests, or without times and volume.
  public func workload(
    name: String, mode: Mode? = nil, volume: Volume? = nil
  ) throws(InputError) -> Workload {
    guard requests > 0 else {
      throw hours.isEmpty
        ? InputError(found: "no request that was answered", expected: "at least one")
        : InputError(
          found: "a warehouse's requests by hour without their lengths",
          expected: "the result of the first query beside that of the second")
    }
    if !hours.isEmpty, formats == [.warehouse], hours.total != tally.requests {
      throw InputError(
        found: "\(tally.requests) requests by length and \(hours.total) by hour",
        expected: "the results of two queries over the same requests")
    }
    let own = (volume: try ownVolume, mode: try ownMode(traffic))
    guard let volume = volume ?? own.volume else {
      throw InputError(found: "no arrival times", expected: "them, or the number of requests")
    }
    var prefix: SharedPrefix?
    let reused = prefixReuse ?? cachedShare
    let measured = try measuredReuse
    if reused > 0, measured == nil {
      prefix = try SharedPrefix(
        tokens: promptTokens.max.rounded(), hitRate: min(1, reused).rounded(toPlaces: 4))
    }
    return try Workload(
      name: name, description: "From \(requests) logged requests.", sources: sources,
      lengths: .joint(shortMix), sharedPrefix: prefix,
      reuse: measured.map(PromptReuse.measured), volume: volume,
      mode: mode ?? own.mode)
  }

  private func ownMode(_ week: TrafficShape) throws(InputError) -> Mode {
    guard !isBatch else { return .batch(try BatchTerms(deadlineHours: Self.batchHours)) }
    let burstiness = min((burstiness ?? 1).rounded(toPlaces: 2), 20)
    let week = expectedPeak > 1 ? try .daily(peakToAverage: expectedPeak) : week
    return try .interactive(ServiceLevel(), Traffic(week, burstiness: burstiness))
  }

  private var ownVolume: Volume? {
    get throws(InputError) {
      guard !isBatch else { return try Volume(Double(requests), .oneJob) }
      guard let rate = requestsPerSecond else { return nil }
      return try Volume(max((rate * 3600).rounded(toPlaces: 3), 0.001), .perHour)
    }
  }

  /// What the log was and what was left out of it.
  private var sources: [String] {
    let kinds = formats.map(\.rawValue).sorted().joined(separator: ", ")
    var sources = [
      "\(requests) requests" + (kinds.isEmpty ? "" : " in the format \(kinds)")
        + (failures > 0 ? ", \(failures) failed ones left out" : "")
        + (malformedLines > 0 ? ", \(malformedLines) lines could not be read" : "")
    ]
    if groupedRequests > 0 {
      sources.append(
        "\(groupedRequests) requests are known only by the sums of their groups; each group counts "
          + "as requests of its mean length.")
    }
    if gaps.isOutOfOrder, !isBatch {
      sources.append(
        "Its requests do not stand in the order of their times, so that how they bunch is not known; random "
          + "arrivals are assumed. Sort it by time to have that measured.")
    } else if let variation = gapCoefficientOfVariation {
      sources.append(
        "Gaps between requests vary by \(variation.rounded(toPlaces: 2)) of their mean"
          + (peakToMeanByMinute.map {
            "; the busiest minute has \($0.rounded(toPlaces: 2)) times the mean"
          } ?? "") + "."
          + (burstiness == nil
            ? " Its times do not tell how requests bunch within an hour; random arrivals are assumed."
            : ""))
    }
    if expectedPeak > 1, let spanSeconds {
      let length = (spanSeconds / 60).rounded(toPlaces: 1)
      sources.append(
        "The load of a log of \(length) minutes is no promise of the next: it moves so much from quarter to "
          + "quarter that the busiest hour is taken as \(expectedPeak) times its mean, which the next as long stays "
          + "below with a chance of 95 %. A log of a week would tell.")
    }
    if !hours.isEmpty, let spanSeconds, spanSeconds < 86_400 {
      let length = (spanSeconds / 60).rounded(toPlaces: 1)
      sources.append(
        "How the load of a log of \(length) minutes moves is told by its requests alone, not by their sums by "
          + "the hour; it is taken as even. The log itself, or a week of it, would tell.")
    }
    if hours.untimed > 0 {
      sources.append("\(hours.untimed) requests have no time.")
    }
    if prefixReuse == nil, !reuse.isEmpty {
      sources.append(
        "Prompts of a session are taken to begin with what it held before; what sessions have in common is not seen."
      )
    }
    if let prefixReuse {
      sources.append(
        "An unlimited prefix cache would serve \((prefixReuse * 100).rounded(toPlaces: 1)) % of "
          + "prompt blocks.")
    }
    return sources + findings.sentences
  }
}
