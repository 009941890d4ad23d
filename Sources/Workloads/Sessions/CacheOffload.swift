public import CheckedJSON
import Numerics

/// A tier of memory beside that of accelerators, as somebody asks for it: `none`, `host`, `disk` or `pool`, and how much.
///
/// `host` takes what the machines have; `host:200` takes 200 GB for each accelerator.
public struct CacheOffload: Hashable, Sendable {
  /// Where caches go that accelerators drop.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Nowhere: what is dropped is computed again.
    case none
    /// To the memory of the accelerator's own machine.
    case host
    /// To the disks of the accelerator's own machine.
    case disk
    /// To the memory of all machines of a fleet, which every replica reads.
    case pool
  }

  /// Where to.
  public let kind: Kind
  /// Gigabytes for each accelerator; `nil` for what its machine has.
  public let gigabytes: Double?

  static let gigabyteBounds = 0.001...100_000.0

  /// Makes a choice of tier.
  ///
  /// - Parameters:
  ///   - kind: Where to.
  ///   - gigabytes: Gigabytes for each accelerator; `nil` for what its machine has.
  /// - Throws: `InputError` for a size that is no possible one, and for a size of nothing.
  public init(_ kind: Kind, gigabytes: Double? = nil) throws(InputError) {
    if let gigabytes {
      guard kind != .none else {
        throw InputError(
          found: "none:\(PlainDecimal.text(gigabytes))", expected: "none, without a size")
      }
      guard Self.gigabyteBounds.contains(gigabytes) else {
        throw InputError(
          found: "\(PlainDecimal.text(gigabytes)) GB for each GPU",
          expected: "from 0.001 to 100000 GB")
      }
    }
    self.kind = kind
    self.gigabytes = gigabytes
  }

  /// Reads `none`, `host`, `host:200`, `host:200GB`, `disk:3.84TB` or `pool`.
  ///
  /// - Parameter text: A tier, and after a colon its size for each accelerator.
  /// - Throws: `InputError` with the nearest tier for other words, and for sizes that are none.
  public init(written text: String) throws(InputError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map { $0.lowercased() } ?? ""
    guard let kind = Kind(rawValue: name) else {
      throw InputError.unknown("tier of caches", text, among: Kind.allCases.map(\.rawValue))
    }
    guard parts.count > 1 else {
      try self.init(kind)
      return
    }
    guard let size = Self.gigabytes(parts[1].lowercased()) else {
      throw InputError(
        found: "the size \"\(parts[1])\"",
        expected: "gigabytes for each GPU, such as \(kind.rawValue):200, or \(kind.rawValue):1.5TB")
    }
    try self.init(kind, gigabytes: size)
  }

  private static func gigabytes(_ text: String) -> Double? {
    for (unit, factor) in [("tb", 1000.0), ("gb", 1), ("t", 1000), ("g", 1)]
    where text.hasSuffix(unit) {
      return Double(text.dropLast(unit.count)).map { $0 * factor }
    }
    return Double(text)
  }

  /// As it is written.
  package var written: String {
    guard let gigabytes else { return kind.rawValue }
    return "\(kind.rawValue):\(PlainDecimal.text(gigabytes))"
  }
}
