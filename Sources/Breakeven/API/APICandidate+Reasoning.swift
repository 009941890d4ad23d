import Pricing

extension APICandidate {
  /// The share of completion tokens that are billed as reasoning.
  var reasoningShare: Double {
    let all = charges.reduce(0) { $0 + ($1.tokenClass.isCompletion ? $1.tokens : 0) }
    let reasoning = charges.first { $0.tokenClass == .reasoning }?.tokens ?? 0
    return all > 0 ? reasoning / all : 0
  }
}
