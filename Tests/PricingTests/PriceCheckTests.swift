import Pricing
import TestFixtures
import Testing

@Suite struct PriceCheckTests {
  static let checked = CalendarDate(year: 2026, month: 11, day: 20) ?? .distant

  static func tariff(
    _ model: String, input: Double = 1, cached: Double? = nil, output: Double = 2,
    batchInput: Double? = nil, longInput: Double? = nil, asOf: String = "2026-11-12",
    deprecation: String? = nil
  ) -> Tariff {
    Tariff(
      provider: "acme", model: model, openModel: "open/model",
      standard: PriceSchedule(
        base: TokenPrices(
          usdPerMillionInput: input, usdPerMillionCachedInput: cached,
          usdPerMillionOutput: output),
        longPrompts: longInput.map {
          [
            .init(
              aboveTokens: 1000,
              prices: TokenPrices(usdPerMillionInput: $0, usdPerMillionOutput: output))
          ]
        } ?? []),
      services: batchInput.map {
        [
          .batch: PriceSchedule(
            base: TokenPrices(usdPerMillionInput: $0, usdPerMillionOutput: output))
        ]
      } ?? [:],
      deprecation: deprecation.flatMap { CalendarDate($0) },
      provenance: Provenance(source: "a list", asOf: CalendarDate(asOf) ?? .distant))
  }

  static let cases: [(tariff: Tariff, problem: PriceCheck.Problem?)] = [
    (tariff("fine"), nil),
    (tariff("fresh", asOf: "2026-08-22"), nil),
    (tariff("old", asOf: "2026-08-21"), .stale(days: 91)),
    (tariff("later", deprecation: "2027-12-01"), nil),
    (tariff("zero", input: 0), .notAPrice("standard input")),
    (tariff("nan", output: .nan), .notAPrice("standard output")),
    (tariff("cached", cached: 1.5), .cachedInputDearer),
    (tariff("batch", batchInput: 1.5), .batchDearer(.uncachedInput)),
    (tariff("long", longInput: 0.5), .cheaperAbove(tokens: 1000)),
  ]

  @Test(arguments: cases)
  func findsTheProblem(tariff: Tariff, problem: PriceCheck.Problem?) throws {
    let catalog = try PriceCatalog(tariffs: [tariff])
    let findings = PriceCheck.findings(in: catalog, at: Self.checked)
    #expect(findings.map(\.problem) == [problem].compactMap(\.self))
  }

  @Test func findsTheRetiredAndTheComing() throws {
    let catalog = try PriceCatalog(tariffs: [
      Self.tariff("gone", deprecation: "2026-11-20"),
      Self.tariff("soon", deprecation: "2027-02-18"),
      Self.tariff("ahead", asOf: "2026-11-21"),
    ])
    #expect(
      PriceCheck.findings(in: catalog, at: Self.checked).map(\.description) == [
        "acme/ahead: the price is dated 2026-11-21, which is yet to come",
        "acme/gone: retired on 2026-11-20",
        "acme/soon: retires on 2027-02-18",
      ])
  }

  /// A price per thousand tokens among prices per million.
  @Test func findsASlipInTheUnit() throws {
    let catalog = try PriceCatalog(tariffs: [
      Self.tariff("a", input: 0.9), Self.tariff("b"), Self.tariff("c", input: 1.2),
      Self.tariff("slip", input: 0.001, output: 0.002),
    ])
    let findings = PriceCheck.findings(in: catalog, at: Self.checked)
    #expect(Set(findings.map(\.id)) == ["acme/slip"])
    #expect(findings.map(\.severity) == [.error, .error])
    #expect("\(findings[0])" == "acme/slip: input is 0.0011 times what it costs elsewhere")
  }

  /// Alone in its catalog, an offering is compared with what another catalog says of it, of its model, or
  /// with what anybody asks at all.
  @Test func findsASlipInASmallCatalog() throws {
    let reference = try PriceCatalog(tariffs: [
      Self.tariff("known", input: 1.25, output: 10), Self.tariff("b"), Self.tariff("c"),
    ])
    func problems(_ tariff: Tariff, reference: PriceCatalog? = nil) throws -> [String] {
      try PriceCheck.findings(
        in: PriceCatalog(tariffs: [tariff]), at: Self.checked, reference: reference
      ).map(\.problem.description)
    }
    #expect(
      try problems(Self.tariff("known", input: 0.00125, output: 10), reference: reference)
        == [
          "output is 8000 times input, usually 1 to 16",
          "input is 0.0013 times what it costs elsewhere",
          "input is 0.001 times that of the shipped entry",
        ])
    #expect(
      try problems(Self.tariff("new", input: 1000, output: 2000), reference: reference)
        == [
          "input is 890 times what it costs elsewhere",
          "output is 330 times what it costs elsewhere",
        ])
    #expect(
      try problems(Self.tariff("alone", input: 0.0001, output: 4000)).suffix(2)
        == ["input costs 0.0001 USD", "output costs 4000 USD"])
    #expect(try problems(Self.tariff("known", input: 1.25, output: 10), reference: reference) == [])
  }

  @Test func findsOffersThatMakeNoSense() throws {
    func offer(_ id: String, gpu: String = "L4", _ terms: [GPUOffer.PriceTerm]) -> GPUOffer {
      GPUOffer(
        id: id, provider: "acme", gpu: gpu, gpusPerInstance: 1, terms: terms,
        provenance: Provenance(source: "a list", asOf: Self.checked))
    }
    let catalog = try PriceCatalog(offers: [
      offer("a", [.init(commitment: .onDemand, usdPerInstanceHour: 0.8)]),
      offer(
        "b",
        [
          .init(commitment: .onDemand, usdPerInstanceHour: 0.7),
          .init(commitment: .spot, usdPerInstanceHour: 0.9),
        ]),
      offer("c", [.init(commitment: .onDemand, usdPerInstanceHour: 90)]),
      offer("d", gpu: "L5", [.init(commitment: .onDemand, usdPerInstanceHour: 1)]),
    ])
    #expect(
      PriceCheck.findings(in: catalog, at: Self.checked, accelerators: ["L4"]).map(\.description)
        == [
          "c: a GPU-hour is 110 times what it costs elsewhere",
          "b: spot costs more than on-demand", "d: no accelerator \"L5\" is known",
        ])
  }

  @Test func theShippedCatalogHasNoErrors() throws {
    let findings = try PriceCheck.findings(in: shippedCatalog(), at: Self.checked)
    #expect(findings.filter { $0.severity == .error } == [])
    #expect(
      findings.filter {
        if case .stale = $0.problem { return false }
        return $0.severity == .warning
      } == [])
  }

  @Test func findsOpenModelsThatNothingKnows() throws {
    let catalog = try PriceCatalog(tariffs: [Self.tariff("fine")])
    let known = PriceCheck.findings(in: catalog, at: Self.checked, openModel: { $0 })
    #expect(known == [])
    let unknown = PriceCheck.findings(
      in: catalog, at: Self.checked, openModel: { _ in nil })
    #expect(unknown.map(\.problem) == [.unknownModel("open/model")])
    #expect(unknown.map(\.severity) == [.warning])
  }

  @Test func spellingsOfOneModelShareAMiddle() throws {
    let names = ["open/model", "Open Model", "other/Model-FP8", "open/model"]
    let tariffs = zip(names, [1.0, 1, 1, 100]).enumerated().map { index, each in
      Tariff(
        provider: "host\(index)", model: "m", openModel: each.0,
        standard: PriceSchedule(
          base: TokenPrices(usdPerMillionInput: each.1, usdPerMillionOutput: 2 * each.1)),
        provenance: Provenance(source: "a list", asOf: Self.checked))
    }
    let catalog = try PriceCatalog(tariffs: tariffs)
    let findings = PriceCheck.findings(
      in: catalog, at: Self.checked, openModel: { _ in "open/model" })
    #expect(Set(findings.map(\.id)) == ["host3/m"])
    #expect(PriceCheck.findings(in: catalog, at: Self.checked) == [])
  }
}
