import CheckedJSON
import Foundation
import TestFixtures
import Testing
import Workloads

@testable import RequestLogs

/// A few rows as a program writes them, and what they say.
///
/// All but a few tell of two requests at 08:00:00 and 08:00:10 of 2 March 2026, a Monday: 100 prompt tokens
/// of which 40 were cached, with 20 completion tokens, and 300 of which 120 were cached, with 40.
struct WrittenLog: Sendable, CustomStringConvertible {
  var name: String
  var text: String
  var requests = 2
  var failures = 0
  var prompt = 200.0
  var completion = 30.0
  var cached = 0.4
  var spanSeconds: Double? = 10

  var description: String { name }

  init(
    _ name: String, _ text: String, requests: Int = 2, failures: Int = 0, prompt: Double = 200,
    completion: Double = 30, cached: Double = 0.4, spanSeconds: Double? = 10
  ) {
    (self.name, self.text, self.requests, self.failures) = (name, text, requests, failures)
    (self.prompt, self.completion, self.cached) = (prompt, completion, cached)
    self.spanSeconds = spanSeconds
  }

  /// The layouts are those of each program's own documentation.
  static let all = [
    WrittenLog(
      "OpenTelemetry spans as OTLP JSON",
      #"""
      {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "a"}}]},
        "scopeSpans": [{"spans": [
          {"spanId": "a0", "parentSpanId": "", "name": "agent", "startTimeUnixNano": "1772438399000000000",
           "attributes": [{"key": "gen_ai.usage.input_tokens", "value": {"intValue": "400"}},
             {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "60"}}]},
          {"spanId": "a1", "parentSpanId": "a0", "name": "chat", "startTimeUnixNano": "1772438400000000000",
           "attributes": [{"key": "gen_ai.usage.input_tokens", "value": {"intValue": "100"}},
             {"key": "gen_ai.usage.cache_read.input_tokens", "value": {"intValue": "40"}},
             {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "20"}}], "status": {"code": 1}},
          {"attributes": [{"value": {"intValue": 40}, "key": "gen_ai.usage.output_tokens"},
             {"value": {"intValue": 120}, "key": "gen_ai.usage.cache_read.input_tokens"},
             {"value": {"intValue": 300}, "key": "gen_ai.usage.input_tokens"}],
           "startTimeUnixNano": "1772438410000000000", "parentSpanId": "a0", "spanId": "a2"}]}]}]}
      """#),
    WrittenLog(
      "OpenTelemetry with dotted keys",
      #"""
      {"time": "2026-03-02T08:00:00Z", "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 100, "gen_ai.usage.output_tokens": 20, "gen_ai.usage.cache_read.input_tokens": 40}
      {"time": "2026-03-02T08:00:05Z", "gen_ai.operation.name": "embeddings", "gen_ai.usage.input_tokens": 7}
      {"time": "2026-03-02T08:00:10Z", "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 300, "gen_ai.usage.output_tokens": 40, "gen_ai.usage.cache_read.input_tokens": 120}
      """#),
    WrittenLog(
      "Bedrock invocation log",
      #"""
      {"schemaType": "ModelInvocationLog", "timestamp": "2026-03-02T08:00:00Z", "operation": "Converse", "modelId": "m", "input": {"inputTokenCount": 50, "cacheReadInputTokenCount": 40, "cacheWriteInputTokenCount": 10}, "output": {"outputTokenCount": 20}}
      {"schemaType": "ModelInvocationLog", "timestamp": "2026-03-02T08:00:10Z", "operation": "Converse", "modelId": "m", "input": {"inputTokenCount": 180, "cacheReadInputTokenCount": 120, "cacheWriteInputTokenCount": 0}, "output": {"outputTokenCount": 40}}
      {"schemaType": "ModelInvocationLog", "timestamp": "2026-03-02T08:00:10Z", "operation": "Converse", "modelId": "m", "errorCode": "ThrottlingException"}
      """#, failures: 1),
    WrittenLog(
      "Claude Code transcript, a line for each block of an answer",
      #"""
      {"type": "user", "timestamp": "2026-03-02T07:59:59Z", "sessionId": "s", "uuid": "u0", "message": {"role": "user", "content": "{\"input_tokens\": 9}"}}
      {"type": "assistant", "timestamp": "2026-03-02T08:00:00Z", "sessionId": "s", "uuid": "u1", "parentUuid": "u0", "requestId": "r1", "message": {"id": "msg_1", "role": "assistant", "model": "c", "content": [], "usage": {"input_tokens": 50, "cache_creation_input_tokens": 10, "cache_read_input_tokens": 40, "output_tokens": 3}}}
      {"type": "assistant", "timestamp": "2026-03-02T08:00:02Z", "sessionId": "s", "uuid": "u2", "parentUuid": "u1", "requestId": "r1", "message": {"id": "msg_1", "role": "assistant", "model": "c", "content": [], "usage": {"input_tokens": 50, "cache_creation_input_tokens": 10, "cache_read_input_tokens": 40, "output_tokens": 20}}}
      {"type": "assistant", "timestamp": "2026-03-02T08:00:10Z", "sessionId": "s", "uuid": "u3", "parentUuid": "u2", "requestId": "r2", "message": {"id": "msg_2", "role": "assistant", "model": "c", "content": [], "usage": {"input_tokens": 180, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 120, "output_tokens": 40}}}
      """#),
    WrittenLog(
      "Codex session, whose running total stands still once",
      #"""
      {"timestamp": "2026-03-02T08:00:00Z", "type": "session_meta", "payload": {"id": "x"}}
      {"timestamp": "2026-03-02T08:00:00Z", "type": "event_msg", "payload": {"type": "token_count", "info": {"total_token_usage": {"input_tokens": 100, "output_tokens": 20}, "last_token_usage": {"input_tokens": 100, "cached_input_tokens": 40, "output_tokens": 20, "reasoning_output_tokens": 5, "total_tokens": 120}}}}
      {"timestamp": "2026-03-02T08:00:03Z", "type": "event_msg", "payload": {"type": "token_count", "info": {"total_token_usage": {"input_tokens": 100, "output_tokens": 20}, "last_token_usage": {"input_tokens": 100, "cached_input_tokens": 40, "output_tokens": 20, "reasoning_output_tokens": 5, "total_tokens": 120}}}}
      {"timestamp": "2026-03-02T08:00:10Z", "type": "event_msg", "payload": {"type": "token_count", "info": {"total_token_usage": {"input_tokens": 400, "output_tokens": 60}, "last_token_usage": {"input_tokens": 300, "cached_input_tokens": 120, "output_tokens": 40, "reasoning_output_tokens": 5, "total_tokens": 340}}}}
      """#),
    WrittenLog(
      "OpenAI responses",
      #"""
      {"id": "resp_1", "object": "response", "created_at": 1772438400, "status": "completed", "error": null, "output": [], "usage": {"input_tokens": 100, "input_tokens_details": {"cached_tokens": 40}, "output_tokens": 20, "output_tokens_details": {"reasoning_tokens": 5}, "total_tokens": 120}}
      {"id": "resp_2", "object": "response", "created_at": 1772438410, "status": "incomplete", "error": null, "output": [], "usage": {"input_tokens": 300, "input_tokens_details": {"cached_tokens": 120}, "output_tokens": 40, "output_tokens_details": {"reasoning_tokens": 5}, "total_tokens": 340}}
      {"id": "resp_3", "object": "response", "created_at": 1772438410, "status": "failed", "error": {"code": "server_error"}, "usage": null}
      """#, failures: 1),
    WrittenLog(
      "chat completions that were streamed with usage in every chunk",
      #"""
      {"id": "c1", "object": "chat.completion.chunk", "created": 1772438400, "choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 40}}}
      {"id": "c1", "object": "chat.completion.chunk", "created": 1772438400, "choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 40}}}
      {"id": "c2", "object": "chat.completion.chunk", "created": 1772438410, "choices": [], "usage": {"prompt_tokens": 300, "completion_tokens": 40, "prompt_tokens_details": {"cached_tokens": 120}}}
      """#),
    WrittenLog(
      "LiteLLM's table, whose metadata is JSON in a column",
      #"""
      request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,metadata,cache_hit,status
      1,acompletion,0.1,100,20,2026-03-02 08:00:00,"{""usage_object"": {""prompt_tokens_details"": {""cached_tokens"": 40}}}",False,success
      2,aembedding,0.1,900,0,2026-03-02 08:00:02,{},False,success
      3,acompletion,0.0,900,90,2026-03-02 08:00:03,{},True,success
      4,acompletion,0.1,300,40,2026-03-02 08:00:10,"{""usage_object"": {""prompt_tokens_details"": {""cached_tokens"": 120}}}",False,success
      """#),
    WrittenLog(
      "LiteLLM's table in a Postgres dump, after another one",
      "--\nSET x = 0;\nCOPY public.users (id, name) FROM stdin;\n1\ta\n\\.\n"
        + "COPY public.\"LiteLLM_SpendLogs\" (id, prompt_tokens, completion_tokens, \"startTime\", "
        + "metadata, cache_hit) FROM stdin;\n"
        + "r1\t100\t20\t2026-03-02 08:00:00\t{\"usage_object\": {\"prompt_tokens_details\": "
        + "{\"cached_tokens\": 40}}}\t\\N\n"
        + "r2\t300\t40\t2026-03-02 08:00:10\t{\"usage_object\": {\"prompt_tokens_details\": "
        + "{\"cached_tokens\": 120}}}\t\\N\n\\.\n\n--\nCREATE INDEX x;\n"),
    WrittenLog(
      "Langfuse's blob export",
      #"""
      {"id": "1", "trace_id": "t", "type": "GENERATION", "start_time": "2026-03-02 08:00:00.000000", "usage_details": {"input": 60, "input_cached_tokens": 40, "output": 15, "output_reasoning_tokens": 5, "total": 120}}
      {"id": "2", "trace_id": "t", "type": "GENERATION", "start_time": "2026-03-02 08:00:10.000000", "usage_details": {"input": 180, "input_cached_tokens": 120, "output": 40, "total": 340}}
      """#),
    WrittenLog(
      "Langfuse rows whose input still holds the cached part",
      #"""
      {"meta": {"page": 1}, "data": [
      {"id": "1", "type": "GENERATION", "startTime": "2026-03-02T08:00:00.000Z", "usageDetails": {"input": 100, "input_cached_tokens": 40, "output": 20, "total": 120}},
      {"id": "2", "type": "GENERATION", "startTime": "2026-03-02T08:00:10.000Z", "usageDetails": {"input": 300, "input_cached_tokens": 120, "output": 40, "total": 340}}]}
      """#),
    WrittenLog(
      "OpenRouter's activity",
      """
      generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug
      gen-1,2026-03-02 08:00:00.000,0.1,100,20,5,40,a/b
      gen-2,2026-03-02 08:00:10.000,0.1,300,40,5,120,a/b
      """),
    WrittenLog(
      "Gemini, whose thoughts are counted apart",
      #"""
      {"createTime": "2026-03-02T08:00:00Z", "response": {"candidates": [{"tokenCount": 3}], "usageMetadata": {"promptTokenCount": 100, "candidatesTokenCount": 15, "thoughtsTokenCount": 5, "totalTokenCount": 120, "cachedContentTokenCount": 40}}}
      {"createTime": "2026-03-02T08:00:10Z", "response": {"candidates": [{"tokenCount": 3}], "usageMetadata": {"promptTokenCount": 300, "candidatesTokenCount": 40, "totalTokenCount": 340, "cachedContentTokenCount": 120}}}
      """#),
    WrittenLog(
      "LangSmith runs, of which the chain sums its child",
      #"""
      {"id": "c1", "run_type": "chain", "start_time": "2026-03-02T07:59:59", "prompt_tokens": 100, "completion_tokens": 20, "child_runs": [{"id": "l1", "run_type": "llm", "parent_run_id": "c1", "start_time": "2026-03-02T08:00:00", "prompt_tokens": 100, "prompt_token_details": {"cache_read": 40}, "completion_tokens": 20, "total_tokens": 120}]}
      {"id": "l2", "run_type": "llm", "parent_run_id": null, "start_time": "2026-03-02T08:00:10", "prompt_tokens": 300, "prompt_token_details": {"cache_read": 120}, "completion_tokens": 40, "error": null}
      {"id": "l3", "run_type": "llm", "start_time": "2026-03-02T08:00:10", "error": "RateLimitError", "status": "error"}
      """#, failures: 1),
    WrittenLog(
      "Helicone",
      #"""
      {"request_created_at": "2026-03-02T08:00:00Z", "response_status": 200, "prompt_tokens": 100, "prompt_cache_read_tokens": 40, "completion_tokens": 20, "delay_ms": 9}
      {"request_created_at": "2026-03-02T08:00:03Z", "response_status": 500, "prompt_tokens": 100, "prompt_cache_read_tokens": 40, "completion_tokens": 20, "delay_ms": 9}
      {"request_created_at": "2026-03-02T08:00:10Z", "response_status": 200, "prompt_tokens": 300, "prompt_cache_read_tokens": 120, "completion_tokens": 40, "delay_ms": 9}
      """#, failures: 1),
    WrittenLog(
      "Azure API Management, with American dates and rows of messages",
      """
      TimeGenerated [UTC],CorrelationId,SequenceNumber,PromptTokens,CompletionTokens,TotalTokens,RequestMessages
      "3/2/2026, 8:00:00.000 AM",a,0,100,20,120,
      "3/2/2026, 8:00:00.000 AM",a,1,0,0,0,[...]
      "3/2/2026, 8:00:10.000 AM",b,0,300,40,340,
      """, cached: 0),
    WrittenLog(
      "Portkey",
      #"""
      {"created_at": "2026-03-02 08:00:00", "ai_model": "m", "req_units": 100, "res_units": 20, "total_units": 120, "response_status_code": 200, "is_success": true, "response_time": 900}
      {"created_at": "2026-03-02 08:00:10", "ai_model": "m", "req_units": 300, "res_units": 40, "total_units": 340, "response_status_code": 200, "is_success": true, "response_time": 900}
      {"created_at": "2026-03-02 08:00:10", "ai_model": "m", "req_units": 300, "res_units": 0, "total_units": 300, "response_status_code": 502, "is_success": false, "response_time": 900}
      """#, failures: 1, cached: 0),
    WrittenLog(
      "Kong",
      #"""
      {"started_at": 1772438400000, "response": {"status": 200, "size": 9}, "ai": {"proxy": {"usage": {"prompt_tokens": 100, "completion_tokens": 20, "cost": 0.1, "time_per_token": 5}, "meta": {"request_model": "m"}}}}
      {"started_at": 1772438410000, "response": {"status": 200, "size": 9}, "ai": {"proxy": {"usage": {"prompt_tokens": 300, "completion_tokens": 40, "cost": 0.1, "time_per_token": 5}, "meta": {"request_model": "m"}}}}
      """#, cached: 0),
    WrittenLog(
      "Cloudflare's gateway, one answer of which it gave itself",
      #"""
      {"success": true, "result": [{"created_at": "2026-03-02T08:00:00Z", "success": true, "cached": false, "tokens_in": 100, "tokens_out": 20}, {"created_at": "2026-03-02T08:00:05Z", "success": true, "cached": true, "tokens_in": 100, "tokens_out": 20}, {"created_at": "2026-03-02T08:00:10Z", "success": true, "cached": false, "tokens_in": 300, "tokens_out": 40}], "result_info": {"page": 1}}
      """#, cached: 0),
    WrittenLog(
      "Databricks, whose answers are JSON in a text",
      #"""
      {"request_time": "2026-03-02T08:00:00Z", "status_code": 200, "execution_duration_ms": 9, "response": "{\"usage\": {\"prompt_tokens\": 100, \"completion_tokens\": 20, \"prompt_tokens_details\": {\"cached_tokens\": 40}}}"}
      {"request_time": "2026-03-02T08:00:10Z", "status_code": 200, "execution_duration_ms": 9, "response": "{\"usage\": {\"prompt_tokens\": 300, \"completion_tokens\": 40, \"prompt_tokens_details\": {\"cached_tokens\": 120}}}"}
      """#),
    WrittenLog(
      "Ollama",
      #"""
      {"model": "m", "created_at": "2026-03-02T08:00:00.000000000Z", "response": "x", "done": false}
      {"model": "m", "created_at": "2026-03-02T08:00:00.000000000Z", "done": true, "prompt_eval_count": 100, "prompt_eval_duration": 9, "eval_count": 20, "eval_duration": 9}
      {"model": "m", "created_at": "2026-03-02T08:00:10.000000000Z", "done": true, "prompt_eval_count": 300, "prompt_eval_duration": 9, "eval_count": 40, "eval_duration": 9}
      """#, cached: 0),
    WrittenLog(
      "llama.cpp, whose cached tokens are those of the whole context",
      #"""
      {"timestamp": 1772438400, "tokens_evaluated": 100, "tokens_predicted": 20, "tokens_cached": 119, "timings": {"cache_n": 40, "prompt_n": 60, "prompt_ms": 9.5, "predicted_n": 20}}
      {"timestamp": 1772438410, "tokens_evaluated": 300, "tokens_predicted": 40, "tokens_cached": 339, "timings": {"cache_n": 120, "prompt_n": 180, "prompt_ms": 9.5, "predicted_n": 40}}
      """#),
    WrittenLog(
      "Phoenix spans as a table",
      """
      context.span_id,span_kind,parent_id,start_time,status_code,attributes.llm.token_count.prompt,attributes.llm.token_count.completion,attributes.llm.token_count.prompt_details.cache_read
      c,CHAIN,,2026-03-02T08:00:00.000000+00:00,OK,,,
      a,LLM,c,2026-03-02T08:00:00.000000+00:00,OK,100.0,20.0,40.0
      b,LLM,c,2026-03-02T08:00:10.000000+00:00,OK,300.0,40.0,120.0
      """),
    WrittenLog(
      "MLflow traces",
      #"""
      {"request_time": 1772438400000, "trace_metadata": {"mlflow.trace.tokenUsage": "{\"input_tokens\": 100, \"output_tokens\": 20}"}}
      {"request_time": 1772438410000, "trace_metadata": {"mlflow.trace.tokenUsage": "{\"input_tokens\": 300, \"output_tokens\": 40}"}}
      """#, cached: 0),
    WrittenLog(
      "pages of any wrapper, one after another",
      #"""
      {"items": [{"Usage": {"OutputTokens": 20, "InputTokens": 100}, "CreatedAt": "2026-03-02T08:00:00Z"}], "next": 2}
      {
        "next": null,
        "items": [{"Usage": {"OutputTokens": 40, "InputTokens": 300}, "CreatedAt": "2026-03-02T08:00:10Z"}]
      }
      """#, cached: 0),
    WrittenLog(
      "a spreadsheet with points between thousands and days before months",
      """
      Zeit;Datetime;Input Tokens;Output Tokens
      1;02.03.2026 08:00:00;1.000;20
      2;02.03.2026 08:00:10;3.000;40
      """, prompt: 2000, cached: 0),
    WrittenLog(
      "a spreadsheet with commas between thousands",
      """
      startTime,prompt_tokens,completion_tokens
      2026-03-02 08:00:00,"1,000","20"
      2026-03-02 08:00:10,"3,000","40"
      """, prompt: 2000, cached: 0),
  ]
}

@Suite struct UsualNamesTests {
  @Test(arguments: WrittenLog.all) func aLogIsReadByItsNames(_ log: WrittenLog) throws {
    let profile = try TraceReader().profile(Array(log.text.utf8))
    #expect(profile.requests == log.requests)
    #expect(profile.failures == log.failures)
    #expect(profile.malformedLines == 0)
    #expect(isClose(profile.promptTokens.mean, log.prompt, within: 1e-9))
    #expect(isClose(profile.completionTokens.mean, log.completion, within: 1e-9))
    #expect(isClose(profile.cachedShare, log.cached, within: 1e-9))
    #expect(profile.spanSeconds == log.spanSeconds)
  }

  /// No beginning of a log traps or counts more than the whole.
  @Test(arguments: WrittenLog.all) func everyBeginningIsRead(_ log: WrittenLog) {
    let bytes = Array(log.text.utf8)
    for count in stride(from: 0, to: bytes.count, by: 149) {
      let profile = try? TraceReader().profile(Array(bytes[..<count]))
      #expect((profile?.requests ?? 0) <= log.requests)
    }
  }

  @Test(arguments: WrittenLog.all) func noiseNeverTraps(_ log: WrittenLog) {
    var state: UInt64 = 5
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<4 {
      var bytes = Array(log.text.utf8)
      for _ in 0..<(1 + random(8)) {
        let position = random(bytes.count)
        switch random(4) {
        case 0: bytes[position] = UInt8(random(256))
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(contentsOf: Array("9999999999".utf8), at: position)
        default: bytes.insert(Array("\"{}[],\n\\".utf8)[random(8)], at: position)
        }
      }
      _ = try? TraceReader().profile(bytes).workload(name: "Noise")
    }
  }

  /// One by one, the requests of rows are those that the profile sums.
  @Test(arguments: WrittenLog.all) func everyRowIsReadOneByOne(_ log: WrittenLog) throws {
    let read = try LoggedRequestTests.log([log.text])
    #expect(read.requests.count == log.requests)
    #expect(read.requests.map(\.promptTokens).reduce(0, +) == Int(log.prompt) * log.requests)
  }

  /// Lines without an end are not looked at again and again, and cost no other line.
  @Test func aLogOfBrokenLinesIsReadOnce() throws {
    let good = #"{"ts": 1772438400, "usage": {"input_tokens": 100, "output_tokens": 20}}"# + "\n"
    let broken = #"{"ts": 1772438400, "usage": {"input_tokens": 100}, "messages": [{"a": 1"# + "\n"
    let text = good + String(repeating: broken, count: 500) + good
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 2 && profile.malformedLines == 500)
    #expect(profile.firstMalformedLines.map(\.line) == [2, 3, 4, 5, 6])
  }

  /// A log whose beginning names several models says so, however it is read.
  @Test func severalModelsAreSaid() throws {
    let rows = (0..<6000).map { row in
      #"{"startTime": "2026-03-02T08:00:00Z", "model": "\#(row % 3 == 0 ? "a" : "b")", "#
        + #""prompt_tokens": 10, "completion_tokens": 2, "status": "success"}"# + "\n"
    }
    for count in [6, 6000] {
      let profile = try TraceReader().profile(Array(rows.prefix(count).joined().utf8))
      #expect(profile.requests == count && profile.findings.models.count == 2)
      #expect(profile.findings.areModelsOfBeginning == (count > 6))
    }
    var reader = TraceReader()
    reader.selection.model = "a"
    #expect(try reader.profile(Array(rows.joined().utf8)).requests == 2000)
  }

  /// Texts that are times, and their microseconds since 1970.
  @Test(arguments: [
    ("2026-03-02", 1_772_409_600), ("3/2/2026, 8:00:10.000 AM", 1_772_438_410),
    ("3/2/2026 8:00:10 PM", 1_772_481_610), ("2.3.2026 08:00:10", 1_772_438_410),
    ("Mon, 02 Mar 2026 08:00:10 GMT", 1_772_438_410), ("02/Mar/2026:08:00:10 +0100", 1_772_434_810),
    ("Mar 2, 2026, 08:00:10", 1_772_438_410), ("Mon Mar  2 08:00:10 2026", 1_772_438_410),
    ("2026-03-02 08:00:10 PST", 1_772_467_210), ("2026-03-02 08:00 CET", 1_772_434_800),
    ("20/3/2026 08:00:10", 1_773_993_610), ("20260302T080010Z", 1_772_438_410),
    ("20260302 08:00:10", 1_772_438_410), ("20260302080010", 1_772_438_410),
    ("2026-03-02, 8:00:10 p.m.", 1_772_481_610), ("02-MAR-26 08.00.10 AM", 1_772_438_410),
    ("02-MAR-26 08.00.10.000000 PM", 1_772_481_610), ("/Date(1772438410000)/", 1_772_438_410),
    ("Monday, 02-Mar-26 08:00:10 GMT", 1_772_438_410),
    ("2026-03-02 18:00:10 AEST", 1_772_438_410), ("2026-03-02 17:30:10 ACST", 1_772_438_410),
    ("2026-03-02 13:30:10 IST", 1_772_438_410), ("Mon Mar 2 02:00:10 CST 2026", 1_772_438_410),
    ("2026-03-02 13:00:10 PKT", 1_772_438_410), ("2026-03-02 10:00:10 SAST", 1_772_438_410),
  ]) func timesAreReadAsPeopleWriteThem(text: String, seconds: Int64) {
    var reader = WrittenTime()
    let bytes = Array(text.utf8)
    #expect(
      reader.read(bytes.span, 0..<bytes.count)?.microseconds == seconds * 1_000_000)
  }

  @Test(arguments: [
    "2026-03-02 08:00:10 XYZ", "tomorrow", "2026-13-02", "99:99", "3/2/2026 25:00", "900",
    "02/Mar/2026:08:00:10 +99999999999999999999", "1/2/3/4/5/6/7/8/9", "00:03:09",
    "20261302T000126Z", "99999999", "20260302T990126Z", "2026-03-02 08:00:10 a.x.", "/Date(x)/",
  ]) func whatIsNoTimeIsNone(text: String) {
    var reader = WrittenTime()
    let bytes = Array(text.utf8)
    #expect(reader.read(bytes.span, 0..<bytes.count) == nil)
  }

  /// Three requests of 453 prompt tokens, 192 of them cached, a minute apart from 3 November 2025 at 10 on,
  /// as warehouses' interfaces answer and export them.
  @Test(arguments: [
    #"""
    {"kind": "bigquery#queryResponse", "schema": {"fields": [{"name": "created_at", "type": "TIMESTAMP"},
      {"name": "usage", "type": "RECORD", "fields": [{"name": "prompt_tokens", "type": "INTEGER"}, {"name": "completion_tokens", "type": "INTEGER"}, {"name": "cached_tokens", "type": "INTEGER"}]}]},
     "totalRows": "3", "rows": [
      {"f": [{"v": "1.762164E9"}, {"v": {"f": [{"v": "150"}, {"v": "20"}, {"v": "64"}]}}]},
      {"f": [{"v": "1.76216406E9"}, {"v": {"f": [{"v": "151"}, {"v": "20"}, {"v": "64"}]}}]},
      {"f": [{"v": "1.76216412E9"}, {"v": {"f": [{"v": "152"}, {"v": "20"}, {"v": "64"}]}}]}]}
    """#,
    #"""
    {"ResultSet": {"Rows": [
      {"Data": [{"VarCharValue": "ts"}, {"VarCharValue": "prompt_tokens"}, {"VarCharValue": "completion_tokens"}, {"VarCharValue": "cached_tokens"}]},
      {"Data": [{"VarCharValue": "2025-11-03 10:00:00.000"}, {"VarCharValue": "150"}, {"VarCharValue": "20"}, {"VarCharValue": "64"}]},
      {"Data": [{"VarCharValue": "2025-11-03 10:01:00.000"}, {"VarCharValue": "151"}, {"VarCharValue": "20"}, {"VarCharValue": "64"}]},
      {"Data": [{"VarCharValue": "2025-11-03 10:02:00.000"}, {"VarCharValue": "152"}, {"VarCharValue": "20"}, {"VarCharValue": "64"}]}]}}
    """#,
    """
    "ts","usage","model"
    "2025-11-03 10:00:00.000 UTC","{prompt_tokens=150, completion_tokens=20, total_tokens=170, prompt_tokens_details={cached_tokens=64, audio_tokens=null}}","m"
    "2025-11-03 10:01:00.000 UTC","{prompt_tokens=151, completion_tokens=20, total_tokens=171, prompt_tokens_details={cached_tokens=64, audio_tokens=null}}","m"
    "2025-11-03 10:02:00.000 UTC","{prompt_tokens=152, completion_tokens=20, total_tokens=172, prompt_tokens_details={cached_tokens=64, audio_tokens=null}}","m"
    """,
  ]) func answersOfWarehousesAreRead(text: String) throws {
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 3)
    #expect(isClose(profile.promptTokens.mean, 151, within: 1e-9))
    #expect(profile.completionTokens.mean == 20)
    #expect(isClose(profile.cachedShare, 192.0 / 453, within: 1e-9))
    #expect(profile.spanSeconds == 120 && profile.hasDates)
  }

  /// Half a second past 3 November 2025, 15 o'clock UTC, as protobuf, Firestore and Java write it.
  @Test(arguments: [
    #"{"seconds": 1762182000, "nanos": 500000000}"#,
    #"{"seconds": "1762182000", "nanos": 500000000}"#,
    #"{"_seconds": 1762182000, "_nanoseconds": 500000000}"#,
    #"{"epochSecond": 1762182000, "nano": 500000000}"#,
    #""2025-11-03 10:00:00.5 America/New_York""#, #""2025-11-03T10:00:00.5[America/New_York]""#,
    #""2025-11-03 15:00:00.500 Etc/UTC""#, #""2025-11-03T15:00:00.500Z[UTC]""#,
    #""2025-11-03 16:00:00.500 Europe/Berlin""#, #""2025-11-03 07:00:00.5 US/Pacific""#,
    #""2025-11-04 02:00:00.500 Australia/Sydney""#, #""2025-11-03 20:30:00.5 Asia/Kolkata""#,
    #""2025-11-03 10:00:00.5 ET""#,
  ]) func timesOfNamedZonesAndSplitTimesAreRead(time: String) throws {
    let text = #"{"created_at": \#(time), "prompt_tokens": 100, "completion_tokens": 20}"#
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.tally.minutes.first == 1_762_182_000_500_000)
  }

  /// Daylight saving ended on 2 November 2025 in New York, whose hour from 1 to 2 came twice.
  ///
  /// The first is taken. Before it the zone is four hours behind, after it five.
  @Test(arguments: [
    ("2025-11-02 00:30:00", "2025-11-02T04:30:00Z"),
    ("2025-11-02 01:30:00", "2025-11-02T05:30:00Z"),
    ("2025-11-02 02:30:00", "2025-11-02T07:30:00Z"),
    ("2025-03-09 01:59:59", "2025-03-09T06:59:59Z"),
    ("2025-03-09 03:00:00", "2025-03-09T07:00:00Z"),
  ]) func daylightSavingOfNewYork(local: String, utc: String) throws {
    func first(_ time: String) throws -> Int64 {
      let text = #"{"created_at": "\#(time)", "prompt_tokens": 100, "completion_tokens": 20}"#
      return try TraceReader().profile(Array(text.utf8)).tally.minutes.first
    }
    #expect(try first("\(local) America/New_York") == first(utc))
  }
}
