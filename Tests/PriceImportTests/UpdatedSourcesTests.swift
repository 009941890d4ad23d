import PriceImport
import Pricing
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Newer lists merged into a folder whose prices come from several sources, in other currencies, for other purposes.
@Suite struct UpdatedSourcesTests {
  private static let day = CalendarDate("2026-11-20")

  private static func litellm(
    _ input: String, provider: String = "acme", key: String = "acme/m"
  ) throws -> CatalogUpdate.List {
    let text =
      #"{"\#(key)": {"mode": "chat", "litellm_provider": "\#(provider)", "#
      + #""input_cost_per_token": \#(input), "output_cost_per_token": 1e-5}}"#
    return CatalogUpdate.List(
      kind: "litellm",
      prices: try PriceImporter.prices(
        from: Data(text.utf8), format: .litellm, source: "litellm 2", asOf: #require(day)))
  }

  private static func genai(_ models: String) throws -> CatalogUpdate.List {
    CatalogUpdate.List(
      kind: "genai-prices",
      prices: try PriceImporter.prices(
        from: Data((#"[{"id": "acme", "models": ["# + models + "]}]").utf8), format: .genaiPrices,
        source: "genai-prices 2", asOf: #require(day)))
  }

  private static func file(_ tariffs: String, head: String = "") -> String {
    #"{"provider": "acme", \#(head) "unit": "\#(head.isEmpty ? "usd" : "eur")PerMillionTokens", "tariffs": [\#(tariffs)]}"#
  }

  private static func tariff(_ source: String, note: String = "by hand", more: String = "")
    -> String
  {
    #"{"model": "m", \#(more) "prices": {"input": 1, "output": 10}, "#
      + #""provenance": {"source": "\#(source)", "asOf": "2026-10-01", "note": "\#(note)"}}"#
  }

  private static func update(
    _ file: String, with lists: [CatalogUpdate.List], isForced: Bool = false
  ) throws -> (update: CatalogUpdate, tariff: Tariff) {
    let update = try CatalogUpdate(
      of: [(path: "apis/acme.json", data: Data(file.utf8))], with: lists, isForced: isForced,
      at: #require(day))
    let text = update.files.first?.text ?? file
    let catalog = try PriceCatalog(files: [("apis/acme.json", Data(text.utf8))])
    return (update, try #require(catalog.tariffs.first))
  }

  /// 1.16 USD for a EUR: 2.32 USD of the list are 2 EUR in the file, and 2.32 USD in a bill.
  @Test func aFileInEurosStaysInEuros() throws {
    let head =
      #""currency": {"code": "EUR", "usd": 1.16, "provenance": {"source": "ECB", "asOf": "2026-11"}},"#
    let (update, tariff) = try Self.update(
      Self.file(Self.tariff("litellm 1, acme/m"), head: head), with: [Self.litellm("2.32e-6")])
    #expect(update.changes.map(\.details) == [["input 1 → 2", "output 10 → 8.62069"]])
    #expect(update.files.first?.text.contains(#""input": 2"#) == true)
    #expect(abs(tariff.prices.usdPerMillionInput - 2.32) < 1e-9)
  }

  /// What came from an invoice, a page or another list is named, and changed by force alone.
  @Test(arguments: ["invoice of October", "acme.com/pricing, m", "genai-prices 1, acme/m"])
  func anotherSourceIsNotOverwritten(source: String) throws {
    let file = Self.file(Self.tariff(source))
    let (kept, tariff) = try Self.update(file, with: [Self.litellm("1.5e-6")])
    #expect(kept.files == [])
    #expect(tariff.prices.usdPerMillionInput == 1)
    #expect(kept.changes.map(\.kind) == [.suspicious])
    #expect(
      kept.changes.first?.details
        == ["input 1 → 1.5", "not taken over: its price is of \(source)"])
    let (_, forced) = try Self.update(file, with: [Self.litellm("1.5e-6")], isForced: true)
    #expect(forced.prices.usdPerMillionInput == 1.5)
  }

  /// The list from which a price came decides about it, wherever it stands among those given; the other is noted.
  @Test func itsOwnListDecides() throws {
    let own = try Self.genai(
      #"{"id": "m", "prices": {"input_mtok": 1.2, "output_mtok": 10}}"#)
    let (update, tariff) = try Self.update(
      Self.file(Self.tariff("genai-prices 1, acme/m")), with: [Self.litellm("1.5e-6"), own])
    #expect(update.changes.map(\.details) == [["input 1 → 1.2"]])
    #expect(tariff.prices.usdPerMillionInput == 1.2)
    #expect(tariff.provenance.note == "by hand; litellm (2026-11-20) differs: 1.5 in, 10 out")
  }

  /// What was said of a price falls with it; what was said of anything else stays.
  @Test func aNoteOnAPriceThatIsNoMoreIsDropped() throws {
    let note =
      "the peak price stands in prices; leastCachedTokens: a guide to prices, 2026;"
      + " genai-prices 0.2.3 has the off-peak price as its base; serves V4.1"
    let (_, tariff) = try Self.update(
      Self.file(Self.tariff("litellm 1, acme/m", note: note)), with: [Self.litellm("1.5e-6")])
    #expect(
      tariff.provenance.note == "leastCachedTokens: a guide to prices, 2026; serves V4.1")
  }

  /// Mistral's embedder has a price of output in genai-prices.
  @Test func anEmbedderHasNoPriceOfOutput() throws {
    let embedder =
      #"{"model": "m", "purpose": "embedding", "prices": {"input": 0.1}, "#
      + #""provenance": {"source": "genai-prices 1, acme/m", "asOf": "2026-10-01"}}"#
    let (update, tariff) = try Self.update(
      Self.file(embedder),
      with: [Self.genai(#"{"id": "m", "prices": {"input_mtok": 0.2, "output_mtok": 0.2}}"#)])
    #expect(update.changes.map(\.details) == [["input 0.1 → 0.2"]])
    #expect(tariff.prices.usdPerMillionInput == 0.2)
  }

  /// An entry that bears another name here is known by that which its source gives.
  @Test func anEntryIsKnownByItsNameInTheList() throws {
    let (update, tariff) = try Self.update(
      Self.file(
        Self.tariff("litellm 1, acme/m-of-the-list").replacing(
          #""model": "m""#, with: #""model": "acme-m""#)),
      with: [Self.litellm("1.5e-6", key: "acme/m-of-the-list")])
    #expect(update.changes.map(\.id) == ["acme/acme-m"])
    #expect(tariff.model == "acme-m")
    #expect(tariff.prices.usdPerMillionInput == 1.5)
  }
}
