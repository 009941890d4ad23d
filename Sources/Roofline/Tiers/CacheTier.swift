public import CheckedJSON
public import Workloads

/// Memory beside that of accelerators that keeps the caches of prompts which these drop.
///
/// What an accelerator's memory drops goes there, the longest unused leaving first, and what is found there moves
/// back: a block lies in one of both, so that both together hold as much as they add up to. The way back takes
///
///     seconds = bytes of the part of each chip / bytes per second into one chip
///
/// while others are computed. 8,000 tokens of Llama-3.1-8B in 16 bits are 1.05 GB, which PCIe 5.0 brings in 19 ms.
/// Where that takes longer than computing them, an engine computes them.
public struct CacheTier: Sendable, Hashable {
  /// Where it is.
  public let kind: CacheOffload.Kind
  /// Bytes of it for each chip, in a pool of those that each machine gives.
  package let bytesPerChip: Double
  /// Bytes per second into one chip while all chips of a machine read.
  package let bytesPerSecond: Double
  /// Where size and speed come from.
  package let source: String

  /// The share of a machine's memory that caches may take: assumed, the rest is for the system and the engine.
  package static let usableShare = 0.75
  /// Of disks, bytes for each chip and bytes per second: assumed, one NVMe drive of PCIe 4.0 for each GPU, as a DGX
  /// H100 has eight of 3.84 TB.
  package static let disk = (bytes: 3.84e12, bytesPerSecond: 5e9)
  /// Chips of fleets, whose machines a network joins.
  private static let fleet = 100_000

  package init(
    kind: CacheOffload.Kind, bytesPerChip: Double, bytesPerSecond: Double, source: String
  ) {
    self.kind = kind
    self.bytesPerChip = bytesPerChip
    self.bytesPerSecond = bytesPerSecond
    self.source = source
  }

  /// The tier that is asked for, of the machines of an accelerator; `nil` for none.
  ///
  /// - Parameters:
  ///   - offload: Where caches go, and how many gigabytes for each accelerator.
  ///   - accelerator: The chips whose machines have that memory.
  /// - Throws: `InputError` for accelerators whose memory is the machine's own, or of whose machines nothing is known.
  public init?(_ offload: CacheOffload, on accelerator: Accelerator) throws(InputError) {
    guard offload.kind != .none else { return nil }
    guard let host = accelerator.host else {
      throw InputError(
        found: "\(offload.written) on \(accelerator.id)",
        expected:
          "an accelerator with memory of its own in a machine whose memory is known, or none")
    }
    let given = offload.gigabytes.map { $0 * 1e9 }
    let rate =
      switch offload.kind {
      case .disk: min(Self.disk.bytesPerSecond, host.bytesPerSecond)
      case .pool: min(accelerator.linkBytesPerSecond(chips: Self.fleet), host.bytesPerSecond)
      case .host, .none: host.bytesPerSecond
      }
    let machine = offload.kind == .disk ? Self.disk.bytes : Self.usableShare * host.bytes
    self.init(
      kind: offload.kind, bytesPerChip: given ?? machine, bytesPerSecond: rate,
      source: given != nil
        ? "size as given"
        : offload.kind == .disk
          ? "assumed: one NVMe drive of 3.84 TB for each GPU, as a DGX H100 has" : host.source)
  }
}

extension Accelerator {
  /// The memory of a machine for each of its accelerators, and the way to it.
  package struct Host: Sendable, Hashable {
    /// Bytes of the machine's memory for each accelerator.
    package let bytes: Double
    /// Bytes per second from there into one accelerator, as copies reach them.
    package let bytesPerSecond: Double
    /// Which machine it is, and what names its memory.
    package let source: String

    /// Makes what a machine has for each accelerator.
    package init(bytes: Double, bytesPerSecond: Double, source: String) {
      self.bytes = bytes
      self.bytesPerSecond = bytesPerSecond
      self.source = source
    }
  }
}
