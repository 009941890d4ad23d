package import CheckedJSON
package import Workloads

extension Question {
  /// The workload that is asked about.
  ///
  /// - Throws: `InputError` that names the flag in the place of a JSON path.
  package func workload(_ catalog: Catalog) throws(InputError) -> Workload {
    if let missing { throw missing }
    return try namingFlags { () throws(InputError) in
      try Workload(JSONDocument(json(catalog), file: nil))
    }
  }

  /// Runs something whose errors have JSON paths, and names the flags that stand behind them.
  package func namingFlags<Value>(
    _ body: () throws(InputError) -> Value
  ) throws(InputError) -> Value {
    do {
      return try body()
    } catch {
      var named = error
      let place = error.place ?? ""
      // Machines that are there are candidates behind those that are named to be rented.
      if let index = place.split(whereSeparator: { "[]".contains($0) }).dropFirst().first,
        place.hasPrefix("$.candidates.gpus["), let position = Int(index), position >= gpus.count
      {
        named.place = "--own"
      } else if place.hasPrefix("$.volume"), requests == nil {
        named.place = volumeFlag
      } else if let flag = Self.flags.first(where: { place.hasPrefix($0.path) })?.flag {
        named.place = flag
      }
      throw named
    }
  }

  /// The flag that says how much there is, where it is not `--requests`.
  private var volumeFlag: String {
    if job != nil { return "--job" }
    if tokens != nil { return "--tokens" }
    return users != nil ? "--users" : "--bill"
  }

  /// Which flag stands behind which JSON path; the longest paths first.
  private static let flags: [(path: String, flag: String)] = [
    ("$.volume", "--requests"),
    ("$.promptPerCompletion", "--ratio"),
    ("$.prompt", "--prompt"), ("$.completion", "--completion"),
    ("$.mode.interactive.timeToFirstTokenSeconds", "--ttft"),
    ("$.mode.interactive.timePerOutputTokenSeconds", "--tpot"), ("$.mode.batch", "--deadline"),
    ("$.today.usdPerMonth", "--bill"), ("$.today", "--today"), ("$.candidates.models", "--model"),
    ("$.candidates.apis", "--api"), ("$.candidates.hostClasses", "--host-class"),
    ("$.candidates.exclude", "--exclude"), ("$.candidates.gpus", "--gpu"),
    ("$.candidates.layouts", "--gpu"), ("$.own", "--own"),
    ("$.equivalence", "--model"), ("$.dataResidency", "--region"), ("$.costs.staff", "--people"),
    ("$.adapters.rank", "--adapter-rank"), ("$.adapters", "--adapters"),
  ]

  /// The members of the workload file.
  private func json(_ catalog: Catalog) throws(InputError) -> JSONValue {
    let kind = try kind.map { name throws(InputError) in try UsageKind.named(name, place: "--kind")
    }
    var members: [String: JSONValue] = ["version": 1]
    var assumed: [String] = []
    members["name"] = .string(name ?? title(kind))
    try addLengths(kind, to: &members, &assumed)
    try addVolume(kind, to: &members, &assumed)
    members["mode"] = try mode(
      kind, promptTokens: Self.meanTokens(members["prompt"]),
      writesNothing: Self.meanTokens(members["completion"]) == 0, &assumed)
    members["task"] = kind?.task.map { .string($0.rawValue) }
    members["today"] = .some([
      "api": today.map { .string($0) }, "usdPerMonth": bill.map { .string($0) },
    ])
    members["own"] = try ownMachines(&assumed)
    let models = try candidates(catalog, &assumed)
    for machines in gpus.map(WrittenMachines.init) {
      if let count = machines.count { assumed += Self.servers(machines.name, gpus: count) }
    }
    // Who names machines that are there and none to rent asks about those alone.
    members["candidates"] = .some([
      "models": .texts(models),
      "gpus": .texts(gpus + own.map { WrittenMachines($0).name }),
      "offers": own.isEmpty || !gpus.isEmpty ? nil : .texts(["own"]),
      "apis": .texts(apis), "hostClasses": .texts(hostClasses), "exclude": .texts(exclude),
    ])
    members["equivalence"] = equivalences(of: models, catalog, &assumed)
    members["adapters"] = adapters.map { count in
      adapterRank.map { rank -> JSONValue in
        ["count": .string(count), "rank": Int(rank).map { .number(Double($0)) } ?? .string(rank)]
      } ?? .string(count)
    }
    members["documentsPerSearch"] = try documents.map { text throws(InputError) in
      guard let count = WrittenQuantity.number.value(of: text), (1...1_000_000).contains(count)
      else {
        throw InputError(
          place: "--documents", found: "\"\(text.shortened())\"",
          expected: "how many documents a search ranks, from 1 to 1000000")
      }
      return .number(count)
    }
    members["dataResidency"] = region.map { .string($0) }
    if let people {
      let pay = try UsualValues.builtIn().usdPerEngineerMonth
      members["costs"] = [
        "staff": ["engineers": .string(people), "usdPerEngineerMonth": .range(pay)]
      ]
      assumed.append(
        Workload.assumption(
          "an engineer costs \(pay.spelled(dollars: true)) a month", from: pay))
    }
    members["sources"] = .texts(assumed)
    return .object(members)
  }

  /// The workload's name: what was asked, in a few words.
  private func title(_ kind: UsageKind?) -> String {
    let volumes = [
      users.map { "\($0) users" }, requests, tokens.map { "\($0) tokens" },
      job.map { "A job of \($0)" }, bill.map { "A bill of \($0)" },
    ]
    let what = volumes.compactMap(\.self).first ?? "A question"
    if let kind { return "\(what): \(kind.title.prefix(1).lowercased() + kind.title.dropFirst())" }
    let lengths =
      [prompt, completion].compactMap(\.self).joined(separator: " + ")
    return lengths.isEmpty ? what : "\(what), \(lengths) tokens"
  }

  private func addLengths(
    _ kind: UsageKind?, to members: inout [String: JSONValue], _ assumed: inout [String]
  ) throws(InputError) {
    members["prompt"] = prompt.map { .string($0) }
    members["completion"] = completion.map { .string($0) }
    if let ratio {
      guard let value = WrittenRatio.value(of: ratio), RequestLengths.ratios.contains(value) else {
        throw InputError(
          place: "--ratio", found: "\"\(ratio.shortened())\"",
          expected: "prompt tokens for each completion token, such as 6:1")
      }
      if let prompt, let tokens = WrittenQuantity.tokens.value(of: prompt) {
        members["completion"] = .number(max(1, tokens / value))
      } else if let completion, let tokens = WrittenQuantity.tokens.value(of: completion) {
        members["prompt"] = .number(max(1, tokens * value))
      } else if let kind {
        members["prompt"] = .number(max(1, kind.completionTokens.likely * value))
      } else {
        members["promptPerCompletion"] = .string(ratio)
        return
      }
    }
    guard let kind else { return }
    var stated: Double?
    switch members["prompt"] {
    case .number(let tokens)?: stated = tokens
    case .string(let text)?: stated = WrittenQuantity.tokens.value(of: text)
    default: break
    }
    let prompts = try promptLengths(kind, stated: stated)
    if prompt == nil, members["prompt"] == nil {
      members["prompt"] = prompts.json
      let longest = kind.longestPromptTokens.map { ", at most \($0.spelled(range: false))" } ?? ""
      assumed.append(
        Workload.assumption(
          "prompts of \(kind.promptTokens.spelled()) tokens\(longest)", from: kind.promptTokens))
    }
    if completion == nil, members["completion"] == nil {
      members["completion"] = .number(kind.completionTokens.likely)
      assumed.append(
        Workload.assumption(
          "completions of \(kind.completionTokens.spelled()) tokens", from: kind.completionTokens))
    }
    let cached = kind.cachedShare
    guard cached.likely > 0 else { return }
    let prefix = try Self.prefix(holding: cached.likely, of: prompts.spread)
    members["sharedPrefix"] = ["tokens": .number(prefix.rounded()), "hitRate": 1]
    assumed.append(
      Workload.assumption(
        "\(cached.spelled(percent: true)) of prompt tokens are cached", from: cached))
  }

  /// How long prompts are: as stated, else as is usual for the kind, and at most as long as its longest.
  private func promptLengths(
    _ kind: UsageKind, stated: Double?
  ) throws(InputError) -> (json: JSONValue, spread: LengthQuantiles) {
    let usual = try UsualValues.builtIn().promptSpread
    let mean = min(max(1, stated ?? kind.promptTokens.likely), Bounds.maximumTokens / 20)
    guard stated == nil, let longest = kind.longestPromptTokens?.likely else {
      return (.number(mean), try usual.quantiles(mean: mean))
    }
    let (p50, p90) = (
      (usual.p50.likely * mean).rounded(), min((usual.p90.likely * mean).rounded(), longest)
    )
    return (
      [
        "mean": .number(mean), "p50": .number(p50), "p90": .number(p90), "max": .number(longest),
      ], try LengthQuantiles(mean: mean, p50: p50, p90: p90, max: longest)
    )
  }

  /// The length `T` of a prefix that holds a share of all prompt tokens: `E[min(T, P)] = share · E[P]`.
  private static func prefix(
    holding share: Double, of lengths: LengthQuantiles
  ) throws(InputError) -> Double {
    let prompts = try RequestMix(
      prompt: .quantiles(lengths), completion: .fixed(1), correlation: 0)
    var (low, high) = (0.0, lengths.mean * 20)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if prompts.mean(of: { min(middle, $0.promptTokens) }) < share * lengths.mean {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }

  private func addVolume(
    _ kind: UsageKind?, to members: inout [String: JSONValue], _ assumed: inout [String]
  ) throws(InputError) {
    // A job that comes back, such as 200k/night, is so many requests over that time.
    members["volume"] =
      requests.map { .string($0) }
      ?? job.map { WrittenVolume(rate: $0) == nil ? ["jobRequests": .string($0)] : .string($0) }
    if let tokens { members["volume"] = try Self.requests(spending: tokens, on: members) }
    guard let users else { return }
    guard let count = WrittenQuantity.number.value(of: users), count > 0, count <= 1e10 else {
      throw InputError(
        place: "--users", found: "\"\(users.shortened())\"",
        expected: "how many people use it, such as 300")
    }
    if let text = requests, let each = WrittenVolume.perUser(text) {
      guard let rate = WrittenVolume(rate: each) else {
        throw InputError(
          place: "--requests", found: "\"\(text.shortened())\"",
          expected: "what each user sends, such as 20/user/day")
      }
      members["volume"] = [rate.unit.rawValue: .number(rate.requests * count)]
      return
    }
    guard let each = kind?.requestsPerUserDay else { return }
    members["volume"] = ["requestsPerDay": .number(count * each.likely)]
    members["ranges"] = [
      "volume": [
        "low": .number(max(0.01, each.low / each.likely)),
        "high": .number(min(100, each.high / each.likely)),
      ]
    ]
    assumed.append(
      Workload.assumption("\(each.spelled()) requests a user and day", from: each))
  }

  /// Requests over the time in which they take so many tokens: tokens over those of a mean request.
  private static func requests(
    spending text: String, on members: [String: JSONValue]
  ) throws(InputError) -> JSONValue {
    let bare = ["tokens", "token", "toks", "tok"].reduce(text.lowercased()) {
      $0.replacing($1, with: "")
    }
    guard let rate = WrittenVolume(rate: bare), rate.requests > 0 else {
      throw InputError(
        place: "--tokens", found: "\"\(text.shortened())\"",
        expected: "prompt and completion tokens over a time, such as 2B/month or 70M/day")
    }
    guard let prompt = meanTokens(members["prompt"]),
      let completion = meanTokens(members["completion"])
    else {
      throw InputError(
        place: "--tokens", found: "tokens of requests of unknown length",
        expected: "--prompt and --completion, one of them and --ratio, or --kind")
    }
    return [rate.unit.rawValue: .number(rate.requests / max(1, prompt + completion))]
  }

  /// The mean of lengths as a workload file has them; `nil` where they are none.
  private static func meanTokens(_ lengths: JSONValue?) -> Double? {
    switch lengths {
    case .number(let tokens)?: tokens
    case .string(let text)?: WrittenQuantity.tokens.value(of: text)
    case .object(let members)?: meanTokens(members["mean"])
    default: nil
    }
  }

  /// How soon answers are wanted.
  ///
  /// Where somebody waits and nothing says how long, that is as long as a person does: a fleet in full use would make
  /// them wait for minutes. A long prompt may take a second for each thousand of its tokens.
  private func mode(
    _ kind: UsageKind?, promptTokens: Double?, writesNothing: Bool, _ assumed: inout [String]
  ) throws(InputError) -> JSONValue {
    guard !isBatch else {
      if deadline == nil {
        assumed.append(Workload.assumption(AssumedTarget.deadline(hours: 24)))
      }
      var terms: [String: JSONValue] = ["deadlineHours": .string(deadline ?? "24h")]
      terms["jobsPerMonth"] = jobsPerMonth.map { .number($0) }
      if job == nil, bill == nil {
        assumed.append(Workload.assumption("one job a day, with the requests of that day"))
      }
      return ["batch": .object(terms)]
    }
    var targets: [String: JSONValue] = [:]
    func target(
      _ key: String, _ stated: String?, _ usual: UsualValue, seconds: Double, _ what: String
    ) {
      if let stated {
        if stated.lowercased() != Self.anyTime { targets[key] = .string(stated) }
      } else {
        targets[key] = .number(seconds)
        assumed.append(Workload.assumption(what, from: usual))
      }
    }
    let usual = try UsualValues.builtIn()
    let first = kind?.timeToFirstTokenSeconds ?? usual.patience
    let firstSeconds =
      kind?.timeToFirstTokenSeconds?.likely
      ?? max(usual.patience.likely, ((promptTokens ?? 0) / 1000).rounded(.up))
    target(
      "timeToFirstTokenSeconds", timeToFirstToken, first, seconds: firstSeconds,
      AssumedTarget.firstToken(seconds: firstSeconds))
    let further = kind?.timePerOutputTokenSeconds ?? usual.readingPace
    if !writesNothing || timePerOutputToken != nil {
      target(
        "timePerOutputTokenSeconds", timePerOutputToken, further, seconds: further.likely,
        AssumedTarget.furtherToken(seconds: further.likely))
    }
    if let peak = kind?.peakToAverage {
      targets["traffic"] = ["peakToAverage": .number(peak.likely)]
      assumed.append(
        Workload.assumption("a busiest hour of \(peak.spelled()) times the mean", from: peak))
    }
    return ["interactive": .object(targets)]
  }

  /// How often a job comes back, such as 7M/week; `nil` for each day, and for one that does not.
  private var jobsPerMonth: Double? {
    guard let job, let rate = WrittenVolume(rate: job), rate.periodSeconds != 86_400,
      rate.periodSeconds >= 3600
    else { return nil }
    return Volume.hoursPerMonth * 3600 / rate.periodSeconds
  }

  /// What is assumed of servers: how many accelerators they have.
  private static func servers(_ name: String, gpus: Int) -> [String] {
    guard let each = WrittenMachines(name).gpusPerServer else { return [] }
    return [
      Workload.assumption(
        "\(gpus / each) × \(name.shortened()) \(gpus == each ? "is" : "are") \(gpus) GPUs",
        source: WrittenMachines.serverSource)
    ]
  }

  private func ownMachines(_ assumed: inout [String]) throws(InputError) -> JSONValue? {
    var machines: [JSONValue] = []
    for text in own {
      let written = WrittenMachines(text)
      let count = written.count ?? written.gpusPerServer ?? 1
      if written.count == nil {
        assumed.append(
          Workload.assumption("1 \(written.name.shortened()) is owned, as no number is said"))
      }
      assumed += Self.servers(written.name, gpus: count)
      var entry: [String: JSONValue] = [
        "gpu": .string(written.name), "count": .number(Double(count)),
      ]
      if let power {
        guard let price = WrittenQuantity.usdPerKilowattHour.value(of: power),
          OwnMachines.electricity.contains(price)
        else {
          throw InputError(
            place: "--power", found: "\"\(power.shortened())\"",
            expected: "US dollars per kWh from 0 to 10, such as 0.30/kWh")
        }
        entry["usdPerKWh"] = .number(price)
      }
      if !isBatch { entry["spare"] = .bool(false) }
      machines.append(.object(entry))
    }
    if !machines.isEmpty, !isBatch {
      assumed.append(Workload.assumption("no spare replica is kept on your own machines"))
    }
    return machines.isEmpty ? nil : .array(machines)
  }

  /// The models that are named; a name that several begin with or hold, such as `qwen3-coder`, means any of
  /// those.
  private func candidates(
    _ catalog: Catalog, _ assumed: inout [String]
  ) throws(InputError) -> [String] {
    var found: [String] = []
    for name in models {
      do {
        if !name.contains("*") { _ = try catalog.canonicalModel(name) }
        found.append(name)
      } catch {
        let pattern = "*" + name.trimmingBlanks.replacing(" ", with: "*") + "*"
        guard
          let family = try? catalog.models(matching: pattern).filter({
            doesWhatIsAsked($0, catalog)
          }),
          !family.isEmpty
        else {
          var named = error
          named.place = "--model"
          if let api = try? catalog.tariff(named: name) {
            named.found = "\"\(name.shortened())\", which is an API"
            named.expected = "an open model; an API is named by --today or --api"
            named.suggestion = "--today \(api.id)"
          }
          throw named
        }
        guard family.count <= Self.largestFamily else {
          throw InputError.ambiguous("model", name, among: family, place: "--model")
        }
        found += family
        assumed.append(
          Workload.assumption("\(name) means any of \(family.joined(separator: ", "))"))
      }
    }
    return found
  }

  /// Whether a model writes where completions are asked for, and only reads where none are.
  private func doesWhatIsAsked(_ name: String, _ catalog: Catalog) -> Bool {
    guard let model = try? catalog.architecture(ofModel: name) else { return true }
    let isPrefillOnly = completion.flatMap { WrittenQuantity.tokens.value(of: $0) } == 0
    return model.purpose.isPrefillOnly == isPrefillOnly
  }

  /// More models than these are not meant by one name.
  private static let largestFamily = 8

  /// Who names a model beside the API of today says that the one may stand for the other.
  private func equivalences(
    of models: [String], _ catalog: Catalog, _ assumed: inout [String]
  ) -> JSONValue? {
    guard let today, let tariff = try? catalog.tariff(named: today) else { return nil }
    let served = catalog.openModel(of: tariff)
    let others = models.filter { model in
      !model.contains("*") && (try? catalog.canonicalModel(model)).map { $0 != served } ?? false
    }
    guard !others.isEmpty else { return nil }
    let note = "asked of in its place; not confirmed on these requests"
    for model in others {
      assumed.append(
        Workload.assumption("\(model) does this as well as \(tariff.id), as you ask for it"))
    }
    return .array(
      others.map {
        ["model": .string($0), "api": .string(tariff.id), "note": .string(note)]
      })
  }
}

extension JSONValue {
  /// An object of those members that have a value; `nil` if none has.
  fileprivate static func some(_ members: [String: JSONValue?]) -> JSONValue? {
    let present = members.compactMapValues(\.self)
    return present.isEmpty ? nil : .object(present)
  }

  fileprivate static func texts(_ texts: [String]) -> JSONValue? {
    texts.isEmpty ? nil : .array(texts.map { .string($0) })
  }

  fileprivate static func range(_ value: UsualValue) -> JSONValue {
    [
      "low": .number(value.low), "likely": .number(value.likely), "high": .number(value.high),
    ]
  }
}
