import Workloads

/// How an adapter that no GPU holds is brought in before its request's prompt is read.
package struct AdapterSwap: Sendable, Hashable {
  /// Adapters that each replica holds.
  package let resident: Int
  /// The share of requests whose adapter must be brought in.
  package let share: Double
  /// Seconds until it is in place.
  package let seconds: Double

  /// Seconds that it adds to a first token on average.
  package var meanSeconds: Double { share * seconds }

  /// Seconds that it adds at a quantile of the time to the first token: all of them where more requests than lie
  /// above it wait for an adapter.
  package func seconds(atQuantile quantile: Double) -> Double {
    share > 1 - quantile ? seconds : 0
  }
}

/// What follows from how many adapters a replica holds.
struct AdapterLimits: Sendable, Hashable {
  let swap: AdapterSwap
  /// The most sequences of an attention group that run at a time, as no more different adapters are held.
  let sequences: Double

  init(_ service: AdapterService, _ memory: MemoryPlan, on accelerator: Accelerator) {
    let facts = service.facts
    let bytes = memory.adapters / Double(max(1, memory.residentAdapters))
    var seconds = facts.hostSeconds + bytes / facts.hostBytesPerSecond(of: accelerator)
    if service.adapters.swapSource == .disk {
      seconds += facts.diskSeconds + bytes / facts.diskBytesPerSecond
    }
    let held = Double(memory.residentAdapters)
    swap = AdapterSwap(
      resident: memory.residentAdapters, share: service.spread.missingShare(holding: held),
      seconds: seconds)
    sequences = max(1, service.spread.requests(having: held))
  }
}
