/// A feed-forward network: gated with three matrices (SwiGLU and kin), or plain with two.
package struct FeedForward: Sendable {
  package var role = Operator.Role.denseFeedForward
  package var hidden: Int
  package var width: Int
  package var isGated = true
  package var bias = false
  package var prefix = "mlp."
  package var instances = 1
  package var activeInstances = 1

  package init(hidden: Int, width: Int, isGated: Bool = true, bias: Bool = false) {
    self.hidden = hidden
    self.width = width
    self.isGated = isGated
    self.bias = bias
  }

  /// The operators in the order of the forward pass.
  package var operators: [Operator] {
    let ways = isGated ? ["gate_proj", "up_proj"] : ["up_proj"]
    return ways.map { matrix($0, hidden, width) } + [matrix("down_proj", width, hidden)]
  }

  /// The operators under the names that a family gives them: the ways in, then the way out.
  package func operators(_ names: String...) -> [Operator] {
    names.enumerated().map { index, name in
      index == names.count - 1 ? matrix(name, width, hidden) : matrix(name, hidden, width)
    }
  }

  private func matrix(_ name: String, _ input: Int, _ output: Int) -> Operator {
    .linear(
      role, prefix + name, input, output, bias: bias, instances: instances,
      activeInstances: activeInstances)
  }
}
