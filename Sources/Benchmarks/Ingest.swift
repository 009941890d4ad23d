import Breakeven
import Foundation
import RequestLogs

/// Logs of the kinds that people have most, each of many lines with different times and lengths.
enum SampleLog: String, CaseIterable {
  case azure = "Azure CSV"
  case burstGPT = "BurstGPT CSV"
  case vidur = "Vidur CSV"
  case splitwise = "Splitwise CSV"
  case mooncake = "Mooncake JSON lines"
  case bailian = "Bailian JSON lines"
  case liteLLM = "LiteLLM JSON lines"
  case openAIBatch = "OpenAI batch JSON lines"

  var header: String {
    switch self {
    case .azure: "TIMESTAMP,ContextTokens,GeneratedTokens\n"
    case .burstGPT: "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
    case .vidur: "arrived_at,num_prefill_tokens,num_decode_tokens\n"
    case .splitwise:
      "request_id,request_type,application_id,arrival_timestamp,batch_size,prompt_size,token_size\n"
    case .mooncake, .bailian, .liteLLM, .openAIBatch: ""
    }
  }

  func line(_ index: Int) -> String {
    let (prompt, completion) = (1 + index * 7919 % 4999, 1 + index * 104_729 % 499)
    switch self {
    case .azure:
      let (minute, second) = ((index / 600) % 60, (index / 10) % 60)
      let time = "2023-11-16 18:" + Self.digits(minute, 2) + ":" + Self.digits(second, 2)
      return "\(time).\(Self.digits(index * 31_337 % 10_000_000, 7)),\(prompt),\(completion)\n"
    case .burstGPT:
      let model = index % 3 == 0 ? "GPT-4" : "ChatGPT"
      let total = prompt + completion
      return "\(index),\(model),\(prompt),\(completion),\(total),Conversation log\n"
    case .vidur:
      return "\(index / 5).\(Self.digits(index * 31_337 % 1_000_000, 6)),\(prompt),\(completion)\n"
    case .splitwise:
      return "\(index),2,0,\(index / 5).\(Self.digits(index * 31_337 % 1_000_000, 6)),0,"
        + "\(prompt),\(completion)\n"
    case .bailian:
      let blocks = (0..<(1 + prompt / 16)).map { "\($0 < 8 ? $0 : index * 7 + $0)" }
      return "{\"chat_id\": \(index), \"parent_chat_id\": -1, \"timestamp\": \(index / 5).25, "
        + "\"input_length\": \(prompt), \"output_length\": \(completion), \"type\": \"text\", "
        + "\"turn\": 1, \"hash_ids\": [\(blocks.joined(separator: ", "))]}\n"
    case .liteLLM:
      let time =
        "2024-05-01T08:\(Self.digits(index / 600 % 60, 2)):\(Self.digits(index / 10 % 60, 2))"
      return
        "{\"request_id\": \"chatcmpl-\(Self.digits(index, 24))\", \"call_type\": \"acompletion\", "
        + "\"spend\": 0.00\(prompt), \"total_tokens\": \(prompt + completion), "
        + "\"prompt_tokens\": \(prompt), \"completion_tokens\": \(completion), "
        + "\"startTime\": \"\(time).250000Z\", \"endTime\": \"\(time).900000Z\", "
        + "\"model\": \"gpt-4o-mini\", \"metadata\": {\"user_api_key_alias\": \"team\"}, "
        + "\"cache_hit\": \"False\", \"request_tags\": [\"a\", \"b\"]}\n"
    case .mooncake:
      let blocks = (0..<(1 + prompt * 3 / 512)).map { "\($0 < 8 ? $0 : index + $0)" }
      return "{\"timestamp\": \(index * 300), \"input_length\": \(prompt * 3), "
        + "\"output_length\": \(completion), \"hash_ids\": [\(blocks.joined(separator: ", "))]}\n"
    case .openAIBatch:
      let text = String(repeating: "The contract ends \\\"in May\\\". ", count: completion / 8)
      return #"{"id": "batch_req_\#(index)", "custom_id": "\#(index)", "response": {"#
        + #""status_code": 200, "body": {"object": "chat.completion", "created": "#
        + #"\#(1_711_652_795 + index), "model": "gpt-4o-mini", "choices": [{"index": 0, "#
        + #""message": {"role": "assistant", "content": "\#(text)"}}], "usage": {"#
        + #""prompt_tokens": \#(prompt), "completion_tokens": \#(completion), "total_tokens": "#
        + #"\#(prompt + completion), "prompt_tokens_details": {"cached_tokens": 0}}}}, "#
        + #""error": null}\#n"#
    }
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: count - digits.count) + digits
  }

  /// At least so many bytes; twenty thousand lines come again and again.
  func text(bytes: Int) -> Data {
    var text = Data(header.utf8)
    let lines = Data((0..<20_000).map(line).joined().utf8)
    while text.count < bytes { text.append(lines) }
    return text
  }
}

/// Reads each log from a memory map, on one thread and on all cores, by the clock and by the time that the
/// processor spent: on a machine that does other work besides, only the latter says how fast reading is.
func ingest() throws {
  for log in SampleLog.allCases {
    let text = log.text(bytes: 128 << 20)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).log")
    try text.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    for threads in [1, TraceReader().threads] {
      var requests = 0
      let timing = Timing(bestOf: 5) {
        requests = (try? TraceReader(threads: threads).profile(path: file.path).requests) ?? 0
      }
      Figure(
        "log ingest, \(threads) thread\(threads == 1 ? "" : "s")",
        each: Double(text.count) / 1e9, in: timing, unit: "GB/s",
        of: "\(log.rawValue), \(text.count >> 20) MiB", outcome: "\(requests) requests"
      ).print()
    }
  }
}
