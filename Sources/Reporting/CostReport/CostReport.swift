public import Breakeven
import Documents

/// The report of a decision: the verdict and its rows, one chart, what would flip it, what was assumed, whose machines
/// it holds for, and folded below that every number's origin.
///
/// ```swift
/// let report = CostReport(decision)
/// print(report.summary)
/// try report.write(to: "report.html")
/// ```
public struct CostReport: Sendable {
  let facts: ReportFacts
  /// The report, built once for every format.
  let document: ReportDocument

  var decision: Decision { facts.decision }

  /// Makes the report of a decision.
  ///
  /// - Parameter decision: What is reported.
  public init(_ decision: Decision) { self.init(decision, replay: nil) }

  /// Makes the report of a decision, with how a log fared that was replayed on the best fleet.
  package init(_ decision: Decision, replay: ReplayedPromise?) {
    facts = ReportFacts(decision, replay: replay)
    let head = HeadSection(facts: facts)
    let sections = Self.sections(facts)
    document = ReportDocument(
      title: head.title,
      blocks: sections.flatMap(\.open)
        + sections.compactMap(\.folded).map {
          .details(summary: InlineText($0.title), $0.blocks)
        })
  }

  /// The sections in the order in which they are read.
  private static func sections(_ facts: ReportFacts) -> [any ReportSection] {
    [
      HeadSection(facts: facts), CautionsSection(facts: facts), CacheSection(facts: facts),
      AdaptersSection(facts: facts),
      VolumeSection(facts: facts),
      FlipsSection(facts: facts), AssumedSection(facts: facts), HostsSection(facts: facts),
      ModelsSection(facts: facts), MixedSection(facts: facts),
      CommitmentsSection(facts: facts), SensitivitySection(facts: facts),
      MapSection(facts: facts),
      SpeedSection(facts: facts), BatchingSection(facts: facts), ImpliedSection(facts: facts),
      AlternativesSection(facts: facts), LatencySection(facts: facts),
      BindingSection(facts: facts), SourcesSection(facts: facts), DerivationSection(facts: facts),
      EnergySection(facts: facts),
    ]
  }

  /// A chart of the report, to be written beside the Markdown.
  public struct ChartFile: Sendable, Hashable {
    /// The name of its file.
    public let fileName: String
    /// The image.
    public let svg: String
  }

  /// GitHub Markdown.
  ///
  /// - Parameter chartFolder: the path from the Markdown to the charts, such as `charts/`; without it
  ///   the report has no charts, only their figures in tables.
  public func markdown(chartFolder: String? = nil) -> String {
    document.markdown(figureFolder: chartFolder)
  }

  /// One HTML page that holds its charts, and answers what-if where a browser runs its script.
  public var html: String {
    let panel = (try? decision.whatIf()).flatMap(\.self).flatMap { WhatIfPanel($0, facts: facts) }
    return document.html(panel: panel?.panel)
  }

  /// The charts of the Markdown, in reading order.
  public var charts: [ChartFile] {
    document.figures.map { ChartFile(fileName: $0.fileName, svg: $0.svg) }
  }

  /// The report as JSON, schema `breakeven/report/1`: everything that the Markdown says.
  public var json: String {
    JSONText.object(
      [
        .init("schema", "breakeven/report/1"),
        .init("asOf", .string(decision.asOf.description)),
      ] + Self.sections(facts).flatMap(\.json)
    ).pretty
  }
}
