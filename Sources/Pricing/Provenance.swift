/// Where a number comes from, and from when.
public struct Provenance: Sendable, Hashable {
  /// How a number came about.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Observed by someone who says how.
    case measured
    /// Stated by the vendor, or copied from such a statement.
    case published
    /// Computed from other numbers that are named.
    case derived
    /// Nobody's statement; chosen, and open to correction.
    case assumed
  }

  /// The document, package or repository that states the number.
  public let source: String
  /// The day for which the source states it.
  public let asOf: CalendarDate
  /// What a reader should know before relying on it.
  public let note: String?
  /// How the number came about.
  public let kind: Kind

  /// Makes a provenance from its parts.
  ///
  /// - Parameters:
  ///   - source: The document, package or repository that states the number.
  ///   - asOf: The day for which the source states it.
  ///   - note: What a reader should know before relying on it.
  ///   - kind: How the number came about.
  public init(source: String, asOf: CalendarDate, note: String? = nil, kind: Kind = .published) {
    self.source = source
    self.asOf = asOf
    self.note = note
    self.kind = kind
  }

  /// Age in whole days at `date`; never negative.
  ///
  /// - Parameter date: The day on which somebody asks.
  public func age(at date: CalendarDate) -> Int { max(0, asOf.days(until: date)) }
}
