package import ModelArithmetic

/// A chip that runs a model: its dense peaks, its memory, and its links.
public struct Accelerator: Sendable, Hashable {
  /// The catalog's name, such as `H100-SXM`.
  public let id: String
  /// Other names under which people know it.
  package let aliases: [String]
  /// Who makes it.
  package let vendor: String
  /// The architecture that it shares efficiencies with, such as `Hopper`.
  public let family: String
  /// Dense peak in FLOP/s for each datatype that its matrix units know.
  package let densePeaks: [NumberFormat: Double]
  /// Bytes of memory that a process sees.
  public let memoryBytes: Double
  /// Peak memory bandwidth in bytes per second.
  public let bytesPerSecond: Double
  /// The link within a node; PCIe where there is nothing faster.
  package let link: Link
  /// The memory of its machine; `nil` where that is the accelerator's own, or not known.
  package let host: Host?
  /// Board power in watts, if published.
  package let watts: Double?
  /// Where the figures come from.
  public let source: String
  /// How far the figures can be trusted: `high`, `medium` or `low`.
  package let confidence: String
  /// What to watch out for.
  package let caveat: String?

  package init(
    id: String, aliases: [String], vendor: String, family: String,
    densePeaks: [NumberFormat: Double], memoryBytes: Double, bytesPerSecond: Double, link: Link,
    host: Host? = nil, watts: Double?, source: String, confidence: String, caveat: String?
  ) {
    self.id = id
    self.aliases = aliases
    self.vendor = vendor
    self.family = family
    self.densePeaks = densePeaks
    self.memoryBytes = memoryBytes
    self.bytesPerSecond = bytesPerSecond
    self.link = link
    self.host = host
    self.watts = watts
    self.source = source
    self.confidence = confidence
    self.caveat = caveat
  }

  /// The dense peak for multiplying numbers of this format.
  ///
  /// A format that the chip lacks runs at the rate of the next wider one that it has: four-bit floats
  /// fall back to FP8, FP8 and integers to BF16. Such weights still save bandwidth, only no compute.
  /// INT8 never borrows the FP8 rate (B300 keeps INT8 at a thirtieth of it).
  package func densePeak(for format: NumberFormat) -> Double {
    for candidate in Self.fallbacks(of: format) {
      if let peak = densePeaks[candidate] { return peak }
    }
    return densePeaks.values.min() ?? 1
  }

  private static func fallbacks(of format: NumberFormat) -> [NumberFormat] {
    switch format {
    case .nvfp4, .mxfp4: [.nvfp4, .fp8, .bf16]
    case .fp8: [.fp8, .bf16]
    case .int8: [.int8, .bf16]
    case .int4, .bf16, .fp16, .q2_k, .q3_k_m, .q4_0, .q4_k_m, .q5_k_m, .q6_k, .q8_0, .mlx2, .mlx3,
      .mlx4, .mlx6, .mlx8:
      [.bf16]
    case .fp32: [.fp32, .bf16]
    }
  }
}
