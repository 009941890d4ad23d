import CheckedJSON

extension ArchitectureFamily {
  /// ALBERT: BERT with narrow tables, whose layers all have the same weights, or those of a few groups.
  ///
  /// albert-base-v2: 11,683,584 parameters with the pooler, of which one layer of twelve has 7,087,872. Lan et al.,
  /// "ALBERT", 2019.
  package static let albert = ArchitectureFamily(
    "albert", classes: ["AlbertModel", "AlbertForSequenceClassification", "AlbertForMaskedLM"]
  ) { config throws(InputError) in
    var encoder = try TextEncoder(config, types: 2, bias: true)
    let width = try config.count("embedding_size", default: 128)
    encoder.narrowTables = TextEncoder.NarrowTables(
      width: width,
      projection: .linear(
        .denseFeedForward, "encoder.embedding_hidden_mapping_in", width, encoder.hidden, bias: true),
      normsFirst: true)
    let count = encoder.layerCount
    let groups = try config.count("num_hidden_groups", default: 1, in: 1...count)
    let inner = try config.count("inner_group_num", default: 1, in: 1...64)
    guard count * inner <= ClosedRange.layers.upperBound else {
      throw config.place.error(
        expected: "at most \(ClosedRange.layers.upperBound) layers, with those in a group")
    }
    var parts = try encoder.parts(config, head: .pooled)
    var known: Set<Int> = []
    parts.layers = parts.layers.enumerated().flatMap { index, layer in
      let isFirst = known.insert(index * groups / count).inserted
      let shared = Layer(
        mixer: layer.mixer,
        operators: layer.operators.filter { $0.inputWidth > 0 }.map(\.withoutWeights))
      return Array(repeating: isFirst ? layer : shared, count: inner)
    }
    return parts
  }
}
