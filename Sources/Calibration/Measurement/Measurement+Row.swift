import CheckedJSON
import Roofline

extension Measurement {
  init(_ row: MeasurementRow, _ publishers: PublisherPractices) throws(RowError) {
    if let obstacle = RowScope.obstacle(row, publishers) { throw RowError(reason: obstacle) }
    line = row.row.line
    source = row.text("source")
    date = row.text("date")
    engine = row.text("engine")
    engineVersion = row.text("engine_version")
    model = row.text("model")
    architecture = row.text("architecture")
    gpu = row.text("gpu")
    guard !model.isEmpty, !gpu.isEmpty else { throw RowError(reason: "model or gpu is empty") }
    pools = try PublishedPools(row)
    if let pools {
      layout = pools.decode.choices[0].layout
    } else {
      layout = try Layout(row)
    }
    weightType = row.text("weight_dtype").lowercased()
    activationType = row.text("activation_dtype").lowercased()
    keyValueType = row.text("kv_dtype").lowercased()
    conditions = try RunConditions(row, publishers)
    speculation = try PublishedSpeculation(row)
    measured = Observation(
      outputTokensPerSecond: try row.number("output_tokens_per_s", in: 1e-3...1e9),
      timeToFirstTokenSeconds: try row.number("ttft_ms", in: 1e-3...1e9).map { $0 / 1e3 },
      timePerOutputTokenSeconds: try row.number("tpot_ms", in: 1e-4...1e9).map { $0 / 1e3 })
  }
}

extension RunConditions {
  fileprivate init(_ row: MeasurementRow, _ publishers: PublisherPractices) throws(RowError) {
    promptTokens = try row.required("prompt_tokens", in: 1...1e7)
    completionTokens = try row.required("completion_tokens", in: 1...1e7)
    load = try Load(row)
    queuedRequests =
      load == .saturation ? try row.number("concurrency", in: 1...1e7) : nil
    lengthRange = PublishedLengths.range(
      row.text("lengths"), completionTokens: completionTokens)
    hasCopiedRequests = publishers.requests(of: row) == .copies
    firstTokenStatistic =
      FirstTokenStatistic(published: row.text("ttft_statistic"))
      ?? publishers.firstTokenStatistic(of: row)
    throughputCountsEnding = !row.text("output_tokens_per_s").isEmpty
  }
}

extension Layout {
  /// The layout of a run in one pool.
  fileprivate init(_ row: MeasurementRow) throws(RowError) {
    let pipeline = try row.count("pp", default: 1)
    let gpus = try row.count("gpus", default: 1)
    let tensor = try row.count("tp", default: max(1, gpus / pipeline))
    let attentionData = try row.count("attention_dp", default: 1)
    guard row.text("gpus").isEmpty || tensor * pipeline <= gpus else {
      throw RowError(reason: "tp × pp is \(tensor * pipeline), more than the \(gpus) of gpus")
    }
    let ranks = max(tensor, gpus / pipeline)
    guard ranks.isMultiple(of: tensor) else {
      throw RowError(reason: "tp is \(tensor), which does not divide the \(ranks) chips of a stage")
    }
    let expert = try row.count("ep", default: 1)
    do {
      try self.init(
        tensor: ranks, pipeline: pipeline, expert: expert,
        attentionData: max(attentionData, ranks / tensor))
    } catch {
      throw RowError(reason: error.description)
    }
  }
}

extension Load {
  fileprivate init(_ row: MeasurementRow) throws(RowError) {
    let kind = row.text("load")
    switch kind {
    case "static_batch":
      self = .staticBatch(requests: try row.required("concurrency", in: 1...1e6))
    case "fixed_concurrency":
      self = .concurrency(try row.required("concurrency", in: 1...1e6))
    case "saturation":
      self = .saturation
    case "request_rate":
      self = .rate(requestsPerSecond: try row.required("request_rate", in: 1e-6...1e6))
    default:
      throw RowError(
        reason: "load is \"\(kind.shortened(to: 20))\", not static_batch, fixed_concurrency, "
          + "saturation or request_rate")
    }
  }
}
