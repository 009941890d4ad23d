import Breakeven
import Reporting

/// Five questions to somebody at a terminal who asked `breakeven ask` and nothing else.
struct Conversation {
  private let volume: AskedVolume
  private let lengths: AskedLengths
  private let choice: AskedChoice
  /// The command that asks the same in one line.
  private var command = "breakeven ask"

  init(_ volume: AskedVolume, _ lengths: AskedLengths, _ choice: AskedChoice) {
    self.volume = volume
    self.lengths = lengths
    self.choice = choice
  }

  /// Asks, and gives the answers to the options; an empty answer takes the default.
  mutating func ask() throws {
    Console.error("Five questions; Enter takes what stands in brackets.\n")
    let kinds = try UsageKind.builtIn().map(\.id).joined(separator: ", ")
    try put("What is it for? (\(kinds))", "chat", lengths.$kind)
    let amount = try answer("How much: 40k/day, or a number of people such as 300?", "300")
    if WrittenVolume(rate: amount) != nil {
      try give(amount, to: volume.$requests)
    } else {
      try give(amount, to: volume.$users)
    }
    try put("Which API is used today, if any? (breakeven catalog apis)", nil, choice.$today)
    try put("Which open model would do?", "gpt-oss-120b", choice.$models)
    try put("Which machines are there already, such as 8xA100-80GB?", nil, choice.$own)
    Console.error("\nIn one line: \(command)\n")
  }

  private mutating func put(
    _ question: String, _ usual: String?, _ option: any DeclaredOption
  ) throws {
    let text = try answer(question, usual)
    if !text.isEmpty { try give(text, to: option) }
  }

  private mutating func give(_ text: String, to option: any DeclaredOption) throws {
    command += " \(option.name) \(ShellWord.quoted(text))"
    do {
      try option.take(text)
    } catch {
      throw CommandFailure.usage(error.description)
    }
  }

  private func answer(_ question: String, _ usual: String?) throws(CommandFailure) -> String {
    Console.prompt("\(question) [\(usual ?? "none")] ")
    guard let line = readLine() else { throw .usage("breakeven ask: the input ended") }
    let text = line.trimmingBlanks
    return text.isEmpty || text == "none" ? usual ?? "" : text
  }
}
