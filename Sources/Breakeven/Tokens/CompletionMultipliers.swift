package import Pricing
package import Workloads

/// How many completion tokens models write, by model, effort and kind of task.
///
/// The unit is what Llama-3.3-70B-Instruct, which does not think, writes on the same questions: 724 tokens
/// for one of GPQA, 507 of IFBench, 211 for a long document, 34 for a short fact. Thinking is billed and
/// generated like any other output, so that candidates can be compared only with it.
///
/// ```swift
/// let multipliers = try CompletionMultipliers.builtIn()
/// multipliers.multiplier(model: "openai/gpt-oss-120b", effort: .high, task: .documents).likely  // 8.7
/// multipliers.multiplier(model: "meta-llama/Llama-3.1-8B-Instruct", task: .facts).likely  // 1
/// ```
package struct CompletionMultipliers: Sendable {
  private let models: [ThinkingModel]
  private let index: ModelNameIndex
  private let usual: [Effort: [TaskKind: UsualThinking]]
  private let usualFrom: Provenance
  private let measuredFrom: Provenance
  private let spread: Double

  init(
    models: [ThinkingModel], usual: [Effort: [TaskKind: UsualThinking]], usualFrom: Provenance,
    measuredFrom: Provenance,
    spread: Double
  ) {
    self.models = models
    var index = ModelNameIndex()
    for (number, model) in models.enumerated() {
      for name in model.names { index.add(name, to: number) }
    }
    self.index = index
    self.usual = usual
    self.usualFrom = usualFrom
    self.measuredFrom = measuredFrom
    self.spread = spread
  }

  /// Whether a model thinks if nothing is said; `nil` if nothing is known of it.
  package func thinks(_ model: String) -> Bool? {
    known(model).map { $0.effort(asked: nil) != .none }
  }

  /// How hard a model thinks if nothing is said, and who says so; `nil` if nothing is known of it.
  ///
  /// Models that cannot think have no one to say so.
  package func defaultEffort(_ model: String) -> (effort: Effort, source: Provenance?)? {
    known(model).map { ($0.effort(asked: nil), $0.defaultFrom) }
  }

  /// What a model's completions are over those of a model that does not think.
  ///
  /// A model that was measured has its own figure; its range is the figure divided and multiplied by 1.66,
  /// by which the multiples of one model differ between two sets of questions. One that thinks and was not
  /// measured has the range of those that were. One that does not think counts 1, and so does one of which
  /// nothing is known, by default.
  ///
  /// - Parameters:
  ///   - model: An open model's id, a tariff's id, or any of their short names.
  ///   - effort: How hard it is told to think; `nil` for what it does if nothing is said.
  ///   - task: What it is asked to do.
  package func multiplier(
    model: String, effort: Effort? = nil, task: TaskKind
  ) -> CompletionMultiplier {
    guard let known = known(model) else {
      let source = Provenance(
        source: "nothing is known of how this model thinks", asOf: usualFrom.asOf, kind: .assumed)
      guard let effort, effort != .none else { return .plain(source, isDefault: true) }
      return usual(effort, task)
    }
    let effort = known.effort(asked: effort)
    if let figure = known.completions(at: effort, on: task) {
      return CompletionMultiplier(
        low: figure.value / spread, likely: figure.value, high: figure.value * spread,
        effort: effort, source: figure.isMeasured ? measuredFrom : interpolated, isDefault: false)
    }
    if effort == .none {
      return .plain(measuredFrom, isDefault: known.thinking != .never)
    }
    return usual(effort, task)
  }

  private var interpolated: Provenance {
    Provenance(
      source: "between or beside the efforts measured: " + measuredFrom.source,
      asOf: measuredFrom.asOf, kind: .derived)
  }

  private func usual(_ effort: Effort, _ task: TaskKind) -> CompletionMultiplier {
    let range = usual[effort]?[task] ?? UsualThinking(low: 1, likely: 1, high: 1)
    return CompletionMultiplier(
      low: range.low, likely: range.likely, high: range.high, effort: effort, source: usualFrom,
      isDefault: true)
  }

  private func known(_ model: String) -> ThinkingModel? {
    index.value(for: model).map { models[$0] }
  }
}
