import CheckedJSON
import Pricing
import TestFixtures
import Testing

/// APIs as routers, libraries and people write them.
@Suite struct WrittenTariffNameTests {
  @Test(arguments: [
    ("gpt-4o mini", "openai/gpt-4o-mini"), ("gpt4o", "openai/gpt-4o"),
    ("gpt-4o-mini-2024-07-18", "openai/gpt-4o-mini"), ("models/gpt-4.1", "openai/gpt-4.1"),
    ("claude sonnet 4.5", "anthropic/claude-sonnet-4-5"),
    ("claude 4.5 sonnet", "anthropic/claude-sonnet-4-5"),
    ("sonnet 4.5", "anthropic/claude-sonnet-4-5"), ("haiku 4.5", "anthropic/claude-haiku-4-5"),
    ("claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5"),
    ("openrouter/anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"),
    ("openrouter/openai/gpt-5-mini:nitro", "openai/gpt-5-mini"),
    ("gemini 2.5 flash", "google/gemini-2.5-flash"),
    ("models/gemini-2.5-flash", "google/gemini-2.5-flash"),
    ("gemini/gemini-2.5-pro", "google/gemini-2.5-pro"),
    ("vertex_ai/gemini-3.5-flash", "vertex/gemini-3.5-flash"),
    (
      "together_ai/moonshotai/Kimi-K3", "together/moonshotai/Kimi-K3"
    ),
  ])
  func understands(_ name: String, _ id: String) throws {
    #expect(try shippedCatalog().tariff(name).id == id)
    #expect(try shippedCatalog().tariffs(matching: name).map(\.id) == [id])
  }

  /// Another host, size, date or region is sold at another price.
  @Test(arguments: [
    "gpt-4o-2024-05-13", "sonnet", "4.5", "claude", "gpt-4o-mini-high", "claude 4.4 sonnet",
    "openrouter/qwen/qwen3-32b:free", "vertex_ai/gpt-4o", "groq/gpt-4o",
    "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "mini 4o", "flash 2.5",
  ])
  func aNearMissIsNoTariff(_ name: String) {
    #expect(throws: InputError.self) { try shippedCatalog().tariff(name) }
  }
}
