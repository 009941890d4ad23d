package import CheckedJSON

/// A mixture of experts: a router, many small feed-forward networks of which a token takes a few, and
/// perhaps one that all tokens take.
package struct ExpertMixture: Sendable {
  package var hidden: Int
  package var experts: Int
  package var expertsPerToken: Int
  package var width: Int
  /// Width of the shared expert; 0 without one.
  package var sharedWidth = 0
  package var isGated = true
  package var bias = false
  package var sharedBias = false
  /// Whether a number decides how much of the shared expert is taken.
  package var gatesSharedExpert = false
  package var routerBias = false
  /// Whether a number for each expert, by which the load is balanced, is a parameter.
  package var balances = false
  package var prefix = "mlp."
  package var routerName = "gate"
  package var sharedName = "shared_experts"

  package init(hidden: Int, experts: Int, expertsPerToken: Int, width: Int) {
    self.hidden = hidden
    self.experts = experts
    self.expertsPerToken = expertsPerToken
    self.width = width
  }

  /// Reads the number of experts and how many of them a token takes, under all their names.
  package init(
    _ config: ConfigReader, hidden: Int, experts: Int?, expertsPerToken: Int?, width: Int
  ) throws(InputError) {
    self.init(
      hidden: hidden,
      experts: try config.count(
        "num_local_experts", "num_experts", "n_routed_experts", default: experts, in: .experts),
      expertsPerToken: try config.count(
        "num_experts_per_tok", "experts_per_token", "num_experts_per_token", "moe_topk",
        default: expertsPerToken, in: .experts),
      width: width)
    guard self.expertsPerToken <= self.experts else {
      throw config.place.error(
        expected:
          "at most as many experts per token (\(self.expertsPerToken)) as experts (\(self.experts))"
      )
    }
  }

  /// The operators in the order of the forward pass.
  package var operators: [Operator] {
    let router = Operator.linear(.router, prefix + routerName, hidden, experts, bias: routerBias)
    let balance =
      balances ? [Operator.vector(.router, prefix + "e_score_correction_bias", experts)] : []
    return [router] + balance + routed.operators + sharedOperators
  }

  /// The routed experts.
  package var routed: FeedForward {
    var network = FeedForward(hidden: hidden, width: width, isGated: isGated, bias: bias)
    network.role = .routedExpert
    network.prefix = prefix + "experts."
    network.instances = experts
    network.activeInstances = expertsPerToken
    return network
  }

  /// The shared expert and its gate, if there is one.
  package var sharedOperators: [Operator] {
    guard sharedWidth > 0 else { return [] }
    var network = FeedForward(
      hidden: hidden, width: sharedWidth, isGated: isGated, bias: bias || sharedBias)
    network.role = .sharedExpert
    network.prefix = prefix + sharedName + "."
    let gate =
      gatesSharedExpert
      ? [Operator.linear(.sharedExpert, prefix + sharedName + "_gate", hidden, 1)] : []
    return network.operators + gate
  }
}
