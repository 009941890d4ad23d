import Breakeven
import Documents

/// What a reader must know before they rely on the verdict: the gravest in short, all of them in full.
struct CautionsSection: ReportSection {
  let facts: ReportFacts

  /// More would not be read.
  private static let shown = 3

  var open: [ReportDocument.Block] {
    let short = ShortAnswer(decision).cautions
    guard !short.isEmpty else { return [] }
    let more = short.count - Self.shown
    return short.prefix(Self.shown).enumerated().map { index, text in
      let rest = index == Self.shown - 1 && more > 0 ? " (\(more) more below)" : ""
      return .callout(.warning, InlineText(text + rest))
    }
  }

  var folded: Fold? {
    guard !decision.cautions.isEmpty else { return nil }
    return Fold(
      "Cautions in full", [.list(decision.cautions.map { InlineText($0.text) })])
  }

  var json: [JSONText.Member] {
    [
      .init("cautions", .array(decision.cautions.map(\.json))),
      .init("warnings", .array(decision.cautions.map { .string($0.text) })),
    ]
  }
}
