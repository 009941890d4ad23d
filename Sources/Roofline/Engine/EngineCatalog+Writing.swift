import CheckedJSON
import Numerics

extension EngineCatalog {
  /// The catalog as a file, always the same bytes for the same catalog.
  package var encoded: String {
    var lines = JSONLines()
    lines.open("{")
    lines.add("version", "1")
    lines.add("source", JSONLines.quoted(contents.source))
    lines.add("common", JSONLines.object(contents.common.named { exponential($0) }))
    lines.open("exponents", "{")
    lines.add("compute", JSONLines.object(contents.exponents.compute.namedExponents))
    lines.add("bandwidth", JSONLines.object(contents.exponents.bandwidth.namedExponents))
    let span = contents.exponents.span
    if span != .everything {
      lines.add(
        "span",
        JSONLines.object([
          ("compute", JSONLines.range(span.compute)),
          ("bandwidth", JSONLines.range(span.bandwidth)),
        ]))
    }
    lines.close("}")
    lines.open("families", "{")
    for name in contents.families.keys.sorted() {
      guard let effect = contents.families[name] else { continue }
      lines.open(name, "{")
      lines.add("newest", JSONLines.number(effect.newest))
      lines.add("factors", JSONLines.object(effect.deviation.namedFactors))
      lines.add("yearly", JSONLines.object(effect.yearly.namedFactors))
      lines.close("}")
    }
    lines.close("}")
    lines.add(
      "relatives",
      JSONLines.object(
        contents.relatives.sorted { $0.key < $1.key }.map { ($0.key, JSONLines.quoted($0.value)) }))
    lines.open("releases", "{")
    for (engine, releases) in contents.releases.sorted(by: { $0.key < $1.key }) {
      lines.add(
        engine,
        JSONLines.object(
          releases.releases.map { ($0.version.description, JSONLines.quoted($0.date.firstDay)) }))
    }
    lines.close("}")
    if !contents.modelReleases.isEmpty {
      lines.add(
        "modelReleases",
        JSONLines.object(
          contents.modelReleases.sorted { $0.key < $1.key }
            .map { ($0.key, JSONLines.quoted($0.value.firstDay)) }))
    }
    if !contents.young.isEmpty {
      lines.open("youngStacks", "{")
      for (vendor, stack) in contents.young.sorted(by: { $0.key < $1.key }) {
        lines.add(
          vendor,
          JSONLines.object([
            ("shift", JSONLines.number(stack.shift)), ("spread", JSONLines.number(stack.spread)),
          ]))
      }
      lines.close("}")
    }
    lines.open("generations", "[")
    for generation in contents.generations { lines.add(generation) }
    lines.close("]")
    lines.add("spread", contents.spreads)
    lines.close("}")
    return lines.text
  }
}

extension [Double] {
  fileprivate func named(_ value: (Double) -> Double) -> [(String, String)] {
    zip(EngineParameters.fields, self).map { ($0.name, JSONLines.number(value($1))) }
  }

  /// The parameters that follow a chip's scale in the digits written.
  fileprivate var namedExponents: [(String, String)] {
    named { $0 }.filter { Double($0.1).map { abs($0) >= 1e-4 } ?? false }
  }

  /// The parameters that a deviation changes in the digits written, as factors.
  fileprivate var namedFactors: [(String, String)] {
    named { exponential($0) }.filter { $0.1 != "1" }
  }
}

extension JSONLines {
  fileprivate static func range(_ range: ClosedRange<Double>) -> String {
    array([number(range.lowerBound), number(range.upperBound)])
  }

  fileprivate mutating func add(_ each: EngineCatalogContents.Generation) {
    open("{")
    add("engine", Self.quoted(each.generation.engine))
    add("era", Self.quoted(each.generation.era))
    if !each.generation.vendors.isEmpty {
      add("vendors", Self.array(each.generation.vendors.map(Self.quoted)))
    }
    if !each.generation.fromVersion.isEmpty {
      add(
        "fromVersion",
        Self.quoted(each.generation.fromVersion.map { "\($0)" }.joined(separator: ".")))
    }
    if !each.generation.fromMonth.isEmpty {
      add("fromMonth", Self.quoted(each.generation.fromMonth))
    }
    let memory = each.memory
    add(
      "memory",
      Self.object([
        ("utilization", Self.number(memory.utilization)),
        ("overheadGigabytes", Self.number(memory.overheadBytes / 1e9)),
        ("cacheShare", Self.number(memory.cacheShare)),
        ("reservation", Self.number(memory.reservation)),
        ("sequenceLimit", Self.number(memory.sequenceLimit)),
        ("tokenBudget", Self.number(memory.tokenBudget)),
        ("prefillsFirst", memory.prefillsFirst ? "true" : "false"),
        ("groupTimeout", Self.number(memory.groupTimeout)),
      ]))
    add("factors", Self.object(each.deviation.namedFactors))
    open("families", "{")
    for (name, pair) in each.pairs.sorted(by: { $0.key < $1.key }) {
      add(name, Self.object(pair.namedFactors))
    }
    close("}")
    open("fittedOn", "{")
    add("rows", "\(each.evidence.rows)")
    if !each.evidence.from.isEmpty { add("from", Self.quoted(each.evidence.from)) }
    if !each.evidence.until.isEmpty { add("until", Self.quoted(each.evidence.until)) }
    add("sources", Self.array(each.evidence.sources.map(Self.quoted)))
    open("architectures", "{")
    for (chip, dimensions) in each.evidence.architectures.sorted(by: { $0.key < $1.key }) {
      add(chip, Self.array(dimensions.map(Self.quoted)))
    }
    close("}")
    close("}")
    add("likeCases", each.likeCases)
    add("firstTokenCases", each.firstTokenCases)
    if let spreads = each.spreads { add("spread", spreads) }
    close("}")
  }

  private mutating func add(_ name: String, _ cases: LikeCases) {
    guard !cases.groups.isEmpty else { return }
    open(name, "[")
    for group in cases.groups {
      open("{")
      add("accelerator", Self.quoted(group.subject.accelerator))
      add("family", Self.quoted(group.subject.family))
      add("class", Self.quoted(group.subject.modelClass.rawValue))
      add("architecture", Self.quoted(group.subject.architecture))
      add("weightBits", "\(group.subject.weights.rawValue)")
      if group.subject.isExpertParallel { add("expertParallel", "true") }
      add("points", Self.array(group.points.map(Self.numbers)))
      close("}")
    }
    close("]")
  }

  private static func numbers(_ point: LikeCases.Point) -> String {
    let setting = point.setting
    let counts = [point.requests, setting.prompt, setting.completion, setting.chips]
      .map { (exponential($0) * 10).rounded() / 10 }
      .map { count in Int(exactly: count).map { "\($0)" } ?? "\(count)" }
    return array(counts + ["\(point.halfMonth)", number(point.weight)])
  }

  fileprivate mutating func add(_ key: String, _ spreads: ErrorSpreads) {
    open(key, "{")
    for (name, spread) in [
      ("throughput", spreads.throughput), ("firstToken", spreads.firstToken),
      ("perToken", spreads.perToken),
    ] {
      open(name, "{")
      for novelty in Novelty.allCases {
        add(
          novelty.rawValue,
          Self.object(
            ModelClass.allCases.map {
              ($0.rawValue, Self.number(spread.values[novelty]?[$0] ?? 0.7))
            }))
      }
      close("}")
    }
    close("}")
  }
}
