package import Calibration
package import Documents

/// A page on the timings of kernels: how well the formulas fit them, and how well they fit chips that
/// were left out.
package struct KernelPage: Sendable {
  private let catalog: KernelCatalog
  private let siblings: [KernelFit]
  private let strangers: [KernelFit]

  /// Fits the timings again without each chip.
  package init(_ catalog: KernelCatalog, _ timings: KernelTimings) {
    self.catalog = catalog
    siblings = timings.leavingOut(catalog.fits) { $0.family == $1.family }
    strangers = timings.leavingOut(catalog.fits) { $0.family != $1.family }
  }

  /// The page.
  package var document: ReportDocument {
    var page = ReportDocument(title: "What kernels take")
    page.append(.heading(InlineText(page.title), level: 1))
    let count = catalog.fits.reduce(0) { $0 + $1.count }
    page.append(
      .paragraph(
        """
        \(count) timings of single kernels, in \(catalog.fits.count) groups of one operator, datatype, \
        chip and engine, fitted by t = launch + ((compute/ηc)⁴ + (memory/ηm)⁴)^¼ + item · items + \
        passes · pass with at most five constants each. \(catalog.source)
        """))
    page.append(
      .paragraph(
        "Median and 90th percentile of |formula/timing − 1|, each the median over groups: with constants of the chip's own; with the mean of those of other chips of its family; and of chips of other families alone, scaled by the datasheets."
      ))
    page.append(.table(table("Operator") { $0.kernel.rawValue }))
    page.append(.table(table("Chip") { $0.accelerator }))
    page.append(
      .paragraph("The constants of dense and expert kernels, the rest being in kernels.json:"))
    page.append(.table(constants))
    return page
  }

  private func table(_ title: String, key: (KernelGroup) -> String) -> TextTable {
    var table = TextTable(
      columns: [TextTable.Column(title)]
        + ["groups", "own", "of the family", "of others"].map { TextTable.Column($0, .right) })
    for name in Set(catalog.fits.map { key($0.group) }).sorted() {
      let own = catalog.fits.filter { key($0.group) == name }
      func errors(_ fits: [KernelFit]) -> InlineText {
        let fits = fits.filter { key($0.group) == name }
        guard !fits.isEmpty else { return "—" }
        return InlineText(
          "\(percent(median(fits.map(\.medianError)))) / "
            + "\(percent(median(fits.map(\.ninetiethPercentileError)))) %")
      }
      table.append([
        InlineText(name), InlineText("\(own.count)"), errors(own), errors(siblings),
        errors(strangers),
      ])
    }
    return table
  }

  private var constants: TextTable {
    var table = TextTable(
      columns: [TextTable.Column("Kernel")]
        + ["launch", "of the peak", "of the bandwidth", "passes", "median error"].map {
          TextTable.Column($0, .right)
        })
    for fit in catalog.fits where [.gemm, .experts].contains(fit.group.kernel) {
      let group = fit.group
      table.append([
        InlineText(
          "\(group.kernel.rawValue) \(group.type) · \(group.accelerator) · \(group.engine)"),
        InlineText(NumberText.duration(seconds: fit.formula[.launch])),
        InlineText(NumberText.percent(fit.formula[.computeShare])),
        InlineText(NumberText.percent(fit.formula[.bandwidthShare])),
        group.kernel == .experts
          ? InlineText(NumberText.significant(fit.formula[.passes], digits: 2)) : "—",
        InlineText(NumberText.percent(fit.medianError)),
      ])
    }
    return table
  }

  private func percent(_ value: Double) -> String { NumberText.fixed(value * 100, decimals: 0) }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
