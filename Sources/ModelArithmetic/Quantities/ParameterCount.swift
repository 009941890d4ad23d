/// How many parameters a model has, and how many of them work on one token.
///
/// Mixtral 8x7B has 46,702,792,704 parameters, of which one token passes through 12,879,925,248.
public struct ParameterCount: Sendable, Hashable {
  /// All parameters of the model, its encoders of other modalities included; heads for
  /// multi-token prediction, which take no part in a forward pass, are not.
  public let total: Int
  /// Parameters of the text model that one token passes through: the whole of it but for the experts
  /// that the token does not reach.
  public let active: Int
  /// `active` without the table of input embeddings, of which a token reads one row.
  ///
  /// A table that is also the output head does work for each token and stays counted.
  package let activeExcludingInputEmbedding: Int
  /// Parameters of the text model alone.
  package let text: Int
  /// Parameters of heads for multi-token prediction that the checkpoint carries beside the model.
  package let multiTokenPrediction: Int
  /// Parameters by role; they add up to `total`.
  package let byRole: [Operator.Role: Int]
}

extension ModelArchitecture {
  /// The parameters, read off the operators.
  public var parameterCount: ParameterCount {
    var byRole: [Operator.Role: Int] = [:]
    var active = 0
    var text = 0
    for each in textOperators {
      byRole[each.role, default: 0] += each.parameters
      text += each.parameters
      active += each.activeParameters
    }
    for each in towers { byRole[each.role, default: 0] += each.parameters }
    let table = byRole[.inputEmbedding] ?? 0
    return ParameterCount(
      total: text + towers.reduce(0) { $0 + $1.parameters }, active: active,
      activeExcludingInputEmbedding: active - (tiesEmbeddings ? 0 : table), text: text,
      multiTokenPrediction: multiTokenPrediction.reduce(0) { $0 + $1.parameters },
      byRole: byRole)
  }

  /// The parameters of the text model alone; far cheaper than ``parameterCount``.
  package var textParameters: Int {
    Int(min(0x1p62, needs.weights.reduce(0) { $0 + ($1.role == .tower ? 0 : $1.parameters) }))
  }

  /// The operators of the text model in the order of the forward pass.
  package var textOperators: [Operator] {
    embeddings + layers.flatMap(\.operators) + outputs
  }
}
