/// Sellers whose prices stand in a list in euros as if they were US dollars, without a word of it.
enum EuroSellers {
  /// In LiteLLM 1.110.2: OVH's Llama 3.3 70B is at 0.67, where genai-prices 0.2.3 has 0.74 USD; Scaleway's at 0.90, which
  /// its questions and answers give in euros (scaleway.com/en/docs/generative-apis/faq).
  static let inLiteLLM: Set = ["ovhcloud", "scaleway"]
  /// In models.dev of 2026-09-29 gpt-oss-120b at Scaleway is at the 0.15 and 0.60 of the list in euros; of another model
  /// a comment says that its prices were converted.
  static let inModelsDev: Set = ["scaleway"]
  /// In SkyPilot's catalog Seeweb's H200 is at 2.6, which its page gives in euros (seeweb.it/en/products/cloud-server-gpu);
  /// Scaleway's interface answers in euros too.
  static let inSkyPilot: Set = ["seeweb", "scaleway"]
}
