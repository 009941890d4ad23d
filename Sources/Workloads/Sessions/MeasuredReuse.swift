package import CheckedJSON
import Numerics

/// How much of a log's prompts came back, by what a cache had to hold and how long it had to hold it.
///
/// It says nothing of any cache: what a fleet finds follows from its memory, its load and its routing.
public struct MeasuredReuse: Hashable, Sendable {
  /// A bound, and the share of prompt tokens that were used again within it.
  package struct Row: Hashable, Sendable {
    /// Tokens, or seconds.
    package let bound: Double
    /// The share of all prompt tokens.
    package let share: Double

    /// Makes a row; the reuse checks it.
    package init(bound: Double, share: Double) {
      self.bound = bound
      self.share = share
    }
  }

  /// Requests per second of the log.
  package let requestsPerSecond: Double
  /// Seconds that the log lasts.
  package let seconds: Double
  /// By the different tokens that came to a replica since it saw a block last, where 1, 2, 4, 8, … replicas take
  /// requests in turn.
  package let withinTokens: [[Row]]
  /// By the seconds since a block was used last.
  package let withinSeconds: [Row]

  /// Replicas up to which a log is read: 2⁷.
  package static let mostDoublings = 7

  /// Makes a measured reuse.
  ///
  /// - Throws: `InputError` for no rate, and for bounds or shares that fall.
  package init(
    requestsPerSecond: Double, seconds: Double, withinTokens: [[Row]], withinSeconds: [Row]
  ) throws(InputError) {
    guard (1e-9...1e9).contains(requestsPerSecond) else {
      throw InputError(
        found: "\(PlainDecimal.text(requestsPerSecond)) requests per second",
        expected: "from 1e-9 to 1e9")
    }
    guard (0...1e10).contains(seconds) else {
      throw InputError(
        found: "a log of \(PlainDecimal.text(seconds)) s", expected: "from 0 to 1e10 s")
    }
    guard (1...Self.mostDoublings + 1).contains(withinTokens.count) else {
      throw InputError(
        found: "\(withinTokens.count) numbers of replicas", expected: "1, 2, 4, … at most 128")
    }
    for rows in withinTokens + [withinSeconds] {
      var last = Row(bound: 0, share: 0)
      for row in rows {
        guard row.bound >= last.bound, row.bound <= 1e15, row.share >= last.share,
          row.share <= 1
        else {
          throw InputError(
            found: "\(row.share) of prompt tokens within \(row.bound)",
            expected: "bounds and shares that rise, and shares of at most 1")
        }
        last = row
      }
    }
    self.requestsPerSecond = requestsPerSecond
    self.seconds = seconds
    self.withinTokens = withinTokens
    self.withinSeconds = withinSeconds
  }

  /// The share of prompt tokens that an unlimited cache would have found.
  package var unlimitedShare: Double { withinTokens.first?.last?.share ?? 0 }

  /// What requests like these leave in caches and come back to.
  ///
  /// More of them are taken to be more sessions at the same pace: what lies between two uses of a block grows with
  /// the rate, the time between them does not.
  package var workingSet: WorkingSet {
    WorkingSet(
      byReplicas: withinTokens.indices.map { doubling in
        let rate = requestsPerSecond / Double(1 << doubling)
        return withinTokens[doubling].map {
          WorkingSet.Point(seconds: $0.bound / rate, area: $0.bound / rate, share: $0.share)
        }
      },
      byTime: withinSeconds.map {
        WorkingSet.Point(seconds: $0.bound, area: $0.bound, share: $0.share)
      })
  }
}
