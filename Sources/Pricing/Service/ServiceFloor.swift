/// What no API is known to reach, so that a target beyond it needs no measurement to be out of reach.
package enum ServiceFloor {
  /// The shortest time to a first token over the network, in seconds: 0.05.
  ///
  /// The fastest single request on record took 0.053 s (Llama 4 Scout at Groq, one probe,
  /// github.com/Aico-Systems/benchmark, 2026-02); the fastest 95th percentile is 0.48 s (Artificial
  /// Analysis, 2026-08-22).
  package static let timeToFirstTokenSeconds = 0.05

  /// The most output tokens per second that one request receives: 3,000.
  ///
  /// The fastest 95th percentile on record is 2,624 tokens/s, of a diffusion model; the fastest median
  /// of an open model is 1,844 (gpt-oss-120b at Cerebras). Artificial Analysis, 2026-08-22 and 2026.
  package static let tokensPerSecond = 3000.0
}
