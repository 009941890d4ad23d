/// A command that documentation shows, as words of a shell.
struct ShownCommand: CustomStringConvertible {
  let file: String
  /// The words after `breakeven`.
  let words: [String]
  /// Whether it stands among other text, where a word may stand for what a reader puts there.
  let isMention: Bool

  var description: String { "\(file): breakeven \(words.joined(separator: " "))" }

  /// Whether a word stands for another: `FILE`, `…`, `[options]`; or nothing follows the verb.
  var leavesSomethingOut: Bool {
    isMention
      && (words.count < 2
        || words.contains { word in
          word.contains("…") || word.hasPrefix("[")
            || (word.first?.isUppercase == true
              && word.allSatisfy { $0.isUppercase || $0 == "-" })
        })
  }

  /// The commands of Markdown: those that begin a line between fences, and those that stand in backquotes.
  static func all(inMarkdown text: String, of file: String) -> [ShownCommand] {
    var commands: [ShownCommand] = []
    var fenced: [Substring]?
    var paragraph: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false)
      .map({ line in line.drop { $0 == " " } })
    {
      if line.hasPrefix("```") {
        commands += all(mentionedIn: paragraph, of: file)
        paragraph = []
        if let block = fenced {
          let lines = block.joined(separator: "\n").replacing("\\\n", with: " ")
            .split(separator: "\n")
          commands += lines.flatMap { line in
            all(
              inShellLine: line.hasPrefix("$ ") ? String(line.dropFirst(2)) : String(line),
              of: file, isMention: false)
          }
        }
        fenced = fenced == nil ? [] : nil
      } else if fenced != nil {
        fenced?.append(line)
      } else if line.isEmpty {
        commands += all(mentionedIn: paragraph, of: file)
        paragraph = []
      } else {
        paragraph.append(line)
      }
    }
    return commands + all(mentionedIn: paragraph, of: file)
  }

  private static func all(mentionedIn lines: [Substring], of file: String) -> [ShownCommand] {
    lines.joined(separator: " ").split(separator: "`", omittingEmptySubsequences: false)
      .enumerated().filter { $0.offset % 2 == 1 }
      .flatMap { all(inShellLine: String($0.element), of: file, isMention: true) }
  }

  /// The commands of a line, without those of other programs, redirections, and what stands in pipes.
  static func all(inShellLine line: String, of file: String, isMention: Bool) -> [ShownCommand] {
    var commands: [[String]] = [[]]
    var word: String?
    var quote: Character?
    func endWord() {
      if let ended = word { commands[commands.count - 1].append(ended) }
      word = nil
    }
    for character in line {
      switch character {
      case quote: quote = nil
      case _ where quote != nil: word = (word ?? "") + String(character)
      case "'", "\"":
        quote = character
        word = word ?? ""
      case " ": endWord()
      case "|", ">", "<", "&", ";", "(", ")":
        endWord()
        commands.append([])
      default: word = (word ?? "") + String(character)
      }
    }
    endWord()
    return commands.filter { $0.first == "breakeven" && $0.count > 1 }
      .map { ShownCommand(file: file, words: Array($0.dropFirst()), isMention: isMention) }
  }
}
