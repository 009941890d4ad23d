import Breakeven
package import Documents

extension CostReport {
  /// The verdict and the headline table for a terminal.
  package func summary(style: TerminalStyle = .plain) -> String {
    let sentence = verdictSentence.plainText
    let headline = style.bold(verdictHeadline)
    let rest = sentence.dropFirst(verdictHeadline.count)
    let table =
      hasHeadlineRows ? "\n\n" + headlineTable.plainText(style: style) : ""
    let cautions = warnings.map { "! " + $0 + "\n" }.joined()
    return headline + rest + table + (cautions.isEmpty ? "" : "\n" + cautions)
  }
}
