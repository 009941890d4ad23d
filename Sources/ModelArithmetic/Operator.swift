/// A weight-bearing part of a model: some matrices or vectors that work together on a token.
///
/// Every count of a model is a sum over its operators, so a quantity that is not read off this list
/// does not exist.
package struct Operator: Sendable, Hashable {
  /// What the operator does, which decides how its time is spent and which precision it usually has.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    case inputEmbedding
    case positionEmbedding
    case perLayerEmbedding
    /// Query, key, value and output projections of softmax attention, latent ones included.
    case attentionProjection
    /// Projections that choose which tokens a sparse attention reads.
    case sparseIndexer
    /// Projections, convolutions and decay parameters of Mamba, gated delta nets and their kin.
    case recurrentMixer
    case denseFeedForward
    case router
    case routedExpert
    case sharedExpert
    case norm
    case outputHead
    /// Encoders of other modalities and the projectors into the text model.
    case tower
    /// Heads that guess further tokens; shipped with a checkpoint, no part of its forward pass.
    case multiTokenPrediction
  }

  /// The role.
  package let role: Role
  /// The name of the weights in the checkpoint without their layer, such as `self_attn.q_proj`.
  package let name: String
  /// Parameters of one instance, biases included.
  package let parametersPerInstance: Int
  /// How many instances exist: the number of experts, else 1.
  package let instances: Int
  /// How many instances one token passes through: the experts per token, else 1.
  package let activeInstances: Int
  /// Numbers that one instance's matrix takes in for each token; 0 for an operator without a matrix.
  package let inputWidth: Int
  /// Numbers that one instance's matrix gives out for each token; 0 for an operator without a matrix.
  package let outputWidth: Int
  /// Numbers of one row of a table of embeddings; 0 for anything else.
  package let rowWidth: Int
  /// How the published checkpoint stores the matrix or table; `nil` where it is like the rest.
  package internal(set) var published: MatrixStorage?

  /// Makes an operator; the active instances default to all of them.
  package init(
    _ role: Role, _ name: String, parameters: Int, instances: Int = 1, activeInstances: Int? = nil,
    inputWidth: Int = 0, outputWidth: Int = 0, rowWidth: Int = 0
  ) {
    self.role = role
    self.name = name
    self.parametersPerInstance = parameters
    self.instances = instances
    self.activeInstances = activeInstances ?? instances
    self.inputWidth = inputWidth
    self.outputWidth = outputWidth
    self.rowWidth = rowWidth
  }

  /// The datatype of the matrix in the published checkpoint; `nil` where it is that of the rest.
  package var publishedFormat: NumberFormat? { published?.format }

  /// Parameters of all instances.
  package var parameters: Int { parametersPerInstance * instances }
  /// Parameters that one token passes through.
  package var activeParameters: Int { parametersPerInstance * activeInstances }
  /// Parameters of the matrices of all instances; the rest are biases, scales and the like.
  package var matrixParameters: Int {
    min(parametersPerInstance, inputWidth * outputWidth) * instances
  }
  /// Numbers that `published` says how to store: of the matrices, or of the table.
  var storedParameters: Int { rowWidth > 0 ? parameters : matrixParameters }
  /// Bytes of all instances of the matrix or table as `published` stores them, and as if a head that
  /// uses the embeddings had a matrix of its own; 0 where it is like the rest.
  var storedBytes: Double {
    guard let published else { return 0 }
    let each =
      rowWidth > 0
      ? published.bytes(inputs: rowWidth, outputs: parametersPerInstance / rowWidth)
      : published.bytes(inputs: inputWidth, outputs: outputWidth)
    return each * Double(instances)
  }
  /// The same matrix in a layer that uses the weights of an earlier one: it multiplies, and has no parameters of its own.
  var withoutWeights: Operator {
    Operator(role, name, parameters: 0, inputWidth: inputWidth, outputWidth: outputWidth)
  }
  /// Multiplications (each with an addition) that one token costs: inputs × outputs × active instances.
  ///
  /// A matrix of 4096 × 14336 costs 58,720,256 of them; a norm or a bias is not counted.
  package var multiplyAccumulatesPerToken: Int { inputWidth * outputWidth * activeInstances }
}

extension Operator {
  /// A matrix from `input` to `output` numbers, with or without a bias.
  package static func linear(
    _ role: Role, _ name: String, _ input: Int, _ output: Int, bias: Bool = false,
    instances: Int = 1, activeInstances: Int? = nil
  ) -> Operator {
    Operator(
      role, name, parameters: input * output + (bias ? output : 0), instances: instances,
      activeInstances: activeInstances, inputWidth: input, outputWidth: output)
  }

  /// A scale for each of `width` numbers, with or without a shift.
  package static func norm(_ name: String, _ width: Int, bias: Bool = false) -> Operator {
    Operator(.norm, name, parameters: bias ? 2 * width : width)
  }

  /// Numbers that are neither a matrix nor a norm: sinks, decay rates, gates.
  package static func vector(_ role: Role, _ name: String, _ count: Int) -> Operator {
    Operator(role, name, parameters: count)
  }
}
