import Testing

/// Options that describe no possible layout end with 64, name the option, and say what would do.
@Suite struct LayoutOptionTests {
  static let verbs = [
    ["estimate", "--prompt", "100", "--completion", "10", "--saturate"],
    ["simulate", "--workload", "chat-assistant", "--requests", "10"],
  ]

  static let options = [
    (["--tp", "3"], "--tp: found 3, expected 1, 2, 4 or 8, which split the 32 query heads"),
    (["--ep", "7"], "--ep: found 7, expected 1"),
    (["--tp", "2", "--ep", "2"], "--ep: found 2, expected 1, because"),
    (["--pp", "1000"], "--pp: found 1000, expected at most 32"),
    (["--tp", "4", "--attention-dp", "3"], "--attention-dp: found 3, expected 1, 2 or 4"),
    (["--tp", "16"], "--tp: found 16, expected at most 8"),
  ]

  @Test(arguments: verbs, options)
  func impossibleLayoutsAreUsageErrors(_ verb: [String], _ layout: ([String], String)) throws {
    let run = try CommandRun(
      verb + ["--model", "meta-llama/Llama-3.1-8B-Instruct", "--gpu", "H100-SXM"] + layout.0)
    #expect(run.code == 64)
    #expect(run.errors.hasPrefix(layout.1), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test(arguments: [
    (["--gpu", "H100", "--weights", "int5"], "--weights: found unknown precision \"int5\""),
    (["--gpu", "H100", "--engine", "foo"], "--engine: found unknown engine \"foo\""),
    (["--gpu", "H1000"], "--gpu: found unknown accelerator \"H1000\""),
    (["--gpu", "2.5xH100"], "--gpu: found \"2.5xH100\", expected a whole number of GPUs"),
  ])
  func namesNameTheirOption(_ options: [String], _ error: String) throws {
    let run = try CommandRun(
      Self.verbs[0] + ["--model", "meta-llama/Llama-3.1-8B-Instruct"] + options)
    #expect(run.errors.hasPrefix(error), "\(run.errors)")
  }
}
