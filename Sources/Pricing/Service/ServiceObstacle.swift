import Numerics

/// A term of a workload that an API does not keep, with the figures of both sides.
public enum ServiceObstacle: Sendable, Hashable {
  /// A quantity that providers limit.
  public enum Quantity: String, Sendable, Hashable, CaseIterable {
    /// US dollars a month.
    case usdPerMonth = "US dollars a month"
    /// Requests a minute.
    case requestsPerMinute = "requests a minute"
    /// Prompt tokens a minute.
    case promptTokensPerMinute = "prompt tokens a minute"
    /// Completion tokens a minute.
    case completionTokensPerMinute = "completion tokens a minute"
    /// Prompt and completion tokens a minute.
    case totalTokensPerMinute = "tokens a minute"
    /// Requests in flight at once.
    case concurrentRequests = "requests in flight"

    /// What limits allow of it.
    var figure: (ServiceLimits) -> Double? {
      switch self {
      case .usdPerMonth: \.usdPerMonth
      case .requestsPerMinute: \.requestsPerMinute
      case .promptTokensPerMinute: \.promptTokensPerMinute
      case .completionTokensPerMinute: \.completionTokensPerMinute
      case .totalTokensPerMinute: \.totalTokensPerMinute
      case .concurrentRequests: \.concurrentRequests
      }
    }
  }

  /// The provider has no such service.
  case notOffered(ServiceTier)
  /// No API is known to send its first token this soon.
  case noAPISendsFirstToken(targetSeconds: Double, fastestSeconds: Double)
  /// No API is known to stream this fast to one user.
  case noAPIStreams(targetTokensPerSecond: Double, fastestTokensPerSecond: Double)
  /// Its first token comes later than asked for.
  case firstToken(seconds: Double, targetSeconds: Double, percentile: Double, Provenance.Kind)
  /// Its tokens come more slowly than asked for.
  case perToken(seconds: Double, targetSeconds: Double, percentile: Double, Provenance.Kind)
  /// Its batches may take longer than the deadline, though they may usually be done sooner.
  case batchWindow(hours: Double, typicalHours: Double?, deadlineHours: Double)
  /// A batch service answers nobody who waits.
  case nobodyWaitsForABatch
  /// It allows less than the workload needs.
  case limit(Quantity, allowed: Double, needed: Double, raisedBy: ServiceLimits.Raise?)

  /// Whether a customer gets past it without a contract, by asking or by steady use.
  package var canBeRaised: Bool {
    guard case .limit(_, _, _, let raise) = self else { return false }
    return raise == .asking || raise == .use
  }
}

extension ServiceObstacle: CustomStringConvertible {
  /// The obstacle in one sentence, with its figures.
  public var description: String {
    switch self {
    case .notOffered(let service): return "there is no \(service.rawValue) service"
    case .noAPISendsFirstToken(let target, let fastest):
      return "no API is known to send a first token within \(text(target)) s"
        + " (the fastest take about \(text(fastest)) s)"
    case .noAPIStreams(let target, let fastest):
      return "no API is known to stream \(text(target)) tokens a second to one user"
        + " (the fastest reach less than \(text(fastest)))"
    case .firstToken(let seconds, let target, let percentile, let kind):
      return "first token p\(text(percentile)) \(text(seconds)) s (\(kind.rawValue)),"
        + " target \(text(target)) s"
    case .perToken(let seconds, let target, let percentile, let kind):
      return "time per output token p\(text(percentile)) \(text(seconds)) s (\(kind.rawValue)),"
        + " target \(text(target)) s"
    case .batchWindow(let hours, let typical, let deadline):
      let usual = typical.map { ", usually within \(text($0)) h," } ?? ""
      return "a batch is promised within \(text(hours)) h\(usual) and the deadline is"
        + " \(text(deadline)) h"
    case .nobodyWaitsForABatch: return "a batch service answers nobody who waits"
    case .limit(let quantity, let allowed, let needed, let raise):
      let past =
        switch raise {
        case .use: "; it rises with use"
        case .asking: "; it is raised on request"
        case .contract: "; more needs a contract"
        case nil: ""
        }
      return "\(text(needed)) \(quantity.rawValue) are needed and \(text(allowed)) allowed\(past)"
    }
  }

  /// A number in at most three significant digits, with its thousands parted and without an exponent.
  private func text(_ number: Double) -> String {
    guard number.isFinite, number > 0 else { return PlainDecimal.grouped(number) }
    var scale = 1.0
    while number * scale < 100, scale < 1e9 { scale *= 10 }
    while number * scale >= 1000, scale > 1e-15 { scale /= 10 }
    let rounded = (number * scale).rounded()
    return PlainDecimal.grouped(scale < 1 ? (rounded * (1 / scale)).rounded() : rounded / scale)
  }
}
