import Testing

/// `--draft`: a draft guesses tokens of the vocabulary of the model that verifies them.
@Suite struct DraftVocabularyTests {
  private static func run(_ model: String, _ draft: String) throws -> CommandRun {
    try CommandRun([
      "estimate", "--model", model, "--gpu", "H100", "--tp", "4", "--prompt", "1k", "--completion",
      "200", "--concurrency", "8", "--speculate", "draft", "--draft", draft, "--draft-tokens", "3",
      "--acceptance", "2",
    ])
  }

  /// Llama 3 has 128,256 tokens and Qwen3 151,936.
  @Test func aDraftOfAnotherVocabularyIsRefused() throws {
    let run = try Self.run("llama-3.1-8b", "qwen3-0.6b")
    #expect(run.code == 64)
    #expect(run.errors.contains("of 151936 tokens"), "\(run.errors)")
    #expect(run.errors.contains("of 128256 tokens"), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func aDraftOfTheSameVocabularyIsTaken() throws {
    let run = try Self.run("llama-3.3-70b", "llama-3.2-1b")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("by a draft model"))
  }
}
