public import CheckedJSON
import Numerics

extension EngineCatalog {
  /// Reads a catalog file, as `encoded` writes it.
  ///
  /// - Parameter document: As `engines.json` is written.
  public init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly([
      "version", "source", "common", "exponents", "families", "relatives", "releases",
      "modelReleases", "youngStacks", "generations",
      "spread",
    ])
    var families: [String: FamilyEffect] = [:]
    let familyPlaces = try members.required("families").object()
    for name in familyPlaces.keys {
      families[name] = try FamilyEffect(familyPlaces.required(name))
    }
    var generations: [EngineCatalogContents.Generation] = []
    for place in try members.required("generations").array() {
      generations.append(try EngineCatalogContents.Generation(place))
    }
    guard !generations.isEmpty else {
      throw document.root.error(expected: "at least one generation")
    }
    var contents = EngineCatalogContents(
      source: try members.required("source").text(),
      common: try EngineParameters(members.required("common")).unboundedLogarithms,
      exponents: try members["exponents"].map { place throws(InputError) in
        try ScaleExponents(place)
      } ?? .none,
      families: families, relatives: try members["relatives"]?.texts() ?? [:],
      releases: try members["releases"].map { place throws(InputError) in
        try EngineReleases.byEngine(place)
      } ?? [:],
      generations: generations, spreads: try ErrorSpreads(members.required("spread")))
    contents.modelReleases = try BuildDate.byName(members["modelReleases"])
    contents.young = try YoungStack.byVendor(members["youngStacks"])
    self.init(contents)
  }
}

extension BuildDate {
  /// Dates by name; none where there is no such member.
  package static func byName(_ place: JSONPlace?) throws(InputError) -> [String: BuildDate] {
    guard let members = try place?.object() else { return [:] }
    var dates: [String: BuildDate] = [:]
    for name in members.keys {
      let place = try members.required(name)
      guard let date = BuildDate(try place.text()) else {
        throw place.error(expected: "a date such as 2025-10-15")
      }
      dates[name] = date
    }
    return dates
  }
}

extension YoungStack {
  fileprivate static func byVendor(_ place: JSONPlace?) throws(InputError) -> [String: YoungStack] {
    guard let members = try place?.object() else { return [:] }
    var stacks: [String: YoungStack] = [:]
    for vendor in members.keys {
      let stack = try members.required(vendor).object()
      try stack.allowOnly(["shift", "spread"])
      stacks[vendor] = YoungStack(
        shift: try stack.required("shift").number(in: 0...10),
        spread: try stack.required("spread").number(in: 0...10))
    }
    return stacks
  }
}

extension ScaleExponents {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["compute", "bandwidth", "span"])
    compute = try [Double](named: members["compute"], in: -10...10) { $0 }
    bandwidth = try [Double](named: members["bandwidth"], in: -10...10) { $0 }
    span =
      try members["span"].map { place throws(InputError) in try ChipScale.Span(place) }
      ?? .everything
  }
}

extension ChipScale.Span {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["compute", "bandwidth"])
    func range(_ name: String) throws(InputError) -> ClosedRange<Double> {
      let place = try members.required(name)
      let ends = try place.array()
      guard ends.count == 2 else { throw place.error(expected: "the least and the largest") }
      let least = try ends[0].number(in: -20...20)
      return least...(try ends[1].number(in: least...20))
    }
    self.init(compute: try range("compute"), bandwidth: try range("bandwidth"))
  }
}

extension EngineCatalogContents.Generation {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "engine", "era", "vendors", "fromVersion", "fromMonth", "memory", "habits", "factors",
      "families", "fittedOn", "likeCases", "firstTokenCases", "spread",
    ])
    var pairs: [String: [Double]] = [:]
    if let families = try members["families"]?.object() {
      for name in families.keys { pairs[name] = try [Double](factors: families[name]) }
    }
    self.init(
      generation: try EngineGeneration(members),
      memory: try MemoryPolicy(members.required("memory")),
      habits: try EngineHabits(members["habits"]),
      deviation: try [Double](factors: members["factors"]), pairs: pairs,
      evidence: try members["fittedOn"].map { place throws(InputError) in try Evidence(place) }
        ?? .none,
      likeCases: try members["likeCases"].map { place throws(InputError) in
        try LikeCases(place, of: .throughput)
      } ?? .none,
      firstTokenCases: try members["firstTokenCases"].map { place throws(InputError) in
        try LikeCases(place, of: .firstToken)
      } ?? .none,
      spreads: try members["spread"].map { place throws(InputError) in try ErrorSpreads(place) })
  }
}

extension EngineGeneration {
  package init(_ members: JSONMembers) throws(InputError) {
    engine = try members.required("engine").text()
    era = try members.required("era").text()
    var vendors: [String] = []
    for vendor in try members["vendors"]?.array() ?? [] { vendors.append(try vendor.text()) }
    self.vendors = vendors
    fromVersion =
      try members["fromVersion"].flatMap { place throws(InputError) in
        EngineVersion(try place.text())?.numbers
      } ?? []
    fromMonth = try members["fromMonth"]?.text() ?? ""
  }
}

extension MemoryPolicy {
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "utilization", "overheadGigabytes", "cacheShare", "reservation", "sequenceLimit",
      "tokenBudget", "prefillsFirst", "groupTimeout",
    ])
    self.init(
      utilization: try members.required("utilization").number(in: 0.1...1),
      overheadBytes: try members.required("overheadGigabytes").number(in: 0...100) * 1e9,
      cacheShare: try members.required("cacheShare").number(in: 0.1...1),
      reservation: try members.required("reservation").number(in: 0...1),
      sequenceLimit: try members.required("sequenceLimit").number(in: 1...1e6),
      tokenBudget: try members.required("tokenBudget").number(in: 1...1e7),
      prefillsFirst: try members["prefillsFirst"]?.bool() ?? false,
      groupTimeout: try members["groupTimeout"]?.number(in: 0...1e6) ?? 0)
  }
}

extension FamilyEffect {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["factors", "yearly", "newest"])
    deviation = try [Double](factors: members["factors"])
    yearly = try [Double](factors: members["yearly"])
    newest = try members["newest"]?.number(in: -1...1) ?? 0
  }
}

extension Evidence {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["rows", "from", "until", "sources", "architectures"])
    var sources: [String] = []
    for source in try members["sources"]?.array() ?? [] { sources.append(try source.text()) }
    var architectures: [String: [String]] = [:]
    if let chips = try members["architectures"]?.object() {
      for chip in chips.keys {
        var dimensions: [String] = []
        for each in try chips[chip]?.array() ?? [] { dimensions.append(try each.text()) }
        architectures[chip] = dimensions
      }
    }
    self.init(
      rows: try members.required("rows").integer(in: 0...1_000_000_000),
      from: try members["from"]?.text() ?? "", until: try members["until"]?.text() ?? "",
      sources: sources, architectures: architectures)
  }
}

extension LikeCases {
  fileprivate init(_ place: JSONPlace, of quantity: CaseQuantity) throws(InputError) {
    var groups: [Group] = []
    for each in try place.array() {
      let members = try each.object()
      try members.allowOnly([
        "accelerator", "family", "class", "architecture", "weightBits", "expertParallel", "points",
      ])
      let className = try members.required("class")
      guard let modelClass = ModelClass(rawValue: try className.text()) else {
        throw className.error(expected: "dense, moe or mla")
      }
      let bits = try members.required("weightBits")
      guard let weights = WeightWidth(rawValue: try bits.integer(in: 1...64)) else {
        throw bits.error(expected: "4, 8 or 16")
      }
      var points: [Point] = []
      for point in try members.required("points").array() { points.append(try Point(point)) }
      groups.append(
        Group(
          subject: CaseSubject(
            accelerator: try members.required("accelerator").text(),
            family: try members.required("family").text(), modelClass: modelClass,
            architecture: try members.required("architecture").text(), weights: weights,
            isExpertParallel: try members["expertParallel"]?.bool() ?? false), points: points))
    }
    self.init(groups: groups, of: quantity)
  }
}

extension LikeCases.Point {
  /// Requests, prompt, completion, chips, half month and weight, in that order.
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    // Thousands are read at each start, so only one that has a fault is read number by number.
    guard let numbers = place.numbers, numbers.count == 6,
      numbers.prefix(4).allSatisfy({ (1...1e9).contains($0) }),
      let halfMonth = Int(exactly: numbers[4]), abs(halfMonth) <= 1200, abs(numbers[5]) <= 1e4
    else {
      try self.init(numberByNumber: place)
      return
    }
    self.init(
      setting: CaseSetting(
        prompt: naturalLogarithm(numbers[1]), completion: naturalLogarithm(numbers[2]),
        chips: naturalLogarithm(numbers[3])),
      halfMonth: halfMonth, requests: naturalLogarithm(numbers[0]), weight: numbers[5])
  }

  private init(numberByNumber place: JSONPlace) throws(InputError) {
    let numbers = try place.array()
    guard numbers.count == 6 else {
      throw place.error(expected: "requests, prompt, completion, chips, half month and weight")
    }
    func logarithm(_ index: Int) throws(InputError) -> Double {
      naturalLogarithm(try numbers[index].number(in: 1...1e9))
    }
    self.init(
      setting: CaseSetting(
        prompt: try logarithm(1), completion: try logarithm(2), chips: try logarithm(3)),
      halfMonth: try numbers[4].integer(in: -1200...1200), requests: try logarithm(0),
      weight: try numbers[5].number(in: -1e4...1e4))
  }
}

extension ErrorSpreads {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["throughput", "firstToken", "perToken"])
    self.init(
      throughput: try ErrorSpread(members.required("throughput")),
      firstToken: try ErrorSpread(members.required("firstToken")),
      perToken: try ErrorSpread(members.required("perToken")))
  }
}

extension ErrorSpread {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(Novelty.allCases.map(\.rawValue))
    var values: [Novelty: [ModelClass: Double]] = [:]
    for novelty in Novelty.allCases {
      let classes = try members.required(novelty.rawValue).object()
      try classes.allowOnly(ModelClass.allCases.map(\.rawValue))
      for each in ModelClass.allCases {
        values[novelty, default: [:]][each] = try classes.required(each.rawValue).number(in: 0...5)
      }
    }
    self.init(values)
  }
}

extension [Double] {
  /// The logarithms of named factors on parameters; 0 for those not named.
  fileprivate init(factors place: JSONPlace?) throws(InputError) {
    try self.init(named: place, in: 1e-6...1e6, value: naturalLogarithm)
  }

  /// One value for each parameter, from the numbers that are named; 0 for those that are not.
  fileprivate init(
    named place: JSONPlace?, in range: ClosedRange<Double>, value: (Double) -> Double
  ) throws(InputError) {
    self.init(repeating: 0, count: EngineParameters.fields.count)
    guard let members = try place?.object() else { return }
    try members.allowOnly(EngineParameters.fields.map(\.name))
    for (index, field) in EngineParameters.fields.enumerated() {
      if let number = members[field.name] { self[index] = value(try number.number(in: range)) }
    }
  }
}

extension JSONPlace {
  fileprivate func texts() throws(InputError) -> [String: String] {
    let members = try object()
    var texts: [String: String] = [:]
    for key in members.keys { texts[key] = try members[key]?.text() }
    return texts
  }
}
