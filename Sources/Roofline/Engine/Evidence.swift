import ModelArithmetic

/// The measurements that a profile rests on.
public struct Evidence: Sendable, Hashable {
  /// How many.
  public let rows: Int
  /// The first and the last date among them, as published; empty if none has one.
  public let from: String
  /// The last date.
  public let until: String
  /// Who published them.
  public let sources: [String]
  /// The dimensions of the architectures measured, by chip.
  let architectures: [String: [String]]

  /// Nothing.
  package static let none = Evidence(rows: 0, from: "", until: "", sources: [], architectures: [:])

  /// Chips that were measured.
  public var accelerators: [String] { architectures.keys.sorted() }

  package init(
    rows: Int, from: String, until: String, sources: [String], architectures: [String: [String]]
  ) {
    self.rows = rows
    self.from = from
    self.until = until
    self.sources = sources
    self.architectures = architectures
  }
}

extension ModelArchitecture {
  /// What makes two checkpoints one architecture: width, depth, and parameters, as in `8192×80×70.6B`.
  ///
  /// Fine-tuned models have names of their own and the dimensions of their base.
  package var dimensions: String {
    let billions = (Double(textParameters) / 1e8).rounded() / 10
    return "\(hiddenSize)×\(layers.count)×\(billions)B"
  }
}
