import Numerics

/// Documents that requests ask about independently of each other, some more often than others.
///
/// A document that `r` requests a second ask about lies in a cache that keeps all for `T` with a chance of
/// `1 − e^(−r·T)`, and is found with the same chance.
struct PopularDocuments: Hashable, Sendable {
  /// Documents of about the same popularity.
  private struct Group: Hashable, Sendable {
    let count: Double
    /// The share of requests that ask about one of them.
    let share: Double
  }

  private let groups: [Group]
  private let tokens: Double
  /// The share of prompt tokens behind the shared prefix that are a document's.
  private let tokenShare: Double
  /// The share of requests that are the first of a session.
  private let firstShare: Double
  /// The share of later requests' documents that their own session left, for each share of tokens found.
  private let ownShare: Double

  /// - Parameters:
  ///   - tokenShare: The share of prompt tokens behind the shared prefix that are a document's.
  ///   - firstShare: The share of requests that are the first of a session.
  ///   - unlimitedShare: The share of prompt tokens that sessions find in an unlimited cache.
  init(
    _ documents: Sessions.Documents, tokenShare: Double, firstShare: Double,
    unlimitedShare: Double
  ) {
    tokens = documents.tokens
    self.tokenShare = tokenShare
    self.firstShare = firstShare
    ownShare = unlimitedShare > 0 ? 1 / unlimitedShare : 0
    var groups: [Group] = []
    var first = 1
    var total = 0.0
    while first <= documents.count {
      let next = min(documents.count + 1, max(first + 1, first + first / 8))
      let count = Double(next - first)
      let middle = (Double(first) * Double(next - 1)).squareRoot()
      let weight = exponential(-documents.skew * naturalLogarithm(middle))
      groups.append(Group(count: count, share: weight))
      total += count * weight
      first = next
    }
    self.groups = groups.map { Group(count: $0.count, share: $0.share / total) }
  }

  private init(_ other: PopularDocuments, tokens: Double) {
    groups = other.groups
    self.tokens = tokens
    tokenShare = other.tokenShare
    firstShare = other.firstShare
    ownShare = other.ownShare
  }

  func scaled(tokens factor: Double) -> PopularDocuments {
    PopularDocuments(self, tokens: tokens * factor)
  }

  /// Tokens of documents in a cache that keeps all for so long.
  func heldTokens(_ seconds: Double, rate: Double) -> Double {
    tokens * groups.reduce(0) { $0 + $1.count * (1 - exponential(-rate * $1.share * seconds)) }
  }

  /// The share of prompt tokens that are documents which are found.
  ///
  /// - Parameter sessionShare: The share of prompt tokens that sessions find of their own.
  func share(_ seconds: Double, rate: Double, _ sessionShare: Double) -> Double {
    let found =
      seconds < .infinity
      ? groups.reduce(0) {
        $0 + $1.count * $1.share * (1 - exponential(-rate * $1.share * seconds))
      } : 1
    let own = min(1, sessionShare * ownShare)
    let later = 1 - (1 - found) * (1 - own)
    return tokenShare * (firstShare * found + (1 - firstShare) * later)
  }
}
