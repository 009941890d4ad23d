import CheckedJSON

/// What a log held beside the requests that count, and what stands in doubt.
public struct TraceFindings: Hashable, Sendable {
  /// The requests that each model answered, as far as the log names models.
  package var models: [String: Int] = [:]
  /// Whether only the beginnings of logs were counted by model.
  package var areModelsOfBeginning = false
  /// Rows that a gateway answered from its own cache.
  package var cacheHits = 0
  /// Rows of embeddings, tools and other things that generate no text.
  package var noGenerations = 0
  /// Rows that repeat a request that was counted.
  package var duplicates = 0
  /// Rows that sum others: those below them, or all of a table.
  package var sums = 0
  /// Rows that the selection left out.
  package var unmatched = 0
  /// Sessions, if the log names them.
  package var sessions = 0
  /// Whether the log says that further pages follow.
  package var hasMorePages = false
  /// Whether the last bucket of sums was taken as unfinished.
  package var hasUnfinishedBucket = false
  /// Whether only histograms of both lengths were known, and not which go together.
  package var areLengthsIndependent = false
  /// Requests whose time was not understood.
  package var unreadTimes = 0
  /// The first of them.
  package var unreadTime: UnreadTime?
  /// What some of the lines that could not be read lack.
  package var lossReason: String?
  /// Whether each row has a user or key of its own and no time, as the sums of each have.
  package var mayBeSums = false
  /// A zone of times whose letters several countries write.
  package var sharedZone: SharedZone?

  /// Nothing.
  public init() {}

  /// Takes in what another log held.
  mutating func merge(_ other: TraceFindings) {
    models.merge(other.models, uniquingKeysWith: +)
    areModelsOfBeginning = areModelsOfBeginning || other.areModelsOfBeginning
    cacheHits += other.cacheHits
    noGenerations += other.noGenerations
    duplicates += other.duplicates
    sums += other.sums
    unmatched += other.unmatched
    sessions += other.sessions
    hasMorePages = hasMorePages || other.hasMorePages
    hasUnfinishedBucket = hasUnfinishedBucket || other.hasUnfinishedBucket
    areLengthsIndependent = areLengthsIndependent || other.areLengthsIndependent
    unreadTimes += other.unreadTimes
    unreadTime = unreadTime ?? other.unreadTime
    lossReason = lossReason ?? other.lossReason
    mayBeSums = mayBeSums || other.mayBeSums
    sharedZone = sharedZone ?? other.sharedZone
  }

  /// Sentences about them, each true of this log.
  public var sentences: [String] {
    var sentences: [String] = []
    if models.count > 1 {
      let named = models.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let listed = named.prefix(6).map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      let more = named.count > 6 ? " and \(named.count - 6) more" : ""
      sentences.append(
        "Requests of \(models.count) models are mixed here\(areModelsOfBeginning ? ", at the beginning" : "")"
          + ": \(listed)\(more); --model NAME profiles one.")
    }
    func add(_ count: Int, _ text: String) {
      if count > 0 { sentences.append("\(count) \(text)") }
    }
    add(cacheHits, "rows that a gateway answered from its own cache were left out.")
    add(
      noGenerations, "rows of embeddings, tools or chains, which generate no text, were left out.")
    add(duplicates, "rows that repeat a request were left out.")
    add(sums, "rows that sum others were left out.")
    if let unreadTime, unreadTimes > 0 {
      sentences.append(
        "The time of \(unreadTimes) requests was not understood, such as "
          + "\"\(unreadTime.text.shortened(to: 40))\" under \(unreadTime.key.shortened(to: 40)).")
    }
    if mayBeSums {
      sentences.append(
        "Each row has a user or key of its own and no time; rows that sum what each used are no requests, "
          + "and need a column with their number.")
    }
    if let sharedZone { sentences.append(sharedZone.sentence) }
    add(unmatched, "rows were not selected.")
    if hasUnfinishedBucket {
      sentences.append(
        "The last bucket has fewer than half the requests of any other, so it was taken as unfinished."
      )
    }
    if areLengthsIndependent {
      sentences.append(
        "Metrics do not tell which prompt had which completion; lengths were taken as independent.")
    }
    if hasMorePages {
      sentences.append("The log says that further pages follow; it is only a part.")
    }
    return sentences
  }
}

extension TraceFindings {
  /// What a plan, which looks at no models, leaves to the beginning of its log.
  init(modelsAtBeginning models: [String: Int]) {
    self.models = models
    areModelsOfBeginning = !models.isEmpty
  }

  init(_ sink: LogRowSink) {
    models = sink.models.counted.mapValues { Int(clamping: $0) }
    cacheHits = sink.cacheHits
    noGenerations = sink.noGenerations
    duplicates = sink.repeats.duplicates
    sums = sink.sums + sink.repeats.parents
    unmatched = sink.unmatched
    sessions = sink.sessions.count
    hasMorePages = sink.hasMorePages
    hasUnfinishedBucket = sink.buckets.unfinished != nil
    unreadTimes = sink.rowsWithUnreadTime
    mayBeSums = sink.sumColumns.mayBeOwners && sink.requests.tally.requests > 0
    unreadTime = sink.unreadTime
  }
}
