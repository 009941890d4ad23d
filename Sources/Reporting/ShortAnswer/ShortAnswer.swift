package import Breakeven
package import Documents

/// A decision in at most 24 lines of at most 80 columns: what a terminal and `breakeven ask` show.
///
/// The sentence; what is asked for; rows for today, the best API and the best machines of one's own; what flips
/// it; what was assumed; what to be careful of; what to do next. Where it does not fit, the least grave of the
/// cautions and assumptions give way, and their number is told.
package struct ShortAnswer: Sendable {
  let decision: Decision
  let next: [String]
  /// The columns of each line.
  private let width: Int

  /// The most lines, and the most columns of each.
  package static let lines = 24
  package static let columns = 80
  /// Where the text beside a label begins.
  static let indent = 10

  /// The answer of a decision.
  ///
  /// - Parameters:
  ///   - decision: The decision that is told.
  ///   - next: What the reader may do, such as a command for the full report.
  ///   - columns: Those of the terminal; a narrower one than usual gets more lines, down to 40 columns.
  package init(_ decision: Decision, next: [String] = [], columns: Int? = nil) {
    self.decision = decision
    self.next = next
    width = max(40, min(columns ?? Self.columns, Self.columns))
  }

  /// The text, with escapes where the style has them.
  package func text(style: TerminalStyle = .plain) -> String {
    let sentence = TextWrap.wrapped(
      Escaping.printable(headline + " " + reason), width: width)
    var blocks: [[Section]] = [
      [Section("Demand", [demandText])] + rows,
      [
        Section("Flips it", flips, least: 2), Section("Assumed", assumed, flows: true),
        Section("Careful", cautions),
        Section("Next", nextSteps),
      ],
    ]
    func count() -> Int {
      sentence.count
        + blocks.reduce(0) { lines, block in
          lines + block.reduce(1) { $0 + ($1.items.isEmpty ? 0 : $1.lines(columns: width).count) }
        }
    }
    // What can give way, in turn: cautions, assumptions, flips, what to do.
    while count() * width > Self.lines * Self.columns {
      let order = [2, 1, 2, 0, 3]
      guard order.contains(where: { blocks[1][$0].drop() }) else { break }
    }
    return ([styled(sentence, style)] + blocks.map { written($0, style) })
      .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func styled(_ sentence: [String], _ style: TerminalStyle) -> String {
    var text = sentence.joined(separator: "\n")
    if text.hasPrefix(headline) {
      text = color(headline, style) + text.dropFirst(headline.count)
    }
    return text
  }

  private func color(_ text: String, _ style: TerminalStyle) -> String {
    switch decision.verdict.choice {
    case .selfHost, .api, .mixed: style.bold(style.green(text))
    case .tooCloseToCall, .nothingToCompare: style.bold(style.yellow(text))
    }
  }

  private func written(_ sections: [Section], _ style: TerminalStyle) -> String {
    sections.filter { !$0.items.isEmpty }.map { section in
      section.lines(columns: width).enumerated().map { index, line in
        let label = index == 0 ? section.label : ""
        let padded = label + String(repeating: " ", count: Self.indent - label.count)
        return (section.label == "Careful" ? style.yellow(padded) : style.dim(padded))
          + line
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
