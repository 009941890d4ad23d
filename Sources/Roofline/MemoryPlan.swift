import ModelArithmetic

/// The memory of each chip of a replica, by what fills it, in bytes.
///
///     cache = (visible · utilisation − weights − overhead) · share
///
/// Llama-3.1-8B in bf16 on an H100 whose process sees 85.0 GB: 16.1 GB of weights and 3 GB of overhead
/// leave 57 GB of the 90 % that vLLM takes, or 438,000 tokens of 131,072 B. What a sequence keeps is
/// read off the model's `LayerNeeds`: growing, within windows, and whatever its length.
public struct MemoryPlan: Sendable, Hashable {
  /// Memory that a process sees.
  package let visible: Double
  /// Weights of the fullest chip.
  public let weights: Double
  /// Activations, graphs, buffers and the runtime.
  package let overhead: Double
  /// Adapters that are held beside the weights.
  package let adapters: Double
  /// How many of them are held.
  package let residentAdapters: Int
  /// What is left for KV cache and states; negative if the weights do not fit.
  public private(set) var cache: Double
  /// Whether the usual share of memory was too small, so that the engine is assumed to be given more.
  package let isTight: Bool
  private let held: HeldMemory
  private let attentionGroups: Double
  private let reservation: Double

  /// Bytes on each chip for one cached token of a growing sequence.
  var bytesPerToken: Double { held.bytesPerToken }

  /// Whether anything is left to serve with.
  public var fits: Bool { cache > 0 }

  init(
    model: ModelArchitecture, accelerator: Accelerator, layout: Layout, precision: Precision,
    policy: MemoryPolicy, speculation: Speculation? = nil, adapters: AdapterService? = nil
  ) {
    self.init(
      HeldMemory(model, layout: layout, precision: precision, speculation: speculation),
      model: model, accelerator: accelerator, layout: layout, policy: policy, adapters: adapters)
  }

  /// - Parameter held: What the model holds in the layout, and its draft.
  init(
    _ held: HeldMemory, model: ModelArchitecture, accelerator: Accelerator, layout: Layout,
    policy: MemoryPolicy, adapters: AdapterService?
  ) {
    self.held = held
    weights = held.weights
    visible = accelerator.memoryBytes
    let usual = visible * policy.utilization - weights - policy.overheadBytes
    isTight = usual < 0.04 * visible
    overhead = isTight ? min(policy.overheadBytes, 1e9) : policy.overheadBytes
    let room =
      isTight
      ? max(usual, (visible * 0.97 - weights - overhead) * 0.95) : usual * policy.cacheShare
    if let adapters {
      let each = adapters.bytes(of: model, on: layout)
      residentAdapters = adapters.resident(each: each, room: room)
      self.adapters = Double(residentAdapters) * each
      cache = room - self.adapters
    } else {
      (residentAdapters, self.adapters) = (0, 0)
      cache = room
    }
    attentionGroups = Double(layout.attentionData)
    reservation = policy.reservation
  }

  /// What is taken before any sequence comes.
  package var taken: Double { weights + overhead + adapters }

  /// What the engine leaves unused, and what graphs and the like take of the room beside the cache.
  ///
  /// vLLM uses nine tenths of what it sees (`gpu_memory_utilization`): of 85 GB it keeps 8.5 GB free.
  package var keptFree: Double { max(0, visible - taken - max(0, cache)) }

  /// The plan of a model that lies in the same memory as others, each with caches of its own; `nil` if nothing is left
  /// for them.
  ///
  /// The others' weights, overheads and adapters come out of what the engine may use, and of the rest this model has a
  /// share: 57 GB of cache beside 8 GB of weights and 3 GB of overhead leave 46 GB, half of them 23 GB.
  package func beside(_ others: [MemoryPlan], share: Double) -> MemoryPlan? {
    guard !isTight, others.allSatisfy({ !$0.isTight }) else { return nil }
    var plan = self
    plan.cache = (cache - others.reduce(0) { $0 + $1.taken }) * share
    return plan.fits ? plan : nil
  }

  /// Bytes on each chip of one sequence that holds so many tokens.
  package func bytes(ofSequenceHolding tokens: Double) -> Double {
    held.bytes(ofSequenceHolding: tokens)
  }

  /// Bytes on each chip of a prefix that all requests share: its tokens, held once, without any sequence's states.
  package func bytes(ofPrefix tokens: Double) -> Double {
    tokens > 0 ? bytes(ofSequenceHolding: tokens) - held.bytesPerSequence : 0
  }

  /// Bytes on each chip of one sequence that holds so many tokens, of which others hold the first ones for it.
  ///
  /// Only what grows with the sequence is shared: windows and states move on with each sequence, so each has
  /// its own.
  package func bytes(ofSequenceHolding tokens: Double, sharing shared: Double) -> Double {
    bytes(ofSequenceHolding: tokens) - bytesPerToken * min(tokens, shared)
  }

  /// The most requests of this shape that the cache of a replica holds at a time.
  ///
  ///     N = (cache − prefix) / own,   own = held − shared
  ///
  /// What all share is held once in each attention group, what a request owns is held for it alone. Of 58 GB
  /// at 131,072 B a token, requests of 8,400 tokens leave room for 52; if 8,000 of them are one prefix, for
  /// 1,065. What a request owns begins a block of 16 tokens and ends within one, so that half a block more is
  /// held: of little that is owned that is much.
  package func capacity(for shape: RequestShape) -> Double {
    guard fits else { return 0 }
    let halfBlock = shape.sharedTokens > 0 ? 8.0 : 0
    let held = bytes(
      ofSequenceHolding: shape.tokensHeld(reservation: reservation) + halfBlock,
      sharing: shape.sharedInFlight)
    let room = max(0, cache - bytes(ofPrefix: shape.sharedTokens))
    return held > 0 ? attentionGroups * room / held : .infinity
  }
}
