import ModelArithmetic
import Roofline

@testable import FleetSimulation

/// The schedule of one replica written down plainly: one step after the other, every sequence for
/// itself, every time straight from the forward pass, every sum from scratch.
struct ReferenceReplica {
  struct Sequence {
    var request: ArrivingRequest
    var firstToken = -1.0
    var generated = 0
    var uncomputed = 0
    var prefilled = 0
    var context = 0
    var isDecoding = false
  }

  struct Latency {
    var firstToken: Double
    var perToken: Double?
    var endToEnd: Double
  }

  let deployment: Deployment
  let policy: BatchingPolicy
  let limit: Int
  let budget: Int
  let capacity: Double
  var time = 0.0
  var queue: [ArrivingRequest] = []
  var paused: [Sequence] = []
  var running: [Sequence] = []
  var latencies: [Latency] = []
  var refused = 0
  var preemptions = 0
  var steps = 0
  /// Cached named blocks, the longest unused first.
  var cachedBlocks: [Int32] = []
  var trace: RequestTrace?
  let pace: Pace?
  let sharedPrefixTokens: Int
  /// What a token adds to a sequence that has grown beyond all windows.
  private let bytesPerToken: Double

  init(_ deployment: Deployment, policy: BatchingPolicy, trace: RequestTrace?, sharedPrefix: Int) {
    self.deployment = deployment
    self.policy = policy
    limit = Int(deployment.engine.memory.sequenceLimit)
    budget = max(limit, Int(deployment.engine.memory.tokenBudget))
    let memory = deployment.memory
    capacity = memory.cache
    bytesPerToken =
      (memory.bytes(ofSequenceHolding: 2_000_000) - memory.bytes(ofSequenceHolding: 1_000_000))
      / 1_000_000
    self.trace = trace?.distinctBlocks ?? 0 > 0 ? trace : nil
    sharedPrefixTokens = sharedPrefix
    pace = trace?.meanShape.map { deployment.pace(of: $0) }
  }

  var inFlight: Int { queue.count + paused.count + running.count }

  private func bytes(_ tokens: Int) -> Double {
    let blocks = (tokens + 15) / 16
    return deployment.memory.bytes(ofSequenceHolding: Double(16 * blocks))
  }

  func hits(_ request: ArrivingRequest) -> Int {
    named(Sequence(request: request)).prefix { cachedBlocks.contains($0) }.count
  }

  private func named(_ sequence: Sequence) -> [Int32] {
    guard let trace else { return [] }
    let first = sequence.request.firstBlock
    return Array(trace.blocks[first..<(first + sequence.request.blocks)])
  }

  private func held(_ sequence: Sequence) -> Double {
    var tokens = sequence.isDecoding ? sequence.context : sequence.prefilled
    if policy == .reserving { tokens = sequence.request.prompt + sequence.request.completion }
    var shared = 0
    if trace != nil {
      shared = sequence.request.blocks * (trace?.tokensPerBlock ?? 0)
    } else if sequence.request.cached > 0 {
      shared = min(sequence.request.prompt - 1, sharedPrefixTokens) / 16 * 16
    }
    return bytes(tokens) - Double(shared) * bytesPerToken
  }

  private var namedInUse: Set<Int32> { Set(running.flatMap(named)) }

  private func used(growing: Bool) -> Double {
    var total = bytes(sharedPrefixTokens / 16 * 16) - bytes(0)
    for var sequence in running {
      if growing, sequence.isDecoding { sequence.context += 1 }
      total += held(sequence)
    }
    let block = Double((trace?.tokensPerBlock ?? 0) / 16 * 16) * bytesPerToken
    return total + Double(namedInUse.count) * block
  }

  private mutating func evict(_ needed: Double) {
    guard let trace else { return }
    let block = Double(trace.tokensPerBlock / 16 * 16) * bytesPerToken
    let inUse = namedInUse
    var unused = cachedBlocks.filter { !inUse.contains($0) }.count
    while Double(unused) * block > capacity - needed,
      let oldest = cachedBlocks.firstIndex(where: { !inUse.contains($0) })
    {
      cachedBlocks.remove(at: oldest)
      unused -= 1
    }
  }

  mutating func advance(to horizon: Double) {
    while true {
      if running.isEmpty, paused.isEmpty {
        guard let next = queue.first else { return }
        if next.arrival > time {
          guard next.arrival < horizon else { return }
          time = next.arrival
        }
      }
      if time >= horizon { return }
      oneStep()
    }
  }

  private mutating func oneStep() {
    var preempted = false
    while used(growing: true) > capacity, var last = running.popLast() {
      preemptions += 1
      preempted = true
      free(last)
      last.isDecoding = false
      paused.append(last)
    }
    evict(used(growing: true))
    if !preempted { admit() }
    guard !running.isEmpty else {
      if let next = queue.first, next.arrival <= time {
        queue.removeFirst()
        refused += 1
      }
      return
    }
    var room = budget - running.filter(\.isDecoding).count
    var load = StepLoad()
    var seconds = 0.0
    var ending: [Int] = []
    for index in running.indices {
      if running[index].isDecoding {
        load.decoding += 1
        seconds += attention(context: running[index].context)
      } else if room > 0 {
        let chunk = min(room, running[index].uncomputed)
        let start = running[index].prefilled - running[index].uncomputed
        load.promptTokens += Double(chunk)
        seconds += promptAttention(start + chunk) - promptAttention(start)
        running[index].uncomputed -= chunk
        room -= chunk
        if running[index].uncomputed == 0 {
          load.endingPrompts += 1
          ending.append(index)
        }
      }
    }
    let longer = pace?.factor(running: Double(running.count)) ?? 1
    time += longer * (seconds + deployment.pass.time(of: load, with: deployment.parameters).total)
    steps += 1
    for index in running.indices {
      if ending.contains(index) {
        if running[index].firstToken < 0 { running[index].firstToken = time }
        running[index].context = running[index].prefilled
        running[index].generated += 1
        running[index].isDecoding = true
      } else if running[index].isDecoding {
        running[index].context += 1
        running[index].generated += 1
      }
    }
    for sequence in running where sequence.generated == sequence.request.completion {
      record(sequence)
    }
    let finished = running.filter { $0.generated == $0.request.completion }
    running.removeAll { $0.generated == $0.request.completion }
    for sequence in finished { free(sequence) }
  }

  private mutating func admit() {
    while running.count < limit {
      let decoding = running.filter(\.isDecoding).count
      let backlog = running.reduce(0) { $0 + ($1.isDecoding ? 0 : $1.uncomputed) }
      guard backlog < budget - decoding else { return }
      var sequence: Sequence
      if let waiting = paused.last {
        sequence = waiting
      } else {
        guard let request = queue.first, request.arrival <= time else { return }
        let total = request.prompt + request.completion
        if total > deployment.model.maximumContextTokens ?? .max || bytes(total) > capacity {
          queue.removeFirst()
          refused += 1
          continue
        }
        sequence = Sequence(request: request)
      }
      sequence.prefilled = sequence.request.prompt + sequence.generated
      var cached = sequence.request.cached
      if let trace {
        let hits = named(sequence).prefix { cachedBlocks.contains($0) }.count
        cached = min(hits * trace.tokensPerBlock, sequence.request.prompt - 1)
      }
      sequence.uncomputed = sequence.prefilled - cached
      running.append(sequence)
      if used(growing: true) > capacity {
        running.removeLast()
        return
      }
      for block in named(sequence) where !cachedBlocks.contains(block) {
        cachedBlocks.append(block)
      }
      evict(used(growing: true))
      if paused.isEmpty { queue.removeFirst() } else { paused.removeLast() }
    }
  }

  /// Blocks that nobody uses any more become the newest; the last of a prompt the oldest of them.
  private mutating func free(_ sequence: Sequence) {
    let inUse = namedInUse
    for block in named(sequence).reversed() where !inUse.contains(block) {
      cachedBlocks.removeAll { $0 == block }
      cachedBlocks.append(block)
    }
  }

  private func attention(context: Int) -> Double {
    let (pass, engine) = (deployment.pass, deployment.parameters)
    let there = pass.time(of: StepLoad(decoding: 1, context: Double(context)), with: engine)
    return there.keyValue - pass.time(of: StepLoad(decoding: 1), with: engine).keyValue
  }

  private func promptAttention(_ tokens: Int) -> Double {
    let load = StepLoad(promptTokens: Double(tokens), promptKeys: Double(tokens) / 2)
    return deployment.pass.time(of: load, with: deployment.parameters).promptAttention
  }

  private mutating func record(_ sequence: Sequence) {
    let arrival = sequence.request.arrival
    let tokens = sequence.request.completion
    latencies.append(
      Latency(
        firstToken: sequence.firstToken - arrival,
        perToken: tokens > 1 ? (time - sequence.firstToken) / Double(tokens - 1) : nil,
        endToEnd: time - arrival))
  }
}

/// A fleet of plain replicas, and exact percentiles over their requests.
struct ReferenceFleet {
  var replicas: [ReferenceReplica]

  init(_ simulation: Simulation, _ arrivals: Arrivals) {
    var trace: RequestTrace?
    if case .trace(let replayed, _, _) = arrivals.source { trace = replayed }
    replicas = (0..<simulation.replicas).map { _ in
      ReferenceReplica(
        simulation.deployment, policy: simulation.policy, trace: trace,
        sharedPrefix: arrivals.sharedPrefixTokens)
    }
    var iterator = ArrivalIterator(arrivals)
    var requests: [ArrivingRequest] = []
    iterator.fill(&requests, upTo: arrivals.count)
    for (number, request) in requests.enumerated() {
      var target = number % replicas.count
      if simulation.router != .roundRobin {
        for index in replicas.indices { replicas[index].advance(to: request.arrival) }
        target = replicas.indices.min { replicas[$0].inFlight < replicas[$1].inFlight } ?? 0
      }
      if simulation.router == .prefixAware {
        let least = replicas[target].inFlight
        let able = replicas.indices.filter {
          replicas[$0].inFlight <= least + 32 || 2 * replicas[$0].inFlight <= 3 * least
        }
        target =
          able.min {
            (-replicas[$0].hits(request), replicas[$0].inFlight, $0)
              < (-replicas[$1].hits(request), replicas[$1].inFlight, $1)
          } ?? target
      }
      replicas[target].queue.append(request)
    }
    for index in replicas.indices { replicas[index].advance(to: .infinity) }
  }

  var latencies: [ReferenceReplica.Latency] { replicas.flatMap(\.latencies) }
  var firstToken: [Double] { latencies.map(\.firstToken).sorted() }
  var perToken: [Double] { latencies.compactMap(\.perToken).sorted() }
  var endToEnd: [Double] { latencies.map(\.endToEnd).sorted() }
  var preemptions: Int { replicas.reduce(0) { $0 + $1.preemptions } }
  var refused: Int { replicas.reduce(0) { $0 + $1.refused } }
  var steps: Int { replicas.reduce(0) { $0 + $1.steps } }

  static func percentile(_ percent: Double, of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
    return sorted[min(sorted.count, max(1, rank)) - 1]
  }
}
