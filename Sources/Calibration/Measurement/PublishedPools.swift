import CheckedJSON
package import Roofline

/// The two pools of a run that read its prompts apart from writing its tokens, as far as they were
/// published.
package struct PublishedPools: Sendable, Hashable {
  /// One of the two.
  package struct Pool: Sendable, Hashable {
    /// Its workers and their layouts: one choice, or where not all was published, those that are usual.
    package let choices: [Choice]
  }

  /// Workers of one layout.
  package struct Choice: Sendable, Hashable {
    /// How many there are.
    package let workers: Int
    /// The layout of each.
    package let layout: Layout
  }

  /// The pool that reads prompts.
  package let prefill: Pool
  /// The pool that writes tokens.
  package let decode: Pool

  /// `nil` for a run in one pool.
  init?(_ row: MeasurementRow) throws(RowError) {
    guard row.text("mode") == "disaggregated" else { return nil }
    let reading = try PoolColumns(row, "prefill", attentionData: nil)
    // Attention in groups is published for the pool that writes.
    let groups = try row.number("attention_dp", in: 1...1024).map { Int($0) }
    prefill = try reading.pool
    decode = try PoolColumns(row, "decode", attentionData: groups).pool
  }
}

/// The columns of one pool.
private struct PoolColumns {
  let name: String
  let chips: Int
  let tensor: Int?
  let expert: Int?
  let workers: Int?
  let attentionData: Int?

  init(_ row: MeasurementRow, _ name: String, attentionData: Int?) throws(RowError) {
    func count(_ column: String) throws(RowError) -> Int? {
      try row.number("\(name)_\(column)", in: 0...65536).flatMap { $0 >= 1 ? Int($0) : nil }
    }
    self.name = name
    self.attentionData = attentionData
    guard let chips = try count("gpus") else {
      throw RowError(reason: "how many GPUs its \(name) pool has was not published")
    }
    self.chips = chips
    tensor = try count("tp")
    expert = try count("ep")
    workers = try count("workers")
  }

  var pool: PublishedPools.Pool {
    get throws(RowError) {
      var choices: [PublishedPools.Choice] = []
      for ranks in try ranks {
        guard chips.isMultiple(of: ranks) else {
          throw RowError(reason: "the \(chips) GPUs of its \(name) pool are no workers of \(ranks)")
        }
        if let workers, workers * ranks != chips {
          throw RowError(
            reason: "\(workers) workers of \(ranks) GPUs are not the \(chips) of its \(name) pool")
        }
        for layout in try layouts(of: ranks) {
          choices.append(PublishedPools.Choice(workers: chips / ranks, layout: layout))
        }
      }
      return PublishedPools.Pool(choices: choices)
    }
  }

  /// GPUs of one worker; where the number of workers was not published, what is said of ranks may be of all of them,
  /// of which each has 4 or 8.
  private var ranks: [Int] {
    get throws(RowError) {
      if let tensor {
        let ranks = max(tensor, attentionData ?? 1)
        guard workers == nil, ranks > 4 else { return [ranks] }
        return [4, 8, ranks].filter { ranks.isMultiple(of: $0) && $0 <= ranks }
      }
      if let workers, chips.isMultiple(of: workers) { return [chips / workers] }
      if let expert, expert > 1 { return [expert] }
      if chips <= 8 { return [chips] }
      throw RowError(reason: "how many GPUs a worker of its \(name) pool has was not published")
    }
  }

  /// The layouts that a worker may have.
  ///
  /// Attention is in groups where that is published, and where more chips share a worker than share attention; prompts
  /// are read in groups where experts are spread. Where no ranks were published, either may be.
  private func layouts(of ranks: Int) throws(RowError) -> [Layout] {
    let spread = expert.map { $0 > 1 } ?? (tensor == nil && ranks > 1)
    var groups: [Int] = []
    if let attentionData {
      groups = [attentionData]
    } else if ranks > 8 {
      groups = [ranks]
    } else if tensor == nil {
      groups = [1, ranks]
    } else if name == "prefill", spread {
      groups = [ranks]
    } else {
      groups = [1]
    }
    do {
      var layouts: [Layout] = []
      for group in groups {
        let layout = try Layout(
          tensor: ranks, expert: spread || ranks > 8 ? ranks : 1, attentionData: group)
        if !layouts.contains(layout) { layouts.append(layout) }
      }
      return layouts
    } catch {
      throw RowError(reason: "\(name) pool: \(error.description)")
    }
  }
}
