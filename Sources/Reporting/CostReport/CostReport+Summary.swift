import Breakeven

extension CostReport {
  /// The verdict and the headline table for a terminal.
  package func summary(style: TerminalStyle = .plain) -> String {
    let sentence = verdictSentence.plainText
    let headline = style.bold(verdictHeadline)
    let rest = sentence.dropFirst(verdictHeadline.count)
    return headline + rest + "\n\n" + headlineTable.plainText(style: style)
  }
}
