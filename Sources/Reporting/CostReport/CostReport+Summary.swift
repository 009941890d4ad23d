package import Documents

extension CostReport {
  /// The short form for a terminal: at most 24 lines of at most 80 columns.
  package func summary(style: TerminalStyle = .plain) -> String {
    ShortAnswer(decision).text(style: style)
  }
}
