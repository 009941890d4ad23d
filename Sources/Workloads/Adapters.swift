public import CheckedJSON
import Numerics

/// Low-rank adapters on one base model: fine-tuned models that share its weights, and how requests spread over them.
///
/// Every request is for one of them. A single adapter is merged into the weights, where it costs nothing more to serve;
/// from two on they are held beside the weights and multiplied apart.
public struct Adapters: Hashable, Sendable {
  /// How many there are.
  public let count: Int
  /// The rank as stated; `nil` where ``usualRank`` is assumed.
  package let statedRank: Int?
  /// The matrices that they change.
  public let targets: Targets
  /// The datatype in which they are held.
  public let format: Format
  /// How requests spread over them as stated; `nil` where they are taken to be used alike.
  package let statedPopularity: Popularity?
  /// The most that GPUs hold at once; `nil` for all, or as many as a quarter of the room for caches holds.
  public let resident: Int?
  /// Where those lie that no GPU holds.
  public let swapSource: SwapSource

  /// The width between the two thin matrices.
  package var rank: Int { statedRank ?? Self.usualRank }
  /// How requests spread over them.
  package var popularity: Popularity { statedPopularity ?? .even }
  /// Whether it is one alone, which is merged into the weights.
  package var isMerged: Bool { count == 1 }

  /// Which matrices of a model adapters change.
  public enum Targets: Hashable, Sendable {
    /// The projections of attention.
    case attention
    /// Every matrix of the layers, experts included.
    case all
    /// Those whose names end so, such as `q_proj`.
    case named([String])
  }

  /// In what datatype adapters are held.
  public enum Format: String, CaseIterable, Hashable, Sendable {
    case bf16, fp16, fp32
  }

  /// How requests spread over adapters.
  public enum Popularity: Hashable, Sendable {
    /// All are asked for alike: the most different ones in a step, so nothing is missed.
    case even
    /// The `k`-th is asked for in proportion to `k^(−s)`.
    case zipf(Double)
  }

  /// Where adapters lie that no GPU holds.
  public enum SwapSource: String, CaseIterable, Hashable, Sendable {
    /// In the memory of the host.
    case host
    /// On its disk.
    case disk
  }

  /// Adapters that can be stated; none of them is the same as no key.
  package static let counts = 0...100_000
  /// Ranks that can be stated.
  package static let ranks = 1...4096
  /// Exponents of popularity that can be stated.
  package static let exponents = 0.0...5.0
  /// The rank of most published adapters for serving benchmarks (vLLM's default for `max_lora_rank` is 16 too).
  package static let usualRank = 16

  /// Makes 1 to 100,000 adapters.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - rank: The width between the two thin matrices, from 1 to 4,096; `nil` for 16.
  ///   - targets: The matrices that they change.
  ///   - format: The datatype in which they are held.
  ///   - popularity: How requests spread over them; `nil` for all alike.
  ///   - resident: The most that GPUs hold at once; `nil` for all, or as many as a quarter of the room for caches
  ///     holds.
  ///   - swapSource: Where those lie that no GPU holds.
  /// - Throws: `InputError` for a number out of range.
  public init(
    count: Int, rank: Int? = nil, targets: Targets = .attention, format: Format = .bf16,
    popularity: Popularity? = nil, resident: Int? = nil, swapSource: SwapSource = .host
  ) throws(InputError) {
    guard count >= 1, Self.counts.contains(count) else {
      throw InputError(found: "\(count) adapters", expected: "from 1 to 100000")
    }
    if let rank, !Self.ranks.contains(rank) {
      throw InputError(found: "a rank of \(rank)", expected: "from 1 to 4096")
    }
    if case .zipf(let exponent) = popularity, !Self.exponents.contains(exponent) {
      throw InputError(
        found: "an exponent of \(PlainDecimal.text(exponent))", expected: "from 0 to 5")
    }
    if let resident, !(1...count).contains(resident) {
      throw InputError(
        found: "\(resident) resident adapters", expected: "from 1 to the count of \(count)")
    }
    self.count = count
    statedRank = rank
    self.targets = targets
    self.format = format
    statedPopularity = popularity
    self.resident = resident
    self.swapSource = swapSource
  }
}
