import CheckedJSON
import Numerics

/// A kind of request: so many prompt tokens, so many completion tokens, and its share of all requests.
public struct RequestPoint: Hashable, Sendable {
  /// Tokens that go in, cached or not.
  package var promptTokens: Double
  /// Tokens that come out, reasoning included.
  package var completionTokens: Double
  /// The share of requests that look like this; the shares of a mix sum to 1.
  public var weight: Double

  /// Makes a point; a mix checks it.
  package init(promptTokens: Double, completionTokens: Double, weight: Double = 1) {
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.weight = weight
  }
}

/// The limits within which counts are believed.
package enum Bounds {
  /// The longest prompt or completion, in tokens: ten times the longest context on offer.
  package static let maximumTokens = 1e7
  /// The most requests in a month or in one job.
  package static let maximumRequests = 1e12
  /// The most dollars of any one declared cost.
  package static let maximumUSD = 1e12
  /// The longest that a cached prefix is kept: a year.
  package static let maximumKeptHours = 8760.0
  /// The longest mean time between two turns of a session: thirty days, in seconds.
  package static let maximumThinkTime = 2_592_000.0
}

extension RequestPoint {
  func checked() throws(InputError) -> RequestPoint {
    let tokens = 0...Bounds.maximumTokens
    guard tokens.contains(promptTokens), tokens.contains(completionTokens) else {
      throw InputError(
        found:
          "a request of \(PlainDecimal.text(promptTokens)) prompt and \(PlainDecimal.text(completionTokens)) completion tokens",
        expected: "from 0 to 10000000 tokens each")
    }
    guard weight.isFinite, weight >= 0, weight <= 1e15 else {
      throw InputError(
        found: "the weight \(PlainDecimal.text(weight))", expected: "a weight from 0 to 1e15")
    }
    return self
  }
}
