import CheckedJSON
import TestFixtures
import Testing

@testable import RequestLogs

extension WrittenLog {
  /// What gateways and their databases keep, each as its own source or documentation has it.
  static let gateways = [
    WrittenLog(
      "new-api's logs, whose other counts are JSON in a text",
      #"""
      {"id": 1, "created_at": 1772438400, "type": 2, "model_name": "gpt-4o", "prompt_tokens": 100, "completion_tokens": 20, "other": "{\"model_ratio\":1.25,\"cache_tokens\":40,\"cache_ratio\":0.5}"}
      {"id": 2, "created_at": 1772438410, "type": 2, "model_name": "gpt-4o", "prompt_tokens": 300, "completion_tokens": 40, "other": "{\"model_ratio\":1.25,\"cache_tokens\":120,\"cache_ratio\":0.5}"}
      """#),
    WrittenLog(
      "new-api's logs of Anthropic's counts, beside which the cache stands",
      #"""
      {"id": 1, "created_at": 1772438400, "type": 2, "model_name": "claude-sonnet-4", "prompt_tokens": 50, "completion_tokens": 20, "other": "{\"claude\":true,\"cache_tokens\":40,\"cache_creation_tokens\":10}"}
      {"id": 2, "created_at": 1772438410, "type": 2, "model_name": "claude-sonnet-4", "prompt_tokens": 180, "completion_tokens": 40, "other": "{\"usage_semantic\":\"anthropic\",\"cache_tokens\":120,\"cache_creation_tokens\":0}"}
      """#),
    WrittenLog(
      "Envoy AI Gateway, by the metadata keys of its own examples",
      #"""
      {"start_time": "2026-03-02T08:00:00Z", "response_code": 200, "llm_model": "m", "llm_input_token": 100, "llm_output_token": 20, "llm_total_token": 120, "llm_cached_input_token": 40}
      {"start_time": "2026-03-02T08:00:10Z", "response_code": 200, "llm_model": "m", "llm_input_token": 300, "llm_output_token": 40, "llm_total_token": 340, "llm_cached_input_token": 120}
      """#),
    WrittenLog(
      "Snowflake's history of Cortex REST requests",
      #"""
      START_TIME,END_TIME,REQUEST_ID,MODEL_NAME,TOKENS,TOKENS_GRANULAR
      2026-03-02 08:00:00.000 +0000,2026-03-02 08:00:02.000 +0000,a,llama4-maverick,120,"{""input"": 100, ""output"": 20}"
      2026-03-02 08:00:10.000 +0000,2026-03-02 08:00:12.000 +0000,b,llama4-maverick,340,"{""input"": 300, ""output"": 40}"
      """#, cached: 0),
    WrittenLog(
      "Braintrust, whose metrics tell when an answer began",
      #"""
      {"id": "a", "created": "2026-03-02T08:00:03Z", "metrics": {"start": 1772438400, "end": 1772438402, "prompt_tokens": 100, "completion_tokens": 20, "tokens": 120, "prompt_cached_tokens": 40}}
      {"id": "b", "created": "2026-03-02T08:00:19Z", "metrics": {"start": 1772438410, "end": 1772438418, "prompt_tokens": 300, "completion_tokens": 40, "tokens": 340, "prompt_cached_tokens": 120}}
      """#),
  ]

  /// What platforms for observing keep.
  static let observed = [
    WrittenLog(
      "TensorZero, whose input tokens hold what the provider's cache held",
      #"""
      {"inference_id": "a", "model_name": "m", "input_tokens": 100, "output_tokens": 20, "timestamp": "2026-03-02T08:00:00Z", "cached": false, "provider_cache_read_input_tokens": 40, "provider_cache_write_input_tokens": 10}
      {"inference_id": "b", "model_name": "m", "input_tokens": 300, "output_tokens": 40, "timestamp": "2026-03-02T08:00:10Z", "cached": false, "provider_cache_read_input_tokens": 120, "provider_cache_write_input_tokens": null}
      """#),
    WrittenLog(
      "Datadog's spans, wrapped as resources",
      #"""
      {"data": [
        {"id": "a", "type": "span", "attributes": {"kind": "llm", "start_ns": 1772438400000000000, "status": "ok", "metrics": {"input_tokens": 100, "output_tokens": 20, "total_tokens": 120, "cache_read_input_tokens": 40}}},
        {"id": "b", "type": "span", "attributes": {"kind": "agent", "start_ns": 1772438405000000000, "status": "ok", "metrics": {"input_tokens": 400, "output_tokens": 60, "total_tokens": 460}}},
        {"id": "c", "type": "span", "attributes": {"kind": "llm", "start_ns": 1772438410000000000, "status": "ok", "metrics": {"input_tokens": 300, "output_tokens": 40, "total_tokens": 340, "cache_read_input_tokens": 120}}}]}
      """#),
  ]

  /// What commands of agents keep.
  static let agents = [
    WrittenLog(
      "a session that OpenCode exports",
      #"""
      {"info": {"id": "ses_1", "time": {"created": 1772438399000}}, "messages": [
        {"info": {"id": "msg_0", "role": "user", "time": {"created": 1772438399000}}, "parts": [{"type": "text", "text": "a"}]},
        {"info": {"id": "msg_1", "role": "assistant", "time": {"created": 1772438400000, "completed": 1772438401000}, "modelID": "m", "tokens": {"input": 50, "output": 15, "reasoning": 5, "cache": {"read": 40, "write": 10}}}, "parts": [{"type": "step-finish", "tokens": {"input": 50, "output": 15, "reasoning": 5, "cache": {"read": 40, "write": 10}}}]},
        {"info": {"id": "msg_2", "role": "assistant", "time": {"created": 1772438410000, "completed": 1772438411000}, "modelID": "m", "tokens": {"input": 180, "output": 40, "reasoning": 0, "cache": {"read": 120, "write": 0}}}, "parts": [{"type": "step-finish", "tokens": {"input": 180, "output": 40, "reasoning": 0, "cache": {"read": 120, "write": 0}}}]}]}
      """#),
    WrittenLog(
      "Cline's messages, whose requests are JSON in a text",
      #"""
      [{"ts": 1772438399000, "type": "say", "say": "text", "text": "{not JSON"},
      {"ts": 1772438400000, "type": "say", "say": "api_req_started", "text": "{\"request\":\"a\",\"tokensIn\":50,\"tokensOut\":20,\"cacheWrites\":10,\"cacheReads\":40,\"cost\":0.1}"},
      {"ts": 1772438405000, "type": "say", "say": "deleted_api_reqs", "text": "{\"tokensIn\":9000,\"tokensOut\":900,\"cost\":0.1}"},
      {"ts": 1772438410000, "type": "say", "say": "api_req_started", "text": "{\"request\":\"a\",\"tokensIn\":180,\"tokensOut\":40,\"cacheWrites\":0,\"cacheReads\":120,\"cost\":0.1}"}]
      """#),
  ]

  /// What the interfaces of warehouses answer: names of columns apart from cells.
  static let answered = [
    WrittenLog(
      "Azure's tables",
      #"""
      {"tables": [{"name": "PrimaryResult", "columns": [{"name": "TimeGenerated", "type": "datetime"}, {"name": "PromptTokens", "type": "long"}, {"name": "CompletionTokens", "type": "long"}],
        "rows": [["2026-03-02T08:00:00Z", 100, 20], ["2026-03-02T08:00:10Z", 300, 40]]}]}
      """#, cached: 0),
    WrittenLog(
      "ClickHouse's compact JSON",
      #"""
      {"meta": [{"name": "timestamp", "type": "DateTime"}, {"name": "input_tokens", "type": "UInt32"}, {"name": "output_tokens", "type": "UInt32"}],
        "data": [["2026-03-02 08:00:00", 100, 20], ["2026-03-02 08:00:10", 300, 40]], "rows": 2}
      """#, cached: 0),
    WrittenLog(
      "Databricks' statements",
      #"""
      {"statement_id": "a", "manifest": {"schema": {"columns": [{"name": "request_time", "position": 0}, {"name": "input_token_count", "position": 1}, {"name": "output_token_count", "position": 2}]}},
        "result": {"data_array": [["2026-03-02T08:00:00Z", "100", "20"], ["2026-03-02T08:00:10Z", "300", "40"]]}}
      """#, cached: 0),
  ]

  /// What databases of documents export: values wrapped in their kinds.
  static let wrapped = [
    WrittenLog(
      "MongoDB's extended JSON",
      #"""
      {"createdAt": {"$date": {"$numberLong": "1772438400000"}}, "promptTokens": {"$numberInt": "100"}, "completionTokens": {"$numberInt": "20"}}
      {"createdAt": {"$date": {"$numberLong": "1772438410000"}}, "promptTokens": {"$numberInt": "300"}, "completionTokens": {"$numberInt": "40"}}
      """#, cached: 0),
    WrittenLog(
      "DynamoDB's items",
      #"""
      {"Item": {"timestamp": {"S": "2026-03-02T08:00:00Z"}, "usage": {"M": {"input_tokens": {"N": "100"}, "output_tokens": {"N": "20"}}}}}
      {"Item": {"timestamp": {"S": "2026-03-02T08:00:10Z"}, "usage": {"M": {"input_tokens": {"N": "300"}, "output_tokens": {"N": "40"}}}}}
      """#, cached: 0),
    WrittenLog(
      "a queue, whose answers end when they end",
      #"""
      {"finished_at": "2026-03-02T08:00:07Z", "submitted_at": "2026-03-02T08:00:00Z", "prompt_tokens": 100, "completion_tokens": 20}
      {"finished_at": "2026-03-02T08:00:19Z", "submitted_at": "2026-03-02T08:00:10Z", "prompt_tokens": 300, "completion_tokens": 40}
      """#, cached: 0),
  ]

  /// Lines of programs' logs as collectors and engines keep them.
  static let collected = [
    WrittenLog(
      "Loki's interface, whose lines are JSON, the newest first",
      #"""
      {"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"gw","detected_level":"info"},"values":[
        ["1772438410000000000","{\"msg\":\"done\",\"prompt_tokens\":300,\"completion_tokens\":40,\"cached_tokens\":120}"],
        ["1772438405000000000","{\"msg\":\"started\"}"],
        ["1772438400000000000","{\"msg\":\"done\",\"prompt_tokens\":100,\"completion_tokens\":20,\"cached_tokens\":40}"]]}],"stats":{}}}
      """#),
    WrittenLog(
      "Loki's interface, whose lines are pairs, with what was told beside them",
      #"""
      {"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"gw"},"values":[["1772438400000000000","level=info msg=\"all done\" prompt_tokens=100 completion_tokens=20 cached_tokens=40",{"traceID":"a"}]]},{"stream":{"app":"gw2"},"values":[["1772438410000000000","level=info prompt_tokens=300 completion_tokens=40 cached_tokens=120"]]}]}}
      """#),
    WrittenLog(
      "Docker's lines of pairs",
      #"""
      {"log":"level=info msg=\"all done\" prompt_tokens=100 completion_tokens=20 cached_tokens=40\n","stream":"stdout","time":"2026-03-02T08:00:00.000000000Z"}
      {"log":"level=info msg=started\n","stream":"stdout","time":"2026-03-02T08:00:05.000000000Z"}
      {"log":"level=info prompt_tokens=300 completion_tokens=40 cached_tokens=120\n","stream":"stdout","time":"2026-03-02T08:00:10.000000000Z"}
      """#),
    WrittenLog(
      "Cloud Logging's texts that end with JSON",
      #"""
      [{"insertId":"a","textPayload":"INFO usage {\"prompt_tokens\": 100, \"completion_tokens\": 20, \"cached_tokens\": 40}","timestamp":"2026-03-02T08:00:00Z","severity":"INFO"},
      {"insertId":"b","textPayload":"INFO usage {\"prompt_tokens\": 300, \"completion_tokens\": 40, \"cached_tokens\": 120}","timestamp":"2026-03-02T08:00:10Z","severity":"INFO"}]
      """#),
    WrittenLog(
      "SGLang's requests as texts",
      """
      [2026-03-02 07:59:00] server_args=ServerArgs(model_path='m', max_prefill_tokens=16384)
      [2026-03-02 08:00:00] Receive: obj=GenerateReqInput(rid='a', text=None, sampling_params={'max_new_tokens': 9})
      [2026-03-02 08:00:00 TP0] Prefill batch. #new-seq: 1, #new-token: 60, #cached-token: 40, token usage: 0.00
      [2026-03-02 08:00:00] Finish: obj=GenerateReqInput(rid='a', text=None), out={'text': "it's {'prompt_tokens': 7}", 'meta_info': {'id': 'a', 'finish_reason': {'type': 'stop', 'matched': 1}, 'prompt_tokens': 100, 'weight_version': 'default', 'queue_time': 0.25, 'completion_tokens': 20, 'cached_tokens': 40, 'e2e_latency': 2.0}}
      1772438410000\t2026-03-02T08:00:10.000Z\tFinish: obj=GenerateReqInput(rid='b'), out={'meta_info': {'id': 'b', 'finish_reason': {'type': 'length', 'length': 40}, 'prompt_tokens': 300, 'completion_tokens': 40, 'cached_tokens': 120, 'e2e_latency': 2.0}}
      [2026-03-02 08:00:11] Finish: obj=GenerateReqInput(rid='c'), out={'meta_info': {'id': 'c', 'finish_reason': {'type': 'abort', 'message': 'x', 'status_code': 500}, 'prompt_tokens': 9, 'completion_tokens': 0, 'cached_tokens': 0}}
      """, failures: 1),
    WrittenLog(
      "JSON on lines of its own among others",
      #"""
      [2026-03-02 07:59:00] started, with a port, and more
      {"timestamp": "2026-03-02T08:00:00", "event": "request.finished", "out": {"meta_info": {"prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 40}}}
      [2026-03-02 08:00:01] Decode batch, #running-req: 1
      {"timestamp": "2026-03-02T08:00:10", "event": "request.finished", "out": {"meta_info": {"prompt_tokens": 300, "completion_tokens": 40, "cached_tokens": 120}}}
      """#),
  ]
}

/// Logs of gateways, collectors and engines in the forms of their newer versions.
@Suite struct GatewayLogsTests {
  @Test(
    arguments:
      WrittenLog.gateways + WrittenLog.observed + WrittenLog.agents + WrittenLog.collected
      + WrittenLog.answered + WrittenLog.wrapped)
  func aGatewaysLogIsRead(
    _ log: WrittenLog
  ) throws {
    let profile = try MisreadRowsTests.profile(log.text)
    #expect(profile.requests == log.requests)
    #expect(profile.failures == log.failures)
    #expect(profile.malformedLines == 0)
    #expect(isClose(profile.promptTokens.mean, log.prompt, within: 1e-9))
    #expect(isClose(profile.completionTokens.mean, log.completion, within: 1e-9))
    #expect(isClose(profile.cachedShare, log.cached, within: 1e-9))
    #expect(profile.spanSeconds == log.spanSeconds)
  }

  /// Both histograms of ten requests, of 1,000 prompt and 200 completion tokens in all.
  static func histograms(_ prompts: String, _ completions: String, example: String = "") -> String {
    [(prompts, 1000, 100), (completions, 200, 20)].map { name, sum, bound in
      """
      # TYPE \(name) histogram
      \(name)_bucket{model="m",le="\(bound).0"} 10.0\(example)
      \(name)_bucket{model="m",le="+Inf"} 10.0
      \(name)_sum{model="m"} \(sum).0
      \(name)_count{model="m"} 10.0

      """
    }.joined()
  }

  /// What OpenMetrics gives as an example of a bucket is not its count.
  @Test func examplesAreNoCounts() throws {
    let profile = try MisreadRowsTests.profile(
      Self.histograms(
        "vllm:request_prompt_tokens", "vllm:request_generation_tokens",
        example: #" # {trace_id="a"} 0.67 1772438400.5"#))
    #expect(profile.requests == 10 && profile.promptTokens.mean == 100)
    #expect(profile.completionTokens.mean == 20)
  }

  /// Dynamo's front end counts what its engines count too, which stands once where both do.
  @Test(arguments: [false, true]) func dynamosRequestsCountOnce(hasEngine: Bool) throws {
    var text = Self.histograms(
      "dynamo_frontend_input_sequence_tokens", "dynamo_frontend_output_sequence_tokens")
    text += Self.histograms(
      "dynamo_component_router_input_sequence_tokens",
      "dynamo_component_router_output_sequence_tokens")
    if hasEngine {
      text += Self.histograms("vllm:request_prompt_tokens", "vllm:request_generation_tokens")
    }
    let profile = try MisreadRowsTests.profile(text)
    #expect(profile.requests == 10 && profile.promptTokens.mean == 100)
  }

  /// A gateway counts cached tokens in a histogram of their own.
  @Test(arguments: [
    #"inference_objective_prompt_cached_tokens_sum{model_name="m"} 400.0"#,
    #"gen_ai_client_token_usage_token_sum{gen_ai_token_type="cached_input"} 400.0"#,
  ]) func gatewaysCountCachedTokens(line: String) throws {
    let profile = try MisreadRowsTests.profile(
      Self.histograms("inference_objective_input_tokens", "inference_objective_output_tokens")
        + line + "\n")
    #expect(profile.requests == 10 && isClose(profile.cachedShare, 0.4, within: 1e-9))
  }

  /// What an engine prints of its work is named, with what tells more.
  @Test(arguments: [
    ("[2026-03-02 08:00:00] Prefill batch. #new-seq: 1, #new-token: 512", "--log-requests"),
    ("INFO 03-02 08:00:00 Engine 000: Avg prompt throughput: 12.0 tokens/s, Avg", "/metrics"),
    ("prompt eval time = 100.00 ms / 500 tokens ( 0.20 ms per token)", "usage"),
    (#"[GIN] 2026/03/02 - 08:00:00 | 200 | 1.2s | POST "/api/chat""#, "prompt_eval_count"),
    (#"{"target": "text_generation_router::server", "span": {"time_per_token": "1ms"}}"#, "tgi_"),
    (
      #"{"status": "success", "data": {"result": [{"metric": {"le": "1"}, "value": [1, "5"]}]}}"#,
      "/metrics"
    ),
  ]) func enginesLogsAreNamed(line: String, expected: String) {
    let error = #expect(throws: InputError.self) {
      try MisreadRowsTests.profile(String(repeating: line + "\n", count: 3))
    }
    #expect(error?.expected.contains(expected) == true)
  }

  /// Only texts with names of tokens and their values are looked at as lines, which most messages are not.
  @Test(arguments: [
    ("prompt_tokens=5", true), (#"{\"input_tokens\":5}"#, true), ("{'tokens_in': 5}", true),
    ("a token = b", false), ("user=a spent tokens of its budget", false), ("ok=1", false),
    ("token", false), ("k", false), ("", false),
  ]) func namesOfTokensAreFound(text: String, isThere: Bool) {
    let bytes = Array(text.utf8)
    #expect(LogText.namesTokens(bytes.span, 0..<bytes.count) == isThere)
  }

  /// SGLang may count batches for longer than the beginning of a log that is looked at.
  @Test func answersAfterALongBeginningAreRead() throws {
    let batch =
      "[2026-03-02 07:59:00 TP0] Decode batch. #running-req: 1, #token: 60, token usage: 0.00\n"
    func answer(_ second: Int) -> String {
      "[2026-03-02 08:00:0\(second)] Finish: obj=GenerateReqInput(rid='\(second)'), out={'meta_info': "
        + "{'id': '\(second)', 'prompt_tokens': 100, 'completion_tokens': 20, 'cached_tokens': 40}}\n"
    }
    let text = String(repeating: batch, count: 4000) + answer(1) + batch + answer(3)
    let profile = try MisreadRowsTests.profile(text)
    #expect(profile.requests == 2 && profile.promptTokens.mean == 100)
    #expect(profile.cachedShare == 0.4 && profile.spanSeconds == 2)
  }

  /// Pydantic AI's input tokens hold what the cache read, where Claude Code's do not.
  @Test func whatPydanticAIReadFromACacheIsInside() throws {
    func row(_ more: String) -> String {
      #"{"timestamp": "2026-03-02T08:00:00Z", "usage": {"input_tokens": 1000, "cache_write_tokens": 0, "#
        + #""cache_read_tokens": 800, "output_tokens": 100\#(more)}}"#
    }
    let inside = try MisreadRowsTests.profile(
      row(#", "input_audio_tokens": 0, "cache_audio_read_tokens": 0, "requests": 1"#))
    #expect(inside.requests == 1 && inside.promptTokens.mean == 1000)
    #expect(inside.cachedShare == 0.8)
    #expect(try MisreadRowsTests.profile(row("")).promptTokens.mean == 1800)
  }
}
