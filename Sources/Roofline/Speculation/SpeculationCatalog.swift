package import CheckedJSON
package import ModelArithmetic
package import Numerics

/// What is known of speculative decoding: acceptance lengths by model, method, task and draft length, and
/// what engines add to a step.
public struct SpeculationCatalog: Sendable {
  /// What engines add to a step.
  package let costs: SpeculationCosts
  private let figures: [SpeculationMethod: [AcceptanceFigure]]
  private let slopes: [SpeculationMethod: Double]
  /// The kinds of text that figures exist for.
  package let tasks: [String]

  /// Reads a catalog.
  ///
  /// - Throws: `InputError` for a document of another shape.
  package init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["version", "asOf", "note", "costs", "figures"])
    costs = try SpeculationCosts(members.required("costs"))
    var figures: [AcceptanceFigure] = []
    for place in try members.required("figures").array() {
      figures.append(try AcceptanceFigure(place))
    }
    self.figures = Dictionary(grouping: figures, by: \.method)
    slopes = self.figures.mapValues(AcceptanceFigure.slope)
    tasks = Set(figures.map(\.task)).sorted()
  }

  /// Knows nothing.
  package init() {
    costs = .none
    figures = [:]
    slopes = [:]
    tasks = []
  }

  /// Tokens that a step yields, by what was published of the model and the task, or of others.
  ///
  /// A model without figures gets the median of all models with the method, and as interval the 10th and
  /// 90th percentiles of them; one whose task is not said the same over its tasks.
  ///
  /// - Returns: `nil` for a method without any figures.
  package func acceptance(
    of model: String, method: SpeculationMethod, draftTokens: Int, task: String?
  ) -> (length: Interval, source: String)? {
    guard let all = figures[method] else { return nil }
    let slope = slopes[method] ?? 0
    let own = all.filter { $0.model.lowercased() == model.lowercased() }
    let known = own.isEmpty ? all : own
    let ofTask = known.filter { $0.task == task }
    let used = ofTask.isEmpty ? known : ofTask
    func lengths(_ figures: [AcceptanceFigure]) -> [Double] {
      figures.compactMap { $0.length(draftTokens: draftTokens, slope: slope) }
    }
    let values = lengths(used)
    guard let middle = quantile(values, 0.5) else { return nil }
    // A handful of figures says less of the spread than all of the method do.
    let ratio = spread(lengths(all)) * (own.isEmpty ? 1 : ofTask.isEmpty ? 0.7 : 0.35)
    let most = Double(draftTokens) + 1
    let low = min(quantile(values, 0.1) ?? middle, middle * exponential(-ratio))
    let high = max(quantile(values, 0.9) ?? middle, middle * exponential(ratio))
    let models = Set(used.map(\.model)).count
    let sources = Set(used.map(\.source)).sorted()
    let source =
      own.isEmpty
      ? "median of \(models) model\(models == 1 ? "" : "s") with \(method.title)"
      : sources.joined(separator: "; ")
    return (Interval(value: middle, low: max(1, low), high: min(most, high)), source)
  }

  /// Half the logarithm of the 90th percentile over the 10th.
  private func spread(_ values: [Double]) -> Double {
    guard let low = quantile(values, 0.1), let high = quantile(values, 0.9), low > 0 else {
      return 0.3
    }
    return max(0.1, naturalLogarithm(high / low) / 2)
  }

  /// Methods that serve a model without training anything: heads of the checkpoint, and drafts that
  /// somebody published figures of.
  package func methods(for model: ModelArchitecture, id: String) -> [SpeculationMethod] {
    var methods: [SpeculationMethod] = []
    if model.hasMultiTokenPrediction || knows(id, .mtp) { methods.append(.mtp) }
    if knows(id, .eagle3) { methods.append(.eagle3) }
    return methods
  }

  private func knows(_ id: String, _ method: SpeculationMethod) -> Bool {
    figures[method]?.contains { $0.model.lowercased() == id.lowercased() } ?? false
  }

  /// Entries by which vocabularies that are alike differ.
  ///
  /// They are padded: 151,936 and 152,064 within Qwen2.5 (vllm-project/vllm#13849). Engines refuse drafts of others,
  /// whose tokens mean something else (sgl-project/sglang#23838).
  private static let mostPadding = 128

  /// A way of speculating with a model.
  ///
  /// - Parameters:
  ///   - model: The model that verifies.
  ///   - id: The canonical id of the model.
  ///   - method: How tokens are guessed.
  ///   - draftTokens: How many are guessed in a step.
  ///   - task: The kind of text, whose acceptance is taken where it is known.
  ///   - draft: The draft; `nil` for the head of the checkpoint, or one of the usual size.
  ///   - acceptanceLength: What is known of it; `nil` for what was published.
  /// - Throws: `InputError` for a method that the model has no draft for, or whose acceptance nobody says.
  package func speculation(
    with model: ModelArchitecture, id: String, method: SpeculationMethod, draftTokens: Int,
    task: String? = nil, draft: ModelArchitecture? = nil, acceptanceLength: Double? = nil
  ) throws(InputError) -> Speculation {
    let own: ModelArchitecture?
    switch method {
    case .mtp:
      let hasHead = draft != nil || model.hasMultiTokenPrediction || knows(id, .mtp)
      guard hasHead, let head = draft ?? model.multiTokenPredictionDraft else {
        throw InputError(
          place: model.name, found: "a checkpoint without heads for multi-token prediction",
          expected: "eagle3, or a draft model")
      }
      own = head
    case .eagle3: own = draft ?? model.usualEagleDraft
    case .draft:
      guard let draft else {
        throw InputError(
          place: "draft", found: "none", expected: "a draft model of the same vocabulary")
      }
      guard abs(draft.vocabularySize - model.vocabularySize) <= Self.mostPadding else {
        throw InputError(
          place: "draft", found: "\(draft.name), of \(draft.vocabularySize) tokens",
          expected: "a draft of the vocabulary of \(model.name), of \(model.vocabularySize) tokens")
      }
      own = draft
    case .ngram: own = nil
    }
    if let acceptanceLength {
      return try Speculation(
        method: method, draftTokens: draftTokens,
        acceptanceLength: Interval(
          value: acceptanceLength, low: acceptanceLength, high: acceptanceLength),
        draft: own, source: "given", costs: costs)
    }
    let known = acceptance(of: id, method: method, draftTokens: draftTokens, task: task)
    guard let known else {
      throw InputError(
        place: "acceptance length", found: "no published figures for \(method.title)",
        expected: "the acceptance length, in tokens a step")
    }
    return try Speculation(
      method: method, draftTokens: draftTokens, acceptanceLength: known.length, draft: own,
      source: known.source, costs: costs)
  }

  /// All draft lengths of a method, or of all that serve a model.
  package func choices(
    with model: ModelArchitecture, id: String, methods: [SpeculationMethod]? = nil,
    task: String? = nil
  ) -> [Speculation] {
    (methods ?? self.methods(for: model, id: id)).flatMap { method in
      method.usualDraftTokens.compactMap { tokens in
        try? speculation(with: model, id: id, method: method, draftTokens: tokens, task: task)
      }
    }
  }
}

extension SpeculationCosts {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "draftStepShare", "verificationMicroseconds", "tokenMicroseconds", "deviation", "fittedOn",
    ])
    _ = try members.required("fittedOn").text()
    self.init(
      draftStepShare: try members.required("draftStepShare").number(in: 0...10),
      verificationSeconds: try members.required("verificationMicroseconds").number(in: 0...1e5)
        / 1e6,
      tokenSeconds: try members.required("tokenMicroseconds").number(in: 0...1e4) / 1e6,
      deviation: try members.required("deviation").number(in: 0...2))
  }
}
