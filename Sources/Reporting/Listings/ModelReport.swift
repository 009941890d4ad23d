package import Breakeven
package import Documents

/// What a model weighs and needs, for a terminal and as JSON.
package struct ModelReport: Sendable {
  private let model: ModelArchitecture
  // Both add up all operators, which many lines need.
  private let count: ParameterCount
  private let publishedBytes: Double
  private let accelerators: [Accelerator]
  private let base: String?
  private let files: SafetensorsSize?
  private let adapter: LowRankAdapter?
  private let showsTraining: Bool

  /// What is told of one model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - accelerators: The chips on which it is tried.
  ///   - base: The model of which this one is a quantised variant, if it is one.
  ///   - files: The sizes of its published files, where they are known.
  ///   - adapter: A low-rank adapter whose weight and cost are told beside it.
  ///   - showsTraining: Whether what training takes is told.
  package init(
    _ model: ModelArchitecture, accelerators: AcceleratorCatalog, base: String? = nil,
    files: SafetensorsSize? = nil, adapter: LowRankAdapter? = nil,
    showsTraining: Bool = false
  ) {
    self.model = model
    count = model.parameterCount
    publishedBytes = model.publishedWeightBytes
    self.accelerators = ["L4", "L40S", "A100-80GB", "H100-SXM", "H200-SXM", "B200", "MI300X"]
      .compactMap { try? accelerators.accelerator(named: $0) }
    self.base = base
    self.files = files
    self.adapter = adapter
    self.showsTraining = showsTraining
  }

  /// The story of the model on one screen.
  package func text(style: TerminalStyle = .plain) -> String {
    let notes = model.notes.map { "Note: \($0).\n" }
    return
      ([headline(style)] + notes + [
        operatorTable.plainText(style: style),
        countSentence + "\n", cacheSentence + "\n", computeSentence + "\n",
      ] + (adapterSentence.map { [$0 + "\n"] } ?? [])
      + (showsTraining ? [trainingSentence + "\n"] : []) + [
        fitTable.plainText(style: style)
      ]).joined(separator: "\n")
  }

  private func headline(_ style: TerminalStyle) -> String {
    var text =
      style.bold(model.name)
      + ": \(NumberText.compact(Double(count.total))) parameters (\(model.family), "
      + "\(model.layers.count) layers of width \(model.hiddenSize)"
    if let context = model.maximumContextTokens { text += ", context \(context)" }
    text += ")"
    if let base { text += ", a variant of \(base)" }
    return text + "\n"
  }

  /// One row for each kind of operator: its shape, how often it occurs, and what it adds up to.
  private var operatorTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Operator"), TextTable.Column("Shape", .right),
      TextTable.Column("Parameters", .right), TextTable.Column("Share", .right),
      TextTable.Column("Published bytes", .right, givesWay: true),
    ])
    for row in OperatorRow.rows(of: model) where row.parameters > 0 {
      table.append([
        InlineText(row.title), InlineText(row.shape),
        InlineText(NumberText.fixed(Double(row.parameters), decimals: 0)),
        InlineText(NumberText.percent(Double(row.parameters) / Double(max(1, count.total)))),
        InlineText(NumberText.bytes(row.bytes)),
      ])
    }
    table.append([
      .strong("total"), InlineText(""),
      .strong(NumberText.fixed(Double(count.total), decimals: 0)), InlineText(""),
      .strong(NumberText.bytes(files?.bytes ?? publishedBytes)),
    ])
    return table
  }

  private var countSentence: String {
    var parts: [String] = []
    func exact(_ value: Int) -> String { NumberText.fixed(Double(value), decimals: 0) }
    if count.text != count.total {
      parts.append(
        "the text model alone has \(exact(count.text)), and the encoders' "
          + "\(exact(count.total - count.text)) take no part in serving text")
    }
    if count.active != count.text {
      parts.append("a token passes through \(exact(count.active)) of them")
    }
    parts.append(
      "without the input embedding \(exact(count.activeExcludingInputEmbedding)) are active")
    if model.tiesEmbeddings { parts.append("the output head reuses the input embedding") }
    if count.multiTokenPrediction > 0 {
      parts.append(
        "the checkpoint carries \(exact(count.multiTokenPrediction)) more for multi-token prediction"
      )
    }
    let weights = [NumberFormat.bf16, .fp8, .int4].map {
      "\(NumberText.bytes(count.bytes($0))) in \($0.rawValue)"
    }
    return "Parameters: " + parts.joined(separator: "; ") + ".\nWeights: "
      + weights.joined(separator: ", ") + "."
  }

  private var cacheSentence: String {
    let cache = model.keyValueCache()
    func exact(_ value: Double) -> String { NumberText.fixed(value, decimals: 0) }
    var parts: [String] = []
    if cache.bytesPerTokenUnbounded > 0 {
      parts.append("\(exact(cache.bytesPerTokenUnbounded)) B per token")
    }
    for window in cache.windows {
      parts.append("\(exact(window.bytesPerToken)) B per token of the last \(window.tokens)")
    }
    if cache.indexerBytesPerToken > 0 {
      parts.append("\(exact(cache.indexerBytesPerToken)) B per token for the indexer")
    }
    if cache.fixedBytesPerSequence > 0 {
      let served = model.keyValueCache(stateFormat: nil).fixedBytesPerSequence
      parts.append(
        "\(exact(cache.fixedBytesPerSequence)) B of state per sequence (\(exact(served)) B as engines keep it)"
      )
    }
    let context = 8192
    let bytes = model.keyValueCache(stateFormat: nil).bytes(forContext: context)
    var text = "KV cache in BF16: " + (parts.isEmpty ? "none" : parts.joined(separator: ", ")) + "."
    text +=
      "\nA sequence of 8k tokens holds \(NumberText.bytes(bytes)), "
      + "\(NumberText.percent(bytes / max(1, publishedBytes))) of the published weights"
    if let chip = accelerators.first(where: { $0.id == "H100-SXM" }) {
      let moved = model.pastBytesMoved(context: context)
      text +=
        "; each of its decode steps moves \(NumberText.bytes(moved)) in "
        + NumberText.duration(seconds: moved / chip.bytesPerSecond) + " on H100-SXM"
    }
    return text + "."
  }

  private var computeSentence: String {
    let context = 8192
    var text =
      "A token costs \(NumberText.compact(model.decodeFlops(context: context))) FLOPs in decode at 8k tokens; "
      + "a prompt of 8k tokens \(NumberText.compact(model.prefillFlops(tokens: context))), "
      + "\(NumberText.percent(attentionShare(context))) of them in attention"
    if let chip = accelerators.first(where: { $0.id == "H100-SXM" }) {
      let seconds = model.prefillFlops(tokens: context) / chip.densePeak(for: .bf16)
      text += ": \(NumberText.duration(seconds: seconds)) at the BF16 peak of H100-SXM"
    }
    return text + "."
  }

  private func attentionShare(_ tokens: Int) -> Double {
    let all = model.prefillFlops(tokens: tokens)
    let matrices =
      Double(tokens) * model.matrixFlopsPerToken + model.headFlopsPerToken
    return all > 0 ? max(0, 1 - matrices / all) : 0
  }

  /// What an adapter weighs, adds to a token, and takes to train; `nil` where none is asked about.
  private var adapterSentence: String? {
    guard let adapter else { return nil }
    let parameters = adapter.parameters(of: model)
    return
      "An adapter of rank \(adapter.rank) has \(NumberText.fixed(Double(parameters), decimals: 0)) parameters, "
      + "\(NumberText.bytes(adapter.bytes(of: model))) in bf16, and adds "
      + "\(NumberText.compact(adapter.flopsPerToken(of: model))) FLOPs to a token "
      + "(\(NumberText.percent(adapter.flopsPerToken(of: model) / model.matrixFlopsPerToken)) of the model's). "
      + "Trained beside weights that stay as they are, it takes "
      + "\(NumberText.bytes(adapter.trainingBytes(on: model))) before any activation."
  }

  private static let trainedContext = 8192

  private func training(_ kept: ActivationCheckpointing) -> TrainingNeeds {
    model.trainingNeeds(batch: 1, context: Self.trainedContext, checkpointing: kept)
  }

  /// What a step of training takes in memory and arithmetic.
  private var trainingSentence: String {
    let all = training(.none)
    let states = all.weights + all.gradients + all.optimizerStates
    let perToken = all.flops / Double(Self.trainedContext)
    return
      "Training all of it with Adam in mixed precision takes \(NumberText.bytes(states)) before any activation, 16 "
      + "bytes a parameter, and \(NumberText.compact(perToken)) FLOPs a token, three times the forward pass. A "
      + "sequence of 8k tokens keeps \(NumberText.bytes(all.activations)) of activations, "
      + "\(NumberText.bytes(training(.selective).activations)) without attention's scores, "
      + "\(NumberText.bytes(training(.full).activations)) of layers' inputs alone."
  }

  /// For each accelerator: how many hold the weights, how many sequences of 8k then fit on them, and
  /// from which batch on decode is limited by arithmetic rather than bandwidth.
  private var fitTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("GPU"), TextTable.Column("published", .right),
      TextTable.Column("bf16", .right),
      TextTable.Column("fp8", .right), TextTable.Column("int4", .right),
      TextTable.Column("8k sequences", .right),
      TextTable.Column("compute-bound from (1k context)", .right),
    ])
    for chip in accelerators {
      func chips(_ bytes: Double) -> InlineText {
        InlineText("\(Self.smallestCount(weights: bytes, chip))")
      }
      let smallest = Self.smallestCount(weights: publishedBytes, chip)
      let room = Double(smallest) * (chip.memoryBytes * 0.9 - 3e9) - publishedBytes
      let each = model.keyValueCache(stateFormat: nil).bytes(forContext: 8192)
      let sequences = each > 0 ? (max(0, room) / each).rounded(.down) : .infinity
      table.append([
        InlineText(chip.id), chips(publishedBytes), chips(count.bytes(.bf16)),
        chips(count.bytes(.fp8)), chips(count.bytes(.int4)),
        InlineText(sequences.isFinite ? NumberText.compact(sequences) : "any"),
        InlineText(batchText(chip)),
      ])
    }
    return table
  }

  private func batchText(_ chip: Accelerator) -> String {
    computeBoundBatch(chip).map { "batch \($0)" } ?? "never"
  }

  private func computeBoundBatch(_ chip: Accelerator) -> Int? {
    Ridge(flopsPerSecond: chip.densePeak(for: .bf16), bytesPerSecond: chip.bytesPerSecond)
      .flatMap { model.computeBoundBatch(context: 1024, ridge: $0) }
  }

  /// The smallest power of two of chips whose memory, at 90 % use and 3 GB of overhead each, holds the
  /// weights and a tenth more.
  static func smallestCount(weights: Double, _ accelerator: Accelerator) -> Int {
    var count = 1
    while count < 1 << 20 {
      let room = Double(count) * (accelerator.memoryBytes * 0.9 - 3e9)
      if room >= weights * 1.1 { return count }
      count *= 2
    }
    return count
  }

  /// JSON, schema `breakeven/model/1`.
  package var json: String {
    guard case .object(var members) = facts else { return facts.pretty }
    if let adapter {
      members.append(
        .init(
          "adapter",
          [
            "rank": .integer(adapter.rank), "parameters": .integer(adapter.parameters(of: model)),
            "bytes": .number(adapter.bytes(of: model)),
            "flopsPerToken": .number(adapter.flopsPerToken(of: model)),
            "trainingBytes": .number(adapter.trainingBytes(on: model)),
          ]))
    }
    if showsTraining {
      let needs = training(.none)
      members.append(
        .init(
          "training",
          [
            "weightBytes": .number(needs.weights), "gradientBytes": .number(needs.gradients),
            "optimizerBytes": .number(needs.optimizerStates),
            "flopsPerToken": .number(needs.flops / Double(Self.trainedContext)),
            "activationBytesAt8192": [
              "all": .number(needs.activations),
              "withoutScores": .number(training(.selective).activations),
              "layerInputs": .number(training(.full).activations),
            ],
          ]))
    }
    return JSONText.object(members).pretty
  }

  private var facts: JSONText {
    let cache = model.keyValueCache()
    return [
      "schema": "breakeven/model/1",
      "name": .string(model.name), "family": .string(model.family),
      "purpose": .string(model.purpose.name), "prefillOnly": .bool(model.purpose.isPrefillOnly),
      "notes": .array(model.notes.map { .string($0) }),
      "variantOf": .optional(base), "layers": .integer(model.layers.count),
      "hiddenSize": .integer(model.hiddenSize),
      "maximumContextTokens": model.maximumContextTokens.map { .integer($0) } ?? nil,
      "parameters": [
        "total": .integer(count.total), "active": .integer(count.active),
        "activeExcludingInputEmbedding": .integer(count.activeExcludingInputEmbedding),
        "text": .integer(count.text), "encoders": .integer(count.total - count.text),
        "multiTokenPrediction": .integer(count.multiTokenPrediction),
        "byOperator": .object(
          Operator.Role.allCases.compactMap { role in
            count.byRole[role].map { JSONText.Member(role.rawValue, .integer($0)) }
          }),
      ],
      "kvCache": [
        "bytesPerTokenUnbounded": .number(cache.bytesPerTokenUnbounded),
        "bytesPerTokenWindowed": .number(cache.bytesPerTokenWindowed),
        "windowTokens": cache.windowTokens.map { .integer($0) } ?? nil,
        "fixedBytesPerSequence": .number(cache.fixedBytesPerSequence),
        "fixedBytesPerSequenceAsServed": .number(
          model.keyValueCache(stateFormat: nil).fixedBytesPerSequence),
        "indexerBytesPerToken": .number(cache.indexerBytesPerToken),
        "bytesAt8192Tokens": .number(cache.bytes(forContext: 8192)),
      ],
      "weightBytes": [
        "published": .number(files?.bytes ?? publishedBytes),
        "publishedMultiTokenPrediction": .number(model.publishedMultiTokenPredictionBytes),
        "bf16": .number(count.bytes(.bf16)), "fp8": .number(count.bytes(.fp8)),
        "int4": .number(count.bytes(.int4)), "nvfp4": .number(count.bytes(.nvfp4)),
      ],
      "flops": [
        "decodePerTokenAt8192": .number(model.decodeFlops(context: 8192)),
        "prefillOf8192": .number(model.prefillFlops(tokens: 8192)),
      ],
      "accelerators": .array(
        accelerators.map { chip in
          [
            "gpu": .string(chip.id),
            "smallestCount": .integer(
              Self.smallestCount(weights: publishedBytes, chip)),
            "computeBoundFromBatch": computeBoundBatch(chip).map { .integer($0) } ?? nil,
          ]
        }),
    ]
  }
}
