/// Where self-hosting and the best API cost the same.
public struct BreakEven: Sendable, Hashable {
  /// A range of requests in the period.
  public struct VolumeInterval: Sendable, Hashable {
    /// Requests above which self-hosting wins.
    public let from: Double
    /// Requests up to which it wins; `nil` for as far as was looked.
    public let to: Double?
  }

  /// An input's value at which both cost the same, or why there is none.
  public enum Point: Sendable, Hashable {
    case at(Double)
    case never(String)

    /// The value, if there is one.
    public var value: Double? { if case .at(let value) = self { value } else { nil } }
    /// Why there is none.
    public var reason: String? { if case .never(let reason) = self { reason } else { nil } }
  }

  /// The volumes, from a thousandth to a thousand times the workload's, at which the cheapest
  /// self-hosting is cheaper than the best API.
  public let volumes: [VolumeInterval]
  /// The volumes that were looked at, in requests in the period.
  public let searchedVolumes: ClosedRange<Double>
  /// Why there are none.
  package let neverReason: String?
  /// The factor on the price of all machines at which both cost the same.
  public let gpuPrice: Point
  /// The same if only the chosen machines move, and the next best stay as they are.
  package let gpuPriceAlone: Point
  /// The factor on the price of all APIs.
  public let apiPrice: Point
  /// The same if only the best API moves, and the next best stay as they are.
  package let apiPriceAlone: Point
  /// The factor on the speed of a replica, with the targets kept.
  public let throughput: Point
  /// The share of the paid machines' capacity that would have to be used, with people as they are.
  public let utilization: Point
  /// US dollars of people and tools of self-hosting in the period.
  package let overhead: Point
  /// Engineers, where the workload counts them.
  package let engineers: Point?
  /// Prompt tokens for each completion token, with as many tokens in all.
  package let promptToCompletion: Point
  /// The share of requests that find the shared prefix cached, on both sides; `nil` without a prefix.
  package let cacheHitRate: Point?
  /// What owned machines pay back; `nil` where none is a candidate.
  public let payback: Payback?

  /// The lowest volume from which self-hosting wins.
  public var firstVolume: Double? { volumes.first?.from }
}
