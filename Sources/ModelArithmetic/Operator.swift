/// A weight-bearing part of a model: some matrices or vectors that work together on a token.
///
/// Every count of a model is a sum over its operators, so a quantity that is not read off this list
/// does not exist.
public struct Operator: Sendable, Hashable {
  /// What the operator does, which decides how its time is spent and which precision it usually has.
  public enum Role: String, Sendable, Hashable, CaseIterable {
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
  public let role: Role
  /// The name of the weights in the checkpoint without their layer, such as `q_proj`.
  public let name: String
  /// Parameters of one instance, biases included.
  public let parametersPerInstance: Int
  /// How many instances exist: the number of experts, else 1.
  public let instances: Int
  /// How many instances one token passes through: the experts per token, else 1.
  public let activeInstances: Int

  /// Makes an operator; the active instances default to all of them.
  public init(
    _ role: Role, _ name: String, parameters: Int, instances: Int = 1, activeInstances: Int? = nil
  ) {
    self.role = role
    self.name = name
    self.parametersPerInstance = parameters
    self.instances = instances
    self.activeInstances = activeInstances ?? instances
  }

  /// Parameters of all instances.
  public var parameters: Int { parametersPerInstance * instances }
  /// Parameters that one token passes through.
  public var activeParameters: Int { parametersPerInstance * activeInstances }
}
