import CheckedJSON

extension ModelParts {
  /// The same parts with the datatype of each matrix, and the precision of the checkpoint; notes call the config by its
  /// source.
  func quantized(
    by config: ConfigReader, name: String, source: String
  ) throws(InputError) -> (parts: ModelParts, precision: CheckpointPrecision) {
    let (base, baseNotes) = try config.baseFormat(source: source)
    var parts = self
    parts.notes += baseNotes
    let isMixture = layers.contains(where: \.isMixtureOfExperts)
    let stated = try QuantizationMethod.rules(of: config)
    guard let quantization = stated ?? Quantization(identifier: name, isMixture: isMixture) else {
      return (parts, .uniform(base))
    }
    try checkEffort(of: quantization, in: config)
    parts.embeddings = embeddings.map {
      $0.stored(quantization.storage(of: $0, path: $0.name, base: base))
    }
    parts.layers = storedLayers(by: quantization, base: base)
    parts.outputs = outputs.map {
      $0.stored(quantization.storage(of: $0, path: $0.name, base: base))
    }
    parts.multiTokenPrediction = multiTokenPrediction.map {
      $0.stored(
        quantization.storage(
          of: $0, named: ModuleName(draft: $0.name, behind: layers.count),
          base: base))
    }
    parts.notes += unusedRules(of: quantization)
    if tiesEmbeddings, let table = parts.embeddings.first(where: { $0.role == .inputEmbedding }) {
      parts.outputs = parts.outputs.map { $0.role == .outputHead ? $0.stored(table.published) : $0 }
    }
    return (
      parts,
      CheckpointPrecision(base: base, exceptions: parts.mostFrequentFormats(base: base))
    )
  }

  /// The layers with the datatype of each matrix.
  ///
  /// Patterns that name no number cannot tell one layer from another whose number has as many digits: what was found
  /// for the operators of one then holds for the same operators of the others.
  private func storedLayers(by quantization: Quantization, base: NumberFormat) -> [Layer] {
    var known: [(digits: Int, plain: [Operator], stored: [Operator])] = []
    return layers.enumerated().map { index, layer in
      let digits = String(index).utf8.count
      let alike = known.first { $0.digits == digits && $0.plain == layer.operators }
      let stored =
        alike?.stored
        ?? layer.operators.map {
          $0.stored(quantization.storage(of: $0, path: "layers.\(index).\($0.name)", base: base))
        }
      if alike == nil, !quantization.namesNumbers {
        known.append((digits, layer.operators, stored))
      }
      return Layer(mixer: layer.mixer, operators: stored, stateBeside: layer.stateBeside)
    }
  }

  /// The datatype that most parameters of each role have, where it is not the base.
  private func mostFrequentFormats(base: NumberFormat) -> [Operator.Role: NumberFormat] {
    var counts: [Operator.Role: [NumberFormat: Int]] = [:]
    for each in layers.flatMap(\.operators) + outputs {
      counts[each.role, default: [:]][each.publishedFormat ?? base, default: 0] += each.parameters
    }
    return counts.compactMapValues { counts in
      let format = counts.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key
      return format == base ? nil : format
    }
  }

  /// Refuses a config whose patterns would take too long to compare with all operators.
  private func checkEffort(
    of quantization: Quantization, in config: ConfigReader
  ) throws(InputError) {
    let effort =
      quantization.ignored.effort + quantization.notConverted.effort
      + (quantization.onlyNamed?.effort ?? 0)
      + quantization.groups.reduce(0) { $0 + $1.targets.effort }
    // Expressions may be compared with each expert, which is quicker, as names differ in their ends alone.
    let operators = layers.reduce(0) { sum, layer in
      sum + layer.operators.reduce(0) { $0 + 1 + $1.instances / 16 }
    }
    guard effort * operators <= 4_000_000 else {
      throw InputError(
        file: config.place.file, place: config.place.path + ".quantization_config",
        found: "\(effort) patterns for \(operators) operators",
        expected: "fewer or shorter patterns")
    }
  }

  /// A note for each storage whose modules are none of the model's: their bytes may be misread.
  private func unusedRules(of quantization: Quantization) -> [String] {
    // Methods that list every module by itself have too many to look through.
    guard quantization.groups.count <= 64 else { return [] }
    var unused = quantization.groups.filter { !$0.isGeneral && $0.targets.example != nil }
    guard !unused.isEmpty else { return [] }
    let modules =
      (embeddings + outputs).map { (name: ModuleName($0.name), count: $0.instances) }
      + multiTokenPrediction.map {
        (name: ModuleName(draft: $0.name, behind: layers.count), count: $0.instances)
      }
      + layers.enumerated().flatMap { index, layer in
        layer.operators.map {
          (name: ModuleName("layers.\(index).\($0.name)"), count: $0.instances)
        }
      }
    unused.removeAll { group in
      modules.contains { group.targets.experts(of: $0.name, among: $0.count) != .numbers([]) }
    }
    return unused.compactMap { group in
      group.targets.example.map {
        "the quantisation names \"\($0.shortened())\", which no module of the model is: what it says "
          + "of its bytes is not counted"
      }
    }
  }
}

extension Operator {
  fileprivate func stored(_ storage: MatrixStorage?) -> Operator {
    var copy = self
    copy.published = storage
    return copy
  }
}
