import CheckedJSON
import Foundation
import TestFixtures
import Testing
import Workloads

@testable import RequestLogs

/// Sums of requests by stretches of time, as usage reports give them.
@Suite struct LogSumsTests {
  /// A usage page of daily buckets, one number of requests each, from 2 March 2026 on.
  static func page(_ days: [Int], hasMore: Bool = false, first: Int = 0) -> String {
    let buckets = days.enumerated().map { day, requests in
      let start = 1_772_409_600 + (first + day) * 86_400
      return
        #"{"object": "bucket", "start_time": \#(start), "end_time": \#(start + 86_400), "results": ["#
        + #"{"input_tokens": \#(requests * 1000), "output_tokens": \#(requests * 200), "#
        + #""input_cached_tokens": \#(requests * 300), "num_model_requests": \#(requests)}]}"#
    }
    return
      #"{"object": "page", "data": [\#(buckets.joined(separator: ", "))], "has_more": \#(hasMore)}"#
  }

  /// 24,000 requests a day for thirty days are 1,000 in each hour, whatever the weekday.
  @Test func dailyBucketsAreSpreadOverTheirHours() throws {
    let profile = try TraceReader().profile(
      Array(Self.page([Int](repeating: 24_000, count: 30)).utf8))
    #expect(profile.requests == 720_000)
    #expect(profile.cachedShare == 0.3)
    #expect(profile.requestsPerSecond == 1000.0 / 3600)
    guard case .hourOfWeek(let hours) = try profile.traffic else {
      Issue.record("no traffic by the hour")
      return
    }
    #expect(hours.values.allSatisfy { isClose($0, hours.values[0], within: 1e-3) })
  }

  /// 240 requests a day and 20 on the last, which at that rate took two hours.
  @Test func anUnfinishedBucketEndsWhereItsRequestsDo() throws {
    let profile = try TraceReader().profile(Array(Self.page([240, 240, 240, 20]).utf8))
    #expect(profile.requests == 740)
    #expect(isClose(profile.spanSeconds ?? 0, 3 * 86_400 + 7200, within: 1e-6))
    #expect(profile.findings.hasUnfinishedBucket)
  }

  @Test func pagesAreReadTogetherAndTheLastSaysWhetherMoreFollow() throws {
    let first = Self.page([240, 240], hasMore: true)
    let second = Self.page([240], first: 2)
    let both = try TraceReader().profile(Array((first + "\n" + second).utf8))
    #expect(both.requests == 720 && !both.findings.hasMorePages)
    #expect(try TraceReader().profile(Array(first.utf8)).findings.hasMorePages)
  }

  /// LiteLLM's daily activity: each row is a day of one key.
  @Test func daysWithoutAnEndLastADay() throws {
    let text = #"""
      {"results": [
        {"date": "2026-03-02", "metrics": {"prompt_tokens": 1000, "completion_tokens": 200, "api_requests": 12, "successful_requests": 10, "failed_requests": 2}},
        {"date": "2026-03-03", "metrics": {"prompt_tokens": 3000, "completion_tokens": 200, "api_requests": 10, "successful_requests": 10, "failed_requests": 0}}],
       "metadata": {"total_pages": 1}}
      """#
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 20 && profile.failures == 2)
    #expect(profile.promptTokens.mean == 200 && profile.completionTokens.mean == 20)
    #expect(profile.spanSeconds == 172_800.0)
  }

  /// Ten requests of one model and thirty of another, each under its name in the day's breakdown.
  @Test func oneModelOfADaysBreakdown() throws {
    let text = #"""
      {"results": [{"date": "2026-03-02",
        "metrics": {"prompt_tokens": 10000, "completion_tokens": 700, "api_requests": 40, "successful_requests": 40, "failed_requests": 0},
        "breakdown": {"models": {
          "gpt-4o": {"metrics": {"prompt_tokens": 1000, "completion_tokens": 100, "cache_read_input_tokens": 500, "api_requests": 10, "successful_requests": 10, "failed_requests": 0}, "metadata": {}},
          "claude-sonnet-5": {"metrics": {"prompt_tokens": 9000, "completion_tokens": 600, "api_requests": 30, "successful_requests": 30, "failed_requests": 0}, "metadata": {}}},
          "providers": {"openai": {"metrics": {"api_requests": 10}}}}}], "metadata": {"total_pages": 1}}
      """#
    var reader = TraceReader()
    reader.selection.model = "gpt-4o"
    let one = try reader.profile(Array(text.utf8))
    #expect(one.requests == 10 && one.promptTokens.mean == 100)
    #expect(one.completionTokens.mean == 10)
    #expect(one.cachedShare == 0.5)
    let all = try TraceReader().profile(Array(text.utf8))
    #expect(all.requests == 40 && all.promptTokens.mean == 250)
    #expect(all.findings.models == ["gpt-4o": 10, "claude-sonnet-5": 30])
  }

  /// Anthropic's report has tokens by day, and no number of requests.
  @Test func sumsWithoutACountAreRefused() {
    let text = #"""
      {"data": [{"starting_at": "2026-03-02T00:00:00Z", "ending_at": "2026-03-03T00:00:00Z", "results": [{"uncached_input_tokens": 176506, "cache_creation": {"ephemeral_5m_input_tokens": 44820}, "cache_read_input_tokens": 95780, "output_tokens": 41626}]}]}
      """#
    let error = #expect(throws: InputError.self) { try TraceReader().profile(Array(text.utf8)) }
    #expect(error?.found.contains("without the number of requests") == true)
  }

  /// Ten prompts of up to 100 tokens and ten of 100 to 200 that are 2,000 together: at the same fraction of
  /// both steps, 50 and 150.
  @Test func histogramsOfAnEngineAreRead() throws {
    let text = """
      # HELP vllm:request_prompt_tokens Number of prefill tokens processed.
      # TYPE vllm:request_prompt_tokens histogram
      vllm:request_prompt_tokens_bucket{le="100.0",model_name="m"} 10.0
      vllm:request_prompt_tokens_bucket{le="200.0",model_name="m"} 20.0
      vllm:request_prompt_tokens_bucket{le="+Inf",model_name="m"} 20.0
      vllm:request_prompt_tokens_count{model_name="m"} 20.0
      vllm:request_prompt_tokens_sum{model_name="m"} 2000.0
      vllm:request_generation_tokens_bucket{le="10.0",model_name="m"} 20.0
      vllm:request_generation_tokens_bucket{le="+Inf",model_name="m"} 20.0
      vllm:request_generation_tokens_count{model_name="m"} 20.0
      vllm:request_generation_tokens_sum{model_name="m"} 160.0
      vllm:prefix_cache_queries_total{model_name="m"} 2000.0
      vllm:prefix_cache_hits_total{model_name="m"} 500.0
      """
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 20)
    #expect(profile.promptTokens.mean == 100 && profile.completionTokens.mean == 8)
    #expect(profile.promptTokens.quantile(0.5) == 50 && profile.promptTokens.max == 150)
    #expect(profile.cachedShare == 0.25)
    #expect(profile.findings.models == ["m": 20])
  }

  /// A histogram of twenty lengths, all below a bound.
  static func histogram(_ name: String, below bound: Int, sum: Int, _ labels: String = "") -> String
  {
    let others = labels.isEmpty ? "" : labels + ","
    return """
      \(name)_bucket{\(others)le="\(bound).0"} 20.0
      \(name)_bucket{\(others)le="+Inf"} 20.0
      \(name)_count{\(labels)} 20.0
      \(name)_sum{\(labels)} \(sum).0

      """
  }

  /// Of 1,000 prompt tokens 250 came from the cache; what vLLM asks a second cache for is none of its own.
  @Test(arguments: [
    (
      "vllm:request_prompt_tokens", "vllm:request_generation_tokens",
      """
      vllm:prefix_cache_queries_total 1000.0
      vllm:prefix_cache_hits_total 150.0
      vllm:external_prefix_cache_queries_total 850.0
      vllm:external_prefix_cache_hits_total 100.0
      """
    ),
    (
      "sglang:prompt_tokens_histogram", "sglang:generation_tokens_histogram",
      """
      sglang:cached_tokens_total{cache_source="device"} 200.0
      sglang:cached_tokens_total{cache_source="host"} 50.0
      """
    ),
  ]) func whatACacheHeldIsRead(prompts: String, completions: String, cache: String) throws {
    let text =
      "# HELP x\n" + Self.histogram(prompts, below: 100, sum: 1000)
      + Self.histogram(completions, below: 10, sum: 160) + cache
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 20 && profile.cachedShare == 0.25)
  }

  /// OpenTelemetry's histogram tells both lengths by a label.
  @Test func tokenUsageOfOpenTelemetryIsRead() throws {
    let name = "gen_ai_client_token_usage"
    let model = "gen_ai_request_model=\"m\""
    let text =
      "# HELP x\n"
      + Self.histogram(name, below: 100, sum: 1000, model + ",gen_ai_token_type=\"input\"")
      + Self.histogram(name, below: 10, sum: 160, model + ",gen_ai_token_type=\"output\"")
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 20)
    #expect(profile.promptTokens.mean == 50 && profile.completionTokens.mean == 8)
    #expect(profile.findings.models == ["m": 20])
  }

  /// The same in OTLP JSON, exported twice: of cumulative points the last one tells all.
  @Test func tokenUsageInOTLPIsRead() throws {
    func point(_ kind: String, _ bound: Int, _ count: Int, _ sum: Int, _ second: Int) -> String {
      #"{"attributes": [{"key": "gen_ai.token.type", "value": {"stringValue": "\#(kind)"}}], "#
        + #""startTimeUnixNano": "1772438400000000000", "timeUnixNano": "17724384\#(second)000000000", "#
        + #""count": "\#(count)", "sum": \#(sum), "bucketCounts": ["\#(count)", "0"], "explicitBounds": [\#(bound)]}"#
    }
    let exports = [
      point("input", 100, 5, 200, 30), point("output", 10, 5, 10, 30),
      point("input", 100, 20, 1000, 60), point("output", 10, 20, 160, 60),
    ]
    let lines = exports.map {
      #"{"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "gen_ai.client.token.usage", "#
        + #""histogram": {"dataPoints": [\#($0)], "aggregationTemporality": 2}}]}]}]}"#
    }
    let profile = try TraceReader().profile(Array(lines.joined(separator: "\n").utf8))
    #expect(profile.requests == 20)
    #expect(profile.promptTokens.mean == 50 && profile.completionTokens.mean == 8)
    #expect(profile.spanSeconds == 60)
  }

  /// A row for each user, key, model or month, without a number of requests.
  @Test(arguments: [
    "user_id,total_tokens,prompt_tokens,completion_tokens\na,1840233,1500220,340013\nb,220133,200020,20113\nc,30233,20220,10013\n",
    "model,total_input_tokens,total_output_tokens\nm,15002200,3400130\nn,2000200,201130\no,220,40\n",
    "month,user,prompt_tokens,completion_tokens\n2026-01,a,320000,9000\n2026-01,b,420000,9000\n2026-02,a,70000,9000\n",
    "month,prompt_tokens,completion_tokens\n2026-01,150022000,34001300\n2026-02,20002000,2011300\n",
    #"[{"api_key": "a", "total_prompt_tokens": 1500, "total_completion_tokens": 340}, {"api_key": "b", "total_prompt_tokens": 15, "total_completion_tokens": 30}]"#,
    "user,sum(prompt_tokens),sum(completion_tokens)\na,1500,340\nb,200,20\n",
  ]) func sumsOfOwnersWithoutACountAreRefused(text: String) {
    let error = #expect(throws: InputError.self) { try TraceReader().profile(Array(text.utf8)) }
    #expect(error?.found.contains("without the number of requests") == true)
  }

  /// The same with the number: 42 requests of 172,066 prompt tokens and 3,840 others.
  @Test(arguments: [
    #"{"users": [{"user_id": "a", "count": 12, "input_tokens": 150044, "output_tokens": 3400}, {"user_id": "b", "count": 30, "input_tokens": 22022, "output_tokens": 440}]}"#,
    #"{"models": [{"model_id": "a", "message_count": 12, "input_tokens": 150044, "output_tokens": 3400}, {"model_id": "b", "message_count": 30, "input_tokens": 22022, "output_tokens": 440}]}"#,
    "user_id,count(),sum(prompt_tokens),sum(completion_tokens)\na,12,150044,3400\nb,30,22022,440\n",
  ]) func sumsOfOwnersAreReadWhereTheyTellTheirNumber(text: String) throws {
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 42)
    #expect(isClose(profile.promptTokens.mean, 172_066.0 / 42, within: 1e-9))
  }

  /// A log that merely names its users: some come twice, or each request has a time or an id.
  @Test(arguments: [
    "user,prompt_tokens,completion_tokens\na,150000,340\na,120000,20\nb,90000,14\n",
    "timestamp,user,prompt_tokens,completion_tokens\n2026-03-02T10:00:07Z,a,1500,340\n2026-03-02T10:02:09Z,b,200,20\n2026-03-02T10:03:11Z,c,900,14\n",
    "timestamp,user,prompt_tokens,completion_tokens\n2026-03-02T10:00:07Z,a,41500,340\n2026-03-02T10:02:09Z,b,62000,20\n2026-03-02T10:03:11Z,c,39000,14\n",
    "request_id,user,prompt_tokens,completion_tokens\nr1,a,150000,340\nr2,b,20000,20\nr3,c,90000,14\n",
    #"[{"user": "a", "message_count": 3, "prompt_tokens": 1500, "completion_tokens": 340}, {"user": "a", "message_count": 5, "prompt_tokens": 150, "completion_tokens": 30}, {"user": "b", "message_count": 7, "prompt_tokens": 150, "completion_tokens": 30}]"#,
  ]) func requestsThatNameTheirUsersAreRequests(text: String) throws {
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 3 && !profile.findings.mayBeSums)
  }

  /// A row for each of three users with no more tokens than requests have: either may be.
  @Test func rowsThatMayBeSumsSaySo() throws {
    let text = "user,prompt_tokens,completion_tokens\na,1500,340\nb,200,20\nc,900,14\n"
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 3 && profile.findings.mayBeSums)
  }
}
