import ModelArithmetic
import Numerics

/// Turns what a model needs into the work of a pass on one chip.
struct WorkCompiler {
  let model: ModelArchitecture
  let accelerator: Accelerator
  let layout: Layout
  let precision: Precision

  private(set) var matrices: [MatrixWork] = []
  private(set) var experts: [ExpertWork] = []
  private(set) var attention: [AttentionWork] = []
  private(set) var secondsPerState = 0.0

  init(
    model: ModelArchitecture, accelerator: Accelerator, layout: Layout, precision: Precision
  ) {
    self.model = model
    self.accelerator = accelerator
    self.layout = layout
    self.precision = precision
    for need in model.needs.weights { add(need) }
    attention = model.needs.caches.map(work)
    addStates()
  }

  private mutating func add(_ need: WeightNeed) {
    let tokens: MatrixWork.Tokens
    switch need.tokens {
    case .none: return
    case .attentionGroup: tokens = .attentionGroup
    case .all: tokens = .all
    case .sampled: tokens = .sampled
    }
    let storage = precision.storage(of: need, in: model)
    let compute = precision.compute(for: storage, on: accelerator)
    let chips = layout.chips(sharing: need.sharding)
    let bytes = precision.bytes(
      matrix: need.matrixReads, other: need.otherParameters, of: need, in: model)
    let perToken = need.flopsPerToken / chips / accelerator.densePeak(for: compute)
    let perRead = bytes / chips / accelerator.bytesPerSecond
    if let shape = need.experts {
      experts.append(
        ExpertWork(
          experts: Double(shape.instances), activeExperts: Double(shape.active),
          ranks: Double(layout.expert), storage: storage, compute: compute,
          secondsPerToken: perToken, secondsPerRead: perRead))
    } else {
      add(
        MatrixWork(
          tokens: tokens, storage: storage, compute: compute, secondsPerToken: perToken,
          secondsPerRead: perRead))
    }
  }

  private mutating func add(_ work: MatrixWork) {
    let known = matrices.firstIndex {
      $0.tokens == work.tokens && $0.storage == work.storage && $0.compute == work.compute
    }
    if let known {
      matrices[known].secondsPerToken += work.secondsPerToken
      matrices[known].secondsPerRead += work.secondsPerRead
    } else {
      matrices.append(work)
    }
  }

  /// States are read and written once for each token; their updates go with the 16-bit matrices.
  private mutating func addStates() {
    guard !model.needs.states.isEmpty else { return }
    let ranks = Double(layout.attentionRanks)
    let bytes = model.needs.states.reduce(0) { $0 + precision.cache.bytes(of: $1) }
    secondsPerState = 2 * bytes / ranks / accelerator.bytesPerSecond
    add(
      MatrixWork(
        tokens: .attentionGroup, storage: .bf16, compute: .bf16,
        secondsPerToken: model.needs.stateFlopsPerToken / ranks
          / accelerator.densePeak(for: .bf16), secondsPerRead: 0))
  }

  private func work(of need: CacheNeed) -> AttentionWork {
    // Indexers score in 8 bits (DeepSeek-AI, "DeepSeek-V3.2-Exp", 2025, section 2.1).
    let peak = accelerator.densePeak(for: need.content == .indexerKeys ? .fp8 : .bf16)
    let ranks = layout.chips(sharing: need.sharding)
    return AttentionWork(
      tokensPerKey: Double(need.tokensPerEntry),
      visibleKeys: need.readEntries.map(Double.init) ?? .infinity,
      secondsPerKeyRead: need.readElements * precision.kvCache.bytesPerElement
        / need.shards(ranks: layout.attentionRanks) / accelerator.bytesPerSecond,
      secondsPerKeyCompute: need.decodeFlops / ranks / peak,
      secondsPerPair: need.promptFlops / ranks / peak,
      groupSize: need.queryHeadsPerHead,
      logarithmOfGroupSize: naturalLogarithm(max(1, need.queryHeadsPerHead)),
      isLatent: need.content == .latent)
  }
}
