package import CheckedJSON
import Numerics
import RequestLogs
package import Workloads

/// The requests of declared sessions, drawn one by one, with the blocks of their prompts.
///
/// Sessions begin at random; in each, a turn follows on the one before after an exponential think time and what an
/// answer usually takes. A prompt names the blocks of its session that it keeps and those that it adds, and those
/// that its own answer will fill, so that the next turn finds the answer too.
package struct SessionArrivals: Sendable {
  /// Requests that are drawn unless asked otherwise.
  package static let usualCount = 10_000
  /// The most that are drawn: their blocks are kept in memory.
  package static let mostRequests = 100_000
  /// The most turns of sessions that are open before the first request: they are drawn as well, in about half a minute.
  private static let mostTurnsBefore = 2e8
  /// Tokens of a named block.
  package static let tokensPerBlock = 32

  private let sessions: Sessions
  private let lengths: LengthDraw
  private let meanCompletion: Double
  private let rate: Double
  private let count: Int
  private let seed: UInt64
  private let answerSeconds: Double

  /// Makes the requests of sessions.
  ///
  /// - Parameters:
  ///   - sessions: The sessions; `nil` for none.
  ///   - completions: The lengths of which completions are taken.
  ///   - rate: Mean requests per second, of all sessions together.
  ///   - count: How many requests come.
  ///   - answerSeconds: What an answer usually takes.
  ///   - seed: The same seed gives the same requests.
  /// - Throws: `InputError` for no sessions, and for numbers out of range.
  package init(
    _ sessions: Sessions?, completions: RequestMix, requestsPerSecond rate: Double, count: Int,
    answerSeconds: Double = 0, seed: UInt64 = 1
  ) throws(InputError) {
    guard let sessions else {
      throw InputError(found: "no sessions", expected: "a workload that declares them")
    }
    guard (1e-9...1e9).contains(rate), (0...Self.mostRequests).contains(count),
      (0...1e6).contains(answerSeconds)
    else {
      throw InputError(
        found: "\(count) requests at \(rate) a second",
        expected: "from 0 to \(Self.mostRequests), at 1e-9 to 1e9 a second")
    }
    self.sessions = sessions
    lengths = LengthDraw(completions)
    meanCompletion = completions.meanCompletionTokens
    self.rate = rate
    self.count = count
    self.seed = seed
    self.answerSeconds = answerSeconds
  }

  /// The requests in the order of their arrival.
  ///
  /// As many sessions begin before as are usually open, so that the first request is one of many. Sessions come in
  /// clumps: by chance fewer come in the time that so many requests take on average.
  ///
  /// - Throws: `InputError` where so many sessions are open that drawing them takes too long.
  package func trace() throws(InputError) -> RequestTrace {
    guard rate * secondsBefore <= Self.mostTurnsBefore else {
      let most = PlainDecimal.text(
        PlainDecimal.rounded(Self.mostTurnsBefore / secondsBefore, toDigits: 3))
      throw InputError(
        found: "\(PlainDecimal.text(rate)) requests per second, of sessions that may last "
          + "\(PlainDecimal.text(PlainDecimal.rounded(secondsBefore, toDigits: 3))) seconds",
        expected: "at most \(most) per second: all sessions that are open are drawn")
    }
    var drawn = requests(until: Double(count) / rate)
    drawn.sort { $0.request.arrivalSeconds < $1.request.arrivalSeconds }
    let kept = drawn.prefix(count)
    return try RequestTrace(
      kept.map(\.request), prefixBlocks: kept.map(\.blocks), tokensPerBlock: Self.tokensPerBlock,
      namesAnswers: true)
  }

  /// Mean seconds from one turn to the next.
  private var gap: Double { sessions.thinkTimeSeconds + answerSeconds }

  /// Seconds before the first request in which sessions begin that may still be open.
  private var secondsBefore: Double {
    min(Double(sessions.turns.reaching.count), 20 * sessions.turns.mean) * gap
  }

  /// Those that come from the start until a time, session by session.
  private func requests(until end: Double) -> [(request: SimulatedRequest, blocks: [UInt64])] {
    var random = SplitMix64(seed: seed)
    let sessionRate = rate / sessions.turns.mean
    var drawn: [(request: SimulatedRequest, blocks: [UInt64])] = []
    var time = -secondsBefore
    var session: UInt64 = 0
    let picker = DocumentPicker(sessions.documents)
    while time < end {
      let branches = branchCount(&random)
      time += Double(branches) * -naturalLogarithm(random.positiveUniform()) / sessionRate
      let first = session
      let document = picker?.pick(&random)
      for branch in 0..<branches {
        session += 1
        var start = time
        if branch > 0 { start += -gap * naturalLogarithm(random.positiveUniform()) }
        add(
          session: session, sharingFirstPromptOf: first, document: document, from: start,
          until: end, gap: gap, random: &random, to: &drawn)
      }
    }
    return drawn
  }

  private func branchCount(_ random: inout SplitMix64) -> Int {
    let whole = Int(sessions.forks)
    return max(1, whole + (random.uniform() < sessions.forks - Double(whole) ? 1 : 0))
  }

  private func add(
    session: UInt64, sharingFirstPromptOf first: UInt64, document: Int?, from start: Double,
    until end: Double, gap: Double, random: inout SplitMix64,
    to drawn: inout [(request: SimulatedRequest, blocks: [UInt64])]
  ) {
    let size = Double(Self.tokensPerBlock)
    var lead = (0..<Int(sessions.systemPromptTokens / size)).map { Self.name(1, 0, UInt64($0)) }
    if let documents = sessions.documents, let document {
      lead += (0..<Int(documents.tokens / size)).map {
        Self.name(2, UInt64(document), UInt64($0))
      }
    }
    let leadTokens = sessions.leadingTokens
    let firstBlocks = Int(sessions.firstPromptTokens / size)
    var own = (0..<firstBlocks).map { Self.name(3, first, UInt64($0)) }
    var ownTokens = sessions.firstPromptTokens
    var time = start
    var named = UInt64(0)
    for _ in 0..<sessions.turns.turns(at: random.uniform()) {
      guard time < end else { return }
      let completion = lengths.next(&random).completion
      let held = ownTokens + Double(completion)
      while own.count < Int(held / size) {
        own.append(Self.name(4, session, named))
        named += 1
      }
      if time >= 0 {
        drawn.append(
          (
            SimulatedRequest(
              arrivalSeconds: time, promptTokens: max(1, Int(leadTokens + ownTokens)),
              completionTokens: max(1, completion)), lead + own
          ))
      }
      ownTokens = sessions.keptFraction * held + sessions.newTokensPerTurn
      own.removeLast(own.count - min(own.count, Int(sessions.keptFraction * held / size)))
      if let compaction = sessions.compaction, leadTokens + ownTokens > compaction.aboveTokens {
        ownTokens = max(1, compaction.toTokens)
        own = []
      }
      while own.count < Int(ownTokens / size) {
        own.append(Self.name(4, session, named))
        named += 1
      }
      time += answerSeconds - sessions.thinkTimeSeconds * naturalLogarithm(random.positiveUniform())
    }
  }

  /// A name that no other kind, owner and number have, by chance aside.
  private static func name(_ kind: UInt64, _ owner: UInt64, _ number: UInt64) -> UInt64 {
    var hash = kind &* 0x9E37_79B9_7F4A_7C15 ^ owner &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash &>> 31)) &* 0x94D0_49BB_1331_11EB ^ number &* 0xD6E8_FEB8_6659_FD93
    return hash ^ (hash &>> 29)
  }
}

/// Picks documents by their popularity.
private struct DocumentPicker {
  private var sums: [Double] = []

  init?(_ documents: Sessions.Documents?) {
    guard let documents else { return nil }
    var sum = 0.0
    for rank in 1...max(1, min(documents.count, 1_000_000)) {
      sum += exponential(-documents.skew * naturalLogarithm(Double(rank)))
      sums.append(sum)
    }
  }

  func pick(_ random: inout SplitMix64) -> Int {
    let target = random.uniform() * (sums.last ?? 1)
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] <= target { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
