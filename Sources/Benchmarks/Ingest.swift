import Breakeven
import Foundation

/// Logs of the kinds that people have most, each of many lines with different times and lengths.
enum SampleLog: String, CaseIterable {
  case azure = "Azure CSV"
  case burstGPT = "BurstGPT CSV"
  case mooncake = "Mooncake JSON lines"
  case openAIBatch = "OpenAI batch JSON lines"

  var header: String {
    switch self {
    case .azure: "TIMESTAMP,ContextTokens,GeneratedTokens\n"
    case .burstGPT: "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
    case .mooncake, .openAIBatch: ""
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

/// Reads each log from a memory map, on one thread and on all cores.
func ingest() throws {
  for log in SampleLog.allCases {
    let text = log.text(bytes: 128 << 20)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).log")
    try text.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    for (threads, name) in [(1, "one thread"), (nil, "all cores")] as [(Int?, String)] {
      var requests = 0
      let seconds = best(of: 3) {
        requests = (try? TraceReader(threads: threads).profile(path: file.path).requests) ?? 0
      }
      line(
        "log ingest, \(name)", Double(text.count) / seconds / 1e9, "GB/s",
        "\(log.rawValue), \(text.count >> 20) MiB, \(requests) requests")
    }
  }
}
