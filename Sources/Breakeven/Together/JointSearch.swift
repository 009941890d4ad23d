/// Finds who should serve each of several workloads so that all together cost least.
///
/// Up to ``mostExact`` workloads every way to part them into fleets and APIs is looked at. Of more, the search starts from
/// each workload's own plan and takes, as long as that saves, the best of all single moves: to the API, to machines of its
/// own, into another's fleet.
final class JointSearch {
  private let members: [JointMember]
  private let fleets: SharedFleetSearch
  private let ownStaff: OneStaff
  private let apiStaff: OneStaff
  private let exact: Int
  private var known: [[Int]: [SharedFleet]] = [:]

  /// So many workloads can be parted in 877 ways.
  static let mostExact = 6

  /// The cheapest plan, and the cheapest of each kind.
  struct Found {
    /// The cheapest in which a base load is only that of workloads whose own answer it is.
    var best: JointPlan?
    /// The cheapest in which no workload has a base load below an API.
    var pure: JointPlan?
    /// The cheapest with some base load below an API.
    var mix: JointPlan?
    var allAPI: JointPlan?
    var allOwn: JointPlan?
    /// For each workload the cheapest plan in which it stands on the other side than in ``best``.
    var moved: [JointPlan?] = []
    /// The same for ``mix``.
    var movedFromMix: [JointPlan?] = []
  }

  /// A workload or a group of them, and who serves it.
  fileprivate enum Part {
    case shared(SharedFleet)
    case alone(Int, SelfHostOption)
    case api(Int, APICandidate)
    case mixed(Int, MixedPlan, isAnswer: Bool)
  }

  /// - Parameter exact: The most workloads of which every way is looked at.
  init(_ members: [JointMember], exact: Int = JointSearch.mostExact) {
    self.members = members
    self.exact = exact
    fleets = SharedFleetSearch(members)
    ownStaff = OneStaff(members.map(\.ownOverhead))
    apiStaff = OneStaff(members.map(\.apiOverhead))
  }

  func run() -> Found {
    var plans: [(parts: [Part], usd: Double)] = []
    if members.count <= exact {
      enumerate(0, []) { parts in
        if let usd = usd(parts) { plans.append((parts, usd)) }
      }
    } else {
      plans = climb()
    }
    func cheapest(_ suits: ([Part]) -> Bool) -> JointPlan? {
      var best: (parts: [Part], usd: Double)?
      for plan in plans where plan.usd < best?.usd ?? .infinity && suits(plan.parts) {
        best = plan
      }
      return best.map { self.plan($0.parts) }
    }
    func moved(from plan: JointPlan?, _ suits: (Part) -> Bool) -> [JointPlan?] {
      guard let plan else { return [] }
      return members.indices.map { index in
        let leaves = plan.leaves(index)
        return cheapest { parts in
          parts.allSatisfy {
            suits($0) && !($0.isAPI == leaves && $0.workloads.contains(index))
          }
        }
      }
    }
    var found = Found()
    found.best = cheapest { parts in parts.allSatisfy { $0.isUsual } }
    found.pure = cheapest { parts in parts.allSatisfy { $0.isAPI || $0.isOwn } }
    found.mix = cheapest { parts in parts.contains { !$0.isAPI && !$0.isOwn } }
    found.allAPI = cheapest { parts in parts.allSatisfy { $0.isAPI } }
    found.allOwn = cheapest { parts in parts.allSatisfy { $0.isOwn } }
    found.moved = moved(from: found.best) { $0.isUsual }
    found.movedFromMix = moved(from: found.mix) { _ in true }
    return found
  }

  // MARK: All ways

  /// Every way to serve the workloads from `index` on beside some parts.
  private func enumerate(_ index: Int, _ parts: [Part], _ body: ([Part]) -> Void) {
    guard index < members.count else { return body(parts) }
    let taken = Set(parts.flatMap(\.workloads))
    guard !taken.contains(index) else { return enumerate(index + 1, parts, body) }
    for part in singles(index) { enumerate(index + 1, parts + [part], body) }
    let others = members.indices.filter { $0 > index && !taken.contains($0) }
    for mask in 1..<max(1, 1 << others.count) {
      let group = [index] + others.indices.filter { mask >> $0 & 1 == 1 }.map { others[$0] }
      for fleet in shared(group) { enumerate(index + 1, parts + [.shared(fleet)], body) }
    }
  }

  private func singles(_ index: Int) -> [Part] {
    let member = members[index]
    return member.alone.map { .alone(index, $0) } + (member.api.map { [.api(index, $0)] } ?? [])
      + (member.mixed.map { [.mixed(index, $0.plan, isAnswer: $0.isAnswer)] } ?? [])
  }

  /// The cheapest fleet of a group, the cheapest base load, and where their machines are limited the cheapest on others.
  private func shared(_ group: [Int]) -> [SharedFleet] {
    if let found = known[group] { return found }
    func some(_ best: (_ unlimited: Bool) -> SharedFleet?) -> [SharedFleet] {
      guard let first = best(false) else { return [] }
      return [first] + (first.rental.maximumGPUs == nil ? [] : [best(true)].compactMap(\.self))
    }
    // What a base load of a group must cost less than: no other way needs more people than both sides have.
    let apart = group.reduce(0) { $0 + leastUSD($1) }
    let found =
      some { fleets.best(group, unlimited: $0) }
      + some { fleets.bestBase(group, members: members, unlimited: $0, below: apart) }
      + some {
        fleets.bestSideBySide(
          group, members: members, unlimited: $0, below: fewerSideBySideUSD(group))
      }
    known[group] = found
    return found
  }

  /// US dollars of machines where one of a group has its own and the others lie side by side, that no other workload
  /// can take away: more models on the same machines must cost less.
  private func fewerSideBySideUSD(_ group: [Int]) -> Double {
    guard group.count > 2, group.count <= SharedFleetSearch.mostSideBySide else { return .infinity }
    return group.map { index in
      let own = members[index].alone.filter { $0.rental.maximumGPUs == nil }
      let others = shared(group.filter { $0 != index })
        .filter { !$0.slices.isEmpty && $0.rental.maximumGPUs == nil }
      return (own.map(\.machineUSD).min() ?? .infinity)
        + (others.map(\.machineUSD).min() ?? .infinity)
    }.min() ?? .infinity
  }

  /// US dollars of the cheapest way to serve a workload by itself that no other workload can take away, people apart.
  private func leastUSD(_ index: Int) -> Double {
    singles(index).map { part in
      switch part {
      case .alone(_, let option):
        option.rental.maximumGPUs == nil ? option.machineUSD + option.egressUSD : .infinity
      case .api(_, let api): api.billUSD(requests: members[index].demand.requests)
      case .mixed(_, let mixed, _):
        mixed.option.rental.maximumGPUs == nil ? mixed.totalUSD - mixed.overheadUSD : .infinity
      case .shared: .infinity
      }
    }.min() ?? .infinity
  }

  // MARK: Many workloads

  private func climb() -> [(parts: [Part], usd: Double)] {
    var plans: [(parts: [Part], usd: Double)] = []
    func add(_ parts: [Part]) -> Double? {
      guard let usd = usd(parts) else { return nil }
      plans.append((parts, usd))
      return usd
    }
    func climb(
      _ start: [Part], _ singles: (Int) -> [Part], _ suits: (Part) -> Bool = { $0.isUsual }
    ) {
      var (parts, usd) = (start, add(start) ?? .infinity)
      while true {
        var best: (parts: [Part], usd: Double)?
        for next in moves(parts, singles, suits) {
          guard let cost = add(next), cost < min(usd - 1e-9, best?.usd ?? .infinity) else {
            continue
          }
          best = (next, cost)
        }
        guard let best else { return }
        (parts, usd) = best
      }
    }
    func first(_ choose: (Int) -> [Part]) -> [Part]? {
      let parts = members.indices.map { choose($0).first }
      return parts.contains { $0 == nil } ? nil : parts.compactMap(\.self)
    }
    let own = { (index: Int) in self.singles(index).filter(\.isOwn) }
    let api = { (index: Int) in self.singles(index).filter(\.isAPI) }
    let usual = { (index: Int) in self.singles(index).filter(\.isUsual) }
    if let parts = first({ index in [self.ownPlan(index)].compactMap(\.self) }) {
      climb(parts, usual)
    }
    if let parts = first(api) { _ = add(parts) }
    if let parts = first(own) {
      climb(parts, own)
      climb(plans.min { $0.usd < $1.usd }?.parts ?? parts, usual)
    }
    if let start = plans.min(by: { $0.usd < $1.usd }) {
      climb(start.parts, singles) { _ in true }
    }
    return plans
  }

  /// A workload's own answer.
  private func ownPlan(_ index: Int) -> Part? {
    let member = members[index]
    return singles(index).filter(\.isUsual).min { usdAlone($0, member) < usdAlone($1, member) }
  }

  private func usdAlone(_ part: Part, _ member: JointMember) -> Double {
    switch part {
    case .alone(_, let option): option.totalUSD
    case .api(_, let api): api.usd(requests: member.demand.requests)
    case .mixed(_, let mixed, _): mixed.totalUSD
    case .shared(let fleet): fleet.machineUSD
    }
  }

  /// One workload served otherwise, or in the fleet of another.
  private func moves(
    _ parts: [Part], _ singles: (Int) -> [Part], _ suits: (Part) -> Bool
  ) -> [[Part]] {
    func fleet(_ group: [Int]) -> [Part] {
      shared(group).map { .shared($0) }.filter(suits)
    }
    var moves: [[Part]] = []
    for index in members.indices {
      guard let from = parts.firstIndex(where: { $0.workloads.contains(index) }) else { continue }
      var rest = parts
      let left = parts[from].workloads.filter { $0 != index }
      rest.remove(at: from)
      let remaining: [Part]
      switch left.count {
      case 0: remaining = []
      case 1: remaining = singles(left[0]).prefix(1).map(\.self)
      default: remaining = fleet(left).prefix(1).map(\.self)
      }
      guard remaining.isEmpty == left.isEmpty else { continue }
      for single in singles(index) { moves.append(rest + remaining + [single]) }
      for (place, other) in rest.enumerated() where !other.isAPI {
        for fleet in fleet((other.workloads + [index]).sorted()) {
          var joined = rest
          joined[place] = fleet
          moves.append(joined + remaining)
        }
      }
    }
    return moves
  }

  // MARK: Sums

  /// US dollars in a month; `nil` where more machines are used than there are.
  private func usd(_ parts: [Part]) -> Double? {
    var gpus: [String: (used: Int, most: Int)] = [:]
    var usd = 0.0
    var (own, api): (Set<Int>, Set<Int>) = ([], [])
    func use(_ rental: Rental, _ count: Int) {
      guard let most = rental.maximumGPUs else { return }
      gpus["\(rental.id)|\(rental.terms)", default: (0, most)].used += count
    }
    for part in parts {
      switch part {
      case .shared(let fleet):
        use(fleet.rental, fleet.gpus)
        own.formUnion(part.workloads)
        usd += fleet.machineUSD
        for (index, option) in fleet.options {
          let share = fleet.shares.first { $0.workload == index }
          usd += egressUSD(option, index) * (1 - (share?.apiShare ?? 0)) + (share?.tokenUSD ?? 0)
          if share?.api != nil { api.insert(index) }
        }
      case .alone(let index, let option):
        use(option.rental, option.gpus)
        own.insert(index)
        usd += option.machineUSD + option.egressUSD
      case .api(let index, let candidate):
        api.insert(index)
        usd += candidate.billUSD(requests: members[index].demand.requests)
      case .mixed(let index, let mixed, _):
        use(mixed.option.rental, mixed.gpus)
        own.insert(index)
        api.insert(index)
        usd += mixed.machineUSD + mixed.egressUSD + mixed.billUSD
      }
    }
    guard gpus.values.allSatisfy({ $0.used <= $0.most }) else { return nil }
    return usd + ownStaff.usd(own) + apiStaff.usd(api)
  }

  private func egressUSD(_ option: SelfHostOption, _ index: Int) -> Double {
    option.egressUSDPerRequest * members[index].demand.requests
  }

  private func plan(_ parts: [Part]) -> JointPlan {
    let own = Set(parts.filter { !$0.isAPI }.flatMap(\.workloads))
    let api = Set(parts.flatMap(\.workloadsAtAPIs))
    let (ownShares, apiShares) = (ownStaff.shares(among: own), apiStaff.shares(among: api))
    let (ownItems, apiItems) = (ownStaff.items(among: own), apiStaff.items(among: api))
    var bills: [Int: JointPlan.Bill] = [:]
    var fleets: [SharedFleet] = []
    func add(
      _ index: Int, _ place: JointPlan.Place, machines: Double = 0, egress: Double = 0,
      tokens: Double = 0
    ) {
      bills[index] = JointPlan.Bill(
        place: place, machineUSD: machines, egressUSD: egress, tokenUSD: tokens,
        ownPeopleUSD: ownShares[index] ?? 0, apiPeopleUSD: apiShares[index] ?? 0,
        staff: [ownItems[index] ?? [:], apiItems[index] ?? [:]])
    }
    for part in parts {
      switch part {
      case .shared(let fleet):
        for share in fleet.shares {
          let option = fleet.options.first { $0.workload == share.workload }?.option
          add(
            share.workload, .shared(fleet: fleets.count), machines: share.machineUSD,
            egress: option.map { egressUSD($0, share.workload) * (1 - share.apiShare) } ?? 0,
            tokens: share.tokenUSD)
        }
        fleets.append(fleet)
      case .alone(let index, let option):
        add(index, .alone(option), machines: option.machineUSD, egress: option.egressUSD)
      case .api(let index, let candidate):
        add(
          index, .api(candidate),
          tokens: candidate.billUSD(requests: members[index].demand.requests))
      case .mixed(let index, let mixed, _):
        add(
          index, .mixed(mixed), machines: mixed.machineUSD, egress: mixed.egressUSD,
          tokens: mixed.billUSD)
      }
    }
    return JointPlan(bills: members.indices.compactMap { bills[$0] }, fleets: fleets)
  }
}

extension JointSearch.Part {
  /// The places of the workloads that it serves.
  fileprivate var workloads: [Int] {
    switch self {
    case .shared(let fleet): fleet.shares.map(\.workload)
    case .alone(let index, _), .api(let index, _), .mixed(let index, _, _): [index]
    }
  }

  /// Those of which an API takes requests.
  fileprivate var workloadsAtAPIs: [Int] {
    switch self {
    case .shared(let fleet): fleet.shares.filter { $0.api != nil }.map(\.workload)
    case .alone: []
    case .api(let index, _), .mixed(let index, _, _): [index]
    }
  }

  fileprivate var isAPI: Bool { if case .api = self { true } else { false } }

  fileprivate var isOwn: Bool {
    switch self {
    case .shared(let fleet): !fleet.isBaseLoad
    case .alone: true
    case .api, .mixed: false
    }
  }

  /// Whether it has no base load below an API but as a workload's own answer.
  fileprivate var isUsual: Bool {
    if case .mixed(_, _, let isAnswer) = self { isAnswer } else { isAPI || isOwn }
  }
}
