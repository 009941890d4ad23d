import ModelArithmetic

/// The measurements that a profile rests on.
package struct Evidence: Sendable, Hashable {
  /// How many.
  package let rows: Int
  /// The first and the last date among them, as published; empty if none has one.
  package let from: String
  /// The last date.
  package let until: String
  /// Who published them.
  package let sources: [String]
  /// The dimensions of the architectures measured, by chip.
  let architectures: [String: [String]]

  /// Nothing.
  package static let none = Evidence(rows: 0, from: "", until: "", sources: [], architectures: [:])

  /// Chips that were measured.
  package var accelerators: [String] { architectures.keys.sorted() }

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
