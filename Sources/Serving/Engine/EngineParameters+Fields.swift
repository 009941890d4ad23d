import CheckedJSON

extension EngineParameters {
  /// One parameter: its name in files, where it is kept, and whether it is a share that cannot exceed 1.
  struct Field: Sendable {
    let name: String
    let path: any WritableKeyPath<EngineParameters, Double> & Sendable
    let isShare: Bool
  }

  /// All parameters, in the order of files and fits.
  static let fields: [Field] = [
    Field(name: "matrixCompute16", path: \.matrixCompute16, isShare: true),
    Field(name: "matrixCompute8", path: \.matrixCompute8, isShare: true),
    Field(name: "matrixCompute4", path: \.matrixCompute4, isShare: true),
    Field(name: "matrixBandwidth", path: \.matrixBandwidth, isShare: true),
    Field(name: "weightOnlyBandwidth", path: \.weightOnlyBandwidth, isShare: true),
    Field(name: "attentionCompute", path: \.attentionCompute, isShare: true),
    Field(name: "attentionBandwidth", path: \.attentionBandwidth, isShare: true),
    Field(name: "latentAttentionCompute", path: \.latentAttentionCompute, isShare: true),
    Field(name: "groupedQueryLoss", path: \.groupedQueryLoss, isShare: false),
    Field(name: "expertCompute", path: \.expertCompute, isShare: true),
    Field(name: "expertBandwidth", path: \.expertBandwidth, isShare: true),
    Field(name: "eightBitExperts", path: \.eightBitExperts, isShare: false),
    Field(name: "linkBandwidth", path: \.linkBandwidth, isShare: true),
    Field(name: "allReduceLatency", path: \.allReduceLatency, isShare: false),
    Field(name: "layerOverhead", path: \.layerOverhead, isShare: false),
    Field(name: "expertLayerOverhead", path: \.expertLayerOverhead, isShare: false),
    Field(name: "latentLayerOverhead", path: \.latentLayerOverhead, isShare: false),
    Field(name: "sparseLayerOverhead", path: \.sparseLayerOverhead, isShare: false),
    Field(name: "recurrentLayerOverhead", path: \.recurrentLayerOverhead, isShare: false),
    Field(name: "expertParallelOverhead", path: \.expertParallelOverhead, isShare: false),
    Field(name: "stepOverhead", path: \.stepOverhead, isShare: false),
    Field(name: "sequenceOverhead", path: \.sequenceOverhead, isShare: false),
    Field(name: "requestLatency", path: \.requestLatency, isShare: false),
    Field(name: "activationPasses", path: \.activationPasses, isShare: false),
  ]

  /// A share of a peak kept softly below 0.95: `x / (1 + (x/0.95)⁸)^(1/8)`.
  private static func bounded(share: Double) -> Double {
    let square = share / 0.95 * (share / 0.95)
    let eighth = square * square * square * square
    return share / (1 + eighth).squareRoot().squareRoot().squareRoot()
  }

  /// Parameters from the logarithms of all fields in their order, every share bounded.
  ///
  /// A fit makes millions of these, so the fields are written out.
  init(logarithms: [Double]) {
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
    sequenceOverhead = values[21]
    requestLatency = values[22]
    activationPasses = values[23]
  }

  init(_ place: JSONPlace) throws(InputError) {
    self.init()
    let members = try place.object()
    try members.allowOnly(Self.fields.map(\.name))
    for field in Self.fields {
      self[keyPath: field.path] = try members.required(field.name).number(in: 1e-9...1e4)
    }
  }

  /// The logarithms of all fields as they stand.
  var unboundedLogarithms: [Double] {
    Self.fields.map { naturalLogarithm(self[keyPath: $0.path]) }
  }
}
