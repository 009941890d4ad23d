/// Searches of the web that a model makes.
enum WebSearches {
  /// Whether a model searches in each request, so that the price of a search is one of the request.
  ///
  /// Perplexity charges its Sonar models by the thousand requests (docs.perplexity.ai, pricing), not those of others that
  /// it serves, and OpenAI's models of search always look before they answer (platform.openai.com, web search with Chat
  /// Completions).
  static func areOfEveryRequest(provider: String, model: String) -> Bool {
    switch provider {
    case "perplexity": model.hasPrefix("sonar") && !model.hasSuffix("-chat")
    case "openai": model.contains("-search-preview") || model.contains("-search-api")
    default: false
    }
  }

  /// The same of a model as a seller names it; a reseller puts the provider's name before it.
  static func areOfEveryRequest(seller: String, model: String) -> Bool {
    let names = model.split(separator: "/", maxSplits: 1).map(String.init)
    return seller == "openrouter" && names.count == 2
      ? areOfEveryRequest(provider: names[0], model: names[1])
      : areOfEveryRequest(provider: seller, model: model)
  }
}
