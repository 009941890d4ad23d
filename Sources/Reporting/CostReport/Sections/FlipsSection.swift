import Documents

/// At most four lines on what would turn the verdict.
struct FlipsSection: ReportSection {
  let facts: ReportFacts

  var open: [ReportDocument.Block] {
    let flips = ShortAnswer(decision).flips
    guard !flips.isEmpty else { return [] }
    return [
      .heading("What would flip it", level: 2), .list(flips.map { InlineText($0) }),
    ]
  }
}
