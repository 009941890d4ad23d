import Breakeven

/// All operators of a model that have one name and shape, as a row of a table.
struct OperatorRow {
  let title: String
  let shape: String
  private(set) var parameters: Int
  private(set) var bytes: Double

  /// The rows of a model in the order of the forward pass; norms, vectors and towers are summed.
  static func rows(of model: ModelArchitecture) -> [OperatorRow] {
    var order: [Key] = []
    var groups: [Key: (count: Int, parameters: Int, bytes: Double)] = [:]
    let all = model.textOperators + model.towers + model.multiTokenPrediction
    for each in all where each.role != .multiTokenPrediction {
      let key = Key(each)
      if groups[key] == nil { order.append(key) }
      let known = groups[key] ?? (0, 0, 0)
      groups[key] = (
        known.count + 1, known.parameters + each.parameters,
        known.bytes + model.checkpoint.bytes(of: each)
      )
    }
    return order.compactMap { key in
      groups[key].map { group in
        OperatorRow(
          title: key.title,
          shape: key.role == .inputEmbedding
            ? "\(model.vocabularySize) × \(model.hiddenSize)" : key.shape(count: group.count),
          parameters: group.parameters, bytes: group.bytes)
      }
    }
  }

  private struct Key: Hashable {
    let role: Operator.Role
    let name: String
    let input: Int
    let output: Int
    let instances: Int

    init(_ each: Operator) {
      role = each.role
      let isSummed = each.role == .norm || each.role == .tower || each.inputWidth == 0
      name = isSummed ? "" : each.name
      input = isSummed ? 0 : each.inputWidth
      output = isSummed ? 0 : each.outputWidth
      instances = isSummed ? 1 : each.instances
    }

    var title: String { name.isEmpty ? role.title : role.title + ": " + name }

    func shape(count: Int) -> String {
      guard input > 0 else { return "" }
      let layers = count > 1 ? "\(count) × " : ""
      let experts = instances > 1 ? "\(instances) × " : ""
      return layers + experts + "\(input) × \(output)"
    }
  }
}
