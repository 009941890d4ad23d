package import Breakeven
package import Calibration
package import Documents

/// A page on a fit of engine profiles: its errors on what it never saw, its parameters, and where it is
/// wrong.
package struct ThroughputPage: Sendable {
  private let calibration: Calibration
  private let accelerators: AcceleratorCatalog

  package init(_ calibration: Calibration, accelerators: AcceleratorCatalog) {
    self.calibration = calibration
    self.accelerators = accelerators
  }

  /// The page, with its charts.
  package var document: ReportDocument {
    var page = ReportDocument(title: "How throughput is predicted, and how far off it is")
    page.append(.heading(InlineText(page.title), level: 1))
    page.append(
      .paragraph(
        """
        A roofline gives the time of every operator of a step; the parameters below say what share of the \
        chip's peaks an engine reaches, and what times no peak explains. They were fitted to \
        \(calibration.rowsUsed) published measurements (\(calibration.refusals.count) more could not be \
        used). Every error on this page is of a fit that never saw the measurement.
        """))
    appendErrors(to: &page)
    appendScatters(to: &page)
    appendMistakes(to: &page)
    appendLikeCases(to: &page)
    appendParameters(to: &page)
    return page
  }

  private func appendErrors(to page: inout ReportDocument) {
    page.append(.heading("Errors on what was held back", level: 2))
    page.append(
      .paragraph(
        "Median and 90th percentile of |predicted/measured − 1| of output tokens per second, the share of measurements within the 80 % interval, and median errors of the time per output token and to the first token in closed loops."
      ))
    page.append(.table(CalibrationReport(calibration).errorTable))
    page.append(
      .paragraph(
        "The width of each interval comes from the errors of all other groups that were held back (configurations, cells, models and so on), never from its own; a group counts by the root of its rows. With an architecture that has experts, every other such model whose weights have the same width is held back too, as it runs the same kernels. With a GPU, the timings of its kernels are. Of whole GPUs, only measurements of engine generations that also ran on another GPU are counted; the others would be errors of an unseen generation, which is the last row."
      ))
  }

  private func appendScatters(to page: inout ReportDocument) {
    guard let validation = calibration.validations[.seen] else { return }
    page.append(.heading("Predicted against measured", level: 2))
    page.append(
      .paragraph(
        "Each point is a measurement whose configuration (engine, model, GPU, layout, datatypes) was held back. The band is ±20 %."
      ))
    for engine in Set(validation.rows.map(\.engine)).sorted() where !engine.isEmpty {
      let rows = validation.rows.filter { $0.engine == engine }
      let name = engine.map { $0.isLetter || $0.isNumber ? String($0).lowercased() : "-" }.joined()
      page.append(
        .figure(
          ReportDocument.Figure(
            fileName: name + ".svg",
            description: "Predicted against measured output tokens per second of \(engine)",
            svg: scatter(engine, rows).svg)))
    }
  }

  private func scatter(_ engine: String, _ rows: [Validation.Row]) -> PredictionScatter {
    let groups = ModelClass.allCases.compactMap { modelClass -> PredictionScatter.Group? in
      let points = rows.filter { $0.modelClass == modelClass }.compactMap { row in
        row.measured.outputTokensPerSecond.flatMap { measured in
          row.predicted.outputTokensPerSecond.map {
            PredictionScatter.Point(measured: measured, predicted: $0)
          }
        }
      }
      guard !points.isEmpty else { return nil }
      let error = calibration.validations[.seen]?.groups {
        "\($0.engine)|\($0.modelClass?.rawValue ?? "")"
      }.first { $0.engine == engine && $0.modelClass == modelClass }
      return PredictionScatter.Group(
        modelClass.title,
        note: "\(points.count), median error "
          + NumberText.fixed((error?.medianError ?? 0) * 100, decimals: 1) + " %", points: points)
    }
    return PredictionScatter(
      title: engine, subtitle: "Output tokens per second of configurations that were held back",
      description: "Predicted against measured throughput of \(engine), by class of model",
      quantity: "output tokens per second", groups: groups,
      source: "breakeven calibrate --page")
  }

  private func appendMistakes(to page: inout ReportDocument) {
    page.append(.heading("Where it is still wrong", level: 2))
    appendMistakes(
      to: &page, .seen, count: 12,
      title: "The worst cells of at least ten measurements, their configurations held back",
      column: "Engine, model and GPU"
    ) { "\($0.engine) · \($0.architecture) · \($0.accelerator)" }
    appendMistakes(
      to: &page, .unseenArchitecture, count: 10,
      title: "The worst architectures of at least ten measurements, each held back whole",
      column: "Model"
    ) { $0.architecture }
    appendMistakes(
      to: &page, .unseenAccelerator, count: 20,
      title: "GPUs, each held back whole", column: "GPU"
    ) { $0.accelerator }
    page.append(.paragraph("What is known to be missing from the model:"))
    page.append(
      .list([
        "Identical prompts of a static benchmark reach the same experts. Argonne's TensorRT-LLM runs are taken to be such, by their speed; whether others are is not known, and uniform routing is assumed of them.",
        "Builds of one engine drift by tens of per cent within months (SGLang on MI355X halved its step time between December 2025 and March 2026); a straight line by the date of the build does not follow that.",
        "Times to the first token of closed loops depend on how a benchmark spreads its first wave, and on warm-up. InferenceX gives medians where it names no container, from December 2025 on; those are predicted as medians, all others as means with their first wave. Runs of equal lengths on SGLang are predicted to stay in step, which those of Qwen3.5 did not.",
        "Jobs of GPUStack, whose requests are all queued at once, are neither fitted nor scored: their lengths vary in ways that were not published.",
        "Weight-only four-bit experts were measured on H200 and B200 alone; that faster memory helps them little is a prior, chosen after seeing those.",
        "Pipeline bubbles, uneven load among expert-parallel ranks, and vLLM's lower default sequence limit on small GPUs are not modelled.",
      ]))
  }

  private func appendMistakes(
    to page: inout ReportDocument, _ novelty: Novelty, count: Int, title: String, column: String,
    key: (Validation.Row) -> String
  ) {
    guard let validation = calibration.validations[novelty] else { return }
    let worst = validation.groups(key).filter { $0.count >= 10 }
      .sorted { ($1.medianError, $0.name) < ($0.medianError, $1.name) }.prefix(count)
    guard !worst.isEmpty else { return }
    var table = TextTable(columns: [
      TextTable.Column(column), TextTable.Column("n", .right),
      TextTable.Column("median error", .right), TextTable.Column("bias", .right),
    ])
    for each in worst {
      table.append([
        InlineText(each.name), InlineText("\(each.count)"),
        InlineText(NumberText.percent(each.medianError)),
        InlineText(NumberText.percent(each.bias, signed: true)),
      ])
    }
    page.append(.paragraph("\(title):"))
    page.append(.table(table))
  }

  private func appendLikeCases(to page: inout ReportDocument) {
    page.append(.heading("What like cases add", level: 2))
    page.append(
      .paragraph(
        """
        What the parameters leave unexplained is not all chance: runs of one engine generation err alike \
        where chip and class of model, family of chips and class of model, or model are the same, and \
        requests, tokens and chips are similar. So a prediction is shifted by what its like cases \
        measured, each counting less the further its load is and the further its build is in time (kriging: the best \
        linear estimate for covariances that were set by hand, with the configurations held back, not \
        fitted). A prediction like nothing measured stays as the physics has it.
        """))
    var table = TextTable(columns: [
      TextTable.Column("Engine"), TextTable.Column("points", .right),
      TextTable.Column("chips, models and kernels", .right),
    ])
    for profile in calibration.catalog.profiles where profile.likeCasePoints > 0 {
      table.append([
        InlineText(profile.name), InlineText("\(profile.likeCasePoints)"),
        InlineText("\(profile.likeCaseSubjects)"),
      ])
    }
    page.append(.table(table))
  }

  private func appendParameters(to page: inout ReportDocument) {
    page.append(.heading("The parameters", level: 2))
    page.append(
      .paragraph(
        """
        They are effective values: fixed costs per layer, step, sequence and all-reduce trade off against \
        each other and against the shares. What timings of kernels say of the shares enters the fit as \
        evidence (see the page on kernels), so that overheads and kernels are told apart. The logarithm of \
        each is a sum of a common value, what the engine's generation, the chip's family and the two \
        together change, a drift by the date of the build, and powers of the chip's BF16 peak and bandwidth; thin data \
        leans on the priors of calibration.json.
        """))
    for profile in calibration.catalog.profiles where profile.evidence.rows > 0 {
      let chips = profile.evidence.accelerators.compactMap {
        try? accelerators.accelerator(named: $0)
      }
      guard !chips.isEmpty else { continue }
      page.append(
        .details(
          summary: InlineText("\(profile.name): \(profile.evidence.rows) measurements"),
          [.table(parameterTable(profile, chips))]))
    }
  }

  private func parameterTable(_ profile: EngineProfile, _ chips: [Accelerator]) -> TextTable {
    var table = TextTable(
      columns: [TextTable.Column("Parameter"), TextTable.Column("Meaning")]
        + chips.map { TextTable.Column($0.id, .right) })
    let parameters = chips.map { profile.parameters(for: $0) }
    for field in EngineParameters.fields {
      table.append(
        [InlineText.code(field.name), InlineText("\(field.kind.title) \(field.meaning)")]
          + parameters.map { InlineText(field.kind.text($0[keyPath: field.path])) })
    }
    return table
  }
}

extension EngineParameters.Field.Kind {
  fileprivate var title: String {
    switch self {
    case .share: "share"
    case .factor: "factor:"
    case .seconds: "time"
    }
  }

  fileprivate func text(_ value: Double) -> String {
    switch self {
    case .share: NumberText.percent(value)
    case .factor: NumberText.significant(value, digits: 2)
    case .seconds: NumberText.duration(seconds: value)
    }
  }
}

extension ModelClass {
  /// The class in a table's words.
  var title: String {
    switch self {
    case .dense: "dense"
    case .mixtureOfExperts: "MoE"
    case .latentAttention: "MLA"
    }
  }
}
