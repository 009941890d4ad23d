import CheckedJSON

extension ArchitectureFamily {
  /// EXAONE 4: norms on each head's query and key, a window in three of four layers of the large size.
  package static let exaone4 = ArchitectureFamily(
    "exaone4", "exaone4_5_text", classes: ["Exaone4ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      vocabulary: 102_400, keyValueHeads: 32, width: 16_384, norm: .shared,
      queryKeyValueBias: false, outputBias: false)
    let window = try config.window(default: 4096)
    let pattern = try config.exaonePattern()
    return try defaults.parts(config) { shape throws(InputError) in
      try LayerSpans(config, layers: shape.layerCount, window: window) {
        pattern[$0 % pattern.count]
      }
    }.withMultiTokenPrediction(config, default: 0, ownsTables: false)
  }
}

extension ConfigReader {
  /// Which layers of a period have a window: every so many-th has none, or a text of L (local) and G.
  fileprivate func exaonePattern() throws(InputError) -> [Bool] {
    if let place = members["sliding_window_pattern"], case .string(let text) = place.value,
      !text.isEmpty, text.allSatisfy({ $0 == "L" || $0 == "G" })
    {
      return text.map { $0 == "L" }
    }
    let period = try count("sliding_window_pattern", default: 4, in: 1...10_000)
    return (1...period).map { $0 != period }
  }
}
