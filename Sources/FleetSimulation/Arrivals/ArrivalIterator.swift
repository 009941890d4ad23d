import Numerics
import Workloads

/// Gives the requests of ``Arrivals`` one after the other, in order of arrival.
struct ArrivalIterator {
  private let source: Arrivals.Source
  private let next: (@Sendable () -> SimulatedRequest?)?
  private var remaining: Int
  private var index = 0
  private var offset = 0.0
  private var time = 0.0
  private var random: SplitMix64
  /// Requests whose arrival or lengths had to be changed.
  private(set) var clamped = 0

  init(_ arrivals: Arrivals) {
    source = arrivals.source
    remaining = arrivals.count
    switch arrivals.source {
    case .trace:
      next = nil
      random = SplitMix64(seed: 0)
    case .drawn(let drawn):
      next = nil
      random = SplitMix64(seed: drawn.seed)
    case .custom(let start):
      next = start()
      random = SplitMix64(seed: 0)
    }
  }

  /// Appends up to `limit` requests to `batch`; none at the end.
  mutating func fill(_ batch: inout [ArrivingRequest], upTo limit: Int) {
    let count = min(limit, remaining)
    guard count > 0 else { return }
    remaining -= count
    switch source {
    case .trace(let trace, let timeScale, let period):
      for _ in 0..<count {
        var request = trace.requests[index]
        request.arrival = (request.arrival + offset) * timeScale
        batch.append(request)
        index += 1
        if index == trace.requests.count {
          index = 0
          offset += period
        }
      }
    case .drawn(let drawn):
      for _ in 0..<count { batch.append(draw(drawn)) }
    case .custom:
      for _ in 0..<count {
        guard let request = next?() else {
          remaining = 0
          return
        }
        batch.append(clamping(request))
      }
    }
  }

  private mutating func draw(_ drawn: Arrivals.Drawn) -> ArrivingRequest {
    if drawn.meanGap > 0 { time += drawn.meanGap * drawn.gap.next(&random) }
    let (prompt, completion) = drawn.lengths.next(&random)
    var cached = 0
    if let prefix = drawn.sharedPrefix {
      let shared = min(Int(prefix.tokens), prompt - 1)
      if random.uniform() < prefix.hitRate { cached = shared }
      cached += Int(prefix.sessionHitRate * Double(prompt - 1 - shared))
    }
    return ArrivingRequest(arrival: time, prompt: prompt, completion: completion, cached: cached)
  }

  private mutating func clamping(_ request: SimulatedRequest) -> ArrivingRequest {
    let tokens = 1...RequestTrace.maximumTokens
    var arriving = ArrivingRequest(request)
    if !(arriving.arrival >= time && arriving.arrival <= 1e12) { arriving.arrival = time }
    arriving.prompt = min(max(arriving.prompt, tokens.lowerBound), tokens.upperBound)
    arriving.completion = min(max(arriving.completion, tokens.lowerBound), tokens.upperBound)
    arriving.cached = min(max(0, arriving.cached), arriving.prompt - 1)
    if arriving.arrival != request.arrivalSeconds || arriving.prompt != request.promptTokens
      || arriving.completion != request.completionTokens
    {
      clamped += 1
    }
    time = arriving.arrival
    return arriving
  }
}
