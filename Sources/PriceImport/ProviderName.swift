/// The names under which other price lists' providers and models stand in our catalog.
enum ProviderName {
  private static let ours = [
    "amazon-bedrock": "bedrock", "aws": "bedrock", "azure_ai": "azure", "azure_text": "azure",
    "bedrock_converse": "bedrock", "cohere_chat": "cohere", "dashscope": "alibaba",
    "fireworks-ai": "fireworks", "fireworks_ai": "fireworks",
    "fireworks_ai-embedding-models": "fireworks", "friendliai": "friendli", "gemini": "google",
    "google-vertex": "vertex", "google-vertex-anthropic": "vertex", "jina_ai": "jina",
    "moonshot-ai": "moonshot", "moonshotai": "moonshot", "novita-ai": "novita",
    "text-completion-openai": "openai", "together_ai": "together", "togetherai": "together",
    "vertex_ai": "vertex", "x-ai": "xai",
  ]

  /// Prefixes that some providers put before the names of all their models.
  private static let modelPrefixes = [
    "accounts/fireworks/models/", "@cf/", "databricks-", "vertex_ai/",
  ]

  /// Our name of a provider; LiteLLM also tells apart by how it calls them what one serves.
  static func provider(_ name: String) -> String {
    if name.hasPrefix("vertex_ai-") { return "vertex" }
    return ours[name] ?? name
  }

  /// Our name of a model, without the provider's name and prefixes before it.
  static func model(_ name: String, of provider: String) -> String {
    var model = name[...]
    // LiteLLM writes `fireworks_ai/…` before what it lists as of `fireworks_ai-embedding-models`.
    let written = String(name.prefix { $0 != "/" })
    let isOfProvider = written != provider && self.provider(written) == self.provider(provider)
    let first = isOfProvider ? written : provider
    for prefix in [first + "/"] + modelPrefixes where model.hasPrefix(prefix) {
      let rest = model.dropFirst(prefix.count)
      if !rest.isEmpty { model = rest }
    }
    return String(model)
  }
}
