/// What a log says about a workload: counts, lengths, arrivals, reuse, and what could not be read.
///
/// Everything is kept in integers and bins that do not depend on the data, so profiles of parts of a
/// log, merged in any order, equal the profile of the whole; and the memory is the same for any log.
/// Only gaps between arrivals depend on order: they are exact where logs do not overlap.
public struct TraceProfile: Sendable {
  /// The formats that were read; empty for named columns.
  package internal(set) var formats: Set<TraceFormat> = []
  var tally = TraceTally()
  /// The arrivals of each log by itself, by the time of its first request.
  var arrivals: [ArrivalGaps] = []
  var malformed: UInt64 = 0
  /// What came back of prompts, where that was measured; like gaps, it depends on the order of a log.
  var reuse = ReuseTally()
  /// Requests by hour of the week, where a warehouse summed them.
  var hours = HourSums()
  /// The first five lines that could not be read, by file and line.
  package internal(set) var firstMalformedLines: [MalformedLine] = []

  /// What the logs held beside the requests that count.
  public internal(set) var findings = TraceFindings()

  /// A profile of nothing.
  package init() {}

  init(format: TraceFormat?, tally: TraceTally, part: LogPart) {
    self.formats = format.map { [$0] } ?? []
    self.tally = tally
    arrivals = part.gaps.first == nil ? [] : [part.gaps]
    malformed = part.malformed
    firstMalformedLines = part.firstMalformed
  }

  /// The profile of this log and another one, in whatever order.
  package func merged(with other: TraceProfile) -> TraceProfile {
    var merged = self
    merged.merge(other)
    return merged
  }

  /// Takes in the profile of another log.
  package mutating func merge(_ other: TraceProfile) {
    formats.formUnion(other.formats)
    findings.merge(other.findings)
    tally.add(other.tally)
    reuse.add(other.reuse)
    hours.add(other.hours)
    arrivals = (arrivals + other.arrivals).sorted()
    malformed &+= other.malformed
    firstMalformedLines = Array(
      (firstMalformedLines + other.firstMalformedLines).sorted().prefix(LogPart.keptMalformed))
  }

  /// The gaps between requests of all logs, one after another by their first requests.
  ///
  /// They equal those of the whole log as long as its parts follow each other in time. Where logs
  /// overlap, as those of several machines do, the gaps are those within each machine's own log: the sums
  /// that are kept do not tell how the requests of two logs interleave.
  var gaps: ArrivalGaps {
    arrivals.reduce(into: ArrivalGaps()) { $0.append($1) }
  }

  /// Requests that were answered.
  public var requests: Int { Int(clamping: tally.requests) }
  /// Requests that failed: an error, a status other than 200, or no completion tokens.
  package var failures: Int { Int(clamping: tally.failures) }
  /// Lines that could not be read.
  package var malformedLines: Int { Int(clamping: malformed) }
  /// The share of what could not be read beyond which a log is not believed: a fiftieth.
  ///
  /// A few lines that a crash cut off say nothing; a fiftieth is a kind of line that was misunderstood, and
  /// biases lengths.
  package static let bearableLoss = 0.02

  /// The share of lines and times that could not be read among all that should be requests.
  package var lossShare: Double {
    let lost = Double(malformed) + Double(findings.unreadTimes)
    let all = Double(malformed) + Double(tally.requests) + Double(tally.failures)
    return all > 0 ? lost / all : 0
  }
  /// Requests that are known only as the mean of a group, as in usage exports.
  package var groupedRequests: Int { Int(clamping: tally.grouped) }

  /// The lengths of prompts, cached tokens included.
  public var promptTokens: LengthSummary {
    LengthSummary(
      count: tally.requests, sum: tally.promptTokens, squares: tally.promptSquares,
      histogram: tally.prompts)
  }

  /// The lengths of completions.
  public var completionTokens: LengthSummary {
    LengthSummary(
      count: tally.requests, sum: tally.completionTokens, squares: tally.completionSquares,
      histogram: tally.completions)
  }

  /// Pearson's correlation of prompt and completion lengths.
  package var correlation: Double {
    let (prompt, completion) = (promptTokens, completionTokens)
    let scale = prompt.standardDeviation * completion.standardDeviation
    guard tally.requests > 1, scale > 0 else { return 0 }
    let product = Double(tally.products) / Double(tally.requests) - prompt.mean * completion.mean
    return min(1, max(-1, product / scale))
  }

  /// The share of prompt tokens that the provider or engine says it served from a cache.
  package var cachedShare: Double {
    tally.promptTokens > 0 ? Double(tally.cachedTokens) / Double(tally.promptTokens) : 0
  }

  /// The share of prompt blocks that an unlimited prefix cache would hold; `nil` without block ids.
  package var prefixReuse: Double? { tally.seenBlocks.reuse }

  /// Seconds from the first request to the last; `nil` without times.
  package var spanSeconds: Double? {
    let (first, last) = (tally.minutes.first, tally.minutes.last)
    return first < last ? (Double(last) - Double(first)) / 1e6 : nil
  }

  /// Requests per second over the span.
  package var requestsPerSecond: Double? { spanSeconds.map { Double(tally.requests) / $0 } }

  /// The standard deviation of the gaps between requests over their mean; 1 for Poisson arrivals.
  package var gapCoefficientOfVariation: Double? { gaps.coefficientOfVariation }

  /// The same within an hour: what is left when the rate of each hour is taken out.
  ///
  /// Where the rate `λ` changes from hour to hour, gaps vary even if arrivals are random within each. With
  /// `R = E[λ]·E[1/λ]` over the hours and `c` the variation of all gaps, that within an hour is
  /// `√((1 + c²)/R − 1)`: hours of 60 and of 120 requests, R = 90 · 0.0125 = 1.125, and c = 1.118 give 1.
  ///
  /// `nil` for a log without times; with times too coarse for its rate, whose gaps are an artefact; and
  /// with an hour in which nothing came, as a night would be taken for a gap.
  package var burstiness: Double? {
    let gaps = gaps
    guard let variation = gaps.coefficientOfVariation, !gaps.isCoarse, !gaps.isOutOfOrder else {
      return nil
    }
    if !hours.isEmpty {
      return hours.rateSpread.map { max(0, (1 + variation * variation) / $0 - 1).squareRoot() }
    }
    let rates = tally.minutes.hourlyRates
    guard !rates.isEmpty, rates.allSatisfy({ $0 > 0 }) else { return nil }
    let hours = Double(rates.count)
    let spread = rates.reduce(0, +) / hours * rates.reduce(0) { $0 + 1 / $1 } / hours
    return max(0, (1 + variation * variation) / spread - 1).squareRoot()
  }

  /// The busiest minute over the mean minute.
  package var peakToMeanByMinute: Double? {
    hours.isEmpty ? tally.minutes.peakToMean : hours.peakToMean
  }

  /// Requests that stand later in the log than ones that came after them.
  package var outOfOrder: Int { Int(clamping: gaps.outOfOrder) }

  /// Whether times are dates, so that the hour of the week is known, and not seconds since a start.
  package var hasDates: Bool {
    tally.minutes.first < .max && tally.minutes.first > 946_684_800_000_000
  }
}

extension TraceProfile: Equatable {
  /// Whether two profiles say the same, however many logs they were read from.
  public static func == (one: TraceProfile, other: TraceProfile) -> Bool {
    one.formats == other.formats && one.tally == other.tally && one.gaps == other.gaps
      && one.hours == other.hours
      && one.malformed == other.malformed && one.firstMalformedLines == other.firstMalformedLines
  }
}

/// The mean, spread and quantiles of a length, in tokens.
public struct LengthSummary: Equatable, Sendable {
  /// The mean.
  public let mean: Double
  /// The standard deviation.
  package let standardDeviation: Double
  private let histogram: TokenHistogram

  init(count: UInt64, sum: UInt128, squares: UInt128, histogram: TokenHistogram) {
    let count = Swift.max(1, Double(count))
    mean = Double(sum) / count
    standardDeviation = Swift.max(0, Double(squares) / count - mean * mean).squareRoot()
    self.histogram = histogram
  }

  /// The least length that a share `share` of requests does not exceed.
  package func quantile(_ share: Double) -> Double { histogram.quantile(share) }
  /// The median.
  package var p50: Double { quantile(0.5) }
  /// The 90th percentile.
  package var p90: Double { quantile(0.9) }
  /// The 95th percentile.
  package var p95: Double { quantile(0.95) }
  /// The 99th percentile.
  package var p99: Double { quantile(0.99) }
  /// The longest.
  package var max: Double { quantile(1) }
}
