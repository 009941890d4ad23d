import CheckedJSON
import Numerics

extension EngineCatalog {
  /// The catalog as a file, always the same bytes for the same catalog.
  package var encoded: String {
    JSONText.object(
      [
        .init("version", 1), .init("source", .string(contents.source)),
        .init("common", contents.common.json { exponential($0) }),
        .init("exponents", contents.exponents.json),
        .init("families", .sorted(contents.families) { $0.json }),
        .init("relatives", .line(.sorted(contents.relatives) { .string($0) })),
        .init("releases", .sorted(contents.releases) { $0.json }),
      ]
        + JSONText.present([
          (
            "modelReleases",
            contents.modelReleases.isEmpty
              ? nil : .line(.sorted(contents.modelReleases) { .string($0.firstDay) })
          ),
          (
            "youngStacks", contents.young.isEmpty ? nil : .sorted(contents.young) { $0.json }
          ),
        ])
        + [
          .init("generations", .array(contents.generations.map(\.json))),
          .init("spread", contents.spreads.json),
        ]
    ).pretty
  }
}

extension JSONText {
  /// An object with its names in order.
  fileprivate static func sorted<Value>(
    _ values: [String: Value], _ json: (Value) -> JSONText
  ) -> JSONText {
    .object(values.sorted { $0.key < $1.key }.map { Member($0.key, json($0.value)) })
  }

  fileprivate static func texts(_ texts: [String]) -> JSONText {
    .line(.array(texts.map { .string($0) }))
  }
}

extension [Double] {
  /// The parameters by name, on one line.
  fileprivate func json(_ value: (Double) -> Double) -> JSONText {
    .line(.object(named(value)))
  }

  private func named(_ value: (Double) -> Double) -> [JSONText.Member] {
    zip(EngineParameters.fields, self).map { .init($0.name, .fourDigits(value($1))) }
  }

  /// The parameters that follow a chip's scale in the digits written.
  fileprivate var exponentsJSON: JSONText {
    .line(
      .object(
        named { $0 }.filter {
          if case .number(let value) = $0.value { abs(value) >= 1e-4 } else { false }
        }))
  }

  /// The parameters that a deviation changes in the digits written, as factors.
  fileprivate var factorsJSON: JSONText {
    .line(.object(named { exponential($0) }.filter { $0.value != .number(1) }))
  }
}

extension ScaleExponents {
  fileprivate var json: JSONText {
    .object(
      [.init("compute", compute.exponentsJSON), .init("bandwidth", bandwidth.exponentsJSON)]
        + JSONText.present([("span", span == .everything ? nil : span.json)]))
  }
}

extension ChipScale.Span {
  fileprivate var json: JSONText {
    func range(_ range: ClosedRange<Double>) -> JSONText {
      [.fourDigits(range.lowerBound), .fourDigits(range.upperBound)]
    }
    return .line(["compute": range(compute), "bandwidth": range(bandwidth)])
  }
}

extension FamilyEffect {
  fileprivate var json: JSONText {
    [
      "newest": .fourDigits(newest), "factors": deviation.factorsJSON,
      "yearly": yearly.factorsJSON,
    ]
  }
}

extension EngineReleases {
  fileprivate var json: JSONText {
    .line(.object(releases.map { .init($0.version.description, .string($0.date.firstDay)) }))
  }
}

extension YoungStack {
  fileprivate var json: JSONText {
    .line(["shift": .fourDigits(shift), "spread": .fourDigits(spread)])
  }
}

extension EngineCatalogContents.Generation {
  fileprivate var json: JSONText {
    .object(
      generation.members
        + JSONText.present([("memory", memory.json), ("habits", habits.json)])
        + [
          .init("factors", deviation.factorsJSON),
          .init("families", .sorted(pairs) { $0.factorsJSON }), .init("fittedOn", evidence.json),
        ]
        + JSONText.present([
          ("likeCases", likeCases.json), ("firstTokenCases", firstTokenCases.json),
          ("spread", spreads?.json),
        ]))
  }
}

extension EngineGeneration {
  fileprivate var members: [JSONText.Member] {
    let version = fromVersion.map { "\($0)" }.joined(separator: ".")
    return JSONText.present([
      ("engine", .string(engine)), ("era", .string(era)),
      ("vendors", vendors.isEmpty ? nil : .texts(vendors)),
      ("fromVersion", version.isEmpty ? nil : .string(version)),
      ("fromMonth", fromMonth.isEmpty ? nil : .string(fromMonth)),
    ])
  }
}

extension MemoryPolicy {
  fileprivate var json: JSONText {
    .line([
      "utilization": .fourDigits(utilization),
      "overheadGigabytes": .fourDigits(overheadBytes / 1e9),
      "cacheShare": .fourDigits(cacheShare), "reservation": .fourDigits(reservation),
      "sequenceLimit": .fourDigits(sequenceLimit), "tokenBudget": .fourDigits(tokenBudget),
      "prefillsFirst": .bool(prefillsFirst), "groupTimeout": .fourDigits(groupTimeout),
    ])
  }
}

extension Evidence {
  fileprivate var json: JSONText {
    .object(
      [.init("rows", .integer(rows))]
        + JSONText.present([
          ("from", from.isEmpty ? nil : .string(from)),
          ("until", until.isEmpty ? nil : .string(until)),
        ])
        + [
          .init("sources", .texts(sources)),
          .init("architectures", .sorted(architectures) { .texts($0) }),
        ])
  }
}

extension LikeCases {
  /// `nil` where there are none.
  fileprivate var json: JSONText? {
    guard !groups.isEmpty else { return nil }
    return .array(
      groups.map { group in
        let subject = group.subject
        return .object(
          [
            .init("accelerator", .string(subject.accelerator)),
            .init("family", .string(subject.family)),
            .init("class", .string(subject.modelClass.rawValue)),
            .init("architecture", .string(subject.architecture)),
            .init("weightBits", .integer(subject.weights.rawValue)),
          ] + (subject.isExpertParallel ? [.init("expertParallel", true)] : [])
            + [.init("points", .line(.array(group.points.map(\.json))))])
      })
  }
}

extension LikeCases.Point {
  fileprivate var json: JSONText {
    let counts = [requests, setting.prompt, setting.completion, setting.chips]
      .map { JSONText.number((exponential($0) * 10).rounded() / 10) }
    return .array(counts + [.integer(halfMonth), .fourDigits(weight)])
  }
}

extension ErrorSpreads {
  fileprivate var json: JSONText {
    ["throughput": throughput.json, "firstToken": firstToken.json, "perToken": perToken.json]
  }
}

extension ErrorSpread {
  fileprivate var json: JSONText {
    .object(
      Novelty.allCases.map { novelty in
        .init(
          novelty.rawValue,
          .line(
            .object(
              ModelClass.allCases.map {
                .init($0.rawValue, .fourDigits(values[novelty]?[$0] ?? 0.7))
              })))
      })
  }
}
