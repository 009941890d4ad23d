public import CheckedJSON

extension Workload {
  /// Reads a workload file, version 1.
  ///
  /// - Parameters:
  ///   - document: the file.
  ///   - trace: makes the mix of a log that the file names; its argument is the path as written there,
  ///     relative to the file. Without it, a file that names a log is an error.
  /// - Throws: `InputError` with the file and the JSON path of what is wrong.
  public init(
    _ document: JSONDocument,
    resolvingTrace trace: ((String) throws(InputError) -> RequestMix)? = nil
  ) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(Self.keys)
    let version = try members.required("version")
    _ = try version.integer(in: Self.version...Self.version)
    let reuse = try PromptReuse(members)
    let lengths = try Self.readLengths(members, reuse)
    var mix: RequestMix?
    if case .trace(let path) = lengths, let trace, let place = members["trace"] {
      mix = try place.located { () throws(InputError) in try trace(path) }
    }
    let place = members["volume"] ?? members["today"] ?? document.root
    let fields = try Fields(members)
    self = try (members["requests"] ?? members["trace"] ?? members["sessions"] ?? place).located {
      () throws(InputError) in
      try Workload(
        name: fields.name, description: fields.description, sources: fields.sources,
        lengths: lengths, trace: mix, sharedPrefix: fields.sharedPrefix, reuse: reuse,
        volume: fields.volume,
        growth: fields.growth, mode: fields.mode, candidates: fields.candidates,
        equivalences: fields.equivalences, dataResidency: fields.dataResidency,
        costs: fields.costs, ranges: fields.ranges, today: fields.today, own: fields.own,
        tokens: fields.tokens, stack: fields.stack, adapters: fields.adapters,
        calls: fields.calls, documentsPerSearch: fields.documentsPerSearch)
    }
  }

  static let keys = [
    "$schema", "version", "name", "description", "sources", "prompt", "completion", "correlation",
    "requests", "trace", "promptPerCompletion", "sharedPrefix", "sessions", "reuse",
    "volume",
    "growth", "mode",
    "candidates", "equivalence",
    "dataResidency", "costs", "ranges", "today", "own", "task", "lengthsFrom", "stack",
    "adapters", "calls", "documentsPerSearch",
  ]

  private struct Fields {
    let name: String
    let description: String?
    let sources: [String]
    let sharedPrefix: SharedPrefix?
    let volume: Volume
    let growth: Growth?
    let mode: Mode
    let candidates: Candidates
    let equivalences: [Equivalence]
    let dataResidency: String?
    let costs: DeclaredCosts
    let ranges: UncertaintyRanges
    let today: Today?
    let own: [OwnMachines]
    let tokens: TokenCounting
    let stack: ServingStack?
    let adapters: Adapters?
    let calls: ToolCalls
    let documentsPerSearch: Double?

    init(_ members: JSONMembers) throws(InputError) {
      name = try members.required("name").text()
      description = try members["description"]?.text()
      sources = try members["sources"]?.texts() ?? []
      sharedPrefix = try members["sharedPrefix"].map(Workload.readSharedPrefix)
      today = try members["today"].map(Workload.readToday)
      own = try members["own"].map(Workload.readOwn) ?? []
      tokens = TokenCounting(
        task: try members["task"]?.choice(), lengthsFrom: try members["lengthsFrom"]?.text())
      stack = try members["stack"]?.choice()
      if let place = members["adapters"] {
        adapters = try Adapters.reading(place)
      } else {
        adapters = nil
      }
      calls = try members["calls"].map(ToolCalls.init(reading:)) ?? .none
      documentsPerSearch = try members["documentsPerSearch"]?.number(in: 1...1_000_000)
      if members["volume"] == nil, let today, today.api != nil, today.usdPerMonth != nil {
        volume = .fromBill
      } else if members["volume"] == nil, let place = members["today"], today?.usdPerMonth != nil {
        throw place.error(
          expected:
            "\"api\" beside \"usdPerMonth\", as its prices tell how much is asked, or the key "
            + "\"volume\"")
      } else {
        volume = try Workload.readVolume(members.required("volume"))
      }
      growth = try members["growth"].map(Workload.readGrowth)
      mode = try Workload.readMode(members.required("mode"))
      if case .interactive = mode, volume.unit == .oneJob {
        throw try members.required("volume").error(
          expected:
            "requestsPerHour, requestsPerDay or requestsPerMonth, as the mode is interactive")
      }
      if case .batch(let terms) = mode, terms.jobsPerMonth != nil, volume.unit == .oneJob {
        throw try members.required("volume").error(
          expected:
            "requestsPerHour, requestsPerDay or requestsPerMonth, as \"jobsPerMonth\" says that jobs come back"
        )
      }
      if volume.unit == .oneJob, let today, today.api == nil,
        let bill = try members["today"]?.object()["usdPerMonth"]
      {
        throw InputError(
          file: bill.file, place: bill.path, found: "the bill of a month beside one job",
          expected:
            "\"api\" beside it, whose prices tell what the job costs, or a volume that comes "
            + "back, such as \"200k/month\"")
      }
      candidates = try members["candidates"].map(Candidates.init(reading:)) ?? Candidates()
      equivalences = try members["equivalence"].map(Workload.readEquivalences) ?? []
      dataResidency = try members["dataResidency"].map(Workload.readRegion)
      costs = try members["costs"].map(DeclaredCosts.init(reading:)) ?? .none
      ranges = try members["ranges"].map(UncertaintyRanges.init(reading:)) ?? UncertaintyRanges()
    }
  }

  private static func readLengths(
    _ members: JSONMembers, _ reuse: PromptReuse?
  ) throws(InputError) -> RequestLengths {
    let forms = [
      ("prompt", members["prompt"]), ("requests", members["requests"]), ("trace", members["trace"]),
      ("promptPerCompletion", members["promptPerCompletion"]),
    ]
    .filter { $0.1 != nil }
    if forms.isEmpty, case .sessions(let sessions) = reuse, let place = members["sessions"] {
      let completion = try LengthDistribution(reading: members.required("completion"))
      if let correlation = members["correlation"] {
        throw correlation.error(expected: "no \"correlation\" beside \"sessions\"")
      }
      return .joint(
        try place.located { () throws(InputError) in try sessions.mix(completion: completion) }
          .points)
    }
    if forms.isEmpty {
      // A form that is there and null is refused at its own place.
      for key in ["prompt", "requests", "trace", "promptPerCompletion"]
      where members.contains(key) {
        _ = try members.required(key)
      }
      if let place = members["completion"] {
        _ = try LengthDistribution(reading: place, orNone: true)
        throw InputError(
          file: place.file, place: place.path, found: "the completion's length alone",
          expected: "\"prompt\" beside it; requests, trace and promptPerCompletion stand for both")
      }
    }
    guard forms.count == 1 else {
      throw InputError(
        file: members.place.file, place: members.place.path,
        found: forms.isEmpty ? "no lengths" : forms.map(\.0).joined(separator: " and "),
        expected: "either prompt and completion, or requests, or trace, or promptPerCompletion")
    }
    if let place = members["prompt"] {
      let prompt = try LengthDistribution(reading: place)
      let completion = try LengthDistribution(
        reading: members.required("completion"), orNone: true)
      guard let correlation = members["correlation"] else {
        return .marginals(prompt: prompt, completion: completion, correlation: 0)
      }
      let value = try correlation.number(in: -1...1)
      _ = try correlation.located { () throws(InputError) in
        try RequestMix(prompt: prompt, completion: completion, correlation: value)
      }
      return .marginals(prompt: prompt, completion: completion, correlation: value)
    }
    for key in ["completion", "correlation"] {
      if let place = members[key] {
        throw place.error(expected: "no \"\(key)\" beside \"\(forms[0].0)\"")
      }
    }
    if let place = members["requests"] {
      return .joint(
        try place.rows(of: 3).map {
          RequestPoint(promptTokens: $0[0], completionTokens: $0[1], weight: $0[2])
        })
    }
    if let place = members["promptPerCompletion"] {
      return .ratio(promptPerCompletion: try Self.readRatio(place))
    }
    return .trace(path: try members.required("trace").text())
  }

  private static func readSharedPrefix(_ place: JSONPlace) throws(InputError) -> SharedPrefix {
    let members = try place.object()
    try members.allowOnly(["tokens", "hitRate", "keptHours"])
    let tokens = try members.required("tokens").quantity(.tokens, in: 0...Bounds.maximumTokens)
    let hitRate = try members.required("hitRate").quantity(.share, in: 0...1)
    let kept = try members["keptHours"]?.quantity(.hours, in: 0...Bounds.maximumKeptHours)
    return try place.located { () throws(InputError) in
      try SharedPrefix(tokens: tokens, hitRate: hitRate, keptHours: kept)
    }
  }

  /// Reads `{"requestsPerDay": 40000}`, or `"40k/day"`.
  private static func readVolume(_ place: JSONPlace) throws(InputError) -> Volume {
    if case .string(let text) = place.value {
      guard let written = WrittenVolume(rate: text) else {
        throw place.error(expected: WrittenVolume.examples)
      }
      return try place.located { () throws(InputError) in
        try Volume(written.requests, written.unit)
      }
    }
    guard case .object = place.value else { throw place.error(expected: WrittenVolume.examples) }
    let members = try place.object()
    let units = Volume.Unit.allCases.filter { $0 != .fromBill }
    let keys = units.map(\.rawValue)
    try members.allowOnly(keys)
    let given = units.filter { members[$0.rawValue] != nil }
    guard given.count == 1 else {
      throw place.error(expected: "exactly one of " + keys.joined(separator: ", "))
    }
    let count = try members.required(given[0].rawValue)
    let requests = try readRequests(count, unit: given[0])
    return try count.located { () throws(InputError) in try Volume(requests, given[0]) }
  }

  /// A number, `"40k"`, or with the time that the key names as well, `"40k/day"`.
  private static func readRequests(
    _ place: JSONPlace, unit: Volume.Unit
  ) throws(InputError) -> Double {
    let stated: Double?
    switch place.value {
    case .number(let number): stated = number
    case .string(let text):
      let written = WrittenVolume(rate: text).flatMap { $0.unit == unit ? $0.requests : nil }
      stated = written ?? WrittenVolume.count(text)
    default: stated = nil
    }
    guard let requests = stated, requests > 0, requests <= Bounds.maximumRequests else {
      throw place.error(
        expected: "a number of requests above 0 and at most 1e12, such as 40000 or \"40k\"")
    }
    return requests
  }

  /// A number, or `"6:1"`.
  private static func readRatio(_ place: JSONPlace) throws(InputError) -> Double {
    let bounds = RequestLengths.ratios
    guard case .string(let text) = place.value else { return try place.number(in: bounds) }
    guard let ratio = WrittenRatio.value(of: text), bounds.contains(ratio) else {
      throw place.error(
        expected: "prompt tokens for each completion token, such as 6 or \"6:1\"")
    }
    return ratio
  }

  private static func readGrowth(_ place: JSONPlace) throws(InputError) -> Growth {
    let members = try place.object()
    try members.allowOnly([
      "perMonth", "horizonMonths", "machinePricePerMonth", "apiPricePerMonth",
    ])
    return try Growth(
      perMonth: members.required("perMonth").quantity(.share, in: -0.5...1),
      horizonMonths: members.required("horizonMonths").integer(in: 1...120),
      machinePricePerMonth: members["machinePricePerMonth"]?.quantity(.share, in: -0.5...1) ?? 0,
      apiPricePerMonth: members["apiPricePerMonth"]?.quantity(.share, in: -0.5...1) ?? 0)
  }

  private static func readEquivalences(_ place: JSONPlace) throws(InputError) -> [Equivalence] {
    let places = try place.array()
    guard places.count <= 1000 else { throw place.error(expected: "at most 1000 declarations") }
    var equivalences: [Equivalence] = []
    for place in places {
      let members = try place.object()
      try members.allowOnly(["model", "api", "note", "tokenRatio", "reasoningMultiplier"])
      equivalences.append(
        try Equivalence(
          model: try members.required("model").text(), api: try members.required("api").text(),
          note: try members.required("note").text(),
          tokenRatio: try members["tokenRatio"]?.number(in: 0.1...10) ?? 1,
          reasoningMultiplier: try members["reasoningMultiplier"]?.number(in: 0.01...100) ?? 1))
    }
    return equivalences
  }
}
