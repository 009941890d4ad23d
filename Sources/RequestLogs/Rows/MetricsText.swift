import CheckedJSON

/// Histograms of prompt and completion lengths as an engine serves them at `/metrics`, in Prometheus' text.
///
/// vLLM's `vllm:request_prompt_tokens` and `vllm:request_generation_tokens`, and those of other engines with
/// usual names, count the requests since the engine began. Several scrapes in one file with times count what
/// came between the first and the last. How the two lengths go together is not told; they are taken as
/// independent.
struct MetricsText {
  /// A counter: its value at the first and at the last scrape.
  private struct Counter {
    var first: Double
    var last: Double
  }

  /// Requests below bounds of a length.
  private struct Histogram {
    var counts: [Double: Double] = [:]
    var sum = 0.0
    var count = 0.0
  }

  private var prompts = Histogram()
  private var completions = Histogram()
  private var models: [String: Int] = [:]
  private var cacheQueries = 0.0
  private var cacheHits = 0.0
  private var cachedTokens = 0.0
  private var times: (first: Double, last: Double)?
  private var started: Double?

  /// Whether a log that begins so is such a text.
  static func isOne(_ sample: [UInt8]) -> Bool {
    let text = String(decoding: sample.prefix(1 << 16), as: UTF8.self)
    let line =
      text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    return line.hasPrefix("# HELP ") || line.hasPrefix("# TYPE ")
      || text.contains("_bucket{") && text.contains("le=\"") && !line.hasPrefix("{")
  }

  /// Reads all of a text.
  ///
  /// - Throws: `InputError` for a text without both histograms.
  init(_ bytes: [UInt8], selection: LogSelection, file: String?) throws(InputError) {
    var series: [String: Counter] = [:]
    for line in bytes.split(separator: LogBytes.newline) {
      guard line.first != UInt8(ascii: "#"), let sample = Self.sample(line) else { continue }
      if let time = sample.time {
        times = (min(time, times?.first ?? time), max(time, times?.last ?? time))
      }
      series[sample.series, default: Counter(first: sample.value, last: 0)].last = sample.value
    }
    // One scrape tells what came since the engine began.
    let isOneScrape = (times?.first ?? 0) == (times?.last ?? 0)
    func take(_ isWanted: (String) -> Bool) {
      for (name, counter) in series where isWanted(name) {
        self.take(
          name, isOneScrape ? counter.last : max(0, counter.last - counter.first), selection)
      }
    }
    take { !$0.hasPrefix("dynamo_") }
    // Dynamo's front end counts the requests that its workers' engines count too.
    if prompts.count == 0 { take { $0.hasPrefix("dynamo_frontend_") } }
    guard prompts.count >= 1, completions.count >= 1, !prompts.counts.isEmpty,
      !completions.counts.isEmpty, prompts.count <= 1e12, completions.count <= 1e12
    else {
      throw InputError(
        file: file, found: "metrics without histograms of prompt and generation tokens",
        expected: "such as vllm:request_prompt_tokens and vllm:request_generation_tokens, or "
          + "gen_ai_client_token_usage")
    }
  }

  private static func sample(
    _ line: ArraySlice<UInt8>
  ) -> (series: String, value: Double, time: Double?)? {
    var text = String(decoding: line, as: UTF8.self)
    // OpenMetrics gives an example of what was counted after the value.
    if let example = text.firstRange(of: " # {") { text = String(text[..<example.lowerBound]) }
    let end =
      text.lastIndex(of: "}").map { text.index(after: $0) }
      ?? text.firstIndex(of: " ") ?? text.endIndex
    let numbers = text[end...].split(whereSeparator: \.isWhitespace)
    guard let first = numbers.first, let value = Double(first), value >= 0, value < 1e18 else {
      return nil
    }
    let written = numbers.count > 1 ? Double(numbers[1]).map { $0 > 1e11 ? $0 / 1000 : $0 } : nil
    let time = written.flatMap { (0...8e9).contains($0) ? $0 : nil }
    return (String(text[..<end]), value, time)
  }

  private mutating func take(_ series: String, _ value: Double, _ selection: LogSelection) {
    let parts = series.split(separator: "{", maxSplits: 1)
    guard let full = parts.first else { return }
    let labels = parts.count > 1 ? Self.labels(parts[1]) : [:]
    let model =
      labels["model_name"] ?? labels["model"] ?? labels["model_id"]
      ?? labels["gen_ai_request_model"] ?? labels["gen_ai_response_model"]
    if let wanted = selection.model?.lowercased(), let model {
      guard model.lowercased() == wanted || model.lowercased().hasSuffix("/" + wanted) else {
        return
      }
    }
    let name = String(full)
    if name == "process_start_time_seconds" { started = value }
    takeCache(name, value, labels)
    for end in ["_bucket", "_sum", "_count"] where name.hasSuffix(end) {
      let figure = Self.figure(String(name.dropLast(end.count)), labels)
      guard figure != .nothing else { return }
      var histogram = figure == .prompt ? prompts : completions
      switch end {
      case "_sum": histogram.sum += value
      case "_count":
        histogram.count += value
        if figure == .prompt, let model { models[model, default: 0] += Int(min(value, 1e15)) }
      default:
        let bound = labels["le"].flatMap { $0 == "+Inf" ? .infinity : Double($0) }
        if let bound { histogram.counts[bound, default: 0] += value }
      }
      if figure == .prompt { prompts = histogram } else { completions = histogram }
    }
  }

  /// Takes what tells of a cache of prefixes.
  ///
  /// vLLM asks a cache outside for what its own did not hold, so only what is asked of its own is all.
  /// SGLang and gateways count the cached tokens themselves.
  private mutating func takeCache(_ name: String, _ value: Double, _ labels: [String: String]) {
    guard !name.hasSuffix("_created") else { return }
    if name.contains("prefix_cache_hits") { cacheHits += value }
    if name.contains("prefix_cache_queries"), !name.contains("external") { cacheQueries += value }
    let isGateways =
      name.hasSuffix("_prompt_cached_tokens_sum")
      || name.hasSuffix("_sum") && name.contains("gen_ai_client_token_usage")
        && labels["gen_ai_token_type"] == "cached_input"
    if isGateways || name.hasSuffix(":cached_tokens_total") || name == "sglang_cached_tokens_total"
    {
      cachedTokens += value
    }
  }

  /// The share of prompt tokens that came from a cache.
  private var cachedShare: Double {
    if cacheQueries > 0 { return min(1, cacheHits / cacheQueries) }
    return prompts.sum > 0 ? min(1, cachedTokens / prompts.sum) : 0
  }

  private static func figure(_ name: String, _ labels: [String: String]) -> LogFigure {
    var word = LogVocabulary.words(of: name).last ?? ""
    // OpenTelemetry's histogram of both lengths, which a label tells apart.
    if word.hasPrefix("genaiclienttokenusage") {
      guard labels["gen_ai_operation_name"]?.contains("embed") != true else { return .nothing }
      switch labels["gen_ai_token_type"] {
      case "input": return .prompt
      case "output", "completion": return .completion
      default: return .nothing
      }
    }
    if word.hasSuffix("histogram") { word.removeLast("histogram".count) }
    guard !["max", "cached", "reasoning", "iteration"].contains(where: { word.contains($0) }) else {
      return .nothing
    }
    if ["prompttokens", "inputtokens", "inputlength", "promptlength", "inputsequencetokens"]
      .contains(where: { word.hasSuffix($0) })
    {
      return .prompt
    }
    let isCompletion = [
      "generationtokens", "outputtokens", "generatedtokens", "completiontokens", "outputlength",
      "outputsequencetokens",
    ].contains { word.hasSuffix($0) }
    return isCompletion ? .completion : .nothing
  }

  /// The labels of `a="b",c="d"}`.
  private static func labels(_ text: Substring) -> [String: String] {
    var labels: [String: String] = [:]
    for part in text.split(separator: "\",") {
      let pair = part.split(separator: "=\"", maxSplits: 1)
      guard pair.count == 2 else { continue }
      labels[pair[0].filter { $0 != " " }] = String(pair[1].prefix { $0 != "\"" })
    }
    return labels
  }

  // MARK: Requests

  /// The steps of a histogram: the mean length within each, and the share of requests up to its end.
  ///
  /// Within every step the mean lies at the same fraction of the way, so that all lengths add up to the sum
  /// that the histogram gives.
  private static func steps(_ histogram: Histogram) -> [(tokens: Double, share: Double)] {
    let bounds = histogram.counts.sorted { $0.key < $1.key }
    let total = bounds.last?.value ?? 0
    var steps: [(low: Double, high: Double, count: Double, share: Double)] = []
    var (low, below) = (0.0, 0.0)
    for (bound, count) in bounds where count > below {
      let high = bound.isFinite ? bound : max(2 * low, 1)
      steps.append((low, high, count - below, count / total))
      (low, below) = (high, count)
    }
    // An empty step still moves the lower end of the next.
    for index in steps.indices {
      let before = bounds.map(\.key).filter { $0 < steps[index].high }.max() ?? 0
      steps[index].low = max(steps[index].low, before.isFinite ? before : 0)
    }
    let width = steps.reduce(0.0) { $0 + $1.count * ($1.high - $1.low) }
    let base = steps.reduce(0.0) { $0 + $1.count * $1.low }
    let fraction = width > 0 ? min(1, max(0, (histogram.sum - base) / width)) : 0.5
    return steps.map { ($0.low + fraction * ($0.high - $0.low), $0.share) }
  }

  /// The most requests that are paired one by one; more are paired in equal batches.
  private static let mostPairs = 1 << 16

  /// The profile of the requests.
  var profile: TraceProfile {
    let (prompts, completions) = (Self.steps(prompts), Self.steps(completions))
    let requests = self.prompts.count.rounded()
    let pairs = Int(min(requests, Double(Self.mostPairs)))
    var counts: [Int: UInt64] = [:]
    var (place, taken) = (0, 0.0)
    for index in 0..<pairs {
      let share = (Double(index) + 0.5) / Double(pairs)
      while place < prompts.count - 1, prompts[place].share < share { place += 1 }
      // Multiples of the golden ratio fall evenly and are independent of the order of prompts.
      let other = (Double(index) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
      let completion = completions.firstIndex { $0.share >= other } ?? completions.count - 1
      let upTo = (requests * Double(index + 1) / Double(pairs)).rounded()
      counts[place * completions.count + completion, default: 0] += UInt64(upTo - taken)
      taken = upTo
    }
    let share = cachedShare
    var tally = TraceTally()
    let end = times?.last
    let start =
      end != nil && times?.first == end ? started.map { min($0, 8e9) } ?? end : times?.first
    for (cell, count) in counts.sorted(by: { $0.key < $1.key }) {
      let prompt = (prompts[cell / completions.count].tokens * Double(count)).rounded()
      let completion = max(1, completions[cell % completions.count].tokens) * Double(count)
      var group = LogGroup(
        count,
        LogRow.Lengths(
          prompt: UInt64(prompt), completion: UInt64(completion.rounded()),
          cached: UInt64(prompt * share)))
      if let start, let end, start < end {
        (group.firstTime, group.lastTime) = (Int64(start * 1e6), Int64(end * 1e6))
      }
      tally.add(group)
    }
    var profile = TraceProfile(format: .metrics, tally: tally, part: LogPart())
    profile.findings.models = models
    profile.findings.areLengthsIndependent = true
    return profile
  }
}
