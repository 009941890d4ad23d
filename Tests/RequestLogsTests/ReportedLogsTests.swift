import CheckedJSON
import Foundation
import TestFixtures
import Testing

@testable import RequestLogs

extension WrittenLog {
  /// Logs that were reported to be read wrong; each tells of the same two requests as those of ``all``.
  static let reported = [
    WrittenLog(
      "Claude Code's result of a subagent, whose requests have rows of their own",
      #"""
      {"type": "assistant", "timestamp": "2026-03-02T08:00:00Z", "sessionId": "s", "uuid": "u1", "message": {"id": "m1", "usage": {"input_tokens": 60, "cache_read_input_tokens": 40, "output_tokens": 20}}}
      {"type": "user", "timestamp": "2026-03-02T08:00:05Z", "sessionId": "s", "uuid": "u2", "message": {"role": "user"}, "toolUseResult": {"status": "completed", "agentId": "a", "totalTokens": 9999, "usage": {"input_tokens": 9000, "output_tokens": 900}}}
      {"type": "assistant", "timestamp": "2026-03-02T08:00:10Z", "sessionId": "s", "uuid": "u3", "message": {"id": "m2", "usage": {"input_tokens": 180, "cache_read_input_tokens": 120, "output_tokens": 40}}}
      """#),
    WrittenLog(
      "Claude Code's stream, whose result sums the session",
      #"""
      {"type": "assistant", "timestamp": "2026-03-02T08:00:00Z", "session_id": "s", "message": {"id": "m1", "usage": {"input_tokens": 60, "cache_read_input_tokens": 40, "output_tokens": 20}}}
      {"type": "assistant", "timestamp": "2026-03-02T08:00:10Z", "session_id": "s", "message": {"id": "m2", "usage": {"input_tokens": 180, "cache_read_input_tokens": 120, "output_tokens": 40}}}
      {"type": "result", "is_error": false, "num_turns": 2, "session_id": "s", "usage": {"input_tokens": 240, "cache_read_input_tokens": 160, "output_tokens": 60}}
      """#),
    WrittenLog(
      "results of sessions of one answer each",
      #"""
      {"type": "result", "timestamp": "2026-03-02T08:00:00Z", "num_turns": 1, "session_id": "s", "usage": {"input_tokens": 60, "cache_read_input_tokens": 40, "output_tokens": 20}}
      {"type": "result", "timestamp": "2026-03-02T08:00:10Z", "num_turns": 1, "session_id": "t", "usage": {"input_tokens": 180, "cache_read_input_tokens": 120, "output_tokens": 40}}
      """#),
    WrittenLog(
      "nginx, whose request_time is how long a request took",
      #"""
      {"request_time": "0.532", "time_iso8601": "2026-03-02T08:00:00+00:00", "prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 40}
      {"request_time": "5.160", "time_iso8601": "2026-03-02T08:00:10+00:00", "prompt_tokens": 300, "completion_tokens": 40, "cached_tokens": 120}
      """#),
    WrittenLog(
      "a time that is how long a request took, before its date",
      #"""
      {"time": 0.532, "created": 1772438400, "prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 40}
      {"time": 5.16, "created": 1772438410, "prompt_tokens": 300, "completion_tokens": 40, "cached_tokens": 120}
      """#),
    WrittenLog(
      "xAI, which counts reasoning in the total alone",
      #"""
      {"created": 1772438400, "usage": {"prompt_tokens": 100, "completion_tokens": 15, "total_tokens": 120, "prompt_tokens_details": {"text_tokens": 100, "cached_tokens": 40}, "completion_tokens_details": {"reasoning_tokens": 5}}}
      {"created": 1772438410, "usage": {"prompt_tokens": 300, "completion_tokens": 30, "total_tokens": 340, "prompt_tokens_details": {"text_tokens": 300, "cached_tokens": 120}, "completion_tokens_details": {"reasoning_tokens": 10}}}
      """#),
    WrittenLog(
      "OpenCode, whose cache and reasoning come on top",
      #"""
      {"id": "m1", "sessionID": "s", "time": {"created": 1772438400000, "completed": 1772438402000}, "tokens": {"input": 50, "output": 15, "reasoning": 5, "cache": {"read": 40, "write": 10}}}
      {"id": "m2", "sessionID": "s", "time": {"created": 1772438410000, "completed": 1772438412000}, "tokens": {"input": 180, "output": 40, "reasoning": 0, "cache": {"read": 120, "write": 0}}}
      """#),
    WrittenLog(
      "OTLP spans, one of which failed after some tokens and one before any",
      #"""
      {"resourceSpans": [{"scopeSpans": [{"spans": [{"spanId": "s1", "startTimeUnixNano": "1772438400000000000", "attributes": [{"key": "gen_ai.usage.input_tokens", "value": {"intValue": "100"}}, {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "20"}}, {"key": "gen_ai.usage.cache_read.input_tokens", "value": {"intValue": "40"}}], "status": {}}, {"spanId": "s2", "startTimeUnixNano": "1772438405000000000", "attributes": [{"key": "gen_ai.usage.input_tokens", "value": {"intValue": "900"}}, {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "9"}}], "status": {"code": 2}}, {"spanId": "s3", "startTimeUnixNano": "1772438406000000000", "attributes": [{"key": "error.type", "value": {"stringValue": "timeout"}}], "status": {"code": "STATUS_CODE_ERROR"}}, {"spanId": "s4", "startTimeUnixNano": "1772438410000000000", "attributes": [{"key": "gen_ai.usage.input_tokens", "value": {"intValue": "300"}}, {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "40"}}, {"key": "gen_ai.usage.cache_read.input_tokens", "value": {"intValue": "120"}}], "status": {"code": 1}}]}]}]}
      """#, failures: 2),
    WrittenLog(
      "an answer whose tool failed",
      #"""
      {"created_at": 1772438400, "output": [{"type": "mcp_call", "status": "failed"}], "usage": {"input_tokens": 100, "input_tokens_details": {"cached_tokens": 40}, "output_tokens": 20, "total_tokens": 120}}
      {"created_at": 1772438410, "output": [], "usage": {"input_tokens": 300, "input_tokens_details": {"cached_tokens": 120}, "output_tokens": 40, "total_tokens": 340}}
      """#),
    WrittenLog(
      "errors that are none",
      #"""
      {"timestamp": 1772438400, "error": {"code": null, "message": ""}, "error_code": "200", "prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 40}
      {"timestamp": 1772438405, "error": {"code": null, "message": "late"}, "error_code": "504", "prompt_tokens": 900, "completion_tokens": 9, "cached_tokens": 40}
      {"timestamp": 1772438410, "error": "-", "error_code": 0, "prompt_tokens": 300, "completion_tokens": 40, "cached_tokens": 120}
      """#, failures: 1),
    WrittenLog(
      "Bedrock with embeddings, which have no output",
      #"""
      {"timestamp": "2026-03-02T08:00:00Z", "operation": "InvokeModel", "modelId": "meta.llama3-70b", "input": {"inputTokenCount": 100}, "output": {"outputTokenCount": 20}}
      {"timestamp": "2026-03-02T08:00:05Z", "operation": "InvokeModel", "modelId": "amazon.titan-embed-text-v2:0", "input": {"inputTokenCount": 33}, "output": {"outputBodyJson": {"embedding": [0.1], "inputTextTokenCount": 33}}}
      {"timestamp": "2026-03-02T08:00:10Z", "operation": "InvokeModel", "modelId": "meta.llama3-70b", "input": {"inputTokenCount": 300}, "output": {"outputTokenCount": 40}}
      """#, cached: 0),
    WrittenLog(
      "Claude Code's events, of which prompts and tools are no requests",
      #"""
      {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"timeUnixNano": "1772438399000000000", "attributes": [{"key": "event.name", "value": {"stringValue": "user_prompt"}}, {"key": "prompt_length", "value": {"intValue": "55"}}]}, {"timeUnixNano": "1772438400000000000", "attributes": [{"key": "event.name", "value": {"stringValue": "api_request"}}, {"key": "input_tokens", "value": {"stringValue": "60"}}, {"key": "output_tokens", "value": {"stringValue": "20"}}, {"key": "cache_read_tokens", "value": {"stringValue": "40"}}]}, {"timeUnixNano": "1772438401000000000", "attributes": [{"key": "event.name", "value": {"stringValue": "claude_code.tool_result"}}, {"key": "success", "value": {"stringValue": "false"}}]}, {"timeUnixNano": "1772438402000000000", "attributes": [{"key": "event.name", "value": {"stringValue": "claude_code.api_error"}}, {"key": "error", "value": {"stringValue": "Overloaded"}}]}, {"timeUnixNano": "1772438410000000000", "attributes": [{"key": "event.name", "value": {"stringValue": "api_request"}}, {"key": "input_tokens", "value": {"stringValue": "180"}}, {"key": "output_tokens", "value": {"stringValue": "40"}}, {"key": "cache_read_tokens", "value": {"stringValue": "120"}}]}]}]}]}
      """#, failures: 1),
    WrittenLog(
      "Datadog's spans, whose wrapper is called a span",
      #"""
      {"data": [{"id": "x", "type": "span", "attributes": {"span_id": "0", "span_kind": "llm", "status": "ok", "start_ns": 1772438400000000000, "metrics": {"input_tokens": 100, "output_tokens": 20, "total_tokens": 120, "cache_read_input_tokens": 40}}}, {"id": "x", "type": "span", "attributes": {"span_id": "1", "span_kind": "tool", "status": "ok", "start_ns": 1772438405000000000, "metrics": {"input_tokens": 100, "output_tokens": 20}}}, {"id": "x", "type": "span", "attributes": {"span_id": "2", "span_kind": "llm", "status": "ok", "start_ns": 1772438410000000000, "metrics": {"input_tokens": 300, "output_tokens": 40, "total_tokens": 340, "cache_read_input_tokens": 120}}}]}
      """#),
    WrittenLog(
      "Anthropic's streamed events, an answer in two of them",
      #"""
      {"ts": "2026-03-02T08:00:00Z", "type": "message_start", "message": {"id": "m1", "usage": {"input_tokens": 60, "cache_read_input_tokens": 40, "output_tokens": 1}}}
      {"ts": "2026-03-02T08:00:01Z", "type": "content_block_delta", "index": 0}
      {"ts": "2026-03-02T08:00:02Z", "type": "message_delta", "usage": {"output_tokens": 20}}
      {"ts": "2026-03-02T08:00:10Z", "type": "message_start", "message": {"id": "m2", "usage": {"input_tokens": 180, "cache_read_input_tokens": 120, "output_tokens": 1}}}
      {"ts": "2026-03-02T08:00:12Z", "type": "message_delta", "usage": {"input_tokens": 180, "cache_read_input_tokens": 120, "output_tokens": 40}}
      """#),
    WrittenLog(
      "Weave, whose agents repeat what their calls used",
      #"""
      {"id": "p0", "parent_id": null, "started_at": "2026-03-02T08:00:00Z", "ended_at": "2026-03-02T08:00:02Z", "summary": {"usage": {"m": {"requests": 1, "prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}}}
      {"id": "c0", "parent_id": "p0", "started_at": "2026-03-02T08:00:00Z", "ended_at": "2026-03-02T08:00:02Z", "summary": {"usage": {"m": {"requests": 1, "prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}}}
      {"id": "p1", "parent_id": null, "started_at": "2026-03-02T08:00:10Z", "ended_at": "2026-03-02T08:00:12Z", "summary": {"usage": {"m": {"requests": 1, "prompt_tokens": 300, "completion_tokens": 40, "total_tokens": 340}}}}
      {"id": "c1", "parent_id": "p1", "started_at": "2026-03-02T08:00:10Z", "ended_at": "2026-03-02T08:00:12Z", "summary": {"usage": {"m": {"requests": 1, "prompt_tokens": 300, "completion_tokens": 40, "total_tokens": 340}}}}
      """#, cached: 0),
    WrittenLog(
      "streamed chunks, the first of which has no completion yet",
      #"""
      {"id": "c1", "created": 1772438400, "usage": {"prompt_tokens": 100, "completion_tokens": 0, "prompt_tokens_details": {"cached_tokens": 40}}}
      {"id": "c1", "created": 1772438400, "usage": {"prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 40}}}
      {"id": "c2", "created": 1772438410, "usage": {"prompt_tokens": 300, "completion_tokens": 0, "prompt_tokens_details": {"cached_tokens": 120}}}
      {"id": "c2", "created": 1772438410, "usage": {"prompt_tokens": 300, "completion_tokens": 40, "prompt_tokens_details": {"cached_tokens": 120}}}
      """#),
    WrittenLog(
      "rows by their keys",
      #"""
      {"a": {"time": "2026-03-02T08:00:00Z", "prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 40},
       "b": {"time": "2026-03-02T08:00:10Z", "prompt_tokens": 300, "completion_tokens": 40, "cached_tokens": 120}}
      """#),
    WrittenLog(
      "a session of Gemini's command",
      #"""
      {"sessionId": "s", "projectHash": "x", "startTime": "2026-03-02T07:00:00Z", "messages": [
        {"id": "u1", "timestamp": "2026-03-02T07:59:59Z", "type": "user", "content": "a"},
        {"id": "m1", "timestamp": "2026-03-02T08:00:00Z", "type": "gemini", "content": "b", "tokens": {"input": 100, "output": 15, "cached": 40, "thoughts": 5, "tool": 0, "total": 120}, "model": "g"},
        {"id": "m2", "timestamp": "2026-03-02T08:00:10Z", "type": "gemini", "content": "b", "tokens": {"input": 300, "output": 40, "cached": 120, "thoughts": 0, "tool": 0, "total": 340}, "model": "g"}]}
      """#),
    WrittenLog(
      "columns by their names",
      #"""
      {"time":{"0":"2026-03-02T08:00:00Z","1":"2026-03-02T08:00:10Z"},"prompt_tokens":{"0":100,"1":300},"completion_tokens":{"0":20,"1":40},"cached_tokens":{"0":40,"1":120}}
      """#),
    WrittenLog(
      "names apart from cells",
      #"""
      {"columns":["time","prompt_tokens","completion_tokens","cached_tokens"],"index":[0,1],"data":[["2026-03-02T08:00:00Z",100,20,40],["2026-03-02T08:00:10Z",300,40,120]]}
      """#),
    WrittenLog(
      "decimals of three places, as a point before three digits after four shows",
      """
      time,prompt_tokens,completion_tokens,cached_tokens
      2026-03-02T08:00:00Z,1502.000,20.000,0.000
      2026-03-02T08:00:10Z,498.000,40.000,0.000
      """, prompt: 1000, cached: 0),
    WrittenLog(
      "comments before a header",
      """
      # exported on a Monday, 2 rows
      # all of them
      time,prompt_tokens,completion_tokens,cached_tokens
      2026-03-02T08:00:00Z,100,20,40
      2026-03-02T08:00:10Z,300,40,120
      """),
    WrittenLog(
      "server-sent events",
      #"""
      data: {"id": "c1", "created": 1772438400, "usage": {"prompt_tokens": 100, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 40}}}

      data: {"id": "c1", "created": 1772438400, "usage": {"prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 40}}}

      data: [DONE]

      data: {"id": "c2", "created": 1772438410, "usage": {"prompt_tokens": 300, "completion_tokens": 40, "prompt_tokens_details": {"cached_tokens": 120}}}

      data: [DONE]
      """#),
    WrittenLog(
      "a program's log, with JSON at the end of some lines",
      #"""
      [2026-03-02 08:00:00,000] INFO usage: {"model": "m", "usage": {"prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 40}}
      [2026-03-02 08:00:05,000] INFO nothing, really
      [2026-03-02 08:00:10,000] INFO usage: {"model": "m", "usage": {"prompt_tokens": 300, "completion_tokens": 40, "cached_tokens": 120}}
      """#),
    WrittenLog(
      "CloudWatch's answers, whose rows are lists of fields",
      #"""
      {"results": [[{"field": "@timestamp", "value": "2026-03-02 08:00:00.000"}, {"field": "@message", "value": "{\"input\": {\"inputTokenCount\": 60, \"cacheReadInputTokenCount\": 40}, \"output\": {\"outputTokenCount\": 20}}"}], [{"field": "@timestamp", "value": "2026-03-02 08:00:10.000"}, {"field": "@message", "value": "{\"input\": {\"inputTokenCount\": 180, \"cacheReadInputTokenCount\": 120}, \"output\": {\"outputTokenCount\": 40}}"}]], "status": "Complete"}
      """#),
    WrittenLog(
      "Application Insights",
      #"""
      timestamp [UTC],id,name,success,duration,customDimensions
      2026-03-02T08:00:00.000,a,chat,True,2000,"{""gen_ai.usage.input_tokens"": ""100"", ""gen_ai.usage.output_tokens"": ""20"", ""gen_ai.usage.cache_read.input_tokens"": ""40""}"
      2026-03-02T08:00:10.000,b,chat,True,2000,"{""gen_ai.usage.input_tokens"": ""300"", ""gen_ai.usage.output_tokens"": ""40"", ""gen_ai.usage.cache_read.input_tokens"": ""120""}"
      """#),
    WrittenLog(
      "ClickHouse's maps, between single quotes",
      #"""
      Timestamp,SpanId,SpanAttributes,StatusCode
      2026-03-02 08:00:00.000000000,a,"{'gen_ai.request.model':'it\'s','gen_ai.usage.input_tokens':'100','gen_ai.usage.output_tokens':'20','gen_ai.usage.cache_read.input_tokens':'40'}",Unset
      2026-03-02 08:00:10.000000000,b,"{'gen_ai.request.model':'m','gen_ai.usage.input_tokens':'300','gen_ai.usage.output_tokens':'40','gen_ai.usage.cache_read.input_tokens':'120'}",Unset
      """#),
    WrittenLog(
      "pairs of names and values",
      #"""
      time=2026-03-02T07:59:00Z level=info msg="ready, or so"
      time=2026-03-02T08:00:00Z level=info msg="an \"answer\"" model=m prompt_tokens=100 completion_tokens=20 cached_tokens=40
      time=2026-03-02T08:00:10Z level=info msg="an answer" model=m prompt_tokens=300 completion_tokens=40 cached_tokens=120
      """#),
    WrittenLog(
      "pairs after a time and a sentence",
      """
      2026-03-02 08:00:00,123 INFO answered: prompt_tokens=100, completion_tokens=20, cached_tokens=40
      2026-03-02 08:00:10,123 INFO answered: prompt_tokens=300, completion_tokens=40, cached_tokens=120
      """),
    WrittenLog(
      "Envoy's gateway",
      #"""
      {"start_time": "2026-03-02T08:00:00Z", "response_code": 200, "genai_tokens_input": 100, "genai_tokens_output": 20, "genai_tokens_total": 120}
      {"start_time": "2026-03-02T08:00:10Z", "response_code": 200, "genai_tokens_input": 300, "genai_tokens_output": 40, "genai_tokens_total": 340}
      """#, cached: 0),
  ]
}

/// Logs and files of programs that were reported to be read wrong.
@Suite struct ReportedLogsTests {
  @Test(arguments: WrittenLog.reported) func aReportedLogIsRead(_ log: WrittenLog) throws {
    let profile = try TraceReader().profile(Array(log.text.utf8))
    #expect(profile.requests == log.requests)
    #expect(profile.failures == log.failures)
    #expect(profile.malformedLines == 0)
    #expect(isClose(profile.promptTokens.mean, log.prompt, within: 1e-9))
    #expect(isClose(profile.completionTokens.mean, log.completion, within: 1e-9))
    #expect(isClose(profile.cachedShare, log.cached, within: 1e-9))
    #expect(profile.spanSeconds == log.spanSeconds)
  }

  /// A time below 10⁸ counts from the log's beginning where no date stands beside it.
  @Test func timesFromTheBeginningAreKept() throws {
    let text = #"""
      {"time": 0.5, "prompt_tokens": 100, "completion_tokens": 20}
      {"time": 10.5, "prompt_tokens": 300, "completion_tokens": 40}
      """#
    #expect(try TraceReader().profile(Array(text.utf8)).spanSeconds == 10)
  }

  /// Two tries of one request and one that failed twice, of three ids.
  @Test func aRetryThatSucceedsIsNoFailure() throws {
    let text = #"""
      {"ts": 1772438400, "rid": "a", "code": 429, "prompt_tokens": null, "completion_tokens": null}
      {"ts": 1772438401, "rid": "a", "code": 200, "prompt_tokens": 100, "completion_tokens": 20}
      {"ts": 1772438402, "rid": "b", "code": 500, "prompt_tokens": null, "completion_tokens": null}
      {"ts": 1772438403, "rid": "b", "code": 500, "prompt_tokens": null, "completion_tokens": null}
      {"ts": 1772438404, "rid": "c", "code": 200, "prompt_tokens": 300, "completion_tokens": 40}
      """#
    var reader = TraceReader()
    reader.selection.id = "rid"
    reader.selection.status = "code"
    let profile = try reader.profile(Array(text.utf8))
    #expect(profile.requests == 2 && profile.failures == 1)
    #expect(profile.findings.duplicates == 2)
  }

  /// Words that programs write for an answer that came, and for one that did not.
  @Test(arguments: [
    ("yes", false), ("COMPLETE", false), ("HTTP/1.1 200 OK", false), ("length", false),
    ("end_turn", false), ("no", true), ("HTTP/1.1 503 Service Unavailable", true),
    ("content_filter", true), ("refusal", true),
  ]) func aWordOfANamedStatusSaysWhetherItFailed(word: String, isFailure: Bool) {
    #expect(LogVocabulary.isFailure(word, isStrict: true) == isFailure)
  }

  /// An object of models' sums has no times, and is no table of requests.
  @Test func sumsByModelAreNoTable() {
    let text =
      #"{"a": {"prompt_tokens": 1, "completion_tokens": 2}, "b": {"prompt_tokens": 3, "completion_tokens": 4}}"#
    #expect(!KeyedTable.isOne(Array(text.utf8)))
  }

  @Test func resultsOfLongSessionsTellNoLengths() {
    let text = #"""
      {"type": "result", "timestamp": "2026-03-02T08:00:00Z", "num_turns": 7, "session_id": "s", "usage": {"input_tokens": 900, "output_tokens": 90}}
      """#
    let error = #expect(throws: InputError.self) { try TraceReader().profile(Array(text.utf8)) }
    #expect(error?.found.contains("without the number of requests") == true)
  }
}
