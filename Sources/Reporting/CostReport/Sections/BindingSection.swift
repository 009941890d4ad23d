import Breakeven
import Documents

/// The limits of the best deployment, and how its step and memory are spent.
struct BindingSection: ReportSection {
  let facts: ReportFacts

  var folded: Fold? {
    guard let best = decision.bestSelfHost else { return nil }
    let deployment = best.deployment
    let step = best.step
    var blocks: [ReportDocument.Block] = [
      .paragraph(
        InlineText(
          "\(best.name), \(deployment.layout.name), \(deployment.engine.name): "
            + (best.splitSentence.map { $0 + " Each of these has " } ?? "each replica has ")
            + "\(NumberText.significant(best.concurrency, digits: 2)) requests in flight and finishes "
            + "\(NumberText.significant(best.replicaRequestsPerSecond, digits: 3)) a second. "
            + bindingText(step.bound) + capacityText(best) + hourText(best)))
    ]
    var table = TextTable(columns: [
      TextTable.Column("A mean step is spent on"), TextTable.Column("Time", .right),
      TextTable.Column("Share", .right),
    ])
    for (name, seconds) in step.parts where seconds > 0 {
      table.append([
        InlineText(name), InlineText(NumberText.duration(seconds: seconds, digits: 3)),
        InlineText(NumberText.percent(seconds / step.total)),
      ])
    }
    table.append([
      .strong("the step"), .strong(NumberText.duration(seconds: step.total, digits: 3)),
      InlineText(""),
    ])
    blocks.append(.table(table))
    let memory = deployment.memory
    var memoryTable = TextTable(columns: [
      TextTable.Column("Memory of each GPU holds"), TextTable.Column("Bytes", .right),
      TextTable.Column("Share", .right),
    ])
    for (name, bytes) in [
      ("weights", memory.weights), ("activations, graphs and runtime", memory.overhead),
      ("adapters", memory.adapters), ("KV cache", memory.cache),
      (
        "unused by the engine's settings",
        memory.visible - memory.weights - memory.overhead - memory.cache - memory.adapters
      ),
    ] where bytes > 0 {
      memoryTable.append([
        InlineText(name), InlineText(NumberText.bytes(bytes)),
        InlineText(NumberText.percent(bytes / memory.visible)),
      ])
    }
    blocks.append(.table(memoryTable))
    return Fold("What limits the best deployment", blocks)
  }

  var json: [JSONText.Member] {
    [.init("utilizationByHourOfWeek", utilizationByHour)]
  }

  private var utilizationByHour: JSONText {
    guard case .fleet(let plan) = decision.bestSelfHost?.plan, plan.coldStart == nil else {
      return nil
    }
    return .array(plan.utilizationByHour(requests: demand.requests).map { .number($0) })
  }

  private func bindingText(_ bound: Bound) -> String {
    switch bound {
    case .weights:
      "Reading the weights takes most of each step: more requests in flight would share that reading."
    case .compute:
      "Multiplying matrices takes most of each step: prompts keep the GPU's arithmetic busy."
    case .keyValue:
      "Reading the KV cache takes most of each step: contexts are long for the bandwidth."
    case .link:
      "Talking between GPUs takes most of each step: fewer GPUs in a replica would waste less."
    case .overhead: "Fixed costs of the engine take most of each step: the work in a step is small."
    }
  }

  /// How far the running replicas are used from hour to hour.
  private func hourText(_ option: SelfHostOption) -> String {
    guard case .fleet(let plan) = option.plan, plan.coldStart == nil else { return "" }
    let hours = plan.utilizationByHour(requests: demand.requests)
    guard let least = hours.min(), let most = hours.max() else { return "" }
    return
      " Of the capacity that runs, \(NumberText.percent(least)) is used at the quietest hour of a "
      + "week and \(NumberText.percent(most)) at the busiest."
  }

  private func capacityText(_ option: SelfHostOption) -> String {
    guard let capacity = option.serviceCapacity else { return "" }
    let limit =
      switch capacity.limit {
      case .timeToFirstToken: "the target for the first token"
      case .timePerOutputToken: "the target for the time per token"
      case .saturation: "memory or the engine's limit of sequences, with both targets kept"
      }
    let first: Double
    let each: Double
    var text = " The rate is limited by \(limit)"
    if case .simulated(let sizing) = option.sizing {
      (first, each) = (
        sizing.replica.timeToFirstTokenSeconds, sizing.replica.timePerOutputTokenSeconds
      )
      text = " The rate was found by simulation"
    } else {
      (first, each) = (capacity.timeToFirstTokenSeconds, capacity.timePerOutputTokenSeconds)
    }
    return text + ": at it, the percentile asked for sees "
      + "\(NumberText.duration(seconds: first)) to the first token and "
      + "\(NumberText.duration(seconds: each)) per further token; "
      + "without targets a replica would saturate at "
      + "\(NumberText.significant(capacity.saturationRequestsPerSecond, digits: 3)) requests a second."
  }
}

extension StepTime {
  /// The parts by name, in seconds.
  var parts: [(name: String, seconds: Double)] {
    [
      ("reading weights", weights), ("multiplying matrices", compute),
      ("reading the KV cache", keyValue), ("attention among prompt tokens", promptAttention),
      ("links between GPUs", link), ("fixed costs", overhead),
    ] + (adapters > 0 ? [("adapters", adapters)] : [])
  }
}
