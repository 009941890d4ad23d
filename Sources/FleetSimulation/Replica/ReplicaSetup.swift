import Roofline

/// What all replicas of a fleet have in common.
struct ReplicaSetup: Sendable {
  let clock: StepClock
  /// The factor on the time of a step, by how many sequences run; the last for all beyond.
  let paces: [Double]
  let blocks: KeyValueBlocks
  var policy: BatchingPolicy
  /// The most sequences that run at a time.
  let sequenceLimit: Int
  /// The most tokens of one step.
  var tokenBudget: Int
  /// The most tokens of one request.
  let contextLimit: Int
  var goal: LatencyGoal
  /// Tokens of the prefix that all requests share.
  let sharedPrefixTokens: Int
  /// Bytes of it, once for each attention group.
  let sharedPrefixBytes: Int
  /// The blocks that the requests of a trace name, and how many differ.
  let namedBlocks: [Int32]
  let distinctBlocks: Int
  let tokensPerNamedBlock: Int
  /// Memory beside that of the chips for the caches of prompts; `nil` for none.
  var tier: TierSetup? = nil
  /// What a replica does of a request: all of it, but in pools.
  var role = Role.all
  /// What prompts take longer where they pass several stages.
  var fill = StageFill(stages: 1)
}

extension ReplicaSetup {
  /// Whether blocks for the whole completion are taken at admission.
  var reserves: Bool { policy == .reserving }
}

/// What is asked of the requests of a simulation, and which of them count.
struct LatencyGoal: Sendable, Hashable {
  var timeToFirstToken = Double.infinity
  var timePerOutputToken = Double.infinity
  /// Requests that arrive before this are simulated but not measured.
  var warmUp = 0.0
  /// When all is to be finished.
  var deadline = Double.infinity
  /// Seconds that every request takes beside its steps, before its first token.
  var requestLatency = 0.0
  /// How adapters are brought in that no GPU holds; `nil` where there are none.
  var adapterSwap: AdapterSwap?

  /// Seconds for which the `index`-th finished request waited for its adapter.
  ///
  /// Which ones wait follows the multiples of the golden ratio, so that their share is met in every stretch.
  func adapterWait(ofRequest index: Int) -> Double {
    guard let adapterSwap, adapterSwap.share > 0 else { return 0 }
    let place = Double(index) * 0.618_033_988_749_895
    return place - place.rounded(.down) < adapterSwap.share ? adapterSwap.seconds : 0
  }
}
