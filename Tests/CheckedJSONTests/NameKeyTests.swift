import CheckedJSON
import Testing

@Suite struct NameKeyTests {
  @Test(arguments: [
    ("Qwen3 32B", "qwen3-32b"), ("qwen-3-32b", "qwen3-32b"), ("QWEN3_32B", "qwen3-32b"),
    ("llama-3.1-8b", "llama3-1-8b"), ("minimax-m2p5", "minimaxm2-5"), ("RTX-A6000", "rtxa6000"),
    ("gemma-3-1b", "gemma3-1b"), ("gemma-31b", "gemma31b"), ("", ""), ("--", ""),
  ])
  func comparesBySeparatorsBetweenDigitsOnly(_ name: String, _ key: String) {
    #expect(NameKey(name).description == key)
  }

  @Test func leavesQuietWordsOutUnlessNothingRemains() {
    #expect(NameKey("NVIDIA H100 80GB HBM3", without: ["nvidia", "hbm3"]) == NameKey("h100-80gb"))
    #expect(NameKey("NVIDIA", without: ["nvidia"]).description == "nvidia")
  }
}
