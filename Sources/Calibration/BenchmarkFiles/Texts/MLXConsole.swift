import CheckedJSON

/// What `mlx_lm.benchmark` prints, its settings, its trials, and their averages, and `mlx_lm.generate` behind a text.
enum MLXConsole {
  /// The runs, by their averages or one by one; `nil` for text that holds none.
  static func runs(_ text: String) -> [JSONValue]? { averages(text) ?? answers(text) }

  /// The answers of `mlx_lm.generate`: `Prompt: 512 tokens, 1024.000 tokens-per-sec` and the same of the generation.
  private static func answers(_ text: String) -> [JSONValue]? {
    guard text.contains(" tokens-per-sec") else { return nil }
    var runs: [JSONValue] = []
    var settings: [String: JSONValue] = [:]
    var run: [String: JSONValue] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split { $0 == " " || $0 == "\r" }
      guard words.count == 5, words[2] == "tokens,", words[4] == "tokens-per-sec",
        let tokens = Double(words[1]), let speed = Double(words[3])
      else {
        ToolSettings.read(line, into: &settings)
        continue
      }
      switch words[0] {
      case "Prompt:":
        run = ["prompt_tokens": .number(tokens), "prompt_tps": .number(speed)]
      case "Generation:":
        run["generation_tokens"] = .number(tokens)
        run["generation_tps"] = .number(speed)
        if run["prompt_tps"] != nil {
          runs.append(.object(run.merging(settings) { own, _ in own }))
        }
        run = [:]
      default: break
      }
    }
    return runs.isEmpty ? nil : runs
  }

  private static func averages(_ text: String) -> [JSONValue]? {
    guard text.contains("Averages: prompt_tps=") else { return nil }
    var runs: [JSONValue] = []
    var settings: [String: JSONValue] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      if line.contains("Timing with ") {
        settings.merge(figures(line)) { _, new in new }
      } else if line.contains("Averages: ") {
        runs.append(.object(settings.merging(figures(line)) { _, new in new }))
      } else if !line.contains("Trial ") {
        ToolSettings.read(line, into: &settings)
      }
    }
    return runs.isEmpty ? nil : runs
  }

  /// The figures of a line, such as `prompt_tokens=512, batch_size=1.` has.
  private static func figures(_ line: Substring) -> [String: JSONValue] {
    var found: [String: JSONValue] = [:]
    for word in line.split(whereSeparator: { $0 == " " || $0 == "," }) {
      let parts = word.split(separator: "=")
      guard parts.count == 2 else { continue }
      let written = parts[1].last == "." ? parts[1].dropLast() : parts[1]
      if let number = Double(written) { found[String(parts[0])] = .number(number) }
    }
    return found
  }
}
