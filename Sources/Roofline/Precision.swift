public import ModelArithmetic

/// The datatypes of a deployment: weights, activations, and KV cache.
public struct Precision: Sendable, Hashable {
  /// How the weights are stored.
  public enum Weights: Sendable, Hashable {
    /// As the publisher of the checkpoint stored them.
    case checkpoint
    /// The layers' matrices in this format; embeddings, head, norms and routers in 16 bits.
    case format(NumberFormat)
  }

  /// How the weights are stored.
  public let weights: Weights
  /// What the matrix units multiply; `nil` follows from the weights.
  public let activations: NumberFormat?
  /// How keys and values are kept.
  public let kvCache: NumberFormat

  /// Makes a precision; the KV cache defaults to 16 bits.
  ///
  /// - Parameters:
  ///   - weights: How the weights are stored.
  ///   - activations: What the matrix units multiply; `nil` follows from the weights.
  ///   - kvCache: How keys and values are kept.
  public init(weights: Weights, activations: NumberFormat? = nil, kvCache: NumberFormat = .bf16) {
    self.weights = weights
    self.activations = activations
    self.kvCache = kvCache
  }

  /// The published checkpoint with a 16-bit KV cache.
  public static var asPublished: Precision { Precision(weights: .checkpoint) }

  /// How the weights of most operators of a role are stored.
  func storage(of role: Operator.Role, in model: ModelArchitecture) -> NumberFormat {
    switch weights {
    case .checkpoint: Self.loaded(model.checkpoint.format(of: role), of: model)
    case .format(let format): Self.storage(of: role, in: format, hasExperts: model.hasExperts)
    }
  }

  /// How the matrices of like operators are stored.
  func storage(of need: WeightNeed, in model: ModelArchitecture) -> NumberFormat {
    switch weights {
    case .checkpoint: Self.loaded(need.publishedFormat ?? model.checkpoint.base, of: model)
    case .format(let format): Self.storage(of: need.role, in: format, hasExperts: model.hasExperts)
    }
  }

  /// Bytes of so many numbers of matrices of like operators, and of others beside them.
  func bytes(
    matrix: Double, other: Double, of need: WeightNeed, in model: ModelArchitecture
  ) -> Double {
    switch weights {
    case .checkpoint:
      need.publishedFormat == nil && model.isWidened
        ? (matrix + other) * NumberFormat.bf16.bytesPerElement
        : model.checkpoint.bytes(matrix: matrix, other: other, of: need)
    case .format(let format):
      (matrix + other)
        * Self.storage(of: need.role, in: format, hasExperts: model.hasExperts).bytesPerElement
    }
  }

  /// The format in which an engine loads weights of a file.
  ///
  /// Embedders and rerankers are published in 32 bits and loaded in 16: vLLM's `--dtype auto` "will use FP16 precision
  /// for FP32 and FP16 models" (docs.vllm.ai, engine arguments), and text-embeddings-inference takes float16 on GPUs.
  private static func loaded(
    _ format: NumberFormat, of model: ModelArchitecture
  ) -> NumberFormat {
    format == .fp32 && model.isWidened ? .bf16 : format
  }

  /// How a sequence's past is kept: recurrent states as configured, whatever the KV cache has.
  var cache: CachePrecision { CachePrecision(keyValue: kvCache) }

  /// Quantisation recipes leave embeddings, norms, routers and the output head in 16 bits, and
  /// four-bit recipes for experts keep the attention's projections in 8.
  private static func storage(
    of role: Operator.Role, in format: NumberFormat, hasExperts: Bool
  ) -> NumberFormat {
    switch role {
    case .inputEmbedding where format.isOfWholeFiles, .outputHead where format.isOfWholeFiles:
      format
    case .inputEmbedding, .positionEmbedding, .perLayerEmbedding, .norm, .router, .outputHead,
      .tower, .multiTokenPrediction, .sparseIndexer:
      format == .fp32 ? .fp32 : .bf16
    case .attentionProjection, .recurrentMixer:
      format.isFourBitFloat && hasExperts ? .fp8 : format
    case .denseFeedForward, .routedExpert, .sharedExpert: format
    }
  }

  /// The format in which a chip's matrix units multiply an operator whose weights are stored so.
  ///
  /// A chip that lacks the format widens the weights to 16 bits on the way (weight-only kernels).
  /// Checkpoints that are published in MXFP4 are run with 8-bit activations where the chip can.
  func compute(for storage: NumberFormat, on accelerator: Accelerator) -> NumberFormat {
    switch storage {
    case .fp32: return .fp32
    case .bf16, .fp16, .int4, .q2_k, .q3_k_m, .q4_0, .q4_k_m, .q5_k_m, .q6_k, .q8_0, .mlx2, .mlx3,
      .mlx4, .mlx6, .mlx8:
      return .bf16
    case .fp8, .int8:
      guard accelerator.densePeaks[storage] != nil else { return .bf16 }
    case .nvfp4, .mxfp4:
      guard accelerator.densePeaks[.nvfp4] != nil else { return .bf16 }
      if storage == .mxfp4, weights == .checkpoint { return .fp8 }
    }
    return activations.map { $0.bytesPerElement > storage.bytesPerElement ? $0 : storage }
      ?? storage
  }
}

extension ModelArchitecture {
  /// Whether its file has more bits than an engine loads of it.
  fileprivate var isWidened: Bool { purpose.isPrefillOnly && checkpoint.base == .fp32 }
}

extension NumberFormat {
  package var isFourBitFloat: Bool { self == .nvfp4 || self == .mxfp4 }
}
