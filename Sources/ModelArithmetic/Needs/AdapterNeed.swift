/// What an adapter adds to like operators: its own weights, split as theirs are, and what passes through memory.
package struct AdapterNeed: Sendable, Hashable {
  /// Its two thin matrices beside each of these operators.
  package private(set) var weights: WeightNeed
  /// Numbers that go through memory for each token: a kernel reads the input, and another reads and writes the
  /// output of the matrix beside it.
  package private(set) var numbersMoved: Double

  fileprivate mutating func absorb(_ other: AdapterNeed) -> Bool {
    guard weights.absorb(other.weights) else { return false }
    numbersMoved += other.numbersMoved
    return true
  }
}

extension LowRankAdapter {
  /// What an adapter adds to a model, by kinds of operators.
  ///
  /// Beside a matrix of 4096 × 14336 an adapter of rank 16 has 16 · 4096 and 16 · 14336 parameters, and moves
  /// 4096 + 2 · 14336 numbers for each token.
  package func needs(of model: ModelArchitecture) -> [AdapterNeed] {
    var needs: [AdapterNeed] = []
    for item in matrices(of: model) {
      let moved = Double((item.inputWidth + 2 * item.outputWidth) * item.activeInstances)
      for (name, input, output, numbers) in [
        (".lora_A", item.inputWidth, rank, moved), (".lora_B", rank, item.outputWidth, 0),
      ] {
        let thin = Operator.linear(
          item.role, item.name + name, input, output, instances: item.instances,
          activeInstances: item.activeInstances)
        guard let weights = WeightNeed(thin, isLayered: true) else { continue }
        let need = AdapterNeed(weights: weights, numbersMoved: numbers)
        if !needs.indices.contains(where: { needs[$0].absorb(need) }) { needs.append(need) }
      }
    }
    return needs
  }
}
