/// Which runs belong to one generation of an engine.
package struct EngineGeneration: Sendable, Hashable {
  /// The engine's name, such as `vLLM`.
  package let engine: String
  /// The era, such as `2025`.
  package let era: String
  /// The chip vendors that the generation is for; empty for all.
  package let vendors: [String]
  /// The first version that belongs to it, as numbers; empty from the beginning.
  package let fromVersion: [Int]
  /// The first month that belongs to it, such as `2025-01`; empty from the beginning.
  package let fromMonth: String

  package init(
    engine: String, era: String, vendors: [String], fromVersion: [Int], fromMonth: String
  ) {
    self.engine = engine
    self.era = era
    self.vendors = vendors
    self.fromVersion = fromVersion
    self.fromMonth = fromMonth
  }

  /// `vLLM 2025`, or `vLLM 2024 (AMD)`.
  package var name: String {
    engine + " " + era + (vendors.isEmpty ? "" : " (\(vendors.joined(separator: ", ")))")
  }

  package func suits(vendor: String) -> Bool { vendors.isEmpty || vendors.contains(vendor) }

  package func isMeant(by engineName: String) -> Bool {
    Self.letters(engineName).hasPrefix(Self.letters(engine))
  }

  private static func letters(_ name: String) -> String {
    String(
      decoding: name.lowercased().utf8.filter {
        $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ")
      }, as: UTF8.self)
  }
}
