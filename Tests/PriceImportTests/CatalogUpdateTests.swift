import PriceImport
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Newer lists merged into a folder that people wrote in.
@Suite struct CatalogUpdateTests {
  private static let folder = #"""
    {
      "$schema": "../tariff.schema.json",
      "provider": "openai",
      "class": "maker",
      "unit": "usdPerMillionTokens",
      "tariffs": [
        {
          "model": "a",
          "contextTokens": 1000000,
          "leastCachedTokens": 1024,
          "prices": { "input": 1, "cachedInput": 0.1, "output": 10 },
          "batch": { "input": 0.5, "output": 5 },
          "tiers": [
            {
              "aboveTokens": 199999,
              "prices": { "input": 2, "output": 20 }
            }
          ],
          "provenance": {
            "source": "litellm 1, a",
            "asOf": "2026-10-01",
            "note": "batch and cachedInput: read by hand"
          }
        },
        {
          "model": "gone",
          "prices": { "input": 1, "output": 10 },
          "provenance": { "source": "litellm 1, gone", "asOf": "2026-10-01" }
        },
        {
          "model": "slip",
          "prices": { "input": 1, "output": 10 },
          "provenance": { "source": "litellm 1, slip", "asOf": "2026-10-01" }
        }
      ]
    }

    """#

  private static func entry(
    _ name: String, _ input: String, _ output: String = "1e-5", more: String = ""
  ) -> String {
    #""\#(name)": {"mode": "chat", "litellm_provider": "openai", "input_cost_per_token": \#(input), "#
      + #""output_cost_per_token": \#(output)\#(more)}"#
  }

  private static func list(
    _ entries: [String], _ format: PriceImporter.Format = .litellm, asOf: String = "2026-11-20"
  ) throws -> CatalogUpdate.List {
    CatalogUpdate.List(
      kind: "litellm",
      prices: try PriceImporter.prices(
        from: Data(("{" + entries.joined(separator: ",") + "}").utf8), format: format,
        source: "litellm 2", asOf: #require(CalendarDate(asOf))))
  }

  private static func update(
    _ lists: [CatalogUpdate.List], isForced: Bool = false, addsNew: Bool = true
  ) throws -> CatalogUpdate {
    try CatalogUpdate(
      of: [(path: "apis/openai.json", data: Data(folder.utf8))], with: lists, isForced: isForced,
      addsNew: addsNew, at: #require(CalendarDate("2026-11-20")))
  }

  private static func lines(_ update: CatalogUpdate) -> [String] {
    update.changes.map { "\($0.kind) \($0.id): " + $0.details.joined(separator: "; ") }
  }

  @Test func theDiffSaysWhatIsNewChangedGoneAndSuspicious() throws {
    let tier =
      #", "input_cost_per_token_above_200k_tokens": 3e-6, "output_cost_per_token_above_200k_tokens": 2e-5"#
    let update = try Self.update([
      Self.list([
        Self.entry("a", "1.5e-6", more: tier), Self.entry("slip", "1e-9"), Self.entry("b", "2e-6"),
      ])
    ])
    #expect(
      Self.lines(update) == [
        "changed openai/a: input 1 → 1.5; above 200000 tokens input 2 → 3",
        "new openai/b: input 2; output 10",
        "gone openai/gone: litellm no longer has it; it stays",
        "suspicious openai/slip: input 1 → 0.001; not taken over: more than a factor of three",
      ])
    let file = try #require(update.files.first)
    let tariffs = try PriceCatalog(files: [(file.path, Data(file.text.utf8))]).tariffs
    let changed = try #require(tariffs.first { $0.model == "a" })
    // What people wrote stays: the inclusive bound, what the cache takes, the batch, the note.
    #expect(changed.prices.usdPerMillionInput == 1.5)
    #expect(changed.prices.usdPerMillionCachedInput == 0.1)
    #expect(changed.standard.longPrompts.map(\.aboveTokens) == [199_999])
    #expect(changed.leastCachedTokens == 1024)
    #expect(changed.batch?.usdPerMillionInput == 0.5)
    #expect(changed.provenance.note == "batch and cachedInput: read by hand")
    #expect(changed.provenance.asOf == CalendarDate("2026-11-20"))
    #expect(tariffs.map(\.model) == ["a", "b", "gone", "slip"])
    #expect(tariffs.last?.prices.usdPerMillionInput == 1)
  }

  @Test func forceTakesOverWhatIsSuspicious() throws {
    let update = try Self.update([Self.list([Self.entry("slip", "1e-9")])], isForced: true)
    #expect(Self.lines(update).contains("changed openai/slip: input 1 → 0.001"))
  }

  @Test func nothingIsAddedWhereOnlyTheKnownIsWanted() throws {
    let update = try Self.update([Self.list([Self.entry("b", "2e-6")])], addsNew: false)
    #expect(!update.changes.contains { $0.kind == .new })
    #expect(update.files == [])
  }

  /// The same prices change nothing but the day, and the file keeps its form to the byte.
  @Test func whatIsConfirmedKeepsItsForm() throws {
    let entries = [
      Self.entry("a", "1e-6"), Self.entry("gone", "1e-6"), Self.entry("slip", "1e-6"),
    ]
    let update = try Self.update([Self.list(entries)])
    #expect(update.changes == [])
    #expect(update.confirmed == 3)
    let expected = Self.folder.replacing("litellm 1", with: "litellm 2")
      .replacing("2026-10-01", with: "2026-11-20")
    #expect(update.files.first?.text == expected)
  }

  @Test func anOlderListChangesNothing() throws {
    let update = try Self.update([Self.list([Self.entry("a", "9e-7")], asOf: "2026-09-01")])
    #expect(!update.changes.contains { $0.id == "openai/a" })
  }

  /// A price that somebody read elsewhere stays while the list repeats what it was read beside, and falls with it.
  @Test(arguments: [("1e-6", 0.1, true), ("1.2e-6", 0.3, false)])
  func aPriceReadElsewhereStaysBesideTheSamePrices(
    input: String, cached: Double, isKept: Bool
  ) throws {
    let note = "batch: a guide; cachedInput: the price page, 2026-10-02"
    let update = try CatalogUpdate(
      of: [
        (
          path: "apis/openai.json",
          data: Data(Self.folder.replacing("batch and cachedInput: read by hand", with: note).utf8)
        )
      ],
      with: [
        Self.list([Self.entry("a", input, more: #", "cache_read_input_token_cost": 3e-7"#)])
      ], at: #require(CalendarDate("2026-11-20")))
    let file = try #require(update.files.first)
    let tariff = try PriceCatalog(files: [(file.path, Data(file.text.utf8))]).tariff("openai/a")
    #expect(tariff.prices.usdPerMillionCachedInput == cached)
    #expect(tariff.provenance.note == (isKept ? note : "batch: a guide"))
  }

  /// A fee that the list raises is taken over, one that somebody read elsewhere is not, and one that it does not give stays.
  @Test(arguments: [("litellm 1", true), ("the price page", false)])
  func feesFollowTheListThatTheyCameFrom(source: String, isTaken: Bool) throws {
    let fees =
      #""fees": {"usdPerThousandCalls": {"webSearch": 10, "fileSearch": 2.5}, "#
      + #""provenance": {"source": "\#(source)", "asOf": "2026-10-01"}}, "batch""#
    let update = try CatalogUpdate(
      of: [
        (
          path: "apis/openai.json",
          data: Data(Self.folder.replacing(#""batch""#, with: fees).utf8)
        )
      ],
      with: [
        Self.list([
          Self.entry(
            "a", "1e-6",
            more: #", "search_context_cost_per_query": {"search_context_size_low": 0.014}"#)
        ])
      ], at: #require(CalendarDate("2026-11-20")))
    #expect(
      Self.lines(update).first { $0.contains("openai/a") }
        == (isTaken ? "changed openai/a: fee webSearch 10 → 14" : nil))
    let file = try #require(update.files.first)
    let tariff = try PriceCatalog(files: [(file.path, Data(file.text.utf8))]).tariff("openai/a")
    #expect(tariff.fees?.usdPerCall == [.webSearch: isTaken ? 0.014 : 0.01, .fileSearch: 0.0025])
    #expect(tariff.provenance.note == "batch and cachedInput: read by hand")
  }

  /// A tier that begins elsewhere moves, instead of standing there twice; 250,000 tokens are then at 1, not at 2.
  @Test func aTierThatBeginsElsewhereMoves() throws {
    let tier =
      #", "input_cost_per_token_above_272k_tokens": 2e-6, "output_cost_per_token_above_272k_tokens": 2e-5"#
    let update = try Self.update([Self.list([Self.entry("a", "1e-6", more: tier)])])
    #expect(
      Self.lines(update).contains(
        "changed openai/a: long prompts begin above 199999 → 272000 tokens"))
    let file = try #require(update.files.first)
    let tariff = try PriceCatalog(files: [(file.path, Data(file.text.utf8))]).tariff("openai/a")
    #expect(tariff.standard.longPrompts.map(\.aboveTokens) == [272_000])
    #expect(tariff.cost(of: RequestTokens(prompt: 250_000, completion: 0)) == 0.25)
  }

  /// The factor of a region follows the list that it came from, unless it is told apart by class.
  @Test(arguments: [("1.1", 1.2), (#"{"input": 1.1, "output": 1.3}"#, 1.1)])
  func theFactorOfARegionFollowsItsList(known: String, input: Double) throws {
    let regions = #""regionalMultipliers": {"eu": \#(known)}, "batch""#
    let update = try CatalogUpdate(
      of: [
        (
          path: "apis/openai.json",
          data: Data(Self.folder.replacing(#""batch""#, with: regions).utf8)
        )
      ],
      with: [
        Self.list([
          Self.entry("a", "1e-6", more: #", "regional_processing_uplift_multiplier_eu": 1.2"#)
        ])
      ], at: #require(CalendarDate("2026-11-20")))
    let file = try #require(update.files.first)
    let tariff = try PriceCatalog(files: [(file.path, Data(file.text.utf8))]).tariff("openai/a")
    #expect(tariff.regionalMultipliers["eu"]?.input == input)
    #expect(
      Self.lines(update).contains("changed openai/a: region eu 1.1 → 1.2") == (input == 1.2))
  }

  /// Of two lists the first decides, and what the other asks stands in the note.
  @Test func listsThatDisagreeAreRecordedNotAveraged() throws {
    let first = try Self.list([Self.entry("a", "1.2e-6")])
    let second = CatalogUpdate.List(
      kind: "other", prices: try Self.list([Self.entry("a", "1.4e-6")]).prices)
    let file = try #require(try Self.update([first, second]).files.first)
    let tariff = try PriceCatalog(files: [(file.path, Data(file.text.utf8))]).tariff("openai/a")
    #expect(tariff.prices.usdPerMillionInput == 1.2)
    #expect(
      tariff.provenance.note
        == "batch and cachedInput: read by hand; other (2026-11-20) differs: 1.4 in, 10 out")
  }

  /// A batch price and one of the cache that the list has dropped stay, are named as gone, and keep their day; where
  /// somebody read them elsewhere, the list never had them.
  @Test func pricesThatTheListDropsAreNamedAsGone() throws {
    func update(_ folder: String, more: String = "", asOf: String = "2026-11-20") throws
      -> CatalogUpdate
    {
      try CatalogUpdate(
        of: [(path: "apis/openai.json", data: Data(folder.utf8))],
        with: [Self.list([Self.entry("a", "1e-6", more: more)], asOf: asOf)],
        at: #require(CalendarDate(asOf)))
    }
    let folder = Self.folder.replacing("batch and cachedInput: read by hand", with: "one note")
    let first = try update(folder)
    #expect(
      Self.lines(first).first
        == "gone openai/a: cachedInput, batch: litellm no longer has them; they stay, as of 2026-10-01"
    )
    #expect(first.confirmed == 1)
    let file = try #require(first.files.first).text
    let tariff = try PriceCatalog(files: [("a", Data(file.utf8))]).tariff("openai/a")
    #expect(tariff.batch?.usdPerMillionInput == 0.5)
    #expect(
      tariff.provenance.note
        == "one note; cachedInput as of 2026-10-01, since when litellm has none; "
        + "batch as of 2026-10-01, since when litellm has none")
    // The next update says it no more, and a list that has them again takes the clause away.
    let second = try update(file, asOf: "2026-11-28")
    #expect(!Self.lines(second).contains { $0.hasPrefix("gone openai/a") })
    let third = try update(
      file,
      more: #", "cache_read_input_token_cost": 1e-7, "input_cost_per_token_batches": 5e-7, "#
        + #""output_cost_per_token_batches": 5e-6"#, asOf: "2026-11-28")
    let again = try PriceCatalog(files: [("a", Data(#require(third.files.first).text.utf8))])
    #expect(try again.tariff("openai/a").provenance.note == "one note")
  }
}
