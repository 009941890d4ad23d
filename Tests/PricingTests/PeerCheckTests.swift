import Pricing
import TestFixtures
import Testing

/// Prices against those of other sellers, where lists do not say which models are open.
@Suite struct PeerCheckTests {
  private static let day = CalendarDate(year: 2026, month: 11, day: 20) ?? .distant
  private static let source = Provenance(source: "a list", asOf: day)

  private static func tariff(_ provider: String, _ model: String, _ input: Double) -> Tariff {
    Tariff(
      provider: provider, model: model,
      standard: PriceSchedule(
        base: TokenPrices(usdPerMillionInput: input, usdPerMillionOutput: 4 * input)),
      provenance: source)
  }

  private static func found(
    _ tariffs: [Tariff], reference: [Tariff] = [], openModel: ((String) -> String?)? = nil
  ) throws -> [String] {
    try PriceCheck.findings(
      in: PriceCatalog(tariffs: tariffs), at: day, openModel: openModel,
      reference: reference.isEmpty ? nil : PriceCatalog(tariffs: reference)
    ).map(\.description)
  }

  /// Two sellers agree that the model costs 1 and 4: the third asks ten times as much.
  @Test func sellersThatAgreeShowASlip() throws {
    let others = [Self.tariff("a", "shut-1", 1), Self.tariff("b", "x/shut-1", 1.1)]
    #expect(
      try Self.found(others + [Self.tariff("c", "shut-1", 10)]).filter { $0.hasPrefix("c/") } == [
        "c/shut-1: input is 9.5 times what it costs elsewhere",
        "c/shut-1: output is 9.5 times what it costs elsewhere",
      ])
    #expect(try Self.found(others) == [])
  }

  /// Of two that do not agree each may be wrong; the shipped entry is believed.
  @Test func oneOtherSellerDoesNotSayWhoIsWrong() throws {
    let (a, b) = (Self.tariff("a", "shut-1", 1), Self.tariff("b", "shut-1", 5))
    #expect(
      try Self.found([a, b]).sorted() == [
        "a/shut-1: input is 0.2 times that of b/shut-1: one of the two is wrong",
        "a/shut-1: output is 0.2 times that of b/shut-1: one of the two is wrong",
        "b/shut-1: input is 5 times that of a/shut-1: one of the two is wrong",
        "b/shut-1: output is 5 times that of a/shut-1: one of the two is wrong",
      ])
    #expect(
      try Self.found([a, b], reference: [a]).allSatisfy { $0.hasPrefix("b/") })
    // Two entries of one provider are no two sellers.
    #expect(
      try !Self.found([Self.tariff("a", "x/shut-1", 5), a]).contains { $0.contains("of the two") })
  }

  /// Hosts of open models ask up to eight times each other's prices, whatever a list calls the model.
  @Test func modelsWithOpenWeightsDifferByMore() throws {
    let sized = [Self.tariff("a", "myth-13b", 0.1), Self.tariff("b", "myth-13b", 0.5)]
    #expect(try Self.found(sized) == [])
    let named = [Self.tariff("a", "open-1", 0.1), Self.tariff("b", "open-1", 0.5)]
    #expect(try Self.found(named, openModel: { _ in "lab/open-1" }) == [])
    #expect(try !Self.found(named).isEmpty)
  }

  /// The rent of one accelerator below all other clouds, and a node's price where few others rent it out.
  @Test func rentsBeyondAllOtherCloudsAreTold() throws {
    func offer(_ provider: String, _ usd: Double, gpu: String = "H100-SXM") -> GPUOffer {
      GPUOffer(
        id: "\(provider)-\(gpu)", provider: provider, gpu: gpu, gpusPerInstance: 8,
        terms: [.init(commitment: .onDemand, usdPerInstanceHour: 8 * usd)],
        provenance: Self.source)
    }
    func found(_ offers: [GPUOffer]) throws -> [String] {
      try PriceCheck.findings(in: PriceCatalog(offers: offers), at: Self.day).map(\.description)
    }
    let others = [offer("a", 2), offer("b", 2.5), offer("c", 4)]
    #expect(try found(others) == [])
    #expect(
      try found(others + [offer("d", 0.8)]) == [
        "d-H100-SXM: a GPU-hour is 0.4 times what the cheapest other cloud asks: is it the price of one GPU of several?"
      ])
    #expect(
      try found([offer("a", 2, gpu: "X1"), offer("b", 16, gpu: "X1")]) == [
        "a-X1: a GPU-hour is 0.13 times that of b-X1: one of the two is wrong",
        "b-X1: a GPU-hour is 8 times that of a-X1: one of the two is wrong",
      ])
  }
}
