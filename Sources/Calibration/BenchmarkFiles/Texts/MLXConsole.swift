import CheckedJSON

/// What `mlx_lm.benchmark` prints: its settings, its trials, and their averages.
enum MLXConsole {
  /// The runs, by their averages; `nil` for text that holds none.
  static func runs(_ text: String) -> [JSONValue]? {
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
