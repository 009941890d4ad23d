import Numerics
import Workloads

/// One level of traffic: how long it lasts in a month, and how many replicas it takes.
package struct LoadLevel: Sendable, Hashable {
  package let hours: Double
  package let replicas: Int
  /// The load, in replicas that are used in full.
  package let load: Double

  package init(hours: Double, replicas: Int, load: Double) {
    self.hours = hours
    self.replicas = replicas
    self.load = load
  }
}

/// The replicas of a fleet as layers, from the one that is always needed to the one of the busiest hour.
///
/// The k-th replica is needed in those hours in which fewer than k do not suffice. That makes each layer a decision of its
/// own: it is bound to a commitment if it is needed long enough, taken by the hour if not, or left to an API.
package struct LoadLayers: Sendable, Hashable {
  /// Replicas that are decided on together.
  package struct Layer: Sendable, Hashable {
    package let lower: Int
    package let upper: Int

    package var replicas: Int { upper - lower }

    /// Instances that hold all of them.
    package func instances(of size: Int) -> Int { (replicas - 1) / size + 1 }
  }

  package let layers: [Layer]
  /// Volumes that are tabulated, ascending.
  private let volumes: [Double]
  private let sizes: [Int]
  /// Instance-hours of a month by size, volume and layer.
  private let hours: [[Double]]
  /// Replicas of the busiest hour, spares included, by volume.
  private let peaks: [Int]
  /// Requests of a month by volume and layer.
  private let requests: [Double]
  private let logarithms: (first: Double, perUnit: Double)?

  /// Layers of what is expected to be needed, at most, and of what lies above it.
  private static let fineLayers = 16
  private static let coarseLayers = 6
  private static let mostVolumes = 128

  /// - Parameters:
  ///   - occurring: Volumes that occur, relative to that of `requestsPerMonth`.
  ///   - sizes: Replicas that share an instance, of each term.
  ///   - typicalVolume: The largest volume that is expected; layers above its peak are coarse. `nil` for the largest.
  ///   - spares: Replicas that are always there beyond those that are needed.
  ///   - requestsPerMonth: The volume that counts as one.
  ///   - served: What so many replicas serve, in replicas used in full.
  ///   - levels: The levels of a month at a volume.
  package init(
    volumes occurring: Set<Double>, typicalVolume: Double? = nil, sizes: Set<Int>, spares: Int = 0,
    requestsPerMonth: Double,
    served: (Int) -> Double = { Double($0) }, levels: (Double) -> [LoadLevel]
  ) {
    let least = occurring.min() ?? 1
    let most = occurring.max() ?? 1
    if occurring.count <= Self.mostVolumes {
      volumes = occurring.isEmpty ? [1] : occurring.sorted()
      logarithms = nil
    } else {
      let span = naturalLogarithm(most / least)
      let count = Self.mostVolumes
      volumes = (0..<count).map { least * exponential(span * Double($0) / Double(count - 1)) }
      logarithms = (naturalLogarithm(least), Double(count - 1) / span)
    }
    let block = sizes.max() ?? 1
    func blocks(at volume: Double) -> Int {
      let replicas = (levels(volume).map(\.replicas).max() ?? 0) + spares
      return (max(1, replicas) - 1) / block + 1
    }
    let all = max(blocks(at: most), 1)
    let usual = min(all, blocks(at: typicalVolume ?? most))
    let fine = (usual - 1) / Self.fineLayers + 1
    let coarse = (all - usual) / Self.coarseLayers + 1
    let bounds =
      Array(stride(from: 0, to: usual, by: fine)) + Array(stride(from: usual, to: all, by: coarse))
      + [all]
    layers = zip(bounds, bounds.dropFirst()).map {
      Layer(lower: $0 * block, upper: $1 * block)
    }
    peaks = volumes.map { levels($0).map(\.replicas).max() ?? 0 }.map { $0 + spares }
    self.sizes = sizes.sorted()
    var hours = [[Double]](repeating: [], count: sizes.count)
    var requests: [Double] = []
    for volume in volumes {
      let levels = levels(volume)
      let load = levels.reduce(0) { $0 + $1.hours * $1.load }
      for layer in layers {
        for (position, size) in self.sizes.enumerated() {
          let spare = spares > 0 ? Self.instances(layer, of: size, below: spares) : 0
          hours[position].append(
            levels.reduce(Double(spare) * Volume.hoursPerMonth) { sum, level in
              let needed = Self.instances(layer, of: size, below: level.replicas + spares) - spare
              return sum + level.hours * Double(needed)
            })
        }
        let part = levels.reduce(0) { sum, level in
          let (low, high) = (max(0, layer.lower - spares), max(0, layer.upper - spares))
          return sum + level.hours
            * (min(level.load, high > 0 ? served(high) : 0)
              - min(level.load, low > 0 ? served(low) : 0))
        }
        requests.append(load > 0 ? requestsPerMonth * volume * part / load : 0)
      }
    }
    self.hours = hours
    self.requests = requests
  }

  package static func == (first: LoadLayers, second: LoadLayers) -> Bool {
    first.layers == second.layers && first.volumes == second.volumes
      && first.hours == second.hours && first.requests == second.requests
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(layers)
    hasher.combine(volumes)
  }

  /// Instances of a size that begin in a layer, of those that so many replicas need.
  private static func instances(_ layer: Layer, of size: Int, below replicas: Int) -> Int {
    let last = min(layer.upper, replicas)
    guard last > layer.lower else { return 0 }
    return (last - 1) / size - layer.lower / size + 1
  }

  /// The place of a volume in the tables.
  func place(of volume: Double) -> Int {
    if let logarithms {
      let place = (naturalLogarithm(volume) - logarithms.first) * logarithms.perUnit
      return min(max(0, Int(place + 0.5)), volumes.count - 1)
    }
    var (low, high) = (0, volumes.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if volumes[middle] < volume { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Replicas of the busiest hour at a volume, spares included.
  func peakReplicas(place: Int) -> Int { peaks[place] }

  /// The position of a size of instances.
  func position(ofSize size: Int) -> Int { sizes.firstIndex(of: size) ?? 0 }

  /// Instance-hours of a layer in a month.
  func hours(sizeAt position: Int, layer: Int, place: Int) -> Double {
    hours[position][place * layers.count + layer]
  }

  /// Requests that a layer serves in a month.
  func requests(layer: Int, place: Int) -> Double { requests[place * layers.count + layer] }
}
