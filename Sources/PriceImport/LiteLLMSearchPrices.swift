import CheckedJSON
import Numerics
import Pricing

/// What a search of the web costs by LiteLLM's `search_context_cost_per_query`, by how much of it is read.
struct LiteLLMSearchPrices {
  /// US dollars for a search, by the amount: `low`, `medium`, `high`.
  private let usdBySize: [String: Double]

  /// Reads `{ "search_context_size_low": 0.005, … }`.
  init(_ place: JSONPlace) throws {
    let sizes = try place.object()
    var usdBySize: [String: Double] = [:]
    for size in sizes.keys {
      let name = size.split(separator: "_").last.map(String.init) ?? size
      usdBySize[name] = try sizes.required(size).number(in: 0...1000)
    }
    self.usdBySize = usdBySize
  }

  /// The price, where it is the same whatever is read; `nil` for several, and for none.
  var usd: Double? { Set(usdBySize.values).count == 1 ? usdBySize.values.first : nil }

  /// Whether it depends on how much is read, which no workload says.
  var dependsOnSize: Bool { Set(usdBySize.values).count > 1 }

  /// All prices: `high 0.012, low 0.005, medium 0.008`.
  var description: String {
    usdBySize.sorted { $0.key < $1.key }
      .map { "\($0.key.shortened()) \(PlainDecimal.text($0.value))" }.joined(separator: ", ")
  }
}
