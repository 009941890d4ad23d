import Breakeven
import PriceImport
import Testing

@testable import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct PriceImportReportTests {
  /// A price that cannot be, and a price that nobody knows, are named; what does not answer with text is
  /// counted.
  @Test func whatSomebodyMayWantToLookIntoIsNamed() throws {
    let list = #"""
      {"acme/slip": {"mode": "chat", "litellm_provider": "acme",
        "input_cost_per_token": 5, "output_cost_per_token": 1e-6},
       "acme/odd\u0007": {"mode": "chat", "litellm_provider": "acme",
        "input_cost_per_token": 1e-7, "output_cost_per_token": 3e-7, "moon_cost_per_token": 1},
       "acme/painter": {"mode": "image_generation", "litellm_provider": "acme"},
       "acme/good": {"mode": "chat", "litellm_provider": "acme",
        "input_cost_per_token": 1e-7, "output_cost_per_token": 3e-7}}
      """#
    let prices = try PriceImporter.prices(
      from: Data(list.utf8), format: .litellm, source: "a list",
      asOf: try #require(CalendarDate("2026-11-21")), accelerators: { _ in nil })
    let lines = PriceImportReport(prices).text.split(separator: "\n")
    #expect(lines.first == "1 entry imported into 1 file, 3 left out")
    #expect(lines.contains { $0.contains("acme/slip") && $0.contains("from 0 to 1") })
    #expect(lines.contains { $0.contains("acme/odd") && $0.contains("moon_cost_per_token") })
    #expect(!lines.contains { $0.contains("painter") })
    #expect(lines.contains("  1: invalid"))
    #expect(!PriceImportReport(prices).text.contains("\u{7}"))
  }

  /// What is priced in another currency, and which prices are not taken over, stand in the text.
  @Test func currenciesAndUnusedPricesAreNamed() throws {
    let list = #"""
      {"ovhcloud/m": {"mode": "chat", "litellm_provider": "ovhcloud",
        "input_cost_per_token": 1e-7, "output_cost_per_token": 3e-7},
       "acme/good": {"mode": "chat", "litellm_provider": "acme", "input_cost_per_token": 1e-7,
        "output_cost_per_token": 3e-7, "input_cost_per_audio_token": 1e-6}}
      """#
    let prices = try PriceImporter.prices(
      from: Data(list.utf8), format: .litellm, source: "a list",
      asOf: try #require(CalendarDate("2026-11-21")), accelerators: { _ in nil })
    let text = PriceImportReport(prices).text
    #expect(text.contains("  1: another currency"))
    #expect(
      text.contains(
        "left out ovhcloud/m: prices in EUR that the list gives as if they were US dollars"))
    #expect(text.hasSuffix("(entries): input_cost_per_audio_token 1"))
  }

  /// The JSON names all that was left out, what is no text among it.
  @Test func theJSONNamesAllThatWasLeftOut() throws {
    let list = #"""
      {"acme/painter": {"mode": "image_generation", "litellm_provider": "acme"},
       "acme/good": {"mode": "chat", "litellm_provider": "acme", "input_cost_per_token": 1e-7,
        "output_cost_per_token": 3e-7, "input_cost_per_audio_token": 1e-6}}
      """#
    let prices = try PriceImporter.prices(
      from: Data(list.utf8), format: .litellm, source: "a list",
      asOf: try #require(CalendarDate("2026-11-21")), accelerators: { _ in nil })
    let json = PriceImportReport(prices).json
    #expect(json.contains(#""schema": "breakeven/prices-import/1""#))
    #expect(json.contains(#""imported": 1"#))
    #expect(json.contains(#""entry": "acme/painter""#))
    #expect(json.contains(#""reason": "not text to text: image_generation""#))
    #expect(json.contains(#""input_cost_per_audio_token": 1"#))
  }
}
