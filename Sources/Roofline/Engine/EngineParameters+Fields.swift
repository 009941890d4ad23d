package import CheckedJSON
import Numerics

extension EngineParameters {
  /// One parameter: its name in files, what it means, and where it is kept.
  package struct Field: Sendable {
    /// What a parameter counts.
    package enum Kind: Sendable {
      /// A share of a peak, which cannot exceed 1.
      case share
      /// A plain number.
      case factor
      /// A time in seconds.
      case seconds
    }

    package let name: String
    package let kind: Kind
    /// What it is a share of, a time of, or a factor on; it follows the kind in a sentence.
    package let meaning: String
    package let path: any WritableKeyPath<EngineParameters, Double> & Sendable

    var isShare: Bool { kind == .share }
  }

  /// All parameters, in the order of files and fits.
  package static let fields: [Field] = [
    Field(
      name: "matrixCompute16", kind: .share,
      meaning: "of the BF16 peak in matrix multiplication",
      path: \.matrixCompute16),
    Field(
      name: "matrixCompute8", kind: .share,
      meaning: "of the FP8 or INT8 peak in matrix multiplication",
      path: \.matrixCompute8),
    Field(
      name: "matrixCompute4", kind: .share,
      meaning: "of the FP4 peak in matrix multiplication",
      path: \.matrixCompute4),
    Field(
      name: "matrixBandwidth", kind: .share,
      meaning: "of the memory bandwidth when reading weights",
      path: \.matrixBandwidth),
    Field(
      name: "weightOnlyBandwidth", kind: .share,
      meaning: "of that bandwidth which four-bit integer kernels keep",
      path: \.weightOnlyBandwidth),
    Field(
      name: "attentionCompute", kind: .share,
      meaning: "of the BF16 peak in prefill attention",
      path: \.attentionCompute),
    Field(
      name: "attentionBandwidth", kind: .share,
      meaning: "of the memory bandwidth when reading the KV cache",
      path: \.attentionBandwidth),
    Field(
      name: "latentAttentionCompute", kind: .share,
      meaning: "of the BF16 peak in decoding with latent attention",
      path: \.latentAttentionCompute),
    Field(
      name: "groupedQueryLoss", kind: .factor,
      meaning: "power of query heads per KV head by which cache reads grow",
      path: \.groupedQueryLoss),
    Field(
      name: "expertCompute", kind: .share,
      meaning: "of the dense matrices' compute that grouped experts reach",
      path: \.expertCompute),
    Field(
      name: "expertBandwidth", kind: .share,
      meaning: "of the dense matrices' bandwidth that grouped experts reach",
      path: \.expertBandwidth),
    Field(
      name: "eightBitExperts", kind: .factor,
      meaning: "speed of experts in 8 bits beside those in other formats",
      path: \.eightBitExperts),
    Field(
      name: "linkBandwidth", kind: .share,
      meaning: "of the link's bandwidth in collectives",
      path: \.linkBandwidth),
    Field(
      name: "allReduceLatency", kind: .seconds,
      meaning: "of one all-reduce",
      path: \.allReduceLatency),
    Field(
      name: "layerOverhead", kind: .seconds,
      meaning: "fixed for each layer",
      path: \.layerOverhead),
    Field(
      name: "expertLayerOverhead", kind: .seconds,
      meaning: "more for each layer that sends a token to 8 of 128 experts",
      path: \.expertLayerOverhead),
    Field(
      name: "latentLayerOverhead", kind: .seconds,
      meaning: "more for each layer with latent attention",
      path: \.latentLayerOverhead),
    Field(
      name: "sparseLayerOverhead", kind: .seconds,
      meaning: "more for each layer with a sparse indexer",
      path: \.sparseLayerOverhead),
    Field(
      name: "recurrentLayerOverhead", kind: .seconds,
      meaning: "more for each recurrent layer",
      path: \.recurrentLayerOverhead),
    Field(
      name: "expertParallelOverhead", kind: .seconds,
      meaning: "more for each expert layer under expert parallelism",
      path: \.expertParallelOverhead),
    Field(
      name: "stepOverhead", kind: .seconds,
      meaning: "fixed for each step",
      path: \.stepOverhead),
    Field(
      name: "promptLayerOverhead", kind: .seconds,
      meaning: "more for each layer in a step that carries a prompt",
      path: \.promptLayerOverhead),
    Field(
      name: "promptExpertOverhead", kind: .seconds,
      meaning: "more for each expert layer in a step that carries a prompt",
      path: \.promptExpertOverhead),
    Field(
      name: "sequenceOverhead", kind: .seconds,
      meaning: "for each decoding sequence in a step",
      path: \.sequenceOverhead),
    Field(
      name: "requestLatency", kind: .seconds,
      meaning: "of a request outside the engine's steps before its first token",
      path: \.requestLatency),
    Field(
      name: "activationPasses", kind: .factor,
      meaning: "times that a token's hidden state travels through memory in a layer",
      path: \.activationPasses),
    Field(
      name: "routedPasses", kind: .factor,
      meaning: "times that the copies of a token for its experts travel through memory in a layer",
      path: \.routedPasses),
    Field(
      name: "weightOnlyLaunch", kind: .factor,
      meaning: "time fixed for an expert layer whose kernels widen its weights, beside others",
      path: \.weightOnlyLaunch),
    Field(
      name: "blockScaledExperts", kind: .factor,
      meaning: "compute of 8-bit experts scaled by blocks, beside those with one scale",
      path: \.blockScaledExperts),
    Field(
      name: "fourBitExperts", kind: .factor,
      meaning: "compute of experts in four-bit floats, beside those in 16 bits",
      path: \.fourBitExperts),
    Field(
      name: "takeUpSteps", kind: .factor,
      meaning: "steps before a prompt of a closed loop is taken up",
      path: \.takeUpSteps),
  ]

  /// Parameters that files written before them lack, with the value that leaves their predictions alone.
  private static let added = [
    "routedPasses": 1e-9, "weightOnlyLaunch": 1, "blockScaledExperts": 1,
    "fourBitExperts": 1, "takeUpSteps": 1e-9,
  ]

  /// A share of a peak kept softly below 0.95: `x / (1 + (x/0.95)⁸)^(1/8)`.
  private static func bounded(share: Double) -> Double {
    let square = share / 0.95 * (share / 0.95)
    let eighth = square * square * square * square
    return share / (1 + eighth).squareRoot().squareRoot().squareRoot()
  }

  /// The share whose bounded value is this; of a value above 0.93 that of 0.93.
  fileprivate static func unbounded(share value: Double) -> Double {
    let value = min(0.93, value)
    let square = value / 0.95 * (value / 0.95)
    let eighth = square * square * square * square
    return value / (1 - eighth).squareRoot().squareRoot().squareRoot()
  }

  /// Parameters from the logarithms of all fields in their order, every share bounded.
  ///
  /// A fit makes millions of these, so the fields are written out.
  package init(logarithms: [Double]) {
    let values = logarithms.map { exponential($0) }
    func bounded(_ share: Double) -> Double { Self.bounded(share: share) }
    guard values.count == Self.fields.count else {
      self.init()
      return
    }
    self.init()
    matrixCompute16 = bounded(values[0])
    matrixCompute8 = bounded(values[1])
    matrixCompute4 = bounded(values[2])
    matrixBandwidth = bounded(values[3])
    weightOnlyBandwidth = bounded(values[4])
    attentionCompute = bounded(values[5])
    attentionBandwidth = bounded(values[6])
    latentAttentionCompute = bounded(values[7])
    groupedQueryLoss = values[8]
    expertCompute = bounded(values[9])
    expertBandwidth = bounded(values[10])
    eightBitExperts = values[11]
    linkBandwidth = bounded(values[12])
    allReduceLatency = values[13]
    layerOverhead = values[14]
    expertLayerOverhead = values[15]
    latentLayerOverhead = values[16]
    sparseLayerOverhead = values[17]
    recurrentLayerOverhead = values[18]
    expertParallelOverhead = values[19]
    stepOverhead = values[20]
    promptLayerOverhead = values[21]
    promptExpertOverhead = values[22]
    sequenceOverhead = values[23]
    requestLatency = values[24]
    activationPasses = values[25]
    routedPasses = values[26]
    weightOnlyLaunch = values[27]
    blockScaledExperts = values[28]
    fourBitExperts = values[29]
    takeUpSteps = values[30]
  }

  package init(_ place: JSONPlace) throws(InputError) {
    self.init()
    let members = try place.object()
    try members.allowOnly(Self.fields.map(\.name))
    for field in Self.fields {
      if let value = Self.added[field.name], members[field.name] == nil {
        self[keyPath: field.path] = value
      } else {
        self[keyPath: field.path] = try members.required(field.name).number(in: 1e-9...1e4)
      }
    }
  }

  /// The logarithms of all fields as they stand.
  var unboundedLogarithms: [Double] {
    Self.fields.map { naturalLogarithm(self[keyPath: $0.path]) }
  }
}

extension EngineParameters.Field {
  /// The logarithm by which a fit knows a value of this parameter.
  package func logarithm(of value: Double) -> Double {
    naturalLogarithm(isShare ? EngineParameters.unbounded(share: value) : value)
  }
}
