import Breakeven
import Documents

/// One part of the report: what it shows, and what it tells programs.
///
/// What stands open is read by everybody; what is folded is there for those who check.
protocol ReportSection {
  var facts: ReportFacts { get }
  /// What stands open.
  var open: [ReportDocument.Block] { get }
  /// What is folded under a title; `nil` if there is nothing.
  var folded: Fold? { get }
  /// Its members of the report's JSON.
  var json: [JSONText.Member] { get }
}

/// A title and what unfolds below it.
struct Fold {
  let title: String
  let blocks: [ReportDocument.Block]

  init(_ title: String, _ blocks: [ReportDocument.Block]) {
    self.title = title
    self.blocks = blocks
  }
}

extension ReportSection {
  var open: [ReportDocument.Block] { [] }
  var folded: Fold? { nil }
  var json: [JSONText.Member] { [] }

  var decision: Decision { facts.decision }
  var demand: Demand { decision.demand }
  var perPeriod: String { facts.perPeriod }

  func serviceText(_ api: APICandidate) -> String { facts.serviceText(api) }
  func shortName(_ option: SelfHostOption) -> String { facts.shortName(option) }
  func curveName(_ curve: LatencyCurve) -> String { facts.shortName(curve.option) }
  func machines(_ option: SelfHostOption) -> String { facts.machines(option) }
}
