/// The names under which other price lists' providers and models stand in our catalog.
enum ProviderName {
  private static let ours = [
    "amazon-bedrock": "bedrock", "aws": "bedrock", "azure_ai": "azure",
    "bedrock_converse": "bedrock", "dashscope": "alibaba", "fireworks-ai": "fireworks",
    "fireworks_ai": "fireworks", "friendliai": "friendli", "gemini": "google",
    "google-vertex": "vertex", "google-vertex-anthropic": "vertex", "moonshot-ai": "moonshot",
    "moonshotai": "moonshot", "novita-ai": "novita", "together_ai": "together",
    "togetherai": "together", "vertex_ai": "vertex", "x-ai": "xai",
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
    for prefix in [provider + "/"] + modelPrefixes where model.hasPrefix(prefix) {
      let rest = model.dropFirst(prefix.count)
      if !rest.isEmpty { model = rest }
    }
    return String(model)
  }
}
