/// A fleet whose router looks at the replicas: all are advanced to each arrival before it is routed.
struct RoutedFleet {
  private static let batch = 1024

  private let setup: ReplicaSetup
  private let autoscaling: Autoscaling?
  private let seeksPrefixes: Bool
  private(set) var replicas: [Replica]
  /// When each replica was started, when it serves, and when it was told to stop.
  private var lives: [ReplicaLife]
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
    seeksPrefixes = router == .prefixAware
    self.autoscaling = autoscaling
    replicas = (0..<count).map { _ in Replica(setup) }
    lives = [ReplicaLife](repeating: ReplicaLife(started: 0, serves: 0), count: count)
    peakReplicas = count
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
    var best = -1
    var least = Int.max
    for index in replicas.indices {
      replicas[index].advance(to: time, .strict)
      guard isServing(index, at: time) else { continue }
      let load = replicas[index].inFlight
      if load < least { (best, least) = (index, load) }
    }
    if seeksPrefixes, request.blocks > 0, best >= 0 {
      best = holder(of: request, besides: best)
    }
    replicas[max(0, best)].enqueue(request)
    if let autoscaling, time >= nextDecision { scale(autoscaling, at: time) }
  }

  private func isServing(_ index: Int, at time: Double) -> Bool {
    lives[index].serves <= time && lives[index].stopped > time
  }

  /// The replica that holds most of a request's prompt, of those that are not overloaded.
  private func holder(of request: ArrivingRequest, besides least: Int) -> Int {
    let most = Router.mostInFlight(besides: replicas[least].inFlight)
    var (best, hits) = (least, replicas[least].cachedBlocks(of: request))
    for index in replicas.indices where isServing(index, at: request.arrival) {
      let load = replicas[index].inFlight
      guard load <= most else { continue }
      let held = replicas[index].cachedBlocks(of: request)
      if held > hits || held == hits && load < replicas[best].inFlight {
        (best, hits) = (index, held)
      }
    }
    return best
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
    }
  }

  /// Starts a replica, in the place of one that has stopped and is empty if there is one.
  private mutating func startReplica(at time: Double, delay: Double) {
    let life = ReplicaLife(started: time, serves: time + delay)
    let idle = lives.indices.first { lives[$0].stopped <= time && replicas[$0].inFlight == 0 }
    if let idle {
      retiredSeconds += lifeSeconds(of: idle, until: time)
      lives[idle] = life
    } else {
      replicas.append(Replica(setup))
      lives.append(life)
    }
  }

  /// Seconds from the start of a replica until it stopped and had finished its requests.
  private func lifeSeconds(of index: Int, until end: Double) -> Double {
    let life = lives[index]
    let stop = life.stopped.isFinite ? max(life.stopped, replicas[index].tally.lastFinish) : end
    return max(0, stop - life.started)
  }
}
