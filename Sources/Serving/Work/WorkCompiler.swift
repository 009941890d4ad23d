import ModelArithmetic

/// Sums the layers of a model into the work of a pass on one chip.
struct WorkCompiler {
  let model: ModelArchitecture
  let accelerator: Accelerator
  let precision: Precision
  let attentionRanks: Double
  let tensorRanks: Double

  private(set) var matrices: [MatrixWork] = []
  private(set) var experts: [ExpertWork] = []
  private(set) var attention: [AttentionWork] = []
  private(set) var secondsPerState = 0.0
  private(set) var expertLayers = 0.0
  /// Layers with experts, each by the size of its routing, `√(k·E/(8·128))`.
  private(set) var routingLayers = 0.0
  private(set) var latentLayers = 0.0
  private(set) var sparseLayers = 0.0
  private(set) var recurrentLayers = 0.0
  private(set) var largestActiveExperts = 1.0

  init(
    model: ModelArchitecture, accelerator: Accelerator, precision: Precision,
    attentionRanks: Double, tensorRanks: Double
  ) {
    self.model = model
    self.accelerator = accelerator
    self.precision = precision
    self.attentionRanks = attentionRanks
    self.tensorRanks = tensorRanks
  }

  mutating func add(_ layer: Layer) {
    for item in layer.operators { add(item) }
    if layer.isMixtureOfExperts {
      expertLayers += 1
      routingLayers += layer.routingSize
    }
    switch layer.mixer {
    case .none: break
    case .recurrent(let elements):
      recurrentLayers += 1
      let bytes = Double(elements) * precision.kvCache.stateBytesPerElement
      secondsPerState += 2 * bytes / attentionRanks / accelerator.bytesPerSecond
    case .attention(let shape):
      add(shape)
    }
  }

  /// The output head multiplies every sampled token with the whole vocabulary, tied or not.
  mutating func addHead() {
    let parameters = Double(model.vocabularySize) * Double(model.hiddenSize)
    add(
      parameters: parameters, role: .outputHead, tokens: .sampled, ranks: tensorRanks)
  }

  private mutating func add(_ item: Operator) {
    let parameters = Double(item.parameters)
    switch item.role {
    case .inputEmbedding, .positionEmbedding, .perLayerEmbedding, .outputHead, .tower,
      .multiTokenPrediction:
      break
    case .attentionProjection, .sparseIndexer, .recurrentMixer:
      add(parameters: parameters, role: item.role, tokens: .attentionGroup, ranks: attentionRanks)
    case .denseFeedForward, .sharedExpert:
      add(parameters: parameters, role: item.role, tokens: .all, ranks: tensorRanks)
    case .router, .norm:
      add(parameters: parameters, role: item.role, tokens: .attentionGroup, ranks: 1)
    case .routedExpert:
      addExperts(item)
    }
  }

  private mutating func add(
    parameters: Double, role: Operator.Role, tokens: MatrixWork.Tokens, ranks: Double
  ) {
    let storage = precision.storage(of: role, in: model)
    let compute = precision.compute(for: storage, on: accelerator)
    let perToken = 2 * parameters / ranks / accelerator.densePeak(for: compute)
    let perRead = parameters * storage.bytesPerElement / ranks / accelerator.bytesPerSecond
    let known = matrices.firstIndex {
      $0.tokens == tokens && $0.storage == storage && $0.compute == compute
    }
    if let known {
      matrices[known].secondsPerToken += perToken
      matrices[known].secondsPerRead += perRead
    } else {
      matrices.append(
        MatrixWork(
          tokens: tokens, storage: storage, compute: compute, secondsPerToken: perToken,
          secondsPerRead: perRead))
    }
  }

  private mutating func addExperts(_ item: Operator) {
    let storage = precision.storage(of: item.role, in: model)
    let compute = precision.compute(for: storage, on: accelerator)
    let total = Double(item.instances)
    let active = Double(item.activeInstances)
    let perToken =
      2 * Double(item.activeParameters) / tensorRanks / accelerator.densePeak(for: compute)
    let perRead =
      Double(item.parameters) * storage.bytesPerElement / tensorRanks / accelerator.bytesPerSecond
    largestActiveExperts = max(largestActiveExperts, active)
    let known = experts.firstIndex {
      $0.experts == total && $0.activeExperts == active && $0.storage == storage
    }
    if let known {
      experts[known].secondsPerToken += perToken
      experts[known].secondsPerRead += perRead
    } else {
      experts.append(
        ExpertWork(
          experts: total, activeExperts: active, storage: storage, compute: compute,
          secondsPerToken: perToken, secondsPerRead: perRead))
    }
  }

  private mutating func add(_ shape: Attention) {
    let heads = Double(shape.queryHeads)
    let peak = accelerator.densePeak(for: .bf16)
    let width = Double(shape.queryKeyDimension + shape.valueDimension)
    var readElements = Double(shape.cachedElementsPerToken)
    var shards = min(attentionRanks, Double(max(1, shape.keyValueHeads)))
    var computePerKey = 2 * heads * width
    var groupSize = heads / Double(max(1, shape.keyValueHeads))
    var isLatent = false
    switch shape.cache {
    case .keysAndValues, .sharedKeyValue: break
    case .borrowed: readElements = Double(shape.keyValueHeads) * width
    case .latent(let rank, let rotary):
      isLatent = true
      latentLayers += 1
      shards = 1
      groupSize = 1
      computePerKey = 2 * heads * Double(2 * rank + rotary)
    }
    let visible: Double
    switch shape.span {
    case .full: visible = .infinity
    case .window(let tokens): visible = Double(tokens)
    case .selected(let tokens):
      visible = Double(tokens)
      sparseLayers += 1
    }
    let work = AttentionWork(
      visibleTokens: visible,
      secondsPerKeyRead: readElements * precision.kvCache.bytesPerElement / shards
        / accelerator.bytesPerSecond,
      secondsPerKeyCompute: computePerKey / attentionRanks / peak,
      secondsPerPair: 2 * heads * width / attentionRanks / peak,
      secondsPerIndexRead: Double(shape.indexerElementsPerToken) / accelerator.bytesPerSecond,
      groupSize: groupSize, logarithmOfGroupSize: naturalLogarithm(max(1, groupSize)),
      isLatent: isLatent)
    let known = attention.firstIndex {
      $0.visibleTokens == work.visibleTokens && $0.isLatent == work.isLatent
        && $0.groupSize == work.groupSize
    }
    if let known {
      attention[known] = attention[known].adding(work)
    } else {
      attention.append(work)
    }
  }
}

extension AttentionWork {
  /// Both layers' work; their visible tokens and grouping must be the same.
  fileprivate func adding(_ other: AttentionWork) -> AttentionWork {
    AttentionWork(
      visibleTokens: visibleTokens, secondsPerKeyRead: secondsPerKeyRead + other.secondsPerKeyRead,
      secondsPerKeyCompute: secondsPerKeyCompute + other.secondsPerKeyCompute,
      secondsPerPair: secondsPerPair + other.secondsPerPair,
      secondsPerIndexRead: secondsPerIndexRead + other.secondsPerIndexRead, groupSize: groupSize,
      logarithmOfGroupSize: logarithmOfGroupSize, isLatent: isLatent)
  }
}

extension Layer {
  /// How much there is to route, sort and combine, as a multiple of 8 of 128 experts.
  ///
  /// `√(k·E/(8·128))`: for 4 of 128 experts it is 0.71, for 8 of 256 it is 1.41.
  fileprivate var routingSize: Double {
    let experts = operators.first { $0.role == .routedExpert }
    guard let experts else { return 1 }
    return (Double(experts.activeInstances) * Double(experts.instances) / 1024).squareRoot()
  }
}

extension NumberFormat {
  /// Recurrent states are kept in at least 16 bits, whatever the KV cache is quantised to.
  fileprivate var stateBytesPerElement: Double { max(2, bytesPerElement) }
}
