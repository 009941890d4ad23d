/// A key of LiteLLM's cost map that multiplies prices, such as `fedramp_uplift_multiplier`.
enum LiteLLMMultiplier {
  /// The region or regime whose requests cost more; `nil` for a key that names none.
  ///
  /// `regional_processing_uplift_multiplier_eu` is `eu`, `regional_endpoint_uplift_multiplier` is `regional`, and
  /// any other `X_uplift_multiplier` is `X`.
  static func region(of key: String) -> String? {
    let parts = key.split(separator: "_").map(String.init)
    guard let multiplier = parts.lastIndex(of: "multiplier") else { return nil }
    let after = parts[(multiplier + 1)...]
    if !after.isEmpty { return after.joined(separator: "_") }
    guard multiplier > 1, parts[multiplier - 1] == "uplift" else { return nil }
    let before = parts[..<(multiplier - 1)].filter { !["endpoint", "processing"].contains($0) }
    return before.isEmpty ? nil : before.joined(separator: "_")
  }
}
