import CheckedJSON
import Testing
import Workloads

@testable import RequestLogs

/// What the queries of `profile --sql` give, and the workload that comes of it.
@Suite struct WarehouseTests {
  /// Eight requests over three hours from Monday, 7 September 2026, 08:00 UTC: 2 in the first, 4 in the
  /// second, 2 in the third.
  static let log = """
    ts,prompt_tokens,completion_tokens,cached_tokens
    2026-09-07T08:00:00Z,100,10,0
    2026-09-07T08:30:00Z,100,10,0
    2026-09-07T09:00:00Z,1000,50,400
    2026-09-07T09:00:10Z,1000,50,400
    2026-09-07T09:00:20Z,1000,50,400
    2026-09-07T09:30:00Z,1000,50,400
    2026-09-07T10:00:00Z,1000,50,400
    2026-09-07T10:59:30Z,1000,50,400

    """

  /// The first query's result: 4·log₂ 100 = 26.6, 4·log₂ 1000 = 39.9; 3·log₂ 10 = 9.97, 3·log₂ 50 = 16.9.
  static let lengths = """
    prompt_bin,completion_bin,requests,prompt_tokens,completion_tokens,cached_tokens,prompt_squares,completion_squares,products
    26,9,2,200.0,20.0,0,20000.0,200.0,2000.0
    39,16,6,6000.0,300.0,2400.0,6000000.0,15000.0,300000.0

    """

  /// The second query's, as SQLite, DuckDB, PostgreSQL and others give it for the log above.
  ///
  /// Of the gaps of 1800, 1800, 10, 10, 1780, 1800 and 3570 seconds each counts in the hour in which it ends; rates are 2,
  /// 4 and 2 of 60 minutes.
  static let hours = """
    hour_of_week,requests,busy_minutes,busiest_minute,gaps,gap_seconds,gap_squares,least_gap,first_time,last_time,stretches,rate_sum,inverse_rate_sum,failures
    8,2,2,1,1,1800.0,3240000.0,1800.0,1788768000,1788769800,3,0.13333333333333333,75.0,1
    9,4,2,3,4,3600.0,6408600.0,10.0,1788771600,1788773400,3,0.13333333333333333,75.0,1
    10,2,2,1,2,5370.0,15984900.0,1800.0,1788775200,1788778770,3,0.13333333333333333,75.0,1

    """

  static func profile(_ texts: [String]) throws -> TraceProfile {
    try texts.reduce(into: TraceProfile()) { whole, text in
      whole.merge(try TraceReader(threads: 1).profile(Array(text.utf8)))
    }
  }

  @Test func bothResultsTogetherAreTheLog() throws {
    let log = try Self.profile([Self.log])
    let sums = try Self.profile([Self.lengths, Self.hours])
    #expect(sums.requests == 8)
    #expect(sums.failures == 1)
    #expect(sums.promptTokens.mean == 775)
    #expect(sums.completionTokens.mean == 40)
    #expect(sums.cachedShare == log.cachedShare)
    #expect(sums.spanSeconds == log.spanSeconds)
    let (one, other) = (try #require(sums.burstiness), try #require(log.burstiness))
    #expect(abs(one - other) < 1e-9)
    #expect(sums.gapCoefficientOfVariation == log.gapCoefficientOfVariation)
    #expect(sums.peakToMeanByMinute == log.peakToMeanByMinute)
    let (first, second) = (
      try sums.workload(name: "same"), try log.workload(name: "same")
    )
    #expect(first.volume == second.volume)
    // How the load of a short log wandered is told by its requests alone.
    guard case .interactive(let level, let traffic) = first.mode,
      case .interactive(let otherLevel, let otherTraffic) = second.mode
    else {
      Issue.record("a log of requests over time is interactive")
      return
    }
    #expect(level == otherLevel)
    #expect(traffic.burstiness == otherTraffic.burstiness)
  }

  @Test func whatIsSavedIsReadAgain() throws {
    let sums = try Self.profile([Self.lengths, Self.hours])
    #expect(try Self.profile([sums.json]) == sums)
  }

  @Test func resultsOfDifferentRequestsAreRefused() throws {
    let fewer = Self.hours.replacingFirst("8,2,2,1,1", by: "8,1,2,1,1")
    let sums = try Self.profile([Self.lengths, fewer])
    #expect(throws: (any Error).self) { try sums.workload(name: "same") }
    #expect(throws: (any Error).self) { try Self.profile([Self.hours]).workload(name: "same") }
    let wrong = Self.hours.replacingFirst("\n9,4,", by: "\n900,4,")
    #expect(throws: (any Error).self) { try Self.profile([wrong]) }
  }

  /// What spreadsheets and some databases make of the same cells.
  @Test(arguments: [";", "\t"]) func otherSeparatorsAreRead(separator: String) throws {
    let expected = try Self.profile([Self.lengths, Self.hours])
    let texts = [Self.lengths, Self.hours].map { text in
      "\u{FEFF}" + text.map { $0 == "," ? separator : String($0) }.joined()
    }
    #expect(try Self.profile(texts) == expected)
    #expect(try Self.profile([Self.lengths, "\u{FEFF}" + Self.hours]) == expected)
    let decimals = texts[1].replacingFirst("1800.0", by: "1800,0")
    let error = #expect(throws: InputError.self) { try Self.profile([decimals]) }
    #expect(error?.place == "line 2" && error?.found == "a comma within a number")
  }

  @Test func aMissingColumnIsNamed() {
    let text = Self.hours.replacingFirst("busiest_minute", by: "busiest")
    let error = #expect(throws: InputError.self) { try Self.profile([text]) }
    #expect(error?.found == "no column busiest_minute")
  }

  /// One of nine requests has no time: it counts in the rate, and in no hour.
  @Test func requestsWithoutATimeHaveNoHour() throws {
    let lengths = Self.lengths.replacingFirst(
      "6,6000.0,300.0,2400.0,6000000.0,15000.0,300000.0",
      by: "7,7000.0,350.0,2800.0,7000000.0,17500.0,350000.0")
    let lines = Self.hours.split(separator: "\n")
    let hours = lines.enumerated().map { $1 + ($0 == 0 ? ",untimed" : ",1") }
      .joined(separator: "\n")
    let profile = try Self.profile([lengths, hours])
    #expect(profile.requests == 9 && profile.hours.total == 9)
    #expect(profile.spanSeconds == 10_770)
    _ = try profile.workload(name: "some")
    #expect(try Self.profile([profile.json]) == profile)
    // An older query gave them a row of their own.
    let older = Self.hours + ",1,1,1,0,,,,,,3,0.13,75.0,1\n"
    let error = #expect(throws: InputError.self) { try Self.profile([older]) }
    #expect(error?.found == "1 requests of no hour, as they have no time")
  }

  /// A log of three hours moves in ways that sums by the hour do not tell.
  @Test func aShortLogSaysThatItsPeakIsNotTold() throws {
    let sums = try Self.profile([Self.lengths, Self.hours])
    #expect(try sums.workload(name: "short").sources.contains { $0.contains("taken as even") })
  }

  @Test func queriesStayBelowFiveThousandRows() {
    let prompts = WarehouseQueries.promptBins * 20 + 1
    let completions = WarehouseQueries.completionBins * 17 + 1
    #expect(WarehouseQueries.mostPromptTokens == 1 << 20)
    #expect(WarehouseQueries.mostCompletionTokens == 1 << 17)
    #expect(prompts * completions + 168 < 5000)
  }

  @Test(arguments: SQLDialect.allCases)
  func everyDialectNamesItsTableOnceInEachQuery(_ dialect: SQLDialect) {
    let queries = WarehouseQueries(dialect)
    for query in [queries.lengths, queries.hours] {
      #expect(query.split(separator: "FROM requests").count == 2)
      #expect(query.filter { $0 == "(" }.count == query.filter { $0 == ")" }.count)
    }
  }
}

extension String {
  fileprivate func replacingFirst(_ old: String, by new: String) -> String {
    for start in indices where self[start...].hasPrefix(old) {
      return String(self[..<start]) + new + self[index(start, offsetBy: old.count)...]
    }
    return self
  }

  /// Tokens beyond ten million a request are no lengths, and trap nothing.
  @Test(arguments: ["1e19", "9223372036854775807", "30000001"])
  func tokensOfNoRequestAreRefused(tokens: String) {
    let text =
      "prompt_bin,completion_bin,requests,prompt_tokens,completion_tokens,cached_tokens,prompt_squares,completion_squares,products\n"
      + "1,1,3,\(tokens),60,0,1,1,1\n"
    #expect(throws: InputError.self) { try TraceReader().profile(Array(text.utf8)) }
  }
}
