/// How one replica is spread over chips.
public struct Parallelism: Sendable, Hashable {
  /// Ranks among which each matrix is split.
  public let tensor: Int
  /// Stages among which the layers are split.
  public let pipeline: Int
  /// Ranks among which the experts are spread; 1 splits every expert like a dense matrix.
  public let expert: Int
  /// Groups that run attention on their own sequences (attention data parallelism).
  public let attentionData: Int

  /// Makes a layout; attention data parallelism must divide the tensor ranks.
  public init(tensor: Int = 1, pipeline: Int = 1, expert: Int = 1, attentionData: Int = 1) {
    self.tensor = max(1, tensor)
    self.pipeline = max(1, pipeline)
    self.expert = max(1, expert)
    let groups = max(1, attentionData)
    self.attentionData = self.tensor.isMultiple(of: groups) ? groups : 1
  }

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
}
