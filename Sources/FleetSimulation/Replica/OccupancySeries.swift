/// What a replica held over time: at most 512 samples, ever wider apart.
struct OccupancySeries: Sendable, Hashable {
  static let maximumSamples = 512

  private(set) var samples: [OccupancySample] = []
  private var spacing: Double
  private var due = 0.0

  init(spacing: Double = 1.0 / 64) { self.spacing = spacing }

  func isDue(_ time: Double) -> Bool { time >= due }

  mutating func add(_ sample: OccupancySample) {
    samples.append(sample)
    if samples.count == Self.maximumSamples {
      samples = samples.enumerated().compactMap { $0.offset.isMultiple(of: 2) ? $0.element : nil }
      spacing *= 2
    }
    due = sample.seconds + spacing
  }
}

/// What a replica held at one moment.
package struct OccupancySample: Sendable, Hashable {
  /// Seconds since the start.
  package let seconds: Double
  /// The share of the KV cache that running requests held.
  package let cacheShare: Double
  /// Requests that ran.
  package let running: Int
}
