import CheckedJSON
import Foundation
import TestFixtures
import Testing

@testable import RequestLogs

/// A few lines of a format, and what they say.
struct LogExcerpt: Sendable, CustomStringConvertible {
  var format: TraceFormat
  var text: String
  var requests: Int
  var failures = 0
  var prompt: Double
  var completion: Double
  var spanSeconds: Double?
  var cached = 0.0

  var description: String { format.rawValue }

  static let all = [
    LogExcerpt(
      format: .azure,
      text: """
        TIMESTAMP,ContextTokens,GeneratedTokens
        2023-11-16 18:15:46.6805900,374,44
        2023-11-16 18:15:50.9951690,396,109

        """, requests: 2, prompt: 385, completion: 76.5, spanSeconds: 4.314579),
    LogExcerpt(
      format: .mooncake,
      text: """
        {"timestamp": 0, "input_length": 40160, "output_length": 6, "hash_ids": [0, 1, 2]}
        {"timestamp": 1500, "input_length": 23769, "output_length": 3, "hash_ids": [0, 4]}
        """, requests: 2, prompt: 31964.5, completion: 4.5, spanSeconds: 1.5),
    LogExcerpt(
      format: .bailian,
      text: """
        {"chat_id": 1, "parent_chat_id": -1, "timestamp": 0.5, "input_length": 10, "output_length": 6, "type": "text", "turn": 1, "hash_ids": [7]}
        {"chat_id": 2, "parent_chat_id": 1, "timestamp": 61.25, "input_length": 30, "output_length": 2, "type": "text", "turn": 2, "hash_ids": [7, 8]}
        """, requests: 2, prompt: 20, completion: 4, spanSeconds: 60.75),
    LogExcerpt(
      format: .burstGPT,
      text: """
        Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type
        5,ChatGPT,472,18,490,Conversation log
        45,ChatGPT,1087,230,1317,Conversation log
        50,GPT-4,300,0,300,Conversation log
        118,GPT-4,417,276,693,Conversation log
        """, requests: 3, failures: 1, prompt: 658.6667, completion: 174.6667, spanSeconds: 113),
    LogExcerpt(
      format: .burstGPT,
      text: """
        Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type
        5,s1,1.5,ChatGPT,472,18,490,Conversation log
        45,,2.5,ChatGPT,1087,230,1317,Conversation log
        """, requests: 2, prompt: 779.5, completion: 124, spanSeconds: 40),
    LogExcerpt(
      format: .vidur,
      text: "arrived_at,num_prefill_tokens,num_decode_tokens\n0.25,100,10\n1.75,300,20\n",
      requests: 2, prompt: 200, completion: 15, spanSeconds: 1.5),
    LogExcerpt(
      format: .splitwise,
      text: """
        request_id,request_type,application_id,arrival_timestamp,batch_size,prompt_size,token_size
        0,2,0,0.0,1,374,44
        1,2,0,4.5,1,396,109
        """, requests: 2, prompt: 385, completion: 76.5, spanSeconds: 4.5),
    LogExcerpt(
      format: .servingSim,
      text:
        #"{"input_toks": 5, "output_toks": 7, "arrival_time_ns": 1500000000, "input_tok_ids": [1, 2]}"#,
      requests: 1, prompt: 5, completion: 7),
    LogExcerpt(
      format: .openAIBatch,
      text: """
        {"id": "b1", "custom_id": "1", "response": {"status_code": 200, "body": {"created": 1711652795, "choices": [{"message": {"content": "a \\"usage\\": {\\n"}}], "usage": {"prompt_tokens": 22, "completion_tokens": 2, "total_tokens": 24, "prompt_tokens_details": {"cached_tokens": 11}}}}, "error": null}
        {"id": "b2", "custom_id": "2", "response": {"status_code": 200, "body": {"created_at": 1711652805, "usage": {"input_tokens": 30, "output_tokens": 4, "input_tokens_details": {"cached_tokens": 0}}}}, "error": null}
        {"id": "b3", "custom_id": "3", "response": {"status_code": 429, "body": {"error": {"message": "slow"}}}, "error": null}
        {"id": "b4", "custom_id": "4", "response": null, "error": {"code": "batch_expired"}}
        """, requests: 2, failures: 2, prompt: 26, completion: 3, spanSeconds: 10,
      cached: 11.0 / 52),
    LogExcerpt(
      format: .anthropicBatch,
      text: """
        {"custom_id":"1","result":{"type":"succeeded","message":{"content":[],"usage":{"input_tokens":11,"cache_read_input_tokens":80,"cache_creation_input_tokens":9,"output_tokens":36}}}}
        {"custom_id":"2","result":{"type":"errored","error":{"type":"invalid_request"}}}
        {"custom_id":"3","result":{"type":"expired"}}
        """, requests: 1, failures: 2, prompt: 100, completion: 36, cached: 0.8),
    LogExcerpt(
      format: .openAIUsage,
      text: """
        start_time,end_time,project_id,num_model_requests,input_tokens,output_tokens,input_cached_tokens
        1700000000,1700003600,p,10,1000,200,500
        1700003600,1700007200,p,30,2000,400,100
        1700007200,1700010800,p,0,0,0,0
        """, requests: 40, prompt: 75, completion: 15, spanSeconds: 10800, cached: 0.2),
    LogExcerpt(
      format: .openAIUsage,
      text: """
        {"object": "page", "data": [{"object": "bucket", "start_time": 1700000000, "end_time": 1700003600,
          "results": [{"object": "organization.usage.completions.result", "input_tokens": 1000,
            "output_tokens": 200, "input_cached_tokens": 500, "num_model_requests": 10}]},
         {"object": "bucket", "start_time": 1700003600, "end_time": 1700007200, "results": []}]}
        """, requests: 10, prompt: 100, completion: 20, spanSeconds: 7200, cached: 0.5),
    LogExcerpt(
      format: .liteLLM,
      text: """
        {"request_id": "a", "startTime": "2024-05-01T08:00:00.250Z", "status": "success", "prompt_tokens": 50, "completion_tokens": 5, "cache_hit": "False"}
        {"request_id": "b", "startTime": "2024-05-01T10:00:01.250+02:00", "status": "failure", "prompt_tokens": 0, "completion_tokens": 0}
        {"request_id": "c", "startTime": "2024-05-01T10:00:10.250+02:00", "status": "success", "prompt_tokens": 70, "completion_tokens": 15}
        """, requests: 2, failures: 1, prompt: 60, completion: 10, spanSeconds: 10),
    LogExcerpt(
      format: .liteLLM,
      text: #"""
        request_id,startTime,messages,prompt_tokens,completion_tokens
        a,2024-05-01 08:00:00,"two
        lines, ""quoted""",50,5
        b,2024-05-01 08:00:10,"{}",70,15
        """#, requests: 2, prompt: 60, completion: 10, spanSeconds: 10),
    LogExcerpt(
      format: .langfuse,
      text: """
        {"id": "a", "startTime": "2024-05-01T08:00:00.000Z", "usageDetails": {"input": 20, "output": 5, "total": 25}}
        {"id": "b", "startTime": "2024-05-01T08:00:05.000Z", "usageDetails": {"input": 10, "cache_read_input_tokens": 30, "output": 7}}
        """, requests: 2, prompt: 30, completion: 6, spanSeconds: 5, cached: 0.5),
    LogExcerpt(
      format: .aggregate,
      text: """
        prompt_bin,completion_bin,hour_of_week,requests,prompt_tokens,completion_tokens,prompt_squares,completion_squares,products,first_time,last_time
        0,0,9,3,300,30,30200,310,3010,1700000000,1700000050.5
        1,1,10,1,500,10,250000,100,5000,1700000020,1700000100
        """, requests: 4, prompt: 200, completion: 10, spanSeconds: 100),
  ]
}

extension LogExcerpt {
  /// What else stands in logs of these formats: other columns, other orders, other kinds of lines.
  static let variants = [
    LogExcerpt(
      format: .azure,
      text: """
        ,GeneratedTokens,TIMESTAMP,NumImages,ContextTokens,
        0,44,2023-11-16 18:15:46.6805900,1,374,

        1,109,2023-11-16 18:15:50.9951690,0,396,
        """, requests: 2, prompt: 385, completion: 76.5, spanSeconds: 4.314579),
    LogExcerpt(
      format: .azure,
      text: "2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50.9951690,396,109\n",
      requests: 2, prompt: 385, completion: 76.5, spanSeconds: 4.314579),
    LogExcerpt(
      format: .splitwise,
      text: "request_type,arrival_timestamp,token_size,prompt_size\n2,0.0,44,374\n2,4.5,109,396\n",
      requests: 2, prompt: 385, completion: 76.5, spanSeconds: 4.5),
    LogExcerpt(
      format: .vidur,
      text: "num_prefill_tokens,num_decode_tokens,total_tokens,pd_ratio\n100,10,110,10.0\n",
      requests: 1, prompt: 100, completion: 10),
    LogExcerpt(
      format: .openAIBatch,
      text: """
        {"custom_id": "1", "response": {"status_code": 200, "body": {"usage": {"completion_tokens": 26712, "completion_tokens_details": {"reasoning_tokens": 17984}, "prompt_tokens": 60054, "prompt_tokens_details": null}}}, "error": null}
        {"custom_id": "2", "response": {"status_code": 200, "body": {"usage": {"prompt_tokens": "54", "completion_tokens": "12"}}}, "error": null}
        {"custom_id": "3", "response": {"status_code": 400, "body": {"usage": null, "error": {"code": "x"}}}, "error": null}
        """, requests: 2, failures: 1, prompt: 30054, completion: 13362),
    LogExcerpt(
      format: .anthropicBatch,
      text: """
        {"custom_id":"1","result":{"type":"succeeded","message":{"usage":{"input_tokens":11,"cache_creation_input_tokens":9,"cache_creation":{"ephemeral_5m_input_tokens":9},"cache_read_input_tokens":null,"output_tokens":36}}}}
        {"custom_id":"2","result":{"type":"canceled"}}
        """, requests: 1, failures: 1, prompt: 20, completion: 36),
    LogExcerpt(
      format: .liteLLM,
      text: #"""
        "request_id","spend","total_tokens","prompt_tokens","completion_tokens","startTime","metadata","cache_hit"
        "a","0.1","55","50","5","2024-05-01 08:00:00.25+00","{""a"": ""x, y""}","False"
        "b","0.1","85","70","15","2024-05-01 10:00:10.25+02","{}",""
        """#, requests: 2, prompt: 60, completion: 10, spanSeconds: 10),
    LogExcerpt(
      format: .liteLLM,
      text: """
        [{"prompt_tokens": 50, "completion_tokens": 5, "startTime": "2024-05-01T08:00:00Z"}, {"prompt_tokens": 70, "completion_tokens": 15, "startTime": "2024-05-01T08:00:10Z", "metadata": {"usage_object": {"prompt_tokens_details": {"cached_tokens": 60}}}}]
        """, requests: 2, prompt: 60, completion: 10, spanSeconds: 10, cached: 0.5),
    LogExcerpt(
      format: .langfuse,
      text: """
        {"id": "s", "traceId": "t", "type": "SPAN", "startTime": "2024-05-01T07:59:59.000Z", "usageDetails": {}}
        {"id": "a", "traceId": "t", "type": "GENERATION", "level": "DEFAULT", "startTime": "2024-05-01T08:00:00.000Z", "usageDetails": {"input": 20, "output": 1, "output_reasoning_tokens": 4, "total": 25}, "promptTokens": 20, "completionTokens": 5}
        {"id": "b", "traceId": "t", "type": "GENERATION", "level": "ERROR", "startTime": "2024-05-01T08:00:01.000Z", "usageDetails": {}}
        {"id": "c", "traceId": "t", "type": "GENERATION", "startTime": "2024-05-01T08:00:05.000Z", "usageDetails": {"input": 10, "input_cached_tokens": 30, "output": 7}, "promptTokens": 40, "completionTokens": 7}
        """, requests: 2, failures: 1, prompt: 30, completion: 6, spanSeconds: 5, cached: 0.5),
    LogExcerpt(
      format: .langfuse,
      text: """
        {
          "data": [
            {
              "id": "a", "type": "GENERATION", "startTime": "2024-05-01T08:00:00.000Z",
              "name": "a } and a \\" ]",
              "usage": {"input": 20, "output": 5, "unit": "TOKENS"}
            },
            {
              "id": "b", "type": "GENERATION", "startTime": "2024-05-01T08:00:05.000Z",
              "usage": {"input": 40, "output": 7}
            }
          ],
          "meta": {"page": 1, "limit": 50}
        }
        """, requests: 2, prompt: 30, completion: 6, spanSeconds: 5),
    LogExcerpt(
      format: .mooncake,
      text: """
        {
          "timestamp": 0,
          "input_length": 10,
          "output_length": 2
        }
        {
          "timestamp": 2000,
          "input_length": 20,
          "output_length": 4
        }
        """, requests: 2, prompt: 15, completion: 3, spanSeconds: 2),
  ]
}

@Suite struct TraceReaderTests {
  @Test(arguments: LogExcerpt.all + LogExcerpt.variants) func everyFormatIsFoundAndRead(
    _ log: LogExcerpt
  ) throws {
    for format in [nil, log.format] {
      let profile = try TraceReader(format: format).profile(Array(log.text.utf8))
      #expect(profile.formats == [log.format])
      #expect(profile.requests == log.requests)
      #expect(profile.failures == log.failures)
      #expect(profile.malformedLines == 0)
      #expect(isClose(profile.promptTokens.mean, log.prompt, within: 1e-6))
      #expect(isClose(profile.completionTokens.mean, log.completion, within: 1e-6))
      #expect(isClose(profile.spanSeconds ?? 0, log.spanSeconds ?? 0, within: 1e-9))
      #expect(isClose(profile.cachedShare, log.cached, within: 1e-9))
    }
  }

  @Test(arguments: LogExcerpt.all + LogExcerpt.variants) func lineEndsMayBeThoseOfWindows(
    _ log: LogExcerpt
  ) throws {
    let text = log.text.replacing("\n", with: "\r\n")
    let profile = try TraceReader().profile([0xEF, 0xBB, 0xBF] + Array(text.utf8))
    #expect(profile.requests == log.requests)
    #expect(profile.malformedLines == 0)
  }

  @Test(arguments: LogExcerpt.all) func everyPrefixIsRead(_ log: LogExcerpt) {
    let bytes = Array(log.text.utf8)
    for count in stride(from: 0, to: bytes.count, by: 7) {
      let profile = try? TraceReader(format: log.format).profile(Array(bytes[..<count]))
      #expect((profile?.requests ?? 0) <= log.requests)
    }
  }

  @Test func columnsCanBeNamed() throws {
    let columns = TraceColumns(
      prompt: "in", completion: "out", time: "at", timeUnit: .milliseconds, cached: "hit",
      cachedIsInside: false)
    let csv = "x;at;in;hit;out\na;1000;10;90;5\nb;3500;20;;15\n"
    let table = try TraceReader(columns: columns).profile(Array(csv.utf8))
    #expect(table.promptTokens.mean == 60)
    #expect(table.completionTokens.mean == 10)
    #expect(table.spanSeconds == 2.5)
    let nested = TraceColumns(prompt: "usage.in", completion: "usage.out")
    let json = #"{"usage": {"in": 7, "out": 3}, "in": 99}"#
    #expect(try TraceReader(columns: nested).profile(Array(json.utf8)).promptTokens.mean == 7)
  }

  @Test func millisecondsAreNotSeconds() throws {
    let line = #"{"timestamp": 5000, "input_length": 1, "output_length": 1}"#
    let other = #"{"timestamp": 8000, "input_length": 1, "output_length": 1}"#
    let bytes = Array((line + "\n" + other).utf8)
    #expect(try TraceReader(format: .mooncake).profile(bytes).spanSeconds == 3)
    #expect(try TraceReader(format: .bailian).profile(bytes).spanSeconds == 3000)
  }

  /// Times as they stand in logs, and their microseconds since 1970.
  static let times: [(text: String, microseconds: Int64)] = [
    ("2023-11-16 18:17:03.9799600", 1_700_158_623_979_960),
    ("2023-11-16 18:17:03", 1_700_158_623_000_000),
    ("2023-11-16 18:17:03.5", 1_700_158_623_500_000),
    ("2023-11-16T18:17:03.979Z", 1_700_158_623_979_000),
    ("2023-11-16T18:17:03.979960123Z", 1_700_158_623_979_960),
    ("2023-11-16T18:17:03.979960123456", 1_700_158_623_979_960),
    ("2023-11-16T20:17:03.979+02:00", 1_700_158_623_979_000),
    ("2023-11-16 13:17:03-0500", 1_700_158_623_000_000),
    ("2023-11-16 18:17:03 UTC", 1_700_158_623_000_000),
    ("2023/11/16 18:17:03", 1_700_158_623_000_000),
    ("2024-02-29 00:00:00", 1_709_164_800_000_000), ("1970-01-01 00:00:00.000001", 1),
    ("0", 0), ("7", 7_000_000), ("0.25", 250_000), ("12345678", 12_345_678_000_000),
    ("1700158623", 1_700_158_623_000_000), ("1700158623.97996", 1_700_158_623_979_960),
    ("3.1415926535897931", 3_141_592), ("1.5e3", 1_500_000_000), ("-2.5", -2_500_000),
  ]

  /// A row may be read by either of two readers: one for plain rows, and one for all.
  @Test(arguments: times) func timesAreReadAlikeEverywhere(
    _ time: (text: String, microseconds: Int64)
  )
    throws
  {
    // The last row and the one before it must not matter, nor what was read before.
    func text(_ row: (String) -> String) -> String {
      (0..<20).map { row($0.isMultiple(of: 3) ? "2020-01-01 00:00:00" : time.text) + "\n" }.joined()
    }
    let header = "arrived_at,num_prefill_tokens,num_decode_tokens\n"
    let logs = [
      header + text { "\($0),1,1" }, header + text { "\"\($0)\",\"1\",\"1\"" },
      text { #"{"startTime": "\#($0)", "prompt_tokens": 1, "completion_tokens": 1}"# },
    ]
    for log in logs {
      let profile = try TraceReader().profile(Array(log.utf8))
      #expect(profile.requests == 20)
      #expect(profile.gaps.last == time.microseconds)
      #expect(profile == (try TraceReader().profile(Array(logs[0].utf8))) || log == logs[2])
    }
  }

  /// Numbers in each unit, and whole microseconds; `nil` for times that are not believed.
  static let numbers: [(unit: TimeUnit, text: String, microseconds: Int64?)] = [
    (.seconds, "1700158623.97996049", 1_700_158_623_979_960),
    (.seconds, "8999999999", 8_999_999_999_000_000),
    (.seconds, "9000000001", nil), (.seconds, "123456789012345678", nil),
    (.milliseconds, "1700158623979", 1_700_158_623_979_000),
    (.milliseconds, "1700158623979.96", 1_700_158_623_979_960), (.milliseconds, "0.0015", 1),
    (.milliseconds, "9999999999999", nil),
    (.microseconds, "1700158623979960", 1_700_158_623_979_960),
    (.microseconds, "12.9", 12), (.microseconds, "9999999999999999", nil),
    (.nanoseconds, "1700158623979960123", 1_700_158_623_979_960), (.nanoseconds, "999", 0),
    (.nanoseconds, "12345678901234", 12_345_678_901),
    (.nanoseconds, "9999999999999999", 9_999_999_999_999),
    (.nanoseconds, "99999999999999999999", nil),
  ]

  @Test(arguments: numbers) func numbersAreTimesInTheirUnit(
    _ time: (unit: TimeUnit, text: String, microseconds: Int64?)
  ) throws {
    let columns = TraceColumns(prompt: "p", completion: "c", time: "t", timeUnit: time.unit)
    let rows = [
      "t,p,c\n" + String(repeating: "\(time.text),1,1\n", count: 20) + "0,1,1\n",
      "t,p,c\n" + String(repeating: "\"\(time.text)\",1,1\n", count: 20) + "0,1,1\n",
      String(repeating: #"{"t": \#(time.text), "p": 1, "c": 1}"# + "\n", count: 20)
        + #"{"t": 0, "p": 1, "c": 1}"#,
    ]
    for log in rows {
      let profile = try TraceReader(columns: columns).profile(Array(log.utf8))
      #expect(profile.requests == (time.microseconds == nil ? 1 : 21))
      #expect(profile.tally.minutes.last == time.microseconds ?? 0)
    }
  }

  /// Times that gain and lose digits from row to row.
  @Test(arguments: 0...9) func timesMayChangeTheirLength(decimals: Int) throws {
    var (text, last, sum) = ("arrived_at,num_prefill_tokens,num_decode_tokens\n", 0, 0)
    for row in 0..<400 {
      let time = row * row * (row % 9 == 0 ? 1 : 50_000)
      let fraction = String(repeating: "\(row % 10)", count: row % 5 == 0 ? 3 : decimals)
      text += "\(time)\(fraction.isEmpty ? "" : ".\(fraction)"),1,1\n"
      let millionths = Int((fraction + "000000").prefix(6)) ?? 0
      let microseconds = time * 1_000_000 + millionths
      if row > 0, microseconds >= last { sum += microseconds - last }
      last = microseconds
    }
    let gaps = try TraceReader().profile(Array(text.utf8)).gaps
    #expect(gaps.sum == UInt128(sum))
    #expect(gaps.last == Int64(last))
  }

  @Test(arguments: [
    "1,2,3,x,\"y\nz\"\n", "1,2,3,,\n", "1,2,3\r\n", "01,002,3\n", "1,2,3,4\n", "\"1\",2,3\n",
    "1, 2 ,3\n", "1,2.0,3\n", "1,2,3e0\n",
  ])
  func plainRowsAndOthersMayAlternate(row: String) throws {
    let plain = "1,2,3\n"
    let header = "arrived_at,num_prefill_tokens,num_decode_tokens,more,columns\n"
    let rows = (0..<60).map { $0 % 7 == 3 ? row : plain }.joined()
    let profile = try TraceReader().profile(Array((header + rows).utf8))
    #expect(profile.requests == 60)
    #expect(profile.malformedLines == 0)
    #expect(profile.promptTokens.mean == 2 && profile.completionTokens.mean == 3)
  }

  @Test(arguments: [
    "", "\n\n", "a,b,c\n1,2,3\n", "{\"x\": 1}\n", "\u{0}\u{1}\u{2}", "[1, 2, 3]",
    "{\"results\": 1, \"start_time\": 2}",
  ])
  func anUnknownLogIsRefused(text: String) {
    #expect(throws: InputError.self) {
      try TraceReader().profile(Array(text.utf8), name: "x.log")
    }
  }

  @Test(arguments: [TraceFormat.vidur, .splitwise, .burstGPT]) func aHeaderMayBeMissing(
    format: TraceFormat
  ) throws {
    let rows: [TraceFormat: String] = [
      .vidur: "0.25,100,10\n1.75,300,20\n",
      .splitwise: "0,2,0,0.25,1,100,10\n1,2,0,1.75,1,300,20\n",
      .burstGPT: "0.25,ChatGPT,100,10,110,API log\n1.75,GPT-4,300,20,320,API log\n",
    ]
    let profile = try TraceReader(format: format).profile(Array((rows[format] ?? "").utf8))
    #expect(profile.requests == 2 && profile.malformedLines == 0)
    #expect(profile.promptTokens.mean == 200 && profile.completionTokens.mean == 15)
    #expect(profile.spanSeconds == 1.5)
  }

  @Test func aLongArrayIsReadFromAPipeAndAFile() throws {
    let object = #"{"prompt_tokens": 50, "completion_tokens": 5, "metadata": {"a": [1, "]"]}}"#
    let text = "[\n" + Array(repeating: object, count: 20_000).joined(separator: ",\n") + "\n]\n"
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".json")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let profile = try TraceReader().profile(path: file.path)
    #expect(profile.requests == 20_000 && profile.malformedLines == 0)
  }

  @Test func anObjectThatIsBrokenOffCostsNoOther() throws {
    let text = """
      [{"prompt_tokens": 50, "completion_tokens": 5},
       {"prompt_tokens": 50, "completion_tokens": 5, "name": "broken off
       {"prompt_tokens": 50, "completion_tokens": 5}, stray
       {"prompt_tokens": 50, "completion_tokens": 5}]
      """
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 3)
    #expect(profile.malformedLines == 2)
  }

  @Test func aTextOfTwoBytesToACharacterIsNamed() {
    let error = #expect(throws: InputError.self) {
      try TraceReader().profile([0xFF, 0xFE] + "a,b".utf16.flatMap { [UInt8($0), 0] })
    }
    #expect(error?.found == "a text in UTF-16")
  }

  /// A terminal must not act on what an unknown log holds.
  @Test func binaryBytesAreNotPrinted() throws {
    let bytes = (0..<200).map { UInt8($0) } + Array("\u{1B}[2J,\u{9B}31m\n".utf8)
    let error = try #require(throws: InputError.self) { try TraceReader().profile(bytes) }
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
    #expect(!error.description.unicodeScalars.contains("\u{9B}"))
  }

  @Test func aGzipFileIsNamed() {
    let error = #expect(throws: InputError.self) {
      try TraceReader().profile([0x1F, 0x8B, 8, 0], name: "x.gz")
    }
    #expect(error?.found == "a gzip file")
  }

  @Test func aMissingFileIsRefused() {
    #expect(throws: InputError.self) { try TraceReader().profile(path: "/no/such/file") }
    #expect(throws: InputError.self) { try TraceReader().profile(path: "/tmp") }
  }
}
