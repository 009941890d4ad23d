/// What engines print of their work that tells no request's tokens, and what does.
enum EngineLog: CaseIterable, Sendable {
  case sglang, vllm, llamaCpp, ollama, textGeneration

  /// The engine that a text is from; `nil` where nothing tells.
  static func of(_ sample: [UInt8]) -> EngineLog? {
    let all = 0..<sample.count
    return allCases.first { engine in
      engine.words.contains { LogText.find($0, in: sample.span, all) != nil }
    }
  }

  /// What its lines hold that no other log does.
  var words: [String] {
    switch self {
    case .sglang: ["Prefill batch", "Decode batch", "GenerateReqInput("]
    case .vllm: ["Avg prompt throughput", "Received request c", "SamplingParams("]
    case .llamaCpp: ["prompt eval time =", "slot      release:", "slot launch_slot_"]
    case .ollama: ["[GIN] "]
    case .textGeneration: ["text_generation_router"]
    }
  }

  var found: String {
    switch self {
    case .sglang: "SGLang's log of batches, which does not count the tokens of each request"
    case .vllm: "an engine's log of requests, which does not count their tokens"
    case .llamaCpp: "llama.cpp's log, whose lines do not tell which request had which tokens when"
    case .ollama: "Ollama's log of calls, which does not count their tokens"
    case .textGeneration: "TGI's log of requests, which does not count their tokens"
    }
  }

  var expected: String {
    switch self {
    case .sglang: "the log of --log-requests, whose lines Finish count them"
    case .vllm: "the answers with their usage, or what the engine serves at /metrics"
    case .llamaCpp: "the answers with their usage"
    case .ollama: "the answers, with prompt_eval_count and eval_count"
    case .textGeneration: "what it serves at /metrics, with tgi_request_input_length"
    }
  }
}
