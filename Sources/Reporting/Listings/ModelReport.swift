package import Breakeven

/// What a model weighs and needs, for a terminal and as JSON.
package struct ModelReport: Sendable {
  private let model: ModelArchitecture
  private let accelerators: AcceleratorCatalog

  package init(_ model: ModelArchitecture, accelerators: AcceleratorCatalog) {
    self.model = model
    self.accelerators = accelerators
  }

  /// Tables for a terminal.
  package func text(style: TerminalStyle = .plain) -> String {
    let count = model.parameterCount
    var text = style.bold(model.name) + ", \(model.family), \(model.layers.count) layers\n\n"
    text += parameterTable(count).plainText(style: style) + "\n"
    text += cacheTable.plainText(style: style) + "\n"
    text += weightTable.plainText(style: style) + "\n"
    return text + fitTable.plainText(style: style)
  }

  private func parameterTable(_ count: ParameterCount) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Parameters"), TextTable.Column("Count", .right),
      TextTable.Column("Share", .right),
    ])
    for role in Operator.Role.allCases {
      guard let parameters = count.byRole[role], parameters > 0 else { continue }
      table.append([
        InlineText(role.title), InlineText(NumberText.fixed(Double(parameters), decimals: 0)),
        InlineText(NumberText.percent(Double(parameters) / Double(max(1, count.total)))),
      ])
    }
    func add(_ name: String, _ value: Int) {
      table.append([
        .strong(name), .strong(NumberText.fixed(Double(value), decimals: 0)), InlineText(""),
      ])
    }
    add("total", count.total)
    if count.text != count.total { add("text model", count.text) }
    if count.active != count.text { add("active for each token", count.active) }
    add("active, input embedding not counted", count.activeExcludingInputEmbedding)
    if count.multiTokenPrediction > 0 {
      add("beside it, multi-token prediction", count.multiTokenPrediction)
    }
    return table
  }

  private var cacheTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("KV cache in BF16"), TextTable.Column("Bytes", .right),
    ])
    let cache = model.keyValueCache()
    func add(_ name: String, _ bytes: Double) {
      guard bytes > 0 else { return }
      table.append([InlineText(name), InlineText(NumberText.fixed(bytes, decimals: 0))])
    }
    add("per token, without bound", cache.bytesPerTokenUnbounded)
    for window in cache.windows {
      add("per token, up to \(window.tokens) tokens", window.bytesPerToken)
    }
    add("per token, indexer", cache.indexerBytesPerToken)
    add("per sequence, fixed", cache.fixedBytesPerSequence)
    for context in [8192, 131_072] where context <= model.maximumContextTokens ?? .max {
      add("a sequence of \(context) tokens", cache.bytes(forContext: context))
    }
    return table
  }

  private var weightTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Weights"), TextTable.Column("Bytes", .right),
    ])
    table.append([
      InlineText("as published"), InlineText(NumberText.bytes(model.publishedWeightBytes)),
    ])
    for format in [NumberFormat.bf16, .fp8, .int4, .nvfp4] {
      table.append([
        InlineText("all in \(format.rawValue)"),
        InlineText(NumberText.bytes(model.weightBytes(format))),
      ])
    }
    return table
  }

  /// The smallest number of GPUs of each kind that hold the weights and leave a tenth for the cache.
  private var fitTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("GPUs that hold it"), TextTable.Column("as published", .right),
      TextTable.Column("bf16", .right), TextTable.Column("fp8", .right),
      TextTable.Column("int4", .right),
    ])
    for id in ["H100-SXM", "H200-SXM", "B200", "A100-80GB", "L40S", "L4", "MI300X"] {
      guard let accelerator = try? accelerators.accelerator(named: id) else { continue }
      func count(_ bytes: Double) -> InlineText {
        InlineText("\(Self.smallestCount(weights: bytes, accelerator))")
      }
      table.append([
        InlineText(id), count(model.publishedWeightBytes), count(model.weightBytes(.bf16)),
        count(model.weightBytes(.fp8)), count(model.weightBytes(.int4)),
      ])
    }
    return table
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
    let count = model.parameterCount
    let cache = model.keyValueCache()
    let value: JSONText = [
      "schema": "breakeven/model/1",
      "name": .string(model.name), "family": .string(model.family),
      "layers": .integer(model.layers.count),
      "parameters": [
        "total": .integer(count.total), "active": .integer(count.active),
        "activeExcludingInputEmbedding": .integer(count.activeExcludingInputEmbedding),
        "text": .integer(count.text),
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
        "indexerBytesPerToken": .number(cache.indexerBytesPerToken),
      ],
      "weightBytes": [
        "published": .number(model.publishedWeightBytes),
        "bf16": .number(model.weightBytes(.bf16)), "fp8": .number(model.weightBytes(.fp8)),
        "int4": .number(model.weightBytes(.int4)), "nvfp4": .number(model.weightBytes(.nvfp4)),
      ],
      "smallestGPUCount": .object(
        accelerators.accelerators.map {
          JSONText.Member(
            $0.id, .integer(Self.smallestCount(weights: model.publishedWeightBytes, $0)))
        }),
    ]
    return value.pretty
  }
}

extension Operator.Role {
  /// The role in words.
  var title: String {
    switch self {
    case .inputEmbedding: "input embedding"
    case .positionEmbedding: "position embedding"
    case .perLayerEmbedding: "per-layer embeddings"
    case .attentionProjection: "attention projections"
    case .sparseIndexer: "sparse indexer"
    case .recurrentMixer: "recurrent mixers"
    case .denseFeedForward: "feed-forward"
    case .router: "routers"
    case .routedExpert: "routed experts"
    case .sharedExpert: "shared experts"
    case .norm: "norms"
    case .outputHead: "output head"
    case .tower: "encoders of other modalities"
    case .multiTokenPrediction: "multi-token prediction"
    }
  }
}
