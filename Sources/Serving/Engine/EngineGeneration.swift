/// Which runs belong to one generation of an engine.
public struct EngineGeneration: Sendable, Hashable {
  /// The engine's name, such as `vLLM`.
  public let engine: String
  /// The era, such as `2025`.
  public let era: String
  /// The chip vendors that the generation is for; empty for all.
  public let vendors: [String]
  /// The first version that belongs to it, as numbers; empty from the beginning.
  public let fromVersion: [Int]
  /// The first month that belongs to it, such as `2025-01`; empty from the beginning.
  public let fromMonth: String

  /// `vLLM 2025`, or `vLLM 2024 (AMD)`.
  public var name: String {
    engine + " " + era + (vendors.isEmpty ? "" : " (\(vendors.joined(separator: ", ")))")
  }

  func suits(vendor: String) -> Bool { vendors.isEmpty || vendors.contains(vendor) }

  func isMeant(by engineName: String) -> Bool {
    Self.letters(engineName).hasPrefix(Self.letters(engine))
  }

  private static func letters(_ name: String) -> String {
    String(
      decoding: name.lowercased().utf8.filter {
        $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ")
      }, as: UTF8.self)
  }
}

extension EngineGeneration {
  /// The numbers of a version: `1.2.0rc6` is 1.2.0; a container tag counts from its `v` or `:`.
  static func versionNumbers(_ text: String) -> [Int]? {
    guard let match = text.firstMatch(of: /(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/) else {
      return nil
    }
    guard let major = Int(match.1), let minor = Int(match.2) else { return nil }
    let numbers = [major, minor, match.3.flatMap { Int($0) } ?? 0]
    return numbers == [0, 0, 0] ? nil : numbers
  }
}
