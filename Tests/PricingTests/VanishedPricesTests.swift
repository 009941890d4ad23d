import Pricing
import TestFixtures
import Testing

/// What an entry has lost against the shipped one, and figures beside prices that cannot be meant.
@Suite struct VanishedPricesTests {
  private static let day = CalendarDate(year: 2026, month: 11, day: 29) ?? .distant

  private static func found(
    tariff: Tariff? = nil, offer: GPUOffer? = nil, in shipped: PriceCatalog
  ) throws -> [String] {
    try PriceCheck.findings(
      in: PriceCatalog(
        tariffs: [tariff].compactMap(\.self), offers: [offer].compactMap(\.self),
        hosts: shipped.hosts), at: day, reference: shipped
    ).filter { ![.stale, .retired].contains($0.kind) }.map(\.description)
  }

  private static func copy(
    _ offer: GPUOffer, region: String? = nil, stock: Int? = nil,
    without commitment: Commitment? = nil, source: Provenance? = nil
  ) -> GPUOffer {
    GPUOffer(
      id: offer.id, provider: offer.provider, region: region ?? offer.region,
      instanceType: offer.instanceType, gpu: offer.gpu, gpusPerInstance: offer.gpusPerInstance,
      maximumGPUsPerNode: offer.maximumGPUsPerNode, hostClass: offer.hostClass, stock: stock,
      terms: offer.terms.filter { $0.commitment != commitment }, billing: offer.billing,
      provenance: source ?? offer.provenance)
  }

  @Test func aTermThatIsNoLongerThereIsTold() throws {
    let shipped = try shippedCatalog()
    let offer = try shipped.offer("aws-p5-48xlarge")
    #expect(try Self.found(offer: Self.copy(offer), in: shipped) == [])
    #expect(
      try Self.found(offer: Self.copy(offer, without: .onDemand), in: shipped) == [
        "aws-p5-48xlarge: the shipped entry, from the same source and no older, has onDemand, which this has not"
      ])
    // Another list may have no such price.
    let other = Provenance(source: "skypilot, aws", asOf: Self.day)
    #expect(
      try Self.found(offer: Self.copy(offer, without: .onDemand, source: other), in: shipped) == [])
  }

  @Test func pricesThatAreNoLongerThereAreTold() throws {
    let shipped = try shippedCatalog()
    let tariff = try shipped.tariff("openai/gpt-5.4")
    let bare = Tariff(
      provider: tariff.provider, model: tariff.model, contextTokens: tariff.contextTokens,
      standard: PriceSchedule(
        base: TokenPrices(
          usdPerMillionInput: tariff.prices.usdPerMillionInput,
          usdPerMillionOutput: tariff.prices.usdPerMillionOutput)),
      provenance: tariff.provenance)
    let finding = try #require(
      try Self.found(tariff: bare, in: shipped).first { $0.contains("which this has not") })
    for lost in ["batch prices", "cached input", "prices above 272000 tokens", "the region eu"] {
      #expect(finding.contains(lost))
    }
  }

  /// Scaleway's euros as dollars.
  @Test func figuresOfAnotherCurrencyAreTold() throws {
    let shipped = try shippedCatalog()
    let tariff = try shipped.tariff("scaleway/openai/gpt-oss-120b")
    let euro = try #require(tariff.currency)
    let prices = TokenPrices(
      usdPerMillionInput: tariff.prices.usdPerMillionInput / euro.usd,
      usdPerMillionOutput: tariff.prices.usdPerMillionOutput / euro.usd)
    let wrong = Tariff(
      provider: tariff.provider, model: tariff.model, openModel: tariff.openModel,
      standard: PriceSchedule(base: prices),
      provenance: Provenance(source: "a person", asOf: Self.day))
    #expect(
      try Self.found(tariff: wrong, in: shipped) == [
        "scaleway/openai/gpt-oss-120b: its figures in USD are those of the shipped entry in EUR"
      ])
  }

  @Test(
    arguments: [
      ("us-esat-1", "us-east-1"), ("us-wset-2", "us-west-2"), ("eu-centrl-1", "eu-central-1"),
      ("westuss3", "westus3"), ("us-east-2", nil), ("eu-west-3", nil), ("ap-southeast-4", nil),
      ("me-central-1", nil), ("italynorth", nil), ("fr-par-2", nil), ("FIN-01", nil),
    ] as [(String, String?)])
  func aRegionThatIsOneSlipFromAnotherIsTold(region: String, meant: String?) throws {
    let shipped = try shippedCatalog()
    let offer = try Self.copy(shipped.offer("aws-p5-48xlarge"), region: region)
    #expect(
      try Self.found(offer: offer, in: shipped)
        == [meant.map { "\(offer.id): no region \"\(region)\" is known; is it \"\($0)\"?" }]
        .compactMap(\.self))
  }

  @Test(
    arguments: [("ue", "eu"), ("fedrmap", "fedramp"), ("au", nil), ("data_zone", nil)]
      as [(String, String?)])
  func aKeyOfARegionThatIsASlipIsTold(key: String, meant: String?) throws {
    let tariff = Tariff(
      provider: "acme", model: "m",
      standard: PriceSchedule(
        base: TokenPrices(usdPerMillionInput: 1, usdPerMillionOutput: 4)),
      regionalMultipliers: [key: 1.1], provenance: Provenance(source: "a list", asOf: Self.day))
    #expect(
      try Self.found(tariff: tariff, in: shippedCatalog())
        == [meant.map { "acme/m: no region \"\(key)\" is known; is it \"\($0)\"?" }]
        .compactMap(\.self))
  }

  @Test func aStockThatNobodyHasIsTold() throws {
    let shipped = try shippedCatalog()
    let offer = try shipped.offer("lambda-h100-sxm")
    #expect(try Self.found(offer: Self.copy(offer, stock: 4000), in: shipped) == [])
    #expect(
      try Self.found(offer: Self.copy(offer, stock: 1_000_000), in: shipped) == [
        "lambda-h100-sxm: the stock is 1000000, usually 0 to 50000"
      ])
  }

  /// 1,370 W for an accelerator of 700 W are 1.96 times its rating; 137 W of 0.137 kW are a decimal slip.
  @Test func powerIsHeldAgainstTheRating() throws {
    let shipped = try shippedCatalog()
    let owned = try #require(shipped.owned.first { $0.id == "H100-SXM" })
    func found(watts: Double) throws -> [String] {
      try PriceCheck.findings(
        in: PriceCatalog(owned: [owned]), at: owned.provenance.asOf,
        acceleratorWatts: { _ in watts }
      ).filter { $0.kind == .owned }.map(\.description)
    }
    #expect(try found(watts: 700) == [])
    #expect(
      try found(watts: owned.kilowattsPerGPU * 10_000) == [
        "H100-SXM: the power of a server's share, over the rating of its accelerator, is 0.1, usually 0.9 to 3"
      ])
  }
}
