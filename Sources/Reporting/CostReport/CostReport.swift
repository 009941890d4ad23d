public import Breakeven
import Documents

/// The report of a decision: a verdict, one table, charts, and every number's origin.
public struct CostReport: Sendable {
  let decision: Decision
  let map: HeavinessMap?
  let curves: [LatencyCurve]
  let frontier: SpeedFrontier
  let implied: ImpliedPrice?
  let loads: LoadSweep?

  /// Makes the report of a decision.
  public init(_ decision: Decision) {
    self.decision = decision
    map = decision.heavinessMap()
    curves = decision.latencyCurves().filter { !$0.tiers.isEmpty }
    frontier = decision.speedFrontier()
    implied = decision.impliedPrice()
    loads = decision.loadSweep()
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
    document(withCharts: chartFolder != nil).markdown(figureFolder: chartFolder ?? "")
  }

  /// One HTML page that holds its charts.
  public var html: String { document(withCharts: true).html }

  /// The charts of the Markdown, in reading order.
  public var charts: [ChartFile] {
    document(withCharts: true).figures.map { ChartFile(fileName: $0.fileName, svg: $0.svg) }
  }

  private func document(withCharts: Bool) -> ReportDocument {
    var document = ReportDocument(title: "\(decision.workload.name): self-host or API?")
    document.append(.heading(InlineText(document.title), level: 1))
    document.append(.paragraph(verdictSentence))
    if let description = decision.workload.description {
      document.append(.paragraph(.emphasis(description)))
    }
    if hasHeadlineRows { document.append(.table(headlineTable)) }
    document.append(.paragraph(headlineNote))
    for warning in warnings { document.append(.callout(.warning, InlineText(warning))) }
    document.blocks += assumedSection
    document.blocks += modelsSection
    document.blocks += hostsSection
    guard decision.scope == .anyOf else {
      document.blocks += leftOutBlocks
      return document
    }
    document.blocks += flipSection(withCharts: withCharts)
    document.blocks += volumeSection(withCharts: withCharts)
    document.blocks += mapSection(withCharts: withCharts)
    document.blocks += speedSection(withCharts: withCharts)
    document.blocks += batchingSection(withCharts: withCharts)
    document.blocks += impliedSection
    document.blocks += alternativesSection
    document.blocks += latencySection(withCharts: withCharts)
    document.blocks += bindingSection
    document.blocks += assumptionsSection
    document.blocks += derivationSection
    return document
  }
}
