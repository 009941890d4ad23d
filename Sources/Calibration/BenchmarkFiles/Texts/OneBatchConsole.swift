import CheckedJSON

/// What SGLang's `bench_one_batch` prints of each batch.
enum OneBatchConsole {
  /// The runs, with the keys that the tool writes to JSON; `nil` for text that holds none.
  ///
  /// A batch to warm up is printed first, before `Benchmark ...`. Without that line it cannot be told from
  /// the others, and only a single batch is taken.
  static func runs(_ text: String) -> [JSONValue]? {
    guard text.contains("Prefill. latency:"), text.contains("Total. latency:") else { return nil }
    var runs: [[String: JSONValue]] = []
    var settings: [String: JSONValue] = [:]
    var batch = Batch()
    var isMarked = false
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("Benchmark ...") {
        if !isMarked { runs = [] }
        isMarked = true
      } else if line.hasPrefix("Prefill. latency:") {
        batch = Batch()
        batch.prefill = figures(line)
      } else if line.hasPrefix("Decode.  median latency:") {
        batch.decode = figures(line)
      } else if line.hasPrefix("Total. latency:") {
        batch.total = figures(line)
        if let members = batch.members { runs.append(members) }
      } else {
        ToolSettings.read(line, into: &settings)
      }
    }
    guard isMarked ? !runs.isEmpty : runs.count == 1 else { return nil }
    return runs.map { .object($0.merging(settings) { own, _ in own }) }
  }

  /// The seconds and the tokens each second of a line.
  private static func figures(_ line: Substring) -> (seconds: Double, speed: Double)? {
    let numbers = line.split { $0 == " " || $0 == "," }.compactMap { Double($0) }
    guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    return (numbers[0], numbers[1])
  }

  /// The lines of one batch, from which its size and lengths follow.
  private struct Batch {
    var prefill: (seconds: Double, speed: Double)?
    var decode: (seconds: Double, speed: Double)?
    var total: (seconds: Double, speed: Double)?

    /// The keys of JSON: `B` is the median step's tokens, the prompt `speed·seconds/B`, and the answer what
    /// is left of all tokens, where three decimals of the whole time tell it to 1 %.
    var members: [String: JSONValue]? {
      guard let prefill, let decode, let total else { return nil }
      let size = max(1, (decode.seconds * decode.speed).rounded())
      let prompt = (prefill.seconds * prefill.speed / size).rounded()
      let both = total.seconds * total.speed / size
      let answer = (both - prompt).rounded()
      var members: [String: JSONValue] = [
        "batch_size": .number(size), "input_len": .number(prompt),
        "prefill_latency": .number(prefill.seconds),
        "median_decode_latency": .number(decode.seconds), "total_latency": .number(total.seconds),
      ]
      if 0.0005 / total.seconds * both < 0.01 * answer { members["output_len"] = .number(answer) }
      return members
    }
  }
}
