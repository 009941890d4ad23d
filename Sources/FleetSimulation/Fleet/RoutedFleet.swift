/// A fleet whose router looks at the replicas: all are advanced to each arrival before it is routed.
///
/// What has nothing to do before an arrival is not touched, and the least loaded is not searched for: two tournaments tell
/// who is next and who has least. So the cost of a request grows with the steps between arrivals, and with the logarithm of
/// the number of replicas.
struct RoutedFleet {
  private static let batch = 1024

  private let setup: ReplicaSetup
  private let autoscaling: Autoscaling?
  private(set) var replicas: [Replica]
  /// When each replica was started, when it serves, and when it was told to stop.
  private var lives: [ReplicaLife]
  /// When each replica acts next.
  private var activities: Tournament<Double>
  /// Requests in flight on each replica that serves; `Int.max` of those that do not.
  private var loads: Tournament<Int>
  /// Replicas that were started and do not serve yet.
  private var starting: [Int] = []
  /// Which replicas hold which blocks, where the router asks for that.
  private var holders: BlockHolders?
  private var nextDecision = 0.0
  private var surplusSince = Double.infinity
  /// Seconds of earlier lives of replicas that were started again.
  private var retiredSeconds = 0.0
  /// The most replicas at a time.
  private(set) var peakReplicas: Int
  /// Requests whose lengths were cut to what is believed.
  private(set) var clamped = 0
  /// Seconds of all replicas from start to end.
  private(set) var replicaSeconds = 0.0

  private struct ReplicaLife {
    let started: Double
    let serves: Double
    var stopped = Double.infinity
  }

  init(
    _ setup: ReplicaSetup, replicas count: Int, router: Router, autoscaling: Autoscaling?
  ) {
    self.setup = setup
    self.autoscaling = autoscaling
    replicas = (0..<count).map { _ in Replica(setup) }
    lives = [ReplicaLife](repeating: ReplicaLife(started: 0, serves: 0), count: count)
    activities = Tournament(count, of: .infinity)
    loads = Tournament(count, of: .max)
    for index in 0..<count { loads.set(index, to: 0) }
    peakReplicas = count
    if router == .prefixAware, setup.distinctBlocks > 0 {
      holders = BlockHolders(blocks: setup.distinctBlocks, replicas: count)
      for index in 0..<count { replicas[index].prefixes?.notesChanges = true }
    }
  }

  /// Serves all arrivals.
  mutating func run(_ arrivals: Arrivals) {
    var iterator = ArrivalIterator(arrivals)
    var batch: [ArrivingRequest] = []
    while true {
      batch.removeAll(keepingCapacity: true)
      iterator.fill(&batch, upTo: Self.batch)
      if batch.isEmpty { break }
      for request in batch { route(request) }
    }
    clamped = iterator.clamped
    finish()
  }

  /// Serves requests in order of arrival.
  mutating func run(_ requests: [ArrivingRequest]) {
    for request in requests { route(request) }
    finish()
  }

  private mutating func finish() {
    for index in replicas.indices { replicas[index].advance(to: .infinity, .strict) }
    let end = replicas.map(\.tally.lastFinish).max() ?? 0
    replicaSeconds = retiredSeconds
    for index in replicas.indices { replicaSeconds += lifeSeconds(of: index, until: end) }
  }

  private mutating func route(_ request: ArrivingRequest) {
    let time = request.arrival
    advance(to: time)
    admitStarted(at: time)
    let least = loads.leastIndex
    let isAnyServing = loads.least < .max
    var best = isAnyServing ? least : 0
    if holders != nil, request.blocks > 0, isAnyServing {
      let blocks = request.firstBlock..<(request.firstBlock + request.blocks)
      best =
        holders?.best(
          for: setup.namedBlocks[blocks], loads: loads,
          atMost: Router.mostInFlight(besides: loads.least)) ?? least
    }
    replicas[best].enqueue(request)
    note(best, at: time)
    if let autoscaling, time >= nextDecision { scale(autoscaling, at: time) }
  }

  /// Brings all replicas to a time, those first that are furthest behind.
  private mutating func advance(to time: Double) {
    if case .staticBatches = setup.policy {
      // Whether a batch starts depends on what waits, not on time alone.
      for index in replicas.indices {
        replicas[index].advance(to: time, .strict)
        note(index, at: time)
      }
      return
    }
    while activities.least < time {
      let index = activities.leastIndex
      replicas[index].advance(to: time, .strict)
      note(index, at: time)
    }
  }

  /// Enters what a replica has come to, which has nothing to do before `time`.
  private mutating func note(_ index: Int, at time: Double) {
    activities.set(index, to: max(time, replicas[index].nextActivity))
    if loads[index] < .max { loads.set(index, to: replicas[index].inFlight) }
    guard holders != nil, let changes = replicas[index].prefixes?.changes, !changes.isEmpty else {
      return
    }
    for change in changes {
      holders?.set(Int(change < 0 ? ~change : change), of: index, to: change >= 0)
    }
    replicas[index].prefixes?.forgetChanges()
  }

  /// Lets replicas serve whose start is over by `time`.
  private mutating func admitStarted(at time: Double) {
    guard !starting.isEmpty else { return }
    for index in starting where lives[index].serves <= time {
      loads.set(index, to: replicas[index].inFlight)
    }
    starting.removeAll { lives[$0].serves <= time }
  }

  private mutating func scale(_ policy: Autoscaling, at time: Double) {
    nextDecision = time + policy.intervalSeconds
    let alive = lives.indices.filter { lives[$0].stopped > time }
    let inFlight = replicas.reduce(0) { $0 + $1.inFlight }
    let wanted = min(
      max(Int((Double(inFlight) / policy.targetInFlight).rounded(.up)), policy.minimum),
      policy.maximum)
    if wanted >= alive.count { surplusSince = .infinity }
    if wanted > alive.count {
      for _ in alive.count..<wanted { startReplica(at: time, delay: policy.delaySeconds) }
      peakReplicas = max(peakReplicas, wanted)
    } else if wanted < alive.count {
      surplusSince = min(surplusSince, time)
      let serving = alive.filter { lives[$0].serves <= time }
      guard time - surplusSince >= policy.holdSeconds, serving.count > 1, let last = alive.last,
        lives[last].serves <= time
      else { return }
      lives[last].stopped = time
      loads.set(last, to: .max)
    }
  }

  /// Starts a replica, in the place of one that has stopped and is empty if there is one.
  private mutating func startReplica(at time: Double, delay: Double) {
    let life = ReplicaLife(started: time, serves: time + delay)
    let idle = lives.indices.first { lives[$0].stopped <= time && replicas[$0].inFlight == 0 }
    if let idle {
      retiredSeconds += lifeSeconds(of: idle, until: time)
      lives[idle] = life
      starting.append(idle)
    } else {
      replicas.append(Replica(setup))
      lives.append(life)
      activities = activities.with(1, of: .infinity)
      loads = loads.with(1, of: .max)
      holders?.grow(toReplicas: replicas.count)
      replicas[replicas.count - 1].prefixes?.notesChanges = holders != nil
      starting.append(replicas.count - 1)
    }
  }

  /// Seconds from the start of a replica until it stopped and had finished its requests.
  private func lifeSeconds(of index: Int, until end: Double) -> Double {
    let life = lives[index]
    let stop = life.stopped.isFinite ? max(life.stopped, replicas[index].tally.lastFinish) : end
    return max(0, stop - life.started)
  }
}
