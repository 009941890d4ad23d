package import CheckedJSON
package import RequestLogs
import Roofline
import Workloads

/// The requests of a log, in the order of their arrival, with what a prefix cache can know of them.
package struct RequestTrace: Sendable {
  /// The longest prompt or completion that is believed, in tokens.
  package static let maximumTokens = Int(Bounds.maximumTokens)

  let requests: [ArrivingRequest]
  /// The names of prompt blocks, numbered from 0 in order of their first use.
  let blocks: [Int32]
  /// How many different blocks are named.
  package let distinctBlocks: Int
  /// Tokens of one named block.
  package let tokensPerBlock: Int
  /// Requests that stood after one with a later arrival and were put in order.
  package let reordered: Int
  /// Requests without prompt or completion tokens, which are simulated with one token instead.
  package let raisedToOneToken: Int

  /// Whether requests name blocks of their prompts, which a prefix cache then holds.
  package var namesBlocks: Bool { distinctBlocks > 0 }
  /// How many requests there are.
  package var count: Int { requests.count }
  /// Seconds from the first arrival to the last.
  package var spanSeconds: Double { requests.last?.arrival ?? 0 }

  /// Checks and orders the requests of a log; the first one arrives at 0.
  ///
  /// - Parameters:
  ///   - requests: The requests, in any order.
  ///   - prefixBlocks: For each request, hashes of the leading blocks of its prompt; or empty.
  ///   - tokensPerBlock: Tokens of each such block: 512 in Mooncake's traces, 16 in Bailian's.
  ///   - namesAnswers: Whether the blocks behind those of a prompt are the ones that its answer fills.
  /// - Throws: `InputError` for arrivals that are no number or lie outside ±1e12 s, for lengths below 0
  ///   or above ``maximumTokens``, and for lists of unequal length.
  package init(
    _ requests: [SimulatedRequest], prefixBlocks: [[UInt64]] = [], tokensPerBlock: Int = 512,
    namesAnswers: Bool = false
  ) throws(InputError) {
    guard prefixBlocks.isEmpty || prefixBlocks.count == requests.count else {
      throw InputError(
        found: "\(prefixBlocks.count) lists of prefix blocks for \(requests.count) requests",
        expected: "one list for each request, or none")
    }
    try self.init(
      requests, tokensPerBlock: tokensPerBlock, namesAnswers: namesAnswers,
      prefixBlocks: prefixBlocks.isEmpty ? nil : { prefixBlocks[$0][...] })
  }

  /// The requests of a log with the blocks that it names: those of prompts, and of answers where it tells them by
  /// sessions.
  ///
  /// One without a time comes with the one before it, and all of a log without times come at once.
  package init(_ log: RequestLog) throws(InputError) {
    var latest = log.requests.lazy.compactMap(\.seconds).first ?? 0
    try self.init(
      log.requests.map { request in
        latest = request.seconds ?? latest
        return SimulatedRequest(
          arrivalSeconds: latest, promptTokens: request.promptTokens,
          completionTokens: request.completionTokens, cachedPromptTokens: request.cachedTokens)
      }, tokensPerBlock: log.tokensPerBlock ?? 512, namesAnswers: log.namesAnswers,
      prefixBlocks: log.namesBlocks ? { log.prefixBlocks(ofRequest: $0) } : nil)
  }

  private init(
    _ requests: [SimulatedRequest], tokensPerBlock: Int, namesAnswers: Bool = false,
    prefixBlocks: ((Int) -> ArraySlice<UInt64>)?
  ) throws(InputError) {
    guard (1...1_000_000).contains(tokensPerBlock) else {
      throw InputError(
        found: "blocks of \(tokensPerBlock) tokens", expected: "from 1 to 1000000 tokens")
    }
    var raised = 0
    var reordered = 0
    var checked: [ArrivingRequest] = []
    checked.reserveCapacity(requests.count)
    var blocks: [Int32] = []
    var numbers: [UInt64: Int32] = [:]
    var latest = -Double.infinity
    for (index, request) in requests.enumerated() {
      try request.check(at: index)
      var arriving = ArrivingRequest(request)
      if arriving.prompt == 0 || arriving.completion == 0 { raised += 1 }
      arriving.prompt = max(1, arriving.prompt)
      arriving.completion = max(1, arriving.completion)
      arriving.cached = min(arriving.cached, arriving.prompt - 1)
      if arriving.arrival < latest { reordered += 1 }
      latest = max(latest, arriving.arrival)
      if let prefixBlocks {
        arriving.firstBlock = blocks.count
        let tokens = arriving.prompt + (namesAnswers ? arriving.completion : 0)
        for hash in prefixBlocks(index).prefix(tokens / tokensPerBlock) {
          guard blocks.count < Int(Int32.max) else {
            throw InputError(found: "more than 2147483647 prefix blocks", expected: "fewer")
          }
          let known = numbers[hash]
          let number = known ?? Int32(numbers.count)
          if known == nil { numbers[hash] = number }
          blocks.append(number)
        }
        let named = blocks.count - arriving.firstBlock
        arriving.blocks = min(named, arriving.prompt / tokensPerBlock)
        arriving.answerBlocks = named - arriving.blocks
      }
      checked.append(arriving)
    }
    if reordered > 0 {
      let order = checked.indices.sorted {
        (checked[$0].arrival, $0) < (checked[$1].arrival, $1)
      }
      checked = order.map { checked[$0] }
    }
    if let first = checked.first?.arrival {
      for index in checked.indices { checked[index].arrival -= first }
    }
    self.requests = checked
    self.blocks = blocks
    distinctBlocks = numbers.count
    self.tokensPerBlock = tokensPerBlock
    self.reordered = reordered
    raisedToOneToken = raised
  }
}

extension SimulatedRequest {
  fileprivate func check(at index: Int) throws(InputError) {
    guard abs(arrivalSeconds) <= 1e12 else {
      throw InputError(
        place: "request \(index)", found: "an arrival at \(arrivalSeconds) s",
        expected: "a time within 1e12 s")
    }
    let tokens = 0...RequestTrace.maximumTokens
    guard
      tokens.contains(promptTokens), tokens.contains(completionTokens),
      tokens.contains(cachedPromptTokens)
    else {
      throw InputError(
        place: "request \(index)",
        found:
          "\(promptTokens) prompt (\(cachedPromptTokens) of them cached) and \(completionTokens) completion tokens",
        expected: "from 0 to \(RequestTrace.maximumTokens) tokens each")
    }
  }
}

extension RequestTrace {
  /// Requests of the mean lengths; `nil` for an empty log.
  var meanShape: RequestShape? {
    guard !requests.isEmpty else { return nil }
    var prompt = 0.0
    var completion = 0.0
    var cached = 0.0
    for request in requests {
      prompt += Double(request.prompt)
      completion += Double(request.completion)
      cached += Double(request.cached)
    }
    return RequestShape(
      prompt: prompt / Double(count), completion: completion / Double(count),
      cachedPrompt: cached / Double(count))
  }
}
