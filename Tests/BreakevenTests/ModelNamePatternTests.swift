import Testing

@testable import Breakeven

@Suite struct ModelNamePatternTests {
  @Test(arguments: [
    ("*gpt-oss-120b*", "openai/gpt-oss-120b", true),
    ("*gpt-oss-120b*", "bedrock/openai.gpt-oss-120b-1:0", true),
    ("*glm-4.7*", "fireworks/glm-4p7", true), ("*kimi-k3", "moonshotai/Kimi-K3", true),
    ("*kimi-k3", "moonshot/kimi-k3.1-pro", false), ("o3", "o3", true), ("o3", "solo3", false),
    ("*qwen3-*2507*", "Qwen/Qwen3-4B-Instruct-2507", true), ("a*a", "a", false),
    ("*", "anything", true), ("*ab*b*", "ab", false),
  ])
  func aStarStandsForAnything(pattern: String, name: String, matches: Bool) {
    #expect(
      ModelNamePattern(pattern).matches(ModelNamePattern.spelling(of: name)) == matches)
  }

  @Test func theLongerPatternKnowsBetter() {
    var index = ModelNameIndex()
    index.add("*llama*", to: 0)
    index.add("*deepseek-r1*", to: 1)
    index.add("*deepseek-ai*", to: 2)
    #expect(index.value(for: "deepseek-ai/DeepSeek-R1-Distill-Llama-70B") == 1)
    #expect(index.value(for: "meta-llama/Llama-3.1-8B") == 0)
    #expect(index.value(for: "acme/own") == nil)
    // Of two that spell out as much, the first.
    #expect(index.value(for: "deepseek-ai/DeepSeek-R1") == 1)
  }
}
