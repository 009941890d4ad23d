import CheckedJSON
import Foundation
import TestFixtures
import Testing

@testable import RequestLogs

/// Logs whose rows were once misread without a word, one test for each.
@Suite struct MisreadRowsTests {
  static func profile(_ text: String) throws -> TraceProfile {
    try TraceReader().profile(Array(text.utf8))
  }

  /// 100 rows, a minute apart from 2 March 2026 on, of 100 prompt tokens, of which 40 were cached, and 20
  /// completion tokens.
  static let rows = (0..<100).map { row in
    "2026-03-02T0\(row / 60):\(row % 60 < 10 ? "0" : "")\(row % 60):00Z,100,20,40"
  }

  /// One row that is not read costs no other its time or its cached tokens.
  @Test(arguments: [
    "N/A,100,20,40", "2026-03-02T02:00:00Z,12.5,20,40", "2026-03-02T02:00:00Z,100,20,12.5",
  ]) func oneUnreadRowIsOne(row: String) throws {
    let lines = ["time,prompt_tokens,completion_tokens,cached_tokens"] + Self.rows + [row]
    let profile = try Self.profile(lines.joined(separator: "\n"))
    #expect(profile.requests == 100 && profile.malformedLines == 1)
    #expect(profile.spanSeconds == 99.0 * 60)
    #expect(profile.cachedShare == 0.4)
  }

  /// The word `embedded` in a path says nothing of embeddings.
  @Test func anEmbeddedPathIsNoEmbedding() throws {
    let row =
      #"{"time": "2026-03-02T08:00:00Z", "path": "/embedded/v1/chat/completions", "#
      + #""prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 40}"#
    let profile = try Self.profile(row)
    #expect(profile.requests == 1 && profile.cachedShare == 0.4 && profile.hasDates)
  }

  /// What only rows of another kind hold is refused, and not read without its times.
  @Test func rowsOfAgentsAloneAreRefused() {
    let row =
      #"{"time": "2026-03-02T08:00:00Z", "type": "agent", "prompt_tokens": 100, "#
      + #""completion_tokens": 20, "cached_tokens": 40}"#
    let error = #expect(throws: InputError.self) { try Self.profile(row) }
    #expect(error?.found == "only rows of the kind \"agent\"")
  }

  /// Pages of an export that overlap: what both hold counts once, answered or failed, also where the lines
  /// of a log are all alike.
  @Test(arguments: [0, 2]) func whatTwoLogsHoldCountsOnce(everyFailed: Int) throws {
    func page(_ rows: Range<Int>) -> String {
      rows.map { row in
        let isFailed = everyFailed > 0 && row % everyFailed == 0
        return #"{"time": "2026-03-02T08:\#(row):00Z", "request_id": "r\#(row)", "status": "#
          + "\(isFailed ? 500 : 200), \"prompt_tokens\": \(isFailed ? 0 : 100), "
          + "\"completion_tokens\": \(isFailed ? 0 : 20)}\n"
      }.joined()
    }
    let pages = [try TemporaryLog(page(10..<30)), try TemporaryLog(page(20..<40))]
    let profile = try withExtendedLifetime(pages) {
      try TraceReader().profile(paths: pages.map(\.path))
    }
    #expect(profile.requests == (everyFailed > 0 ? 15 : 30))
    #expect(profile.failures == (everyFailed > 0 ? 15 : 0))
  }

  /// Between semicolons a comma is what all rows show: a sign of decimals in `532,000` throughout, of
  /// thousands where other digits follow, and neither where one row alone tells nothing.
  @Test func commasBetweenSemicolonsAreWhatRowsShow() throws {
    func log(_ rows: [String]) -> String {
      (["time;prompt_tokens;completion_tokens"]
        + rows.enumerated().map { "2026-03-02T08:\(10 + $0.offset):00Z;\($0.element)" })
        .joined(separator: "\n")
    }
    let decimals = try Self.profile(log((0..<20).map { "\(500 + $0),000;\(20 + $0),000" }))
    #expect(decimals.requests == 20 && decimals.promptTokens.mean == 509.5)
    let thousands = try Self.profile(log((0..<20).map { "1,\(500 + $0);20" }))
    #expect(thousands.requests == 20 && thousands.promptTokens.mean == 1509.5)
    #expect(throws: InputError.self) { try Self.profile(log(["532,000;20,000"])) }
  }

  /// A line longer than all that is looked at before a log is read.
  static let longLine =
    #"{"type": "user", "message": {"role": "user", "content": ""#
    + String(repeating: "A", count: LogPlan.sampleBytes + 100) + #""}}"# + "\n"

  /// Blocks of answers, a line each, as a session of Claude Code keeps them.
  static func blocks(_ answers: Range<Int>, perAnswer: Int = 3) -> String {
    answers.map { answer in
      (1...perAnswer).map { block in
        #"{"type": "assistant", "timestamp": "2026-03-02T08:\#(answer):0\#(block)Z", "#
          + #""requestId": "r\#(answer)", "message": {"id": "msg_\#(answer)", "usage": "#
          + #"{"input_tokens": \#(answer), "cache_read_input_tokens": 40, "output_tokens": \#(block)}}}"#
          + "\n"
      }.joined()
    }.joined()
  }

  /// Blocks of one answer count once wherever in the log they begin.
  @Test(arguments: [1, 3]) func blocksAfterTheBeginningAreOneAnswer(perAnswer: Int) throws {
    let profile = try Self.profile(Self.longLine + Self.blocks(10..<50, perAnswer: perAnswer))
    #expect(profile.requests == 40)
    #expect(profile.completionTokens.mean == Double(perAnswer))
    #expect(profile.findings.duplicates == 40 * (perAnswer - 1))
  }

  /// An id that comes again with another prompt is none of an answer.
  @Test func rowsOfOneIDAndOtherPromptsAreRequests() throws {
    let rows = (10..<50).map { row in
      #"{"timestamp": "2026-03-02T08:\#(row):00Z", "message": {"id": "m", "usage": "#
        + #"{"input_tokens": \#(row), "output_tokens": 2}}}"#
    }
    #expect(try Self.profile(Self.longLine + rows.joined(separator: "\n")).requests == 40)
  }

  /// A span that sums one below it does not count, though the beginning has neither.
  @Test func parentsAfterTheBeginningAreSums() throws {
    let text = #"""
      {"span_id": "b", "parent_span_id": "a", "start_time": "2026-03-02T08:00:00Z", "usage": {"input_tokens": 100, "output_tokens": 20}}
      {"span_id": "c", "parent_span_id": "a", "start_time": "2026-03-02T08:00:10Z", "usage": {"input_tokens": 300, "output_tokens": 40}}
      {"span_id": "a", "start_time": "2026-03-02T08:00:00Z", "usage": {"input_tokens": 400, "output_tokens": 60}}
      """#
    let profile = try Self.profile(Self.longLine + text)
    #expect(profile.requests == 2 && profile.promptTokens.mean == 200)
    #expect(profile.findings.sums == 1)
  }

  /// A session that was resumed begins with a copy of the one before.
  @Test func aResumedSessionCountsOnce() throws {
    let first = Self.blocks(10..<30)
    let log = try LoggedRequestTests.log([first, first + Self.blocks(30..<35)])
    #expect(log.requests.count == 25)
    // Ids that each log counts from 1 on are those of other requests.
    let one =
      #"{"request_id": 1, "ts": 1772438400, "usage": {"prompt_tokens": 9, "output_tokens": 2}}"#
    let other = one.replacing("1772438400", with: "1772438500")
    #expect(try LoggedRequestTests.log([one, other]).requests.count == 2)
    #expect(try LoggedRequestTests.log([one, one]).requests.count == 1)
  }

  /// Bedrock logs the events of a stream beside the counts of its answer: Claude's of two generations, and
  /// Llama's.
  @Test(arguments: [
    #"{"type": "message_start", "message": {"usage": {"input_tokens": 100, "output_tokens": 3}}}, {"type": "message_delta", "usage": {"input_tokens": 100, "output_tokens": 20}}, {"type": "message_stop", "amazon-bedrock-invocationMetrics": {"inputTokenCount": 100, "outputTokenCount": 20}}"#,
    #"{"type": "message_start", "message": {"usage": {"input_tokens": 100, "output_tokens": 3}}}, {"type": "message_delta", "usage": {"output_tokens": 20}}"#,
    #"{"generation": "a", "prompt_token_count": 100, "generation_token_count": 1}, {"generation": "b", "prompt_token_count": null, "generation_token_count": 20}"#,
  ]) func eventsOfAStreamAreNoRequests(events: String) throws {
    let row =
      #"{"timestamp": "2026-03-02T08:00:00Z", "input": {"inputTokenCount": 100}, "output": {"outputBodyJson": ["#
      + events + #"], "outputTokenCount": 20}}"#
    let profile = try Self.profile([row, row].joined(separator: "\n"))
    #expect(profile.requests == 2 && profile.malformedLines == 0 && profile.failures == 0)
    #expect(profile.promptTokens.mean == 100 && profile.completionTokens.mean == 20)
  }

  /// Rows that add up to what stands around them are the requests, and it is their sum.
  @Test func rowsThatAddUpAreRequests() throws {
    let text =
      #"{"timestamp": "2026-03-02T08:00:00Z", "input_tokens": 200, "output_tokens": 30, "#
      + #""results": [{"input_tokens": 100, "output_tokens": 20}, {"input_tokens": 100, "output_tokens": 10}]}"#
    let profile = try Self.profile(text)
    #expect(profile.requests == 2 && profile.promptTokens.mean == 100)
  }

  /// The times of two requests, ten seconds apart, beside what is none.
  @Test(arguments: [
    // nginx's `request_time` is how long a request took.
    #"{"time_iso8601": "2026-03-02T08:00:TT+00:00", "request_time": "5.TT", "prompt_tokens": 1, "completion_tokens": 1}"#,
    #"{"request_time": 5.TT, "timestamp": "2026-03-02T08:00:TTZ", "prompt_tokens": 1, "completion_tokens": 1}"#,
    #"{"request_time": 5.TT, "time_local": "02/Mar/2026:08:00:TT +0000", "prompt_tokens": 1, "completion_tokens": 1}"#,
    #"{"time": 1.TT, "created": 17724384TT, "prompt_tokens": 1, "completion_tokens": 1}"#,
    #"{"created_at": "2026-03-02T08:00:TTZ", "time": 1.TT, "prompt_tokens": 1, "completion_tokens": 1}"#,
    #"{"date": "2026-03-02", "time": "08:00:TT", "prompt_tokens": 1, "completion_tokens": 1}"#,
    #"{"time": "08:00:TT", "date": "2026-03-02", "prompt_tokens": 1, "completion_tokens": 1}"#,
    #"{"time": "8:00:TT a.m.", "prompt_tokens": 1, "completion_tokens": 1, "date": "2026-03-02"}"#,
    #"{"time": 202603020800TT, "prompt_tokens": 1, "completion_tokens": 1}"#,
  ]) func timesAreThoseOfRequests(row: String) throws {
    let rows = ["00", "10"].map { row.replacing("TT", with: $0) }
    let profile = try Self.profile(rows.joined(separator: "\n"))
    #expect(profile.requests == 2 && profile.malformedLines == 0)
    #expect(profile.spanSeconds == 10 && profile.findings.unreadTimes == 0)
    #expect(profile.tally.minutes.first == 1_772_438_400_000_000)
  }

  /// How long a request took is never when it came.
  @Test func durationsAloneAreNoTimes() throws {
    let row = #"{"request_time": 5.1, "prompt_tokens": 1, "completion_tokens": 1}"#
    #expect(try Self.profile(row + "\n" + row).spanSeconds == nil)
    #expect(try Self.profile(row).tally.timed == 0)
  }

  /// Times of day without a date are said to be unread, and are no dates of the year 2000.
  @Test func timesOfDayAloneAreUnread() throws {
    let text = "time,prompt_tokens,completion_tokens\n00:15:46,100,20\n00:24:35,300,40\n"
    let profile = try Self.profile(text)
    #expect(profile.findings.unreadTimes == 2 && profile.spanSeconds == nil)
  }

  /// Sums of hours whose date and hour are columns of their own: 60 requests from nine to ten on two days,
  /// of 120 and of no other hour.
  @Test func hoursStandBesideTheirDate() throws {
    let profile = try Self.profile(
      """
      date,hour,requests,prompt_tokens,completion_tokens
      2026-03-02,9,60,6000,1200
      2026-03-03,9,60,6000,1200
      """)
    #expect(profile.requests == 120 && profile.groupedRequests == 120)
    #expect(profile.tally.groupedHours[9] == 60_000 && profile.tally.groupedHours[33] == 60_000)
    #expect(profile.spanSeconds == 25.0 * 3600)
  }

  /// A day's sum is of its day, and not of when its row was first written.
  @Test func sumsAreDatedByTheirDay() throws {
    let profile = try Self.profile(
      """
      id,date,prompt_tokens,completion_tokens,api_requests,created_at,updated_at
      a,2026-03-02,2400,480,24,2026-03-02 00:01:28.515,2026-03-02 11:07:38.515
      b,2026-03-02,2400,480,24,2026-03-02 00:01:30.515,2026-03-02 11:07:38.515
      c,2026-03-03,4800,960,48,2026-03-03 00:02:28.515,2026-03-03 11:07:38.515
      """)
    #expect(profile.requests == 96 && profile.spanSeconds == 172_800)
    #expect(profile.tally.groupedHours.prefix(48).allSatisfy { $0 == 2000 })
  }

  /// Three requests of an hour and five of the next, under whatever name their number has.
  @Test(arguments: [
    "count", "COUNT(*)", "count_star()", "n", "cnt", "calls", "api_calls", "total", "f0_",
    "completions",
  ]) func sumsAreDividedByTheirCount(name: String) throws {
    let profile = try Self.profile(
      """
      hour,\(name),prompt_tokens,completion_tokens,cached_tokens
      2026-03-02 08:00:00,3,300,60,120
      2026-03-02 09:00:00,5,500,100,200
      """)
    #expect(profile.requests == 8 && profile.promptTokens.mean == 100)
    #expect(profile.completionTokens.mean == 20 && profile.cachedShare == 0.4)
    #expect(profile.spanSeconds == 7200)
  }

  /// The same names beside single requests: numbers of choices, of rows, and of all tokens.
  @Test(arguments: [
    ("n", ["1", "1"], ":00"), ("n", ["2", "1"], ":07"), ("n", ["1", "2"], ":00"),
    ("total", ["120", "340"], ":00"),
  ]) func otherCountsAreNone(name: String, counts: [String], second: String) throws {
    let profile = try Self.profile(
      """
      time,\(name),prompt_tokens,completion_tokens
      2026-03-02 08:00\(second),\(counts[0]),100,20
      2026-03-02 09:00:00,\(counts[1]),300,40
      """)
    #expect(profile.requests == 2 && profile.promptTokens.mean == 200)
  }

  /// Sums of hours without their number of requests tell no length.
  @Test(arguments: ["total", "sum"]) func totalsOfHoursAreRefused(word: String) {
    let text = """
      hour,\(word)_prompt_tokens,\(word)_completion_tokens
      2026-03-02 08:00:00,300,60
      2026-03-02 09:00:00,500,100
      """
    let error = #expect(throws: InputError.self) { try Self.profile(text) }
    #expect(error?.found.contains("without the number of requests") == true)
  }

  /// A row's total prompt, with what its cache held, is that of one request.
  @Test func totalsOfRequestsAreLengths() throws {
    let profile = try Self.profile(
      """
      time,total_prompt_tokens,total_completion_tokens
      2026-03-02 08:00:00,100,20
      2026-03-02 08:00:10,300,40
      """)
    #expect(profile.requests == 2 && profile.promptTokens.mean == 200)
  }

  /// OpenAI's usage counts the cached tokens of each kind before those of all.
  @Test func cachedTokensAreThoseOfAllKinds() throws {
    let profile = try Self.profile(
      """
      start_time,end_time,input_cached_audio_tokens,input_cached_image_tokens,input_cached_text_tokens,input_cached_tokens,input_tokens,num_model_requests,output_tokens
      1772409600,1772496000,0,0,300,400,1000,10,200
      """)
    #expect(profile.requests == 10 && profile.cachedShare == 0.4)
  }

  /// OpenTelemetry's reasoning tokens are a part of the output, wherever they stand.
  @Test func reasoningTokensAreNoCompletion() throws {
    let profile = try Self.profile(
      #"{"time": "2026-03-02T08:00:00Z", "gen_ai.usage.reasoning.output_tokens": 5, "#
        + #""gen_ai.usage.output_tokens": 20, "gen_ai.usage.input_tokens": 100}"#)
    #expect(profile.completionTokens.mean == 20 && profile.failures == 0)
  }

  /// The last line of an export may be the sum of all others, whether it says so or not.
  @Test(arguments: ["Total,,400,60,160", ",,400,60,160", "Gesamt,x,400,60,160"])
  func aTotalIsNoRequest(line: String) throws {
    let profile = try Self.profile(
      """
      time,model,prompt_tokens,completion_tokens,cached_tokens
      2026-03-02T08:00:00Z,m,100,20,40
      2026-03-02T08:00:10Z,m,300,40,120
      \(line)
      """)
    #expect(profile.requests == 2 && profile.promptTokens.mean == 200)
    #expect(profile.cachedShare == 0.4 && profile.spanSeconds == 10)
    #expect(profile.findings.sums == 1 && profile.malformedLines == 0)
  }

  /// A German spreadsheet writes numbers with a comma before their fraction.
  @Test func fractionsStandAfterACommaToo() throws {
    let profile = try Self.profile(
      """
      timestamp;prompt_tokens;completion_tokens
      1772438400,575;1502,0;20,00
      1772438410,575;1504,0;40,00
      """)
    #expect(profile.requests == 2 && profile.promptTokens.mean == 1503)
    #expect(profile.completionTokens.mean == 30 && profile.spanSeconds == 10)
  }

  /// An agent's span and the call within it share the id of the answer: one request, and no sum of none.
  @Test func aSpanAndTheOneWithinItMayShareAnAnswer() throws {
    let rows = (10..<40).map { row in
      #"{"span_id": "a\#(row)", "start_time": "2026-03-02T08:\#(row):00Z", "gen_ai.response.id": "r\#(row)", "usage": {"input_tokens": 100, "output_tokens": 20}}"#
        + "\n"
        + #"{"span_id": "c\#(row)", "parent_span_id": "a\#(row)", "start_time": "2026-03-02T08:\#(row):00Z", "gen_ai.response.id": "r\#(row)", "usage": {"input_tokens": 100, "output_tokens": 20}}"#
    }
    #expect(try Self.profile(Self.longLine + rows.joined(separator: "\n")).requests == 30)
  }

  /// Logs that stand newest first do not tell how requests bunch.
  @Test func timesOutOfOrderTellNoBursts() throws {
    let rows = (10..<50).map { row in
      #"{"timestamp": "2026-03-02T08:\#(row):00Z", "prompt_tokens": 100, "completion_tokens": 20}"#
    }
    #expect(try Self.profile(rows.joined(separator: "\n")).outOfOrder == 0)
    let profile = try Self.profile(rows.reversed().joined(separator: "\n"))
    #expect(profile.burstiness == nil && profile.requests == 40)
  }

  /// PostHog keeps what each maker counts: Anthropic's cached tokens come on top, and OpenAI's do not.
  @Test(arguments: [
    (#""$ai_provider": "openai", "$ai_model": "gpt-4o""#, 1000.0),
    (#""$ai_provider": "anthropic", "$ai_model": "claude-sonnet-4-5""#, 1400.0),
    (#""$ai_provider": "gateway", "$ai_model": "anthropic/claude-sonnet-4.5""#, 1000.0),
    (#""$ai_provider": "anthropic", "$ai_cache_reporting_exclusive": false"#, 1000.0),
    (#""$ai_model": "claude-sonnet-4-5""#, 1400.0),
  ]) func cachedTokensAreWhereTheirMakerPutsThem(names: String, prompt: Double) throws {
    let profile = try Self.profile(
      #"{"event": "$ai_generation", "timestamp": "2026-03-02T08:00:00Z", "properties": {\#(names), "#
        + #""$ai_input_tokens": 1000, "$ai_cache_read_input_tokens": 400, "$ai_output_tokens": 20}}"#
    )
    #expect(profile.requests == 1 && profile.promptTokens.mean == prompt)
    #expect(profile.cachedShare == 400 / prompt)
  }

  /// A page may call its rows `content`, and what an answer holds under that name is no row.
  @Test func contentMayBeRows() throws {
    let page = try Self.profile(
      #"{"page": 1, "size": 2, "content": [{"id": "a", "type": "llm", "start_time": "2026-03-02T08:00:00Z", "#
        + #""usage": {"prompt_tokens": 100, "completion_tokens": 20}}, {"id": "b", "type": "llm", "#
        + #""start_time": "2026-03-02T08:01:00Z", "usage": {"prompt_tokens": 300, "completion_tokens": 40}}]}"#
    )
    #expect(page.requests == 2 && page.promptTokens.mean == 200 && page.spanSeconds == 60)
    let answer = try Self.profile(
      #"{"id": "msg_1", "content": [{"type": "tool_use", "input": {"requests": 3, "status": "failed"}}], "#
        + #""usage": {"input_tokens": 100, "output_tokens": 20}}"#)
    #expect(answer.requests == 1 && answer.failures == 0 && answer.promptTokens.mean == 100)
  }

  /// Lines that end as those of old Macs did are one header, and no log without requests.
  @Test func carriageReturnsAloneEndNoLines() {
    let error = #expect(throws: InputError.self) {
      try Self.profile("time,prompt_tokens,completion_tokens\r2026-03-02T08:00:00Z,100,20\r")
    }
    #expect(error?.found == "lines that end with carriage returns alone")
  }

  /// What llama.cpp did not process of a prompt, its cache held, where it does not count that.
  @Test(arguments: [
    #""tokens_evaluated": 100, "tokens_predicted": 20, "tokens_cached": 119"#,
    #""usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}"#,
  ]) func whatIsNotProcessedWasCached(counts: String) throws {
    let profile = try Self.profile(
      #"{"timestamp": 1772438400, \#(counts), "timings": {"prompt_n": 60, "predicted_n": 20}}"#)
    #expect(profile.requests == 1 && profile.promptTokens.mean == 100)
    #expect(profile.completionTokens.mean == 20 && profile.cachedShare == 0.4)
  }

  /// Vertex keeps the pieces of a streamed answer as texts of JSON, of which the last counts all of it.
  @Test func thePiecesOfAnAnswerAreCountedByTheLast() throws {
    let first = #""{\"usageMetadata\": {\"promptTokenCount\": 100, \"candidatesTokenCount\": 1}}""#
    let last = #""{\"usageMetadata\": {\"promptTokenCount\": 100, \"candidatesTokenCount\": 20}}""#
    let profile = try Self.profile(
      #"{"logging_time": "2026-03-02 08:00:00 UTC", "response_payload": [\#(first), \#(last)]}"#)
    #expect(profile.requests == 1 && profile.completionTokens.mean == 20 && profile.hasDates)
  }

  /// Letters for a zone that several countries write are taken for one of them, which is said.
  @Test(arguments: [("CST", "China"), ("BST", "Bangladesh"), ("IST", "Israel"), ("PST", nil)])
  func sharedZonesAreSaid(zone: String, other: String?) throws {
    let profile = try Self.profile(
      """
      {"time": "2026-03-02 08:00:00 \(zone)", "prompt_tokens": 100, "completion_tokens": 20}
      {"time": "2026-03-02 08:00:10 \(zone)", "prompt_tokens": 300, "completion_tokens": 40}
      """)
    #expect(profile.requests == 2 && profile.spanSeconds == 10)
    let said = profile.findings.sentences.filter { $0.contains("Times in \(zone)") }
    #expect(said.count == (other == nil ? 0 : 1))
    #expect(said.allSatisfy { $0.contains(other ?? "") })
  }

  /// Counts with signs of both thousands and decimals, beside some that have one of them or none.
  @Test(arguments: [
    (";", ["1.502,00", "532,00", "20,00"]), (";", ["1.502,000", "532,000", "20,000"]),
    (";", ["1 502,00", "532,00", "20,00"]), ("|", ["1,502.00", "532.00", "20.00"]),
    ("|", ["1,502.000", "532.000", "20.000"]),
  ]) func countsHaveBothSigns(separator: String, counts: [String]) throws {
    let rows = [
      ["time", "prompt_tokens", "completion_tokens"],
      ["2026-03-02T08:00:00Z", counts[0], counts[2]],
      ["2026-03-02T08:00:10Z", counts[1], counts[2]],
    ]
    let profile = try Self.profile(
      rows.map { $0.joined(separator: separator) }.joined(separator: "\n"))
    #expect(profile.requests == 2 && profile.malformedLines == 0)
    #expect(profile.promptTokens.mean == 1017 && profile.completionTokens.mean == 20)
  }

  /// A text in UTF-16 is told by its zeros where no mark begins it.
  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
  func wideLettersAreNamed(encoding: String.Encoding) throws {
    let text = "time,prompt_tokens,completion_tokens\n2026-03-02T08:00:00Z,100,20\n"
    let bytes = try #require(text.data(using: encoding))
    let error = #expect(throws: InputError.self) { try TraceReader().profile(Array(bytes)) }
    #expect(error?.found == "a text in UTF-16")
  }

  /// Ollama counts what its cache held as a part of the prompt, and once left out a prompt that it held
  /// whole.
  @Test func ollamasCacheIsCounted() throws {
    let profile = try Self.profile(
      """
      {"created_at": "2026-03-02T08:00:00Z", "done": true, "prompt_eval_count": 100, "prompt_eval_cached_count": 40, "eval_count": 20}
      {"created_at": "2026-03-02T08:00:10Z", "done": true, "eval_count": 40}
      """)
    #expect(profile.requests == 1 && profile.malformedLines == 1 && profile.cachedShare == 0.4)
    #expect(profile.findings.lossReason?.contains("prompt_eval_count") == true)
  }

  /// Pages of one export share rows, whose own ids tell; numbers of rows do not.
  @Test(arguments: [
    ("1f0c2a34-0000-4000-8000-0000000000", 5), ("chatcmpl-", 5), ("", 0), ("row-", 0),
  ]) func ownIDsTellRowsOfOtherLogs(prefix: String, repeats: Int) throws {
    func page(_ rows: Range<Int>) throws -> TemporaryLog {
      try TemporaryLog(
        rows.map { row in
          #"{"id": "\#(prefix)\#(row)", "timestamp": \#(1_772_438_400 + row), "#
            + #""usage": {"prompt_tokens": 100, "completion_tokens": 20}}"# + "\n"
        }.joined())
    }
    let pages = [try page(10..<30), try page(25..<40)]
    let profile = try withExtendedLifetime(pages) {
      try TraceReader().profile(paths: pages.map(\.path))
    }
    #expect(profile.requests == 35 - repeats)
    #expect(profile.findings.duplicates == repeats)
  }

  /// Sums of days, months and sessions without their number of requests tell no length, however they are
  /// called.
  @Test(arguments: [
    #"{"daily": [{"date": "2026-03-02", "inputTokens": 9, "outputTokens": 90, "cacheReadTokens": 5, "#
      + #""modelsUsed": ["m"], "modelBreakdowns": [{"modelName": "m", "inputTokens": 9, "#
      + #""outputTokens": 90, "cacheReadTokens": 5}]}]}"#,
    #"{"data": [{"date": "2026-03-02T00:00:00Z", "model_breakdown": [{"model": "m", "tokens": "#
      + #"{"input": 900, "output": 90, "cache_read": 5, "cache_creation": 0}}]}]}"#,
    "day,model,input_tokens,output_tokens\n2026-03-02,m,500000,9000\n2026-03-02,n,300000,900\n"
      + "2026-03-03,m,400000,9000\n",
  ]) func sumsOfDaysAreRefused(text: String) {
    let error = #expect(throws: InputError.self) { try Self.profile(text) }
    #expect(error?.found.contains("without the number of requests") == true)
  }

  /// Dates alone are times of requests where prompts are as long as those of requests, or days repeat.
  @Test(arguments: [("500", "2026-03-04"), ("500000", "2026-03-03")])
  func datesAloneMayBeRequests(prompt: String, last: String) throws {
    let profile = try Self.profile(
      "day,input_tokens,output_tokens\n"
        + ["2026-03-02", "2026-03-03", last].map { "\($0),\(prompt),20\n" }.joined())
    #expect(profile.requests == 3)
  }

  /// Cursor's table counts what was read from a cache in a column of its own, and all in the total.
  @Test func cursorsCacheIsCounted() throws {
    let profile = try Self.profile(
      """
      Date,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost
      2026-03-02T08:00:00.000Z,m,No,10,50,40,20,120,$0.1
      2026-03-02T08:00:10.000Z,m,No,0,180,120,40,340,$0.1
      """)
    #expect(profile.requests == 2 && profile.promptTokens.mean == 200)
    #expect(profile.cachedShare == 0.4 && profile.completionTokens.mean == 30)
  }
}
