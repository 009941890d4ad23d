public import CheckedJSON
import ModelArithmetic

/// How one replica is spread over chips.
///
/// A layout agrees with itself; whether it suits a model and a chip is checked where a ``Deployment`` is
/// made, so that a deployment that exists is valid.
///
///     let layout = try Layout(tensor: 8, expert: 8)
///     print(layout.name, layout.chips)  // TP8·EP8 8
public struct Layout: Sendable, Hashable {
  /// Ranks among which each matrix is split.
  public let tensor: Int
  /// Stages among which the layers are split.
  public let pipeline: Int
  /// Ranks among which the experts are spread; 1 splits every expert like a dense matrix.
  public let expert: Int
  /// Groups that run attention on their own sequences (attention data parallelism).
  public let attentionData: Int

  /// One chip.
  public static let single = Layout(
    checkedTensor: 1, pipeline: 1, expert: 1, attentionData: 1)

  /// Makes a layout.
  ///
  /// - Parameters:
  ///   - tensor: Ranks among which each matrix is split.
  ///   - pipeline: Stages among which the layers are split.
  ///   - expert: Ranks among which the experts are spread; 1 splits every expert like a dense matrix.
  ///   - attentionData: Groups that run attention on their own sequences (attention data parallelism).
  /// - Throws: `InputError` whose place is the name of the wrong number (`tp`, `pp`, `ep` or
  ///   `attention-dp`): all are from 1 to 1,024, and groups of attention and ranks of experts must
  ///   divide the tensor ranks.
  public init(
    tensor: Int = 1, pipeline: Int = 1, expert: Int = 1, attentionData: Int = 1
  ) throws(InputError) {
    for (part, count) in [
      (Part.tensor, tensor), (.pipeline, pipeline), (.expert, expert),
      (.attentionData, attentionData),
    ] where !Self.range.contains(count) {
      throw part.error(
        found: count, expected: "\(Self.range.lowerBound) to \(Self.range.upperBound)",
        nearest: count < 1 ? 1 : Self.range.upperBound)
    }
    for (part, count) in [(Part.attentionData, attentionData), (.expert, expert)]
    where !tensor.isMultiple(of: count) {
      throw part.error(
        found: count, among: (1...tensor).filter { tensor.isMultiple(of: $0) },
        which: tensor == 1 ? "is the number of tensor ranks" : "divide the \(tensor) tensor ranks")
    }
    self.init(
      checkedTensor: tensor, pipeline: pipeline, expert: expert, attentionData: attentionData)
  }

  init(checkedTensor tensor: Int, pipeline: Int, expert: Int, attentionData: Int) {
    self.tensor = tensor
    self.pipeline = pipeline
    self.expert = expert
    self.attentionData = attentionData
  }

  static let range = 1...1024

  /// Chips of one replica.
  public var chips: Int { tensor * pipeline }
  /// Ranks that share the attention of one sequence.
  public var attentionRanks: Int { tensor / attentionData }

  /// `TP8`, `TP8·EP8`, `TP4·PP2` and so on.
  public var name: String {
    var parts = ["TP\(tensor)"]
    if pipeline > 1 { parts.append("PP\(pipeline)") }
    if expert > 1 { parts.append("EP\(expert)") }
    if attentionData > 1 { parts.append("DP-attention \(attentionData)") }
    return parts.joined(separator: "·")
  }

  /// Chips of one stage that share what is split so.
  func chips(sharing sharding: Sharding) -> Double {
    switch sharding {
    case .replicated: 1
    case .attentionRanks: Double(attentionRanks)
    case .tensorRanks: Double(tensor)
    }
  }
}
