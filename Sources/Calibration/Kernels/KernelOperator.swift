/// What a kernel does; each has a file of timings and a formula of its own.
package enum KernelOperator: String, Sendable, Hashable, CaseIterable {
  /// A matrix product.
  case gemm
  /// The routed experts of one layer on one rank.
  case experts
  /// Attention of decoding sequences to keys and values.
  case decodeAttention = "decode-attention"
  /// Attention among the tokens of prompts.
  case prefillAttention = "prefill-attention"
  /// Attention of decoding sequences to a latent cache.
  case latentDecode = "latent-decode"
  /// The sum of a vector over ranks.
  case allReduce = "all-reduce"

  /// The constants that its formula has.
  var constants: [KernelConstant] {
    switch self {
    case .gemm: [.launch, .computeShare, .bandwidthShare]
    case .experts: KernelConstant.allCases
    case .decodeAttention, .latentDecode: [.launch, .computeShare, .bandwidthShare, .item]
    case .prefillAttention: [.launch, .computeShare, .passes]
    case .allReduce: [.launch, .bandwidthShare]
    }
  }

  /// What one item is: a kernel takes a constant time for each.
  var item: String? {
    switch self {
    case .experts: "expert that a token reaches"
    case .decodeAttention: "sequence and key-value head"
    case .latentDecode: "sequence"
    case .gemm, .prefillAttention, .allReduce: nil
    }
  }

  /// What is expected of a constant before any timing, from the order of magnitude of all chips.
  func expected(_ constant: KernelConstant) -> Double {
    switch constant {
    case .launch: self == .experts ? 28e-6 : self == .gemm ? 4e-6 : 8e-6
    case .computeShare: self == .experts ? 0.4 : 0.6
    case .bandwidthShare: self == .allReduce ? 0.6 : 0.85
    case .item: self == .experts ? 0.1e-6 : 8e-9
    case .passes: 1
    }
  }
}

/// A constant of a kernel's formula.
package enum KernelConstant: String, Sendable, Hashable, CaseIterable {
  /// Seconds that even the smallest product takes.
  case launch
  /// Share of the datatype's dense peak.
  case computeShare
  /// Share of the peak bandwidth of memory, or of the link.
  case bandwidthShare
  /// Seconds for each item, such as an expert that a token reaches.
  case item
  /// How often activations travel through memory beside the product.
  case passes
}
