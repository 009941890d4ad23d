import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct ShippedCatalogTests {
  @Test func isLargeAndVaried() throws {
    let catalog = try shippedCatalog()
    #expect(catalog.tariffs.count >= 60)
    #expect(Set(catalog.tariffs.map(\.provider)).count >= 12)
    #expect(catalog.offers.count >= 60)
    #expect(Set(catalog.offers.map(\.provider)).count >= 10)
    #expect(catalog.owned.count >= 8)
    #expect(catalog.tariffs.contains { $0.openModel == nil })
    #expect(catalog.offers.contains { $0.usdPerInstanceHour(.spot) != nil })
    #expect(catalog.offers.contains { $0.usdPerInstanceHour(.reserved1Year) != nil })
  }

  @Test func everyPriceHasASourceAndAPlausibleDate() throws {
    let catalog = try shippedCatalog()
    let collected = try #require(CalendarDate("2026-11-20"))
    let oldest = try #require(CalendarDate("2024-01-01"))
    for provenance in catalog.tariffs.map(\.provenance) + catalog.offers.map(\.provenance)
      + catalog.owned.map(\.provenance)
    {
      #expect(provenance.source.count > 8)
      #expect(oldest <= provenance.asOf && provenance.asOf <= collected)
    }
  }

  /// What retired since the last catalog stays, so that a bill of today finds it; no comparison does.
  @Test func whatIsRetiredSaysSo() throws {
    let collected = try #require(CalendarDate("2026-11-20"))
    #expect(
      try shippedCatalog().tariffs.filter { $0.isDeprecated(at: collected) }.map(\.id)
        == ["fireworks/gpt-oss-120b"])
  }

  @Test(arguments: [
    ("meta-llama/Llama-3.1-8B-Instruct", 8), ("meta-llama/Llama-3.3-70B-Instruct", 10),
    ("openai/gpt-oss-120b", 12), ("openai/gpt-oss-20b", 5), ("Qwen/Qwen3-32B", 4),
    ("Qwen/Qwen3-235B-A22B-Instruct-2507", 4), ("google/gemma-3-27b-it", 3),
    ("deepseek-ai/DeepSeek-V3.2", 5),
    ("moonshotai/Kimi-K2.5", 4), ("zai-org/GLM-5.3", 6),
  ])
  func theSameOpenModelHasRivals(model: String, atLeast count: Int) throws {
    #expect(try shippedCatalog().tariffs(servingOpenModel: model).count >= count)
  }

  /// Scaleway asks 0.90 EUR for a million tokens of Llama 3.3 70B; at 1.1225 USD for a EUR, two millions are 2.0205 USD.
  @Test func scalewayIsBilledInEuros() throws {
    let tariff = try shippedCatalog().tariff("scaleway/meta/llama-3.3-70b-instruct")
    let usd = try #require(tariff.cost(of: RequestTokens(prompt: 1e6, completion: 1e6)))
    #expect(abs(usd - 2.0205) < 1e-9)
  }

  @Test func cachedInputNeverCostsMoreThanInput() throws {
    for tariff in try shippedCatalog().tariffs {
      for schedule in tariff.schedules.values {
        for prices in [schedule.base] + schedule.longPrompts.map(\.prices) {
          #expect(
            prices.usdPerMillionCachedInput ?? 0 <= prices.usdPerMillionInput, "\(tariff.id)")
        }
      }
    }
  }

  /// Figures of the notes on the market in 2026: a shipped price that strays from them is a slip.
  @Test func h100PricesAreThoseOfTheMarket() throws {
    let offers = try shippedCatalog().offers(of: "H100-SXM")
    #expect(offers.count >= 10)
    for offer in offers {
      if let price = offer.usdPerGPUHour() {
        #expect((2.0...12.5).contains(price), "\(offer.id)")
      } else {
        let spot = try #require(offer.usdPerGPUHour(.spot))
        #expect((1.0...12.5).contains(spot), "\(offer.id)")
      }
    }
  }
}
