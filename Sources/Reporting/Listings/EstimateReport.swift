package import Breakeven
package import Documents

/// What one replica delivers under a load, for a terminal and as JSON.
package struct EstimateReport: Sendable {
  private let deployment: Deployment
  private let shape: RequestShape
  private let result: Result<Estimate, Infeasibility>
  /// The same without guessing ahead; `nil` where nothing is guessed, or it does not fit.
  private let plain: Estimate?
  /// Both pools, where there are two; the deployment is then a worker that writes.
  private let pools: PooledDeployment?

  package init(pools: PooledDeployment, shape: RequestShape, load: Load) {
    self.pools = pools
    self.shape = shape
    deployment = pools.decode.worker
    do {
      result = .success(try pools.estimate(of: shape, under: load))
    } catch {
      result = .failure(error)
    }
    plain = nil
  }

  package init(deployment: Deployment, shape: RequestShape, load: Load) {
    self.deployment = deployment
    self.shape = shape
    pools = nil
    do {
      result = .success(try deployment.estimate(of: shape, under: load))
    } catch {
      result = .failure(error)
    }
    plain =
      deployment.speculation == nil
      ? nil : try? deployment.speculating(nil).estimate(of: shape, under: load)
  }

  /// A table and a sentence for a terminal.
  package func text(style: TerminalStyle = .plain) -> String {
    var text =
      style.bold(
        "\(deployment.model.name) on \(chips) × \(deployment.accelerator.id)"
      )
      + ", \(pools?.name ?? deployment.layout.name), weights \(deployment.precision.name), \(deployment.engine.name)\n\n"
    if let pools { text += sentence(pools) + "\n\n" }
    if let tier = deployment.tier { text += sentence(tier) + "\n\n" }
    if let speculation = deployment.speculation {
      text += speculation.sentence(plain: plain, with: try? result.get()) + "\n\n"
    }
    if let adapters = deployment.adapterSentence(step: (try? result.get())?.step) {
      text += adapters + "\n\n"
    }
    switch result {
    case .failure(let reason):
      text += style.red(reason.headline) + ": \(reason.description).\n\n"
    case .success(let estimate):
      text += quantityTable(estimate).plainText(style: style) + "\n"
      text += stepTable(estimate).plainText(style: style)
      text += "\nLimited by \(estimate.bound.title).\(likeCases(estimate))\n\n"
    }
    if let age = deployment.stackAge, age.isYoung {
      text +=
        "New on this stack: \(deployment.model.name) came out about "
        + "\(NumberText.significant(age.weeks.rounded(), digits: 2)) weeks before the newest "
        + "\(deployment.engine.engine) that is known of. Such software is often far slower than it will be.\n\n"
    }
    return text + memoryTable.plainText(style: style)
  }

  private var chips: Int { pools?.chips ?? deployment.layout.chips }

  /// What both pools do, and what a prompt's cache takes from one to the other.
  private func sentence(_ pools: PooledDeployment) -> String {
    let transfer = NumberText.duration(
      seconds: pools.transfer.seconds(tokens: shape.prompt), digits: 2)
    var text =
      "\(pools.prefill.chips) GPUs read prompts (\(pools.prefill.name)) and \(pools.decode.chips) write tokens (\(pools.decode.name)); the cache of a prompt moves over in \(transfer)."
    if let estimate = try? result.get() {
      let perGPU =
        estimate.requestsPerSecond * (shape.prompt + shape.completion) / Double(pools.chips)
      text +=
        " Prompts and completions together are \(NumberText.significant(perGPU, digits: 4)) tokens per second and GPU."
    }
    return text
  }

  /// What the tier holds, and what a prompt's cached tokens take from there.
  private func sentence(_ tier: CacheTier) -> String {
    var text =
      "\(tier.kind.title.capitalizedFirst): \(NumberText.compact(tier.bytesPerChip / 1e9)) GB for each GPU keep "
      + "\(NumberText.compact(deployment.tierTokens)) tokens that the GPUs drop (\(tier.source))."
    func milliseconds(_ seconds: Double) -> String {
      NumberText.duration(seconds: seconds, digits: 2)
    }
    let tokens = shape.loadedPrompt > 0 ? shape.loadedPrompt : shape.prompt
    let computing = tokens * deployment.secondsPerComputedToken(of: shape)
    let loading = deployment.loadSeconds(tokens: tokens)
    text +=
      " \(NumberText.compact(tokens, digits: 4)) tokens come from there in \(milliseconds(loading)) and are computed in "
      + "\(milliseconds(computing))"
    text +=
      loading < computing
      ? shape.loadedPrompt > 0 ? "." : "; --cached says how many a prompt finds there."
      : ", so they are computed."
    return text
  }

  /// What measured runs of like cases change; empty if nothing.
  private func likeCases(_ estimate: Estimate) -> String {
    let change = pace(estimate) - 1
    guard abs(change) >= 0.005 else { return "" }
    return " As like cases were measured, steps take \(NumberText.percent(abs(change))) "
      + (change > 0 ? "longer" : "less") + " than by the physics alone."
  }

  private func pace(_ estimate: Estimate) -> Double {
    deployment.pace(of: shape).factor(
      running: min(
        estimate.concurrency / Double(pools?.decode.workers ?? 1),
        deployment.runningLimit(for: shape)))
  }

  private func quantityTable(_ estimate: Estimate) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Quantity"), TextTable.Column("Estimate", .right),
      TextTable.Column("80 % interval", .right),
    ])
    func add(_ name: String, _ interval: Interval, _ text: (Double) -> String) {
      table.append([
        InlineText(name), .strong(text(interval.value)),
        InlineText(text(interval.low) + " – " + text(interval.high)),
      ])
    }
    func number(_ value: Double) -> String { NumberText.significant(value, digits: 4) }
    func duration(_ seconds: Double) -> String { NumberText.duration(seconds: seconds, digits: 3) }
    table.append([
      InlineText("requests in flight"), .strong(number(estimate.concurrency)), InlineText(""),
    ])
    if deployment.model.purpose.isPrefillOnly {
      // Nothing is written: a request counts as one token long, so that tokens a second are requests a second.
      let requests = estimate.outputTokensPerSecond.scaled(by: 1 / shape.completion)
      add("requests per second", requests, number)
      add("prompt tokens per second", requests.scaled(by: shape.prompt), number)
      add("time to the answer", estimate.timeToFirstTokenSeconds, duration)
      return table
    }
    add("output tokens per second", estimate.outputTokensPerSecond, number)
    add("time to first token", estimate.timeToFirstTokenSeconds, duration)
    add("time per output token", estimate.timePerOutputTokenSeconds, duration)
    return table
  }

  private func stepTable(_ estimate: Estimate) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("A mean step is spent on"), TextTable.Column("Time", .right),
      TextTable.Column("Share", .right),
    ])
    for (name, seconds) in estimate.step.parts where seconds > 0 {
      table.append([
        InlineText(name), InlineText(NumberText.duration(seconds: seconds, digits: 3)),
        InlineText(NumberText.percent(seconds / estimate.step.total)),
      ])
    }
    return table
  }

  private var memoryTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Memory of each GPU"), TextTable.Column("Bytes", .right),
    ])
    let memory = deployment.memory
    for (name, bytes) in [
      ("visible", memory.visible), ("weights", memory.weights), ("overhead", memory.overhead),
      ("adapters", memory.adapters), ("kept free", memory.keptFree),
      ("left for the KV cache", max(0, memory.cache)),
    ] where bytes > 0 || !["adapters", "kept free"].contains(name) {
      table.append([InlineText(name), InlineText(NumberText.bytes(bytes))])
    }
    return table
  }

  /// JSON, schema `breakeven/estimate/1`.
  package var json: String {
    let memory = deployment.memory
    var members: [JSONText.Member] = [
      .init("schema", "breakeven/estimate/1"), .init("model", .string(deployment.model.name)),
      .init("gpu", .string(deployment.accelerator.id)),
      .init("gpus", .integer(chips)),
      .init("engine", .string(deployment.engine.name)),
    ]
    if let pools {
      members.append(.init("pools", pools.json))
    }
    if let tier = deployment.tier {
      members.append(
        .init(
          "offload",
          .object(
            tier.members + [
              .init("tokens", .number(min(deployment.tierTokens, 1e15))),
              .init("loadedPromptTokens", .number(shape.loadedPrompt)),
              .init("loadSeconds", .number(deployment.loadSeconds(tokens: shape.loadedPrompt))),
              .init(
                "secondsPerComputedToken", .number(deployment.secondsPerComputedToken(of: shape))),
            ])))
    }
    members.append(
      .init("speculation", deployment.speculation.map { $0.json(plain: plain) } ?? .null))
    if let adapters = deployment.adaptersJSON { members.append(.init("adapters", adapters)) }
    switch result {
    case .failure(let reason):
      members += [
        .init("fits", .bool(false)), .init("reason", .string(reason.description)),
        .init("concurrency", nil), .init("outputTokensPerSecond", nil),
        .init("timeToFirstTokenSeconds", nil), .init("timePerOutputTokenSeconds", nil),
        .init("bound", nil), .init("pace", nil),
      ]
    case .success(let estimate):
      members += [
        .init("fits", .bool(true)), .init("concurrency", .number(estimate.concurrency)),
        .init("requestsPerSecond", .number(estimate.requestsPerSecond)),
        .init("outputTokensPerSecond", estimate.outputTokensPerSecond.json),
        .init("timeToFirstTokenSeconds", estimate.timeToFirstTokenSeconds.json),
        .init("timePerOutputTokenSeconds", estimate.timePerOutputTokenSeconds.json),
        .init("bound", .string(estimate.bound.rawValue)), .init("pace", .number(pace(estimate))),
        .init("stepSeconds", estimate.step.json),
      ]
    }
    members.append(
      .init(
        "memory",
        [
          "visibleBytes": .number(memory.visible), "weightBytes": .number(memory.weights),
          "overheadBytes": .number(memory.overhead),
          "keptFreeBytes": .number(memory.keptFree), "cacheBytes": .number(memory.cache),
          "runningLimit": .number(deployment.runningLimit(for: shape)),
        ]))
    return JSONText.object(members).pretty
  }
}

extension PooledDeployment {
  /// Both pools, and what a thousand tokens of a prompt take from one to the other.
  var json: JSONText {
    [
      "prefill": prefill.json, "decode": decode.json,
      "transferSecondsPerThousandTokens": .number(transfer.seconds(tokens: 1000)),
    ]
  }
}

extension Pool {
  fileprivate var json: JSONText {
    [
      "workers": .integer(workers), "gpus": .integer(chips),
      "layout": .string(worker.layout.name),
    ]
  }
}

extension Bound {
  /// What it is, in words.
  var title: String {
    switch self {
    case .weights: "reading the weights"
    case .compute: "the matrix units"
    case .keyValue: "reading the KV cache"
    case .link: "the links between GPUs"
    case .overhead: "fixed costs of the engine"
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Infeasibility {
  /// What is in the way, in three words.
  fileprivate var headline: String {
    if case .saturated = self { return "Cannot keep up" }
    return "Does not fit"
  }
}
