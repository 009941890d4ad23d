package import CheckedJSON

/// What is known of serving low-rank adapters: kernels, links to the host, and what engines take.
package struct AdapterFacts: Sendable, Hashable {
  /// Fixed seconds of the kernels beside one matrix of a layer in a step.
  package let secondsPerMatrix: Double
  /// How much longer grouped kernels take for a token than by the peaks.
  package let tokenFactor: Double
  /// σ of the logarithm of a step's time, as published losses differ.
  package let deviation: Double
  /// The least and the most share of throughput that published runs lost by adapters; `nil` if none is known.
  package let publishedLosses: ClosedRange<Double>?
  /// Fixed seconds until an adapter that lies in the host's memory, or on its disk, is in place.
  let hostSeconds: Double
  let diskSeconds: Double
  /// Bytes per second of the host's disk.
  let diskBytesPerSecond: Double
  private let hostBytesPerSecond: [String: Double]
  private let usualHostBytesPerSecond: Double
  private let usableShare: Double
  private let engines: [String: Engine]

  /// What an engine takes; `nil` where nobody published it.
  struct Engine: Sendable, Hashable {
    let maximumRank: Int?
    let experts: Bool?
  }

  /// Reads `data/adapters.json`; other parts of it are read elsewhere.
  ///
  /// - Throws: `InputError` for a document of another shape.
  package init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    let kernels = try members.required("kernels").object()
    secondsPerMatrix = try kernels.required("secondsPerMatrix").number(in: 0...1)
    tokenFactor = try kernels.required("tokenFactor").number(in: 1...100)
    deviation = try kernels.required("deviation").number(in: 0...1)
    publishedLosses = try Self.losses(members["losses"]?.array() ?? [])
    let swap = try members.required("swap").object()
    hostSeconds = try swap.required("hostSeconds").number(in: 0...100)
    diskSeconds = try swap.required("diskSeconds").number(in: 0...100)
    diskBytesPerSecond = try swap.required("diskBytesPerSecond").number(in: 1...1e15)
    let links = try members.required("hostLinks").object()
    usableShare = try links.required("usableShare").number(in: 0.01...1)
    usualHostBytesPerSecond = try links.required("defaultBytesPerSecond").number(in: 1...1e15)
    let families = try links.required("bytesPerSecond").object()
    var rates: [String: Double] = [:]
    for family in families.keys {
      rates[family] = try families.required(family).number(in: 1...1e15)
    }
    hostBytesPerSecond = rates
    var engines: [String: Engine] = [:]
    for place in try members.required("engines").array() {
      let engine = try place.object()
      engines[try engine.required("engine").text()] = Engine(
        maximumRank: try engine["maximumRank"]?.integer(in: 1...65_536),
        experts: try engine["experts"]?.bool())
    }
    self.engines = engines
  }

  private static func losses(_ places: [JSONPlace]) throws(InputError) -> ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for place in places {
      let run = try place.object()
      guard let low = try run["low"]?.number(in: 0...1),
        let high = try run["high"]?.number(in: low...1)
      else { continue }
      range = min(low, range?.lowerBound ?? low)...max(high, range?.upperBound ?? high)
    }
    return range
  }

  /// Bytes per second from the host's memory into one chip.
  func hostBytesPerSecond(of accelerator: Accelerator) -> Double {
    usableShare * (hostBytesPerSecond[accelerator.family] ?? usualHostBytesPerSecond)
  }

  func engine(_ name: String) -> Engine? { engines[name] }
}
