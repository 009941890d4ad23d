import PriceImport
import Pricing
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Newer lists of machines merged into a folder: a machine that is known is refreshed, whatever it is called there.
@Suite struct OfferUpdateTests {
  private static func offer(_ id: String, _ more: String, terms: String, source: String) -> String {
    #"{"id": "\#(id)", "gpu": "H100-SXM", \#(more), "terms": [\#(terms)], "#
      + #""provenance": {"source": "\#(source)", "asOf": "2026-11-01"}}"#
  }

  private static func term(_ commitment: String, _ usd: Double) -> String {
    #"{"commitment": "\#(commitment)", "usdPerInstanceHour": \#(usd)}"#
  }

  private static func update(
    _ offers: [String], with rows: [String], isForced: Bool = false
  ) throws -> (update: CatalogUpdate, offers: [GPUOffer]) {
    let folder =
      #"{"provider": "acme", "offers": ["# + offers.joined(separator: ",") + "]}"
    let header = "InstanceType,AcceleratorName,AcceleratorCount,Price,Region,GpuInfo,SpotPrice"
    let list = try PriceImporter.prices(
      from: Data(([header] + rows).joined(separator: "\n").utf8), format: .skypilot,
      source: "skypilot, acme", asOf: #require(CalendarDate("2026-11-20")), provider: "acme",
      accelerators: KnownAccelerators.id)
    let update = try CatalogUpdate(
      of: [(path: "gpus/acme.json", data: Data(folder.utf8))],
      with: [.init(kind: "skypilot", prices: list)], isForced: isForced,
      at: #require(CalendarDate("2026-11-20")))
    let text = update.files.first?.text ?? folder
    return (update, try PriceCatalog(files: [("gpus/acme.json", Data(text.utf8))]).offers)
  }

  private static let rows = [
    "gpu_1x_h100,H100,1,4.49,us,,", "gpu_1x_h100,H100,1,4.49,eu,,", "gpu_8x_h100,H100,8,33,us,,",
  ]

  /// Neither name nor type are those of the list, but no other machine there has one H100, and none has eight.
  @Test func aMachineWithoutATypeIsTheOneThatItCanBe() throws {
    let (update, offers) = try Self.update(
      [
        Self.offer(
          "acme-h100", #""gpusPerInstance": 1"#, terms: Self.term("onDemand", 4.29),
          source: "github.com/skypilot-org/skypilot-catalog v8, acme"),
        Self.offer(
          "acme-h100-8x", #""gpusPerInstance": 8"#, terms: Self.term("onDemand", 33),
          source: "github.com/skypilot-org/skypilot-catalog v8, acme"),
      ], with: Self.rows)
    #expect(offers.map(\.id) == ["acme-h100", "acme-h100-8x"])
    #expect(offers.map { $0.usdPerInstanceHour() } == [4.49, 33])
    #expect(update.changes.map(\.details) == [["onDemand 4.29 → 4.49"]])
    #expect(update.confirmed == 1)
  }

  /// Two machines of the folder can be it, or two of the list: nothing is guessed.
  @Test func whatCanBeSeveralIsNew() throws {
    let source = "skypilot, acme"
    let (twins, _) = try Self.update(
      ["a", "b"].map {
        Self.offer(
          $0, #""gpusPerInstance": 1"#, terms: Self.term("onDemand", 4.29), source: source)
      }, with: ["gpu_1x_h100,H100,1,4.49,us,,"])
    #expect(twins.changes.filter { $0.kind == .new }.map(\.id) == ["acme-us-gpu-1x-h100"])
    let (types, _) = try Self.update(
      [
        Self.offer(
          "a", #""gpusPerInstance": 1"#, terms: Self.term("onDemand", 4.29), source: source)
      ], with: ["small,H100,1,4.49,us,,", "large,H100,1,4.99,us,,"])
    #expect(types.changes.filter { $0.kind == .new }.count == 2)
  }

  /// What a person read off a page is not a list's to change.
  @Test func aPageIsNotOverwrittenUnlessForced() throws {
    let known = Self.offer(
      "acme-h100", #""gpusPerInstance": 1"#, terms: Self.term("onDemand", 4.29),
      source: "acme.com/prices")
    let (kept, offers) = try Self.update([known], with: Self.rows)
    #expect(offers.first?.usdPerInstanceHour() == 4.29)
    #expect(
      kept.changes.first { $0.id == "acme-h100" }?.details
        == ["onDemand 4.29 → 4.49", "not taken over: its price is of acme.com/prices"])
    let (_, forced) = try Self.update([known], with: Self.rows, isForced: true)
    #expect(forced.first?.usdPerInstanceHour() == 4.49)
  }

  /// Regions that now cost the same are one machine in the list, and stay what they are in the folder.
  @Test func regionsThatBecameOneArePricedAlike() throws {
    let offers = try Self.update(
      ["us", "eu"].map {
        Self.offer(
          "acme-\($0)-gpu-1x-h100",
          #""region": "\#($0)", "instanceType": "gpu_1x_h100", "gpusPerInstance": 1"#,
          terms: Self.term("onDemand", $0 == "us" ? 4 : 5), source: "skypilot, acme, gpu_1x_h100")
      }, with: Array(Self.rows.prefix(2))
    ).offers
    #expect(offers.map(\.id) == ["acme-eu-gpu-1x-h100", "acme-us-gpu-1x-h100"])
    #expect(offers.map { $0.usdPerInstanceHour() } == [4.49, 4.49])
  }

  /// A spot price that the list has no longer is of the day when it had it, and the note says so.
  @Test func aTermThatIsNoLongerListedKeepsItsDay() throws {
    let (update, offers) = try Self.update(
      [
        Self.offer(
          "acme-us-gpu-8x-h100",
          #""region": "us", "instanceType": "gpu_8x_h100", "gpusPerInstance": 8"#,
          terms: Self.term("onDemand", 33) + "," + Self.term("spot", 15),
          source: "skypilot, acme, gpu_8x_h100")
      ], with: [Self.rows[2]])
    #expect(
      update.changes.map(\.details) == [["spot is no longer listed; it stays, as of 2026-11-01"]])
    #expect(offers.first?.usdPerInstanceHour(.spot) == 15)
    #expect(
      offers.first?.provenance.note == "spot as of 2026-11-01, since when skypilot has none")
  }
}
