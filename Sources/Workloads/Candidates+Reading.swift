import CheckedJSON

extension Candidates {
  private static let lists = [
    "models", "precisions", "kv", "layouts", "gpus", "engines", "offers", "hostClasses", "apis",
    "exclude",
  ]

  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(Self.lists + ["offload", "atLeast", "fewerThan8Bits", "autoscaling"])
    var tokens: [String: CandidateTokens] = [:]
    let models = try Self.names(members["models"], tokens: &tokens)
    let apis = try Self.names(members["apis"], tokens: &tokens)
    var lists: [String: [String]] = [:]
    for key in Self.lists where key != "models" && key != "apis" {
      lists[key] = try members[key]?.texts() ?? []
    }
    if let place = members["gpus"] { try Self.readCounts(of: place, into: &lists) }
    func list(_ key: String) -> [String] { lists[key] ?? [] }
    self.init(
      models: models, tokens: tokens, precisions: list("precisions"), kv: list("kv"),
      offload: try Self.offloads(members["offload"]), layouts: list("layouts"), gpus: list("gpus"),
      engines: list("engines"),
      offers: list("offers"), hostClasses: list("hostClasses"), apis: apis,
      exclude: list("exclude"), atLeastBillions: try members["atLeast"].map(Self.billions),
      allowsFewerThan8Bits: try members["fewerThan8Bits"]?.bool() ?? true,
      allowsAutoscaling: try members["autoscaling"]?.bool() ?? true)
  }

  /// Takes `2xH100` as replicas of two of them: the accelerator, and the layouts of so many.
  private static func readCounts(
    of place: JSONPlace, into lists: inout [String: [String]]
  ) throws(InputError) {
    for (text, entry) in zip(lists["gpus"] ?? [], try place.array()) {
      guard let near = WrittenMachines.nearest(toMiscounted: text) else { continue }
      var error = entry.error(expected: WrittenMachines.counts)
      error.suggestion = near
      throw error
    }
    let written = (lists["gpus"] ?? []).map(WrittenMachines.init)
    let counts = Set(written.map(\.count))
    guard let first = counts.first, counts != [nil] else { return }
    for (machines, entry) in zip(written, try place.array())
    where !(1...1024).contains(machines.count ?? 1) {
      throw entry.error(expected: "replicas of 1 to 1024 GPUs, such as \"2xH100\"")
    }
    guard counts.count == 1, let count = first, (1...1024).contains(count) else {
      throw place.error(
        expected: "the same number of each, from 1 to 1024, such as \"2xH100\" and \"2xL40S\"")
    }
    guard lists["layouts", default: []].isEmpty else {
      throw place.error(expected: "accelerators without numbers, as layouts are stated beside them")
    }
    lists["gpus"] = written.map(\.name)
    lists["layouts"] = layouts(of: count)
  }

  /// The layouts in which a replica has so many accelerators.
  private static func layouts(of count: Int) -> [String] {
    guard count > 1 else { return ["TP1"] }
    let inOneStage = ["TP\(count)", "TP\(count)·EP\(count)", "TP\(count)·EP\(count)·DP\(count)"]
    // Over two nodes or more a stage is a node, or each node has sequences of its own.
    let inStages = [2, 3, 4].filter { count % $0 == 0 && count > $0 }.flatMap { stages in
      let ranks = count / stages
      return ["TP\(ranks)·PP\(stages)"]
        + (ranks == 8
          ? [
            "TP8·PP\(stages)·EP8", "TP8·PP\(stages)·EP8·DP8", "TP\(count)·EP\(count)·DP\(stages)",
          ] : [])
    }
    return inOneStage + inStages + ["PP\(count)"]
  }

  /// Names, each a text or an object that also says how the candidate's tokens differ.
  private static func names(
    _ place: JSONPlace?, tokens: inout [String: CandidateTokens]
  ) throws(InputError) -> [String] {
    guard let place else { return [] }
    let places = try place.isText ? [place] : place.array()
    guard places.count <= 1000 else { throw place.error(expected: "at most 1000 names") }
    var names: [String] = []
    for place in places {
      guard place.isObject else {
        names.append(try place.text())
        continue
      }
      let members = try place.object()
      try members.allowOnly(["name", "completionMultiplier", "tokenRatio", "effort"])
      let name = try members.required("name").text()
      names.append(name)
      tokens[name] = try CandidateTokens(
        completionMultiplier: members["completionMultiplier"]?
          .number(in: CandidateTokens.multipliers),
        tokenRatio: members["tokenRatio"]?.number(in: CandidateTokens.ratios),
        effort: members["effort"].map(Self.effort))
    }
    return names
  }

  private static func effort(_ place: JSONPlace) throws(InputError) -> Effort {
    let text = try place.text()
    guard let effort = Effort(spelled: text) else {
      throw place.unknown("effort", text, among: Effort.allCases.map(\.rawValue))
    }
    return effort
  }

  private static func offloads(_ place: JSONPlace?) throws(InputError) -> [CacheOffload] {
    guard let place else { return [] }
    let places = try place.isText ? [place] : place.array()
    guard places.count <= 1000 else { throw place.error(expected: "at most 1000 tiers") }
    var offloads: [CacheOffload] = []
    for place in places {
      let text = try place.text()
      offloads.append(
        try place.located { () throws(InputError) in try CacheOffload(written: text) })
    }
    return offloads
  }

  /// Billions of parameters, as a number or as people write it: `30`, `"30B"`, `"0.6B"`, `"1T"`.
  private static func billions(_ place: JSONPlace) throws(InputError) -> Double {
    let bounds = 0.0...100_000.0
    guard place.isText else { return try place.number(in: bounds) }
    let text = try place.text().lowercased()
    let units: [(String, Double)] = [("b", 1), ("t", 1000), ("m", 0.001)]
    guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
      let count = Double(text.dropLast(unit.count)), bounds.contains(count * factor)
    else { throw place.error(expected: "billions of parameters, such as 30 or \"30B\"") }
    return count * factor
  }
}

extension Candidates {
  /// The member of a workload file; `nil` where nothing was said.
  var json: JSONText? {
    .unlessEmpty([
      ("models", named(models)), ("precisions", .unlessEmpty(precisions)), ("kv", .unlessEmpty(kv)),
      ("offload", .unlessEmpty(offload.map(\.written))),
      ("layouts", .unlessEmpty(layouts)), ("gpus", .unlessEmpty(gpus)),
      ("engines", .unlessEmpty(engines)),
      ("offers", .unlessEmpty(offers)), ("hostClasses", .unlessEmpty(hostClasses)),
      ("apis", named(apis)),
      ("exclude", .unlessEmpty(exclude)), ("atLeast", atLeastBillions.map(JSONText.number)),
      ("fewerThan8Bits", allowsFewerThan8Bits ? nil : .bool(false)),
      ("autoscaling", allowsAutoscaling ? nil : .bool(false)),
    ])
  }

  private func named(_ names: [String]) -> JSONText? {
    guard !names.isEmpty else { return nil }
    return .array(
      names.map { name in
        guard let own = tokens[name] else { return .string(name) }
        return .object(
          JSONText.present([
            ("name", .string(name)),
            ("completionMultiplier", own.completionMultiplier.map(JSONText.number)),
            ("tokenRatio", own.tokenRatio.map(JSONText.number)),
            ("effort", own.effort.map { .string($0.rawValue) }),
          ]))
      })
  }
}
